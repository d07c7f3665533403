#!/usr/bin/env python3
"""Shows how the time of training's work grows with a council's records.

usage: growth.py PROGRAMS [READINGS [ROWS...]]

PROGRAMS is the folder of `whub`, `whubd`, `whub-bench` and `training-file`, built for release. For each
number of ROWS (10000, 100000 and 1000000 where none is said) a new hub on this machine alone, with
invented records, takes a file of so many rows into an empty council, and prints a line of a table: the
import by the clock of whoever sends it (check, difference and commit) and in the hub's processor time;
how long until every worker is looked at; then, READINGS calls each over one connection (200 where none
is said), the status by team, one worker, and one page of what a return would refuse, the median and the
ninety-ninth of a hundred by the client's clock, with the row that each look leaves in the log of
accesses; all of what a return would refuse (`whub training readiness`) by the clock; taking the import
back, by both; and the most memory that the hub had. Every process that it starts it ends by its number.
Prints what it reads, and judges nothing.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

SIZES = (10_000, 100_000, 1_000_000)
SECONDS = 1_800
TITLES = ("rows", "import s", "import cpu s", "settle s", "status p50 ms", "status p99 ms",
          "worker p50 ms", "worker p99 ms", "return p50 ms", "return p99 ms", "readiness s", "undo s",
          "undo cpu s", "hub MiB")


class Hub:
    """A hub on this machine alone, and a steward of training."""

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
             "--for", "training", "--out", home / "steward", "--name", "Training lead")
        self("whub", "context", "add", "steward", "--hub", self.address, "--bundle", home / "steward")

    def __call__(self, program, *words, right=(0,)):
        answer = subprocess.run([self.programs / program, *map(str, words)], env=self.environment,
                                capture_output=True, text=True, check=False, timeout=SECONDS)
        if answer.returncode not in right:
            sys.exit(f"{program} {words}: {answer.returncode} {answer.stdout[-900:]}{answer.stderr}")
        return answer.stdout

    def processor(self):
        """The server's processor time so far, in seconds."""
        fields = pathlib.Path(f"/proc/{self.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """The most that the server had, in MiB."""
        text = pathlib.Path(f"/proc/{self.server.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", text)[1]) / 1_024

    def end(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(60)
        self.log.close()


def timed(hub, work):
    """By the clock, and the hub's processor time, in seconds; and what the work gave."""
    begun, used = time.monotonic(), hub.processor()
    found = work()
    return time.monotonic() - begun, hub.processor() - used, found


def calls(hub, method, body, count):
    """The median and the ninety-ninth of a hundred, in milliseconds."""
    told = json.loads(hub("whub-bench", "unary", "--hub", hub.address, "--bundle", hub.home / "steward",
                          "--method", method, "--body", json.dumps(body), "-n", count))
    if told["failed"]:
        sys.exit(f"{method}: {told['failed']} calls failed")
    return [told[name] / 1_000 for name in ("p50", "p99")]


def read(programs, rows, readings):
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        with open(home / "council.csv", "wb") as file:
            subprocess.run([programs / "training-file", str(rows), "7"], stdout=file, check=True,
                           timeout=SECONDS)
        hub = Hub(programs, home)
        try:
            wall, used, _ = timed(hub, lambda: hub("whub", "training", "import", home / "council.csv",
                                                   "--yes"))

            def settle():
                while True:
                    told = json.loads(hub("whub", "training", "status", "-o", "json"))
                    if not int(told.get("workersDue", 0)):
                        return
                    time.sleep(0.2)

            settled, _, _ = timed(hub, settle)
            status = calls(hub, "TrainingService/GetTrainingStatus", {"by": "TRAINING_SPLIT_TEAM"},
                           readings)
            number = (home / "council.csv").read_text(encoding="utf-8").split("\n", 2)[1].split(",")[0]
            worker = calls(hub, "TrainingService/GetTrainingWorker", {"worker": number}, readings)
            refusals = calls(hub, "TrainingService/CheckTrainingReturn", {}, readings)
            # Exit code 6 says that there is something to mend, which the made file has.
            whole, _, _ = timed(hub, lambda: hub("whub", "training", "readiness", right=(0, 6)))
            batches = json.loads(hub("whub", "training", "imports", "-o", "json"))["batches"]
            back = timed(hub, lambda: hub("whub", "undo", batches[0]["batch"], "--yes"))
            return [f"{rows}", f"{wall:.2f}", f"{used:.2f}", f"{settled:.2f}",
                    *[f"{one:.2f}" for one in status + worker + refusals], f"{whole:.2f}",
                    f"{back[0]:.2f}", f"{back[1]:.2f}", f"{hub.memory():.0f}"]
        finally:
            hub.end()


def main(programs, readings, sizes):
    print(" | ".join(TITLES))
    for rows in sizes:
        print(" | ".join(read(programs, rows, readings)), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    numbers = [int(word) for word in sys.argv[2:]]
    main(pathlib.Path(sys.argv[1]).resolve(), numbers[0] if numbers else 200,
         numbers[1:] or SIZES)
