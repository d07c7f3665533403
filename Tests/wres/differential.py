#!/usr/bin/env python3
"""Compares the statistics with scipy and statsmodels: differential.py TESTEE [SEED [COUNT]].

Random tables of two groups, small and large, with empty and full cells. Koopman's interval is
compared with statsmodels' score interval and Katz' with scipy's; Fisher's p with scipy's. Where a
package is known to be wrong the right value is held by the score statistic itself, computed here
to many digits. Says what differs, and the seed.
"""

import decimal
import math
import random
import subprocess
import sys
import warnings

from scipy.stats import fisher_exact
from scipy.stats.contingency import relative_risk
from statsmodels.stats.proportion import confint_proportions_2indep

QUANTILE = decimal.Decimal("1.959963984540054") ** 2
decimal.getcontext().prec = 60


def statistic(theta, a, n1, c, n0):
    """Koopman's score statistic to sixty digits, in the sum-of-squares form where it is defined."""
    theta, a, n1, c, n0 = (decimal.Decimal(x) for x in (theta, a, n1, c, n0))
    total = n1 + n0
    b = theta * (n1 + c) + a + n0
    root = max(decimal.Decimal(0), b * b - 4 * theta * total * (a + c)).sqrt()
    p0 = 2 * (a + c) / (b + root)
    p1 = theta * p0
    difference = a / n1 - theta * c / n0
    variance = p1 * (1 - p1) / n1 + theta * theta * p0 * (1 - p0) / n0
    if variance <= decimal.Decimal("1e-40"):
        return decimal.Decimal(0) if abs(difference) < decimal.Decimal("1e-30") else None
    return difference * difference / variance


def is_limit(theta, side, *table):
    """Whether the statistic crosses the quantile at theta: inside just before, outside behind."""
    step = 1 + side * 1e-7
    inside = statistic(theta / step, *table)
    outside = statistic(theta * step, *table)
    return (inside is None or inside <= QUANTILE) and (outside is None or outside >= QUANTILE)


def tables(seed, count):
    chance = random.Random(seed)
    for number in range(count):
        size = chance.choice([6, 20, 60, 200, 1000, 5000])
        n1, n0 = chance.randint(1, size), chance.randint(1, size * chance.choice([1, 1, 4]))
        kind = number % 8
        if kind == 0:
            a, c = chance.randint(0, n1), chance.randint(0, n0)
        elif kind == 1:
            a, c = chance.choice([(0, chance.randint(1, n0)), (chance.randint(1, n1), 0)])
        elif kind == 2:
            a, c = chance.choice([(n1, chance.randint(0, n0)), (chance.randint(0, n1), n0)])
        else:
            rate = chance.random() ** 3
            a = sum(chance.random() < rate for _ in range(n1))
            c = sum(chance.random() < min(1, rate * chance.choice([0.5, 1, 1.5])) for _ in range(n0))
        yield a, n1, c, n0


def close(ours, theirs, tolerance=1e-6):
    if math.isinf(theirs) or math.isinf(ours):
        return math.isinf(theirs) and math.isinf(ours)
    return abs(ours - theirs) <= tolerance * max(1, abs(theirs))


def number(word):
    return None if word == "-" else float(word)


def score_interval(a, n1, c, n0):
    """statsmodels' score interval, or None where it gives up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            low, high = confint_proportions_2indep(a, n1, c, n0, method="score", compare="ratio",
                                                   correction=False)
    except (ValueError, ZeroDivisionError, FloatingPointError):
        return None
    # An empty group can give it complex limits, which are none.
    if any(isinstance(limit, complex) for limit in (low, high)):
        return None
    return None if math.isnan(low) or math.isnan(high) else (low, high)


def main():
    testee = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 12000
    cases = [(2, 10, 117, 389), (9, 725, 17, 2505), (8, 508, 0, 500), (0, 500, 8, 508), (0, 40, 0, 400),
             (52, 400, 300, 1200), (18, 20, 160, 200), (20, 200, 2, 25), (38, 220, 162, 225),
             (12, 120, 50, 500), (5, 5, 40, 50), (3, 40, 6, 400)] + list(tables(seed, count))
    text = "\n".join(" ".join(map(str, case)) for case in cases) + "\n"
    answer = subprocess.run([testee], input=text, capture_output=True, text=True, check=True)
    lines = answer.stdout.splitlines()
    assert len(lines) == len(cases), (len(lines), len(cases))
    seen = dict(score=0, statistic=0, katz=0, fisher=0, beside=0, none=0)
    failures = []

    def check(condition, what, case, *details):
        if not condition:
            failures.append((what, case) + details)

    for case, line in zip(cases, lines):
        a, n1, c, n0 = case
        ratio, low, high, katz_low, katz_high, p = map(number, line.split())
        theirs = fisher_exact([[a, n1 - a], [c, n0 - c]])[1]
        check(abs(p - theirs) <= 1e-7 * theirs + 1e-290, "fisher", case, p, theirs)
        seen["fisher"] += 1
        if a == 0 and c == 0:
            check(ratio is None and low is None and katz_low is None, "no events", case, line)
            seen["none"] += 1
            continue
        check((ratio is None) == (c == 0), "ratio", case, line)
        if a > 0 and c > 0:
            theirs = relative_risk(a, n1, c, n0).confidence_interval(0.95)
            check(close(katz_low, theirs.low) and close(katz_high, theirs.high), "katz", case, line)
            seen["katz"] += 1
        else:
            check(katz_low is None and katz_high is None, "katz of an empty cell", case, line)
        # The statistic itself decides; a package only where it agrees with the statistic.
        right = (a == 0 and low == 0) or is_limit(low, -1, *case)
        right = right and ((c == 0 and math.isinf(high)) or is_limit(high, 1, *case))
        check(right, "koopman against the statistic", case, low, high)
        seen["statistic"] += 1
        theirs = score_interval(*case)
        if theirs and close(low, theirs[0], 1e-5) and close(high, theirs[1], 1e-5):
            seen["score"] += 1
        else:
            seen["beside"] += 1
            # Only the known faults: a full or an empty group.
            check(a in (0, n1) or c in (0, n0), "statsmodels", case, low, high, theirs)

    package = score_interval(5, 5, 40, 50)
    held = list(map(float, lines[cases.index((5, 5, 40, 50))].split()[1:3]))
    check(close(held[0], 0.699985) and close(held[1], 1.493364), "5/5 against 40/50", held)
    check(package is None or package[0] > 1, "the fault of statsmodels is mended: compare it", package)
    for failure in failures[:5]:
        print("DIFFERS", *failure)
    print(f"seed {seed}: {len(cases)} tables,", ", ".join(f"{key} {value}" for key, value in seen.items()) + ";",
          f"{len(failures)} differ")
    sys.exit(1 if failures or seen["score"] < len(cases) // 2 else 0)


if __name__ == "__main__":
    main()
