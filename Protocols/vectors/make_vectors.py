#!/usr/bin/env python3
"""Writes the golden vectors; `--check` compares them with what is committed.

Deterministic: no clock, no randomness. Run clients/python/generate.sh first.
"""

import sys

from making import (client_scripts, codes, doors, frames, gate, journal, messages, replays,
                    script_calls, script_credit, script_ends, script_greeting, script_room,
                    script_streams, strict, tables, texts_json)
from making.building import HERE, write

SINGLE = [
    ("frames", "One frame as a receiver sees it: section 3.", frames.build),
    ("messages", "Encodings and their canonical JSON.", messages.build_messages),
    ("headers", "The strict scan of CallHeader: section 11.", strict.build_headers),
    ("requests", "The strict scan of requests: section 13.", strict.build_requests),
    ("checks", "Which of several faults is answered: section 12.", gate.build_checks),
    ("keys", "Idempotency keys: section 14.", tables.build_keys),
    ("codes", "What an invitation is carried by: section 2.", codes.build),
    ("replays", "One request under a key, or another: section 14.", replays.build),
    ("json", "JSON texts of messages: section 18.", texts_json.build),
    ("texts", "Characters in text: section 17.", tables.build_texts),
    ("doors", "Who is let in, and how long it may take: sections 2 and 8.", doors.build),
    ("statuses", "Codes, retry classes, exit codes: section 16.", tables.build_statuses),
]
SCRIPTS = [
    ("hello", script_greeting.build_hello), ("frames", script_greeting.build_frames),
    ("streams", script_streams.build_streams), ("credit", script_credit.build_credit),
    ("clocks", script_ends.build_clocks), ("goaway", script_ends.build_goaway),
    ("calls", script_calls.build_calls), ("room", script_room.build_room),
]


def build():
    """Pairs of a file's name and its text."""
    for name, about, make in SINGLE:
        yield write(f"{name}.json", about, make())
    for name, make in SCRIPTS:
        yield write(f"scripts/{name}.json", f"Scripts for a server's connection: {name}.", make(),
                    "scripts")
    yield write("client-scripts.json", "Scripts for a client's connection.",
                client_scripts.build(), "scripts")
    yield journal.build()


def main():
    """Writes, or compares."""
    check, stale = "--check" in sys.argv[1:], []
    for name, text in build():
        path = HERE / name
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit("not what make_vectors.py writes: " + ", ".join(stale))


if __name__ == "__main__":
    main()
