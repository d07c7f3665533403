#!/usr/bin/env python3
"""Has the disk run full at one write after another of an import: nothing is lost, and it says so.

usage: full-disk.py PROGRAMS

PROGRAMS is the folder of `whub`, `whubd` and `training-file`. A hub on this machine alone, with invented
records, is served under strace, which answers a council's writes with "no space left on device" from
the N-th on. Each time the import must be refused with a reason, another council must go on, and what
was there before must be read as it was; started again with room, the hub must hold what it held,
byte for byte in its answers, and the same import must go through. Needs strace.
"""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

ROWS = 3_000
ROWS_BEFORE = 60
# The first write of a commit, some in its middle, and those of the checkpoint after it.
LOG_WRITES = (1, 2, 3, 7, 20, 40)
FILE_WRITES = (1, 2, 9)
SECONDS = 60
REASON = re.compile(r"\[(STORE-\d{4})\]")


class Fault(Exception):
    """Something that must not happen."""


def run(arguments, home, isGood=True):
    """Runs a program to its end; its words."""
    answer = subprocess.run(
        [str(word) for word in arguments],
        env={**os.environ, "HOME": str(home), "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if isGood and answer.returncode != 0:
        raise Fault(f"{' '.join(map(str, arguments[1:]))} ended with {answer.returncode}: {answer.stdout}")
    return answer


@contextlib.contextmanager
def served(programs, data, home, trace=()):
    """Serves the hub; its address. It ends with a signal to itself, by number."""
    log = open(home / "serve.log", "a+", encoding="utf-8")
    begin = log.tell()
    server = subprocess.Popen(
        [*trace, str(programs / "whubd"), "serve", "--data", str(data), "--listen", "127.0.0.1:0"],
        env={**os.environ, "HOME": str(home)},
        stdout=log,
        stderr=log,
    )
    try:
        end = time.monotonic() + SECONDS
        while True:
            text = pathlib.Path(log.name).read_text(encoding="utf-8")[begin:]
            listening = re.search(r"127\.0\.0\.1:(\d+)", text)
            if listening and listening[1] != "0":
                break
            if server.poll() is not None or time.monotonic() > end:
                raise Fault(f"the hub did not start: {text}")
            time.sleep(0.05)
        yield f"localhost:{listening[1]}"
        if server.poll() is not None:
            raise Fault(f"the hub ended by itself with {server.returncode}")
    finally:
        if trace:
            # strace passes no signal on: the program below it ends, and strace with it.
            children = pathlib.Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
            for child in children.split():
                os.kill(int(child), signal.SIGTERM)
        else:
            server.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(SECONDS)
        if server.poll() is None:
            server.kill()
            raise Fault("the hub did not end")
        log.close()


class Desk:
    """A council's steward at a shell."""

    def __init__(self, programs, home, name):
        self.programs, self.home, self.name = programs, home, name

    def __call__(self, *words, isGood=True):
        return run([self.programs / "whub", "--context", self.name, *words], self.home, isGood)

    def at(self, address):
        """Learns where the hub listens now."""
        run([self.programs / "whub", "context", "remove", self.name, "-y"], self.home, False)
        run(
            [self.programs / "whub", "context", "add", self.name, "--bundle", self.home / self.name,
             "--hub", address],
            self.home,
        )

    def records(self):
        """What the council's people are recorded with, as a program reads it."""
        return self("training", "matrix", "-o", "json").stdout


def main(programs):
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        large, small = home / "large.csv", home / "small.csv"
        for path, rows, seed in ((large, ROWS, 1), (small, ROWS_BEFORE, 2)):
            path.write_text(run([programs / "training-file", rows, seed], home).stdout, encoding="utf-8")
        for kind, writes in (("records.db-wal", LOG_WRITES), ("records.db", FILE_WRITES)):
            for when in writes:
                print(f"full from write {when} of {kind} on: {one(programs, home, large, small, kind, when)}", flush=True)
                tried += 1
    print(f"{tried} full disks: nothing was lost, and every import went through once there was room")


def one(programs, home, large, small, kind, when):
    """One full disk; what was seen."""
    data = home / f"hub-{kind}-{when}"
    run(
        [programs / "whubd", "init", "--data", data, "--region", "north-east", "--name", "localhost",
         "--starter", "--example", "--local-issue"],
        home,
    )
    desks = []
    for code in ("X00000001", "X00000002"):
        name = f"{code}-{kind}-{when}"
        run([programs / "whubd", "issue", "--data", data, "--tenant", code, "--role", "steward",
             "--name", "Training", "--out", home / name], home)
        desks.append(Desk(programs, home, name))
    desk, other = desks
    with served(programs, data, home) as address:
        desk.at(address)
        other.at(address)
        desk("training", "import", small, "-y")
        before = desk.records()
    files = [path for path in data.rglob("records.db*") if path.name == "records.db"]
    # The council that has imported has the larger file.
    path = max(files, key=lambda file: file.stat().st_size).parent / kind
    inject = f"inject=pwrite64:error=ENOSPC:when={when}+"
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", str(home / "trace"), "-P", str(path),
             "-e", "trace=pwrite64", "-e", inject]
    with served(programs, data, home, trace) as address:
        desk.at(address)
        other.at(address)
        refused = desk("training", "import", large, "-y", isGood=False)
        reason = REASON.search(refused.stdout)
        if kind == "records.db-wal":
            if refused.returncode == 0:
                raise Fault(f"an import was kept on a full disk: {refused.stdout}")
            if not reason:
                raise Fault(f"no reason was told: {refused.stdout}")
            if desk.records() != before:
                raise Fault("a refused import changed what is read")
        other("training", "import", small, "-y")
        acknowledged = desk.records()
        seen = f"{reason[1] if reason else 'kept'}, exit {refused.returncode}"
    if "INJECTED" not in (home / "trace").read_text(encoding="utf-8"):
        raise Fault("nothing was injected")
    with served(programs, data, home) as address:
        desk.at(address)
        if desk.records() != acknowledged:
            raise Fault("the file is not as it was last read")
        again = desk("training", "import", large, "-y").stdout
        if refused.returncode != 0 and f"{ROWS:,} new records" not in again:
            raise Fault(f"the import did not go through whole: {again}")
    return seen


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        main(pathlib.Path(sys.argv[1]).resolve())
    except Fault as fault:
        sys.exit(f"full-disk: {fault}")
