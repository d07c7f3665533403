#!/usr/bin/env python3
"""Compares projections with Python and numpy: differential.py TESTEE [SEED [COUNT]].

Random assumptions. Each projection is computed again here from its published description. First
with the same random numbers (SplitMix64, and the normal quantiles of Python's statistics module):
every percentile must be the same. Then with numpy's own random numbers: the percentiles must be as
near as the runs allow. Says what differs, and the seed.
"""

import datetime
import random
import subprocess
import sys
from statistics import NormalDist

import numpy

NORMAL = NormalDist()
NINETY = NORMAL.inv_cdf(0.9)
KINDS = ["filled_posts", "vacant_posts", "demand", "turnover_rate", "vacancy_target", "employee_share",
         "leave_sector_share", "international_recruits", "training_pipeline"]
RANGES = {"filled_posts": (1, 1e8), "vacant_posts": (0, 1e8), "demand_index": (1e-6, 1e9),
          "demand_growth": (-50, 50), "turnover_rate": (0, 995), "vacancy_target": (0, 99),
          "employee_share": (0, 100), "leave_sector_share": (0, 100), "international_recruits": (0, 1e8),
          "training_pipeline": (0, 1e8)}
NAMES = ["posts", "filled_posts", "vacant_posts", "leavers", "recruits", "recruits_from_outside",
         "recruits_to_find"]


