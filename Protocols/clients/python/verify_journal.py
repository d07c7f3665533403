#!/usr/bin/env python3
"""Verifies the journal of a file of the store, as journal.md specifies it.

Needs Python's standard library only. Opens the file read-only.
Exit code 0: sound. 1: not sound, and what is wrong is printed. 2: the file cannot be read.
"""

import argparse
import hashlib
import pathlib
import sqlite3
import sys

FINDINGS_MAX = 20


class Findings:
    """What is wrong, up to a number that a person reads."""

    def __init__(self):
        self.count = 0

    def add(self, text):
        self.count += 1
        if self.count <= FINDINGS_MAX:
            print(f"WRONG: {text}")
        elif self.count == FINDINGS_MAX + 1:
            print("WRONG: and more")


def field(value):
    """One field of a message: its length and its bytes."""
    if value is None:
        value = b""
    elif isinstance(value, int):
        value = value.to_bytes(8, "big", signed=True)
    elif isinstance(value, str):
        value = value.encode("utf-8")
    return len(value).to_bytes(4, "big") + value


def link(tag, *values):
    """SHA-256 of a message."""
    return hashlib.sha256(b"".join(field(value) for value in (tag, *values))).digest()


def verify_rows(database, opening_revision, previous, findings):
    """Follows the rows of one revision and returns the last link."""
    rows = database.execute(
        "SELECT ordinal, kind, record, operation, body, salt, digest, chain"
        " FROM journal_row WHERE revision = ? ORDER BY ordinal",
        (opening_revision,),
    )
    for expected, row in enumerate(rows, start=1):
        ordinal, kind, record, operation, body, salt, digest, chain = row
        place = f"revision {opening_revision} row {ordinal}"
        if ordinal != expected:
            findings.add(f"{place}: row {expected} is missing")
        if (body is None) != (salt is None):
            findings.add(f"{place}: half erased")
        elif body is not None and link("whub journal 1 body", salt, body) != digest:
            findings.add(f"{place}: the body is not the one that was recorded")
        expected_link = link(
            "whub journal 1 row",
            previous, opening_revision, ordinal, kind, record, operation, digest,
        )
        if expected_link != chain:
            findings.add(f"{place}: the chain is broken")
        previous = chain
    return previous


def verify(database, heads, findings):
    """Follows the whole chain; returns the last revision and the head."""
    file, kind = database.execute("SELECT file, kind FROM meta").fetchone()
    previous = link("whub journal 1 start", file, kind)
    last_revision, last_time = 0, None
    openings = database.execute(
        "SELECT revision, epoch, time, actor, method, request, batch, chain"
        " FROM journal_revision ORDER BY revision"
    )
    for revision, epoch, time, actor, method, request, batch, chain in openings:
        if revision != last_revision + 1:
            findings.add(f"revision {last_revision + 1} is missing")
        if last_time is not None and time < last_time:
            findings.add(f"revision {revision}: earlier than the one before it")
        expected = link(
            "whub journal 1 opening",
            previous, epoch, revision, time, actor, method, request, batch,
        )
        if expected != chain:
            findings.add(f"revision {revision}: the chain is broken at its opening")
        previous = verify_rows(database, revision, chain, findings)
        last_revision, last_time = revision, time
        kept = heads.pop(revision, None)
        if kept is not None and kept != previous:
            findings.add(f"revision {revision}: not the head that was kept")
    for revision in heads:
        findings.add(f"revision {revision}: its head was kept, but it is not there")
    orphans = database.execute(
        "SELECT count(*) FROM journal_row WHERE revision NOT IN"
        " (SELECT revision FROM journal_revision)"
    ).fetchone()[0]
    if orphans:
        findings.add(f"{orphans} rows belong to no revision")
    return last_revision, previous


def parse_head(text):
    """A head as it is kept: REVISION:HEX."""
    revision, _, digits = text.partition(":")
    head = bytes.fromhex(digits)
    if len(head) != 32:
        raise ValueError("a head has 32 bytes")
    return int(revision), head


def main():
    parser = argparse.ArgumentParser(description="Verifies the journal of a store's file.")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--head", action="append", default=[], type=parse_head,
                        metavar="REVISION:HEX", help="a head that was kept")
    arguments = parser.parse_args()
    findings = Findings()
    try:
        uri = f"{arguments.file.resolve(strict=True).as_uri()}?mode=ro"
        database = sqlite3.connect(uri, uri=True)
        for (finding,) in database.execute("PRAGMA integrity_check(10)"):
            if finding != "ok":
                findings.add(f"SQLite: {finding}")
        revision, head = verify(database, dict(arguments.head), findings)
    except (OSError, sqlite3.Error, TypeError) as error:
        print(f"cannot read {arguments.file}: {error}", file=sys.stderr)
        return 2
    print(f"head {revision}:{head.hex()}")
    print("sound" if findings.count == 0 else f"not sound: {findings.count} findings")
    return 0 if findings.count == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
