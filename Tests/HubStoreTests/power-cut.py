#!/usr/bin/env python3
"""Looks at what a power cut would have left, at random moments of a recorded run.

Runs PowerCutTests under strace, replays the recorded writes up to a random system call, and builds
the files as a disk might hold them then: all that was waited for, plus a random part of the rest,
sector by sector. Every such image must open, be whole, and hold each call that had been answered.
A second round ignores the waits, as a program that never waits would: it must lose answered calls,
or this harness proves nothing. Names of files count as kept at once.

Needs strace, and a build of the tests (swift build --build-tests). Exit code 0: nothing was lost.
"""

import collections
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

IMAGES = 150
SECTOR = 512
SEED = 20261121
PACKAGE = pathlib.Path(__file__).resolve().parents[2]
BINARY = PACKAGE / ".build/debug/workforce-hubPackageTests.xctest"
LINE = re.compile(r"^(\d+\.\d+) (\w+)\((.*)\) += (-?\d+)")
DESCRIPTOR = re.compile(r"^\d+<([^>]*)>")
DATA = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')

Event = collections.namedtuple("Event", "time kind path offset data")


def decode(text):
    """The bytes or the path in strace's hexadecimal form."""
    return bytes.fromhex(text.replace("\\x", ""))


def record(folder):
    """Runs the writer under strace and returns its events in order."""
    traces = folder / "traces"
    traces.mkdir()
    files = folder / "files"
    files.mkdir()
    subprocess.run(
        ["strace", "-ff", "-ttt", "-qq", "-y", "-xx", "-s", "2000000", "-o", traces / "t",
         "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink",
         str(BINARY), "--testing-library", "swift-testing", "--filter", "PowerCutTests"],
        env={**os.environ, "HUB_STORE_POWER_CUT_FOLDER": str(files)},
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    events = []
    for trace in traces.iterdir():
        for line in trace.open():
            event = parse(line, str(files))
            if event:
                events.append(event)
    return sorted(events, key=lambda event: event.time)


def parse(line, folder):
    """One line of a trace, if it is about our files."""
    match = LINE.match(line)
    if not match or int(match[4]) < 0:
        return None
    time, call, rest, result = float(match[1]), match[2], match[3], int(match[4])
    if call == "unlink":
        path, offset, data = decode(DATA.match(rest)[1]).decode(), 0, b""
    else:
        path = DESCRIPTOR.match(rest)[1]
        path = decode(path).decode() if path.startswith("\\x") else path
        offset, data = 0, b""
        if call in ("pwrite64", "write"):
            data = decode(DATA.search(rest, rest.index(">"))[1])[:result]
        if call in ("pwrite64", "ftruncate"):
            offset = int(rest.rsplit(", ", 1)[1], 0)
    if not path.startswith(folder + "/") or path.endswith("-shm"):
        return None
    return Event(time, call, path[len(folder) + 1:], offset, data)


def apply(content, event):
    """Does to the bytes of a file what a call did."""
    if event.kind == "ftruncate":
        del content[event.offset:]
        content.extend(bytes(event.offset - len(content)))
    else:
        end = event.offset + len(event.data)
        content.extend(bytes(max(0, end - len(content))))
        content[event.offset:end] = event.data


def tear(event, generator):
    """Some of the sectors of a write, or all or nothing of another call."""
    if event.kind == "ftruncate":
        return [event] if generator.random() < 0.5 else []
    kept = []
    position = 0
    while position < len(event.data):
        start = event.offset + position
        size = min(SECTOR - start % SECTOR, len(event.data) - position)
        if generator.random() < 0.5:
            kept.append(event._replace(offset=start, data=event.data[position:position + size]))
        position += size
    return kept


def image(events, cut, waits, generator):
    """The files after a cut, and the calls that had been answered."""
    synced, pending, answered = {}, collections.defaultdict(list), []
    for event in events[:cut]:
        if event.path == "ledger":
            answered.append(event.data.decode().strip())
        elif event.kind in ("fsync", "fdatasync"):
            if waits:
                content = synced.setdefault(event.path, bytearray())
                for write in pending.pop(event.path, []):
                    apply(content, write)
        elif event.kind == "unlink":
            synced.pop(event.path, None)
            pending.pop(event.path, None)
        else:
            pending[event.path].append(event)
    for path, writes in pending.items():
        content = synced.setdefault(path, bytearray())
        for write in writes:
            for part in tear(write, generator):
                apply(content, part)
    return synced, answered


def examine(files, answered):
    """What is wrong with an image: 'damaged', 'lost' or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (pathlib.Path(folder) / name).write_bytes(content)
        try:
            database = sqlite3.connect(f"{folder}/records.db")
            if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return "damaged"
            titles = {row[0] for row in database.execute("SELECT title FROM note")}
            revision = database.execute("SELECT max(revision) FROM journal_revision").fetchone()[0]
        except sqlite3.Error:
            return "damaged" if answered else None
        finally:
            database.close()
        if not set(answered) <= titles or len(titles) != (revision or 0):
            return "lost"
    return None


def main():
    generator = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        events = record(pathlib.Path(folder))
    answers = sum(event.path == "ledger" for event in events)
    print(f"{len(events)} system calls, {answers} answers")
    counts = {}
    for waits in (True, False):
        found = collections.Counter()
        for _ in range(IMAGES):
            cut = generator.randrange(1, len(events) + 1)
            found[examine(*image(events, cut, waits, generator))] += 1
        counts[waits] = found
        name = "as recorded" if waits else "without the waits"
        print(f"{name}: {IMAGES} images, {found['lost']} lost, {found['damaged']} damaged")
    sound = counts[True]["lost"] + counts[True]["damaged"] == 0
    sharp = counts[False]["lost"] + counts[False]["damaged"] > IMAGES // 4
    return 0 if answers > 0 and sound and sharp else 1


if __name__ == "__main__":
    sys.exit(main())
