#!/usr/bin/env python3
"""Measures how long plans, figures and projections take, beside what is promised of them.

usage: speed.py PROGRAMS [READINGS]

PROGRAMS is the folder of `whub`, `whubd` and `whub-bench`, built for release. A hub on this machine
alone, with generated records, is asked READINGS times for each (5 where none is said). Prints for each
the least and the greatest reading, in processor time and by the clock; ends with 1 where the least
processor time misses its floor: that by the clock holds on a machine that does nothing else. Of what the
hub does it is the hub's processor time, for one call; of a projection the client's.
"""

import csv
import json
import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "Sources" / "HubDomain"
EDITIONS, ACTIONS, CALLS = 10, 500, 200
# Measures of which there are figures for home care, too: with all others they make forty columns.
AGAIN = ("vacancy_rate", "starters_rate", "turnover_rate", "zero_hours_share", "permanent_share",
         "qualified_share", "bank_agency_share")
PARTNERS = ("COUNCIL", "PROVIDERS", "PEOPLE_WHO_DRAW_ON_CARE", "DIRECT_EMPLOYERS", "VOLUNTARY",
            "NHS_ICB", "COLLEGES_UNIVERSITIES", "DWP_JOBCENTRE", "ACADEMY", "UNIONS")
ASSUMPTIONS = """Assumption,From,Value,Low,High,Yearly,Name,Source
base_year,,2024,,,,Generated,Generated
end_year,,2039,,,,Generated,Generated
filled_posts,,1600000,1580000,1620000,,Generated,Generated
vacant_posts,,111000,105000,120000,,Generated,Generated
demand_growth,,1.5,0.8,2.1,0.4,Generated,Generated
turnover_rate,,23.1,21,25,0.8,Generated,Generated
vacancy_target,2039,5,4,6,,Generated,Generated
employee_share,,92,90,94,0.5,Generated,Generated
leave_sector_share,,33,30,36,1,Generated,Generated
international_recruits,,20000,10000,30000,3000,Generated,Generated
training_pipeline,,8000,6000,10000,500,Generated,Generated
"""


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(path):
    """Writes figures of 153 councils, 10 editions and 40 columns."""
    chance = random.Random(6)
    measures = rows(DATA / "Figures" / "Data" / "measures.csv")
    columns = [(one["id"], one["unit"], "") for one in measures if "_median" not in one["id"]]
    columns += [(name, "percent", "domiciliary") for name in AGAIN]
    base = {"total_posts": 9_000, "filled_posts": 8_000, "vacancies": 500}
    count = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Measure", "Code", "Period", "Edition", "Employers", "Setting", "Value", "Source"])
        for council in rows(DATA / "Geography" / "Data" / "councils.csv"):
            for year in range(2014, 2014 + EDITIONS):
                for name, unit, setting in columns:
                    if name in base:
                        value = base[name] + chance.randrange(400)
                    elif unit in ("percent", "days"):
                        value = chance.randrange(10, 400) / 10
                    else:
                        value = chance.randrange(10, 9_000)
                    period = f"{year}/{(year + 1) % 100:02d}"
                    out.writerow([name, council["gss_code"], period, f"{year + 1}-10", "independent",
                                  setting, value, "Generated"])
                    count += 1
    return count


def plan(path):
    """Writes a plan of 500 actions, each with a measure whose beginning is taken from a figure."""
    began = ("turnover_rate; area=E08000025; period=2022/23; edition=2023-10; employers=independent; "
             "source=Generated")
    whole = {
        "code": "speed", "title": "A plan of five hundred actions", "from": "2026-04-01",
        "to": "2029-03-31",
        "partners": [{"type": f"PARTNER_TYPE_{kind}", "organisation": f"Organisation {number}"}
                     for number, kind in enumerate(PARTNERS)],
        "challenges": [{"title": f"Challenge {number}, in a sentence of ordinary length",
                        "decision": "CHALLENGE_DECISION_SHORTLISTED", "reason": "It is the largest",
                        "levels": {"impact": 5, "urgency": 4, "effort": 3, "influence": 2},
                        "links": [f"shared-priorities/2023-24/SWP{number % 6 + 1}"]}
                       for number in range(40)],
        "objectives": [{"title": f"Objective {number}, that more people stay",
                        "challenges": [f"C{number + 1}"]} for number in range(40)],
        "actions": [],
    }
    for number in range(ACTIONS):
        action = {
            "title": f"Action {number + 1}, said in a sentence of ordinary length",
            "objective": f"O{number % 40 + 1}", "owner": f"Organisation {number % 10}",
            "role": "commissioner", "start": f"2026-{number % 8 + 5:02d}-01",
            "due": f"2027-{number % 12 + 1:02d}-28", "progress": "ACTION_PROGRESS_IN_PROGRESS",
            "rating": f"ACTION_RATING_{('GREEN', 'AMBER', 'RED')[number % 3]}",
            "reason": "What was said at the last meeting", "note": "It goes on as it began.",
            "partners": [f"P{number % 10 + 1}"],
            "links": [f"shared-priorities/2023-24/SWP{number % 6 + 1}"],
            "measures": [{"name": "Turnover rate", "target": "20", "baselineFigure": began}],
            "cost": {"pounds": str(1_000 + number), "funding": "the council"},
        }
        if number:
            action["dependsOn"] = [f"A{number}"]
        whole["actions"].append(action)
    path.write_text(json.dumps(whole), encoding="utf-8")