class SplitMix:
    """SplitMix64 and the normal numbers made of it."""

    def __init__(self, seed):
        self.state = seed

    def normal(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        mixed ^= mixed >> 31
        return NORMAL.inv_cdf(((mixed >> 11) + 0.5) / (1 << 53))


def line(points, year):
    """The value on a line between (year, value) points, flat outside."""
    return float(numpy.interp(year, [p[0] for p in points], [p[1] for p in points]))


def step(points, year):
    """The mean over the days of a year of (day or None, value) points."""
    total, days = 0.0, 0
    day = datetime.date(year, 1, 1)
    while day.year == year:
        total += [value for start, value in points if start is None or start <= day][-1]
        days += 1
        day += datetime.timedelta(1)
    return total / days


class Model:
    """One set of assumptions: for each kind its rows (day or year, value, low, high, yearly)."""

    def __init__(self, chance):
        self.base = chance.randint(2015, 2025)
        self.end = self.base + chance.randint(1, 20)
        self.years = list(range(self.base, self.end + 1))
        self.rows = {"filled_posts": [self.level(chance, 1000, 2e6)],
                     "vacant_posts": [self.level(chance, 0, 2e5)]}
        self.demand = chance.choice(["demand_index", "demand_growth"])
        if self.demand == "demand_index":
            middle = [y for y in self.years[1:-1] if chance.random() < 0.3]
            self.rows["demand_index"] = [self.row(chance, y, 100 + 3 * chance.random() * (y - self.base), 5,
                                                  y > self.base) for y in [self.base, *middle, self.end]]
        else:
            self.rows["demand_growth"] = self.steps(chance, 0, 3, 1)
        self.rows["turnover_rate"] = self.steps(chance, 10, 40, 8)
        if chance.random() < 0.7:
            year = chance.randint(self.base + 1, self.end)
            self.rows["vacancy_target"] = [self.row(chance, year, 1 + 8 * chance.random(), 0.9, True)]
        for kind, low, high, width in [("employee_share", 80, 95, 4), ("leave_sector_share", 20, 60, 15),
                                       ("international_recruits", 500, 9000, 300),
                                       ("training_pipeline", 100, 900, 80)]:
            if chance.random() < 0.6:
                self.rows[kind] = self.steps(chance, low, high, width)

    def level(self, chance, low, high):
        value = round(low + (high - low) * chance.random(), 3)
        return self.row(chance, None, value, value / 10, True, yearly=False)

    def steps(self, chance, low, high, width):
        rows = [self.row(chance, None, low + (high - low) * chance.random(), width, True)]
        if chance.random() < 0.5:
            day = datetime.date(chance.randint(self.base, self.end), chance.randint(1, 12), chance.randint(1, 28))
            rows.append(self.row(chance, day, low + (high - low) * chance.random(), width, True))
        return rows

    @staticmethod
    def row(chance, start, value, width, uncertain, yearly=True):
        value = round(value, 4)
        low = high = value
        if uncertain and chance.random() < 0.7:
            low = max(round(value - width * chance.random(), 4), 0.0001 if value > 0.001 else 0)
            low = min(low, value)
            high = round(value + width * chance.random(), 4)
        noise = round(width / 4 * chance.random(), 4) if yearly and uncertain and chance.random() < 0.3 else 0
        return (start, value, low, high, noise)

    def csv(self):
        lines = ["Assumption,From,Value,Low,High,Yearly,Name,Source",
                 f"base_year,,{self.base},,,,n,s", f"end_year,,{self.end},,,,n,s"]
        for kind, rows in self.rows.items():
            for start, value, low, high, noise in rows:
                lines.append(f"{kind},{'' if start is None else start},{value:.4f},{low:.4f},{high:.4f},{noise:.4f},n,s")
        return "\n".join(lines) + "\n"

    def part(self, kind, pick, base):
        """One part of a kind's rows in every year; base is what stands in the base year of a target."""
        rows = self.rows.get(kind)
        if rows is None:
            missing = 100 if kind in ("employee_share", "leave_sector_share") else 0
            return [missing if pick == 1 else 0.0] * len(self.years)
        points = [(r[0], r[pick] if pick == 1 or pick == 4 else r[pick]) for r in rows]
        if kind == "vacancy_target":
            points = [(self.base, base)] + points
        if kind in ("demand_index", "vacancy_target"):
            return [line(points, y) for y in self.years]
        return [step(points, y) for y in self.years]

    def paths(self):
        """(kind, values, down, up, yearly) as the runs draw them."""
        found = []
        for name in KINDS:
            kind = self.demand if name == "demand" else name
            value, low, high, noise = (numpy.array(self.part(kind, p, 0.0)) for p in (1, 2, 3, 4))
            if kind not in self.rows:
                low = high = value
            down, up = (value - low) / NINETY, (high - value) / NINETY
            found.append((kind, value, down, up, noise))
        return found

    def weight(self):
        rows = self.rows.get("vacancy_target")
        points = [(self.base, 1.0)] + ([(rows[0][0], 0.0)] if rows else [])
        return numpy.array([line(points, y) for y in self.years])

    def evaluate(self, values):
        """All quantities of all years from the values of a run, or of many along the last axis."""
        filled0, vacant0 = values["filled_posts"][0], values["vacant_posts"][0]
        demand = values[self.demand]
        if self.demand == "demand_growth":
            growth = 1 + demand / 100
            growth[0] = growth[0] * 0 + 1
            demand = numpy.cumprod(growth, axis=0)
        posts = (filled0 + vacant0) * demand / demand[0]
        shape = (-1,) + (1,) * (posts.ndim - 1)
        rate = self.weight().reshape(shape) * vacant0 / (filled0 + vacant0) + values["vacancy_target"] / 100
        vacant = posts * numpy.clip(rate, 0, 1)
        filled = posts - vacant
        filled[0] = filled0
        leavers = values["turnover_rate"] / 100 * values["employee_share"] / 100 * filled
        growth = numpy.diff(filled, axis=0)
        leavers = leavers[1:]
        outside = leavers * values["leave_sector_share"][1:] / 100 + growth
        gap = outside - values["international_recruits"][1:] - values["training_pipeline"][1:]
        return [posts[1:], filled[1:], vacant[1:], leavers, leavers + growth, outside, gap]

    def draw(self, runs, level, noise):
        """Values of many runs; level() and noise() make normal numbers in the order of the runs."""
        count = len(self.years)
        values = {kind: numpy.repeat(value[:, None], runs, 1) for kind, value, *_ in self.paths()}
        for run in range(runs):
            for kind, value, down, up, yearly in self.paths_kept:
                has_level, has_years = (down > 0).any() or (up > 0).any(), (yearly[1:] > 0).any()
                if not (has_level or has_years or yearly[0] > 0):
                    continue
                z = level() if has_level else 0.0
                moved = value + z * (down if z < 0 else up)
                if has_years:
                    moved[1:] += yearly[1:] * numpy.array([noise() for _ in range(count - 1)])
                values[kind][:, run] = numpy.clip(moved, *RANGES[kind])
        return values


def answer(testee, model, seed, runs):
    done = subprocess.run([testee, str(seed), str(runs)], input=model.csv(), capture_output=True, text=True, check=True)
    found = {}
    for words in map(str.split, done.stdout.splitlines()):
        if words[0] == "refused":
            raise SystemExit(f"refused: {' '.join(words)}\n{model.csv()}")
        found[words[0], int(words[1])] = list(map(float, words[2:]))
    return found


def main():
    testee = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    chance = random.Random(seed)
    numbers = numpy.random.default_rng(seed)
    seen = dict(middle=0, same=0, near=0)
    failures = []
    for case in range(count):
        model = Model(chance)
        model.paths_kept = model.paths()
        own = chance.getrandbits(64)
        middle = model.evaluate({kind: value.copy() for kind, value, *_ in model.paths_kept})
        runs = 300
        found = answer(testee, model, own, runs)
        generator = SplitMix(own)
        exact = model.evaluate(model.draw(runs, generator.normal, generator.normal))
        for name, centre, all_runs in zip(NAMES, middle, exact):
            for index, year in enumerate(model.years[1:]):
                ours = found[name, year]
                theirs = [float(centre[index])] + list(numpy.percentile(all_runs[index], [10, 50, 90]))
                size = max(1.0, float(abs(exact[0][index]).max()))
                if any(abs(a - b) > 1e-9 * size for a, b in zip(ours, theirs)):
                    failures.append((case, name, year, ours, theirs))
                seen["middle"] += 1
                seen["same"] += 3
        if case % 8 == 0:
            runs = 4000
            found = answer(testee, model, own, runs)
            free = model.evaluate(model.draw(runs, numbers.standard_normal, numbers.standard_normal))
            for name, all_runs in zip(NAMES, free):
                for index, year in enumerate(model.years[1:]):
                    wide = numpy.percentile(all_runs[index], [10, 50, 90])
                    ours = found[name, year][1:]
                    # A percentile of so many runs strays by its rank: five standard errors of it.
                    for share, mine in zip((0.1, 0.5, 0.9), ours):
                        reach = 5 * (2 * share * (1 - share) / runs) ** 0.5
                        low, high = numpy.quantile(all_runs[index], [max(0, share - reach), min(1, share + reach)])
                        slack = 1e-9 * max(1.0, float(abs(wide).max()))
                        if not low - slack <= mine <= high + slack:
                            failures.append((case, name, year, share, mine, low, high))
                        seen["near"] += 1
    for failure in failures[:5]:
        print("DIFFERS", *failure)
    print(f"seed {seed}: {count} sets of assumptions,", ", ".join(f"{key} {value}" for key, value in seen.items()) + ";",
          f"{len(failures)} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