class Hub:
    """A hub on this machine alone, and a steward of plans at a shell."""

    def __init__(self, programs, home):
        self.programs, self.home = programs, home
        self.environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home),
                            "NO_COLOR": "1"}
        self("whubd", "init", "--data", home / "hub", "--region", "north-east", "--name", "localhost",
             "--starter", "--example", "--local-issue")
        self.log = open(home / "serve.log", "w+", encoding="utf-8")
        self.server = subprocess.Popen(
            [programs / "whubd", "serve", "--data", home / "hub", "--listen", "127.0.0.1:0"],
            stdout=self.log, stderr=self.log, env=self.environment)
        found = None
        while not found:
            time.sleep(0.05)
            text = pathlib.Path(self.log.name).read_text(encoding="utf-8")
            found = re.search(r"address=(127\.0\.0\.1:[1-9]\d*)", text)
            if self.server.poll() is not None:
                sys.exit(f"the hub did not start: {text}")
        self.address = found[1]
        self("whubd", "issue", "--data", home / "hub", "--tenant", "X00000001", "--role", "steward",
             "--for", "plans", "--out", home / "plans", "--name", "Plans lead")
        self("whub", "context", "add", "plans", "--hub", self.address, "--bundle", home / "plans")

    def __call__(self, program, *words):
        answer = subprocess.run([self.programs / program, *map(str, words)], env=self.environment,
                                capture_output=True, text=True, check=False)
        if answer.returncode:
            sys.exit(f"{program} {words}: {answer.returncode} {answer.stdout[-900:]}{answer.stderr}")
        return answer.stdout

    def processor(self):
        """The server's processor time so far, in milliseconds."""
        fields = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1_000 / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(30)
        self.log.close()


def measured(work, processor):
    """Processor time of one piece of work, and its time by the clock, in milliseconds."""
    begun, used = time.monotonic(), processor()
    work()
    return processor() - used, (time.monotonic() - begun) * 1_000


def children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1_000


def main(programs, readings):
    missed = []

    def tell(name, found, floor):
        least = min(one[0] for one in found)

        def span(index):
            return f"{min(one[index] for one in found):.1f} to {max(one[index] for one in found):.1f}"
        verdict = "kept" if least <= floor else "MISSED"
        print(f"{name}: processor {span(0)} ms, clock {span(1)} ms; at most {floor} ms: {verdict}")
        if least > floor:
            missed.append(name)

    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        count = figures(home / "figures.csv")
        plan(home / "plan.json")
        (home / "assumptions.csv").write_text(ASSUMPTIONS, encoding="utf-8")
        hub = Hub(programs, home)
        try:
            def keep():
                hub("whub", "figures", "import", home / "figures.csv", "--yes")

            # The client checks a file first and then keeps it: both are in the reading.
            tell(f"{count} figures are loaded", [measured(keep, hub.processor)], 5_000)

            def calls(method, body):
                def work():
                    hub("whub-bench", "unary", "--hub", hub.address, "--bundle", home / "plans",
                        "--method", method, "--body", json.dumps(body), "-n", CALLS)
                found = [measured(work, hub.processor) for _ in range(readings)]
                return [(used / CALLS, clock / CALLS) for used, clock in found]

            series = {"measure": "turnover_rate", "area": "E08000025"}
            tell("a series answers", calls("FigureService/GetFigureSeries", series), 5)
            hub("whub", "plans", "apply", "-f", home / "plan.json", "--yes")
            opened = calls("PlanService/GetPlan", {"code": "speed"})
            tell(f"a plan of {ACTIONS} actions opens", opened, 20)
            page = home / "plan.html"

            def report():
                page.unlink(missing_ok=True)
                hub("whub", "report", "plan", "speed", "--out", page)

            tell("a plan's page is written", [measured(report, hub.processor) for _ in range(readings)],
                 300)
            size = page.stat().st_size
            print(f"its size: {size} bytes; at most {500 * 1_024}")
            if size > 500 * 1_024:
                missed.append("size")

            def project():
                hub("whub", "figures", "project", "-f", home / "assumptions.csv", "-o", "json")

            tell("10,000 runs over 15 years", [measured(project, children) for _ in range(readings)],
                 300)
        finally:
            hub.end()
    return 1 if missed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5))
