#!/usr/bin/env python3
"""Verifies the journal of a file of the store, as journal.md specifies it.

Needs Python's standard library only. Changes nothing, and leaves nothing beside the file.
Exit code 0: sound. 1: not sound, and what is wrong is printed. 2: the file cannot be read.
"""

import argparse
import contextlib
import hashlib
import pathlib
import shutil
import sqlite3
import sys
import tempfile

FINDINGS_MAX = 20
CREATED, UPDATED, CLOSED, ERASED = 1, 2, 3, 4
CURRENT_COLUMNS = ["id", "from_revision"]
PAST_COLUMNS = ["to_revision", "id", "from_revision"]


class Findings:
    """What is wrong, up to a number that a person reads."""

    def __init__(self):
        self.count = 0

    def add(self, text):
        """Prints one; from the twenty-first on only that there are more."""
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


def verify_epoch(database, epoch, is_restored, findings):
    """The file's epoch is that of its last revision, unless it was restored after it."""
    held = database.execute("SELECT epoch FROM meta").fetchone()[0]
    last = database.execute(
        "SELECT epoch FROM journal_revision ORDER BY revision DESC LIMIT 1").fetchone()
    if last and last[0] != held and not is_restored:
        findings.add(f"the file's epoch is {held} and that of its last revision {last[0]}: it was"
                     " restored since and not written to (say --restored), or the epoch was changed")
    if epoch is not None and epoch != held:
        findings.add(f"the file's epoch is {held}, not {epoch}, which was kept")
    seen, before = set(), None
    for revision, one in database.execute(
            "SELECT revision, epoch FROM journal_revision ORDER BY revision"):
        if one != before and one in seen:
            findings.add(f"revision {revision}: epoch {one} comes back")
        seen.add(one)
        before = one


def record_tables(database):
    """The tables of records, current and past: names, and whether they hold the journal's body."""
    current, past = {}, {}
    for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        if columns[:2] == CURRENT_COLUMNS:
            current[name] = "body" in columns
        if columns[:3] == PAST_COLUMNS:
            past[name] = "body" in columns
    return current, past


def versions_of(rows):
    """The versions that the journal's rows of one record leave, as from, to or None, body."""
    versions = []
    for revision, operation, body in rows:
        if operation == ERASED:
            versions = []
        if operation not in (CREATED, UPDATED, CLOSED):
            continue
        if versions and versions[-1][1] is None:
            start, _, earlier = versions.pop()
            if start != revision:
                versions.append((start, revision, earlier))
        if operation != CLOSED:
            versions.append((revision, None, body))
    return versions


def verify_records(database, findings):
    """Every table of records holds the versions that the journal says, with its bodies."""
    current, past = record_tables(database)
    kinds = {kind for (kind,) in database.execute(
        "SELECT DISTINCT kind FROM journal_row WHERE operation IN (1, 2, 3, 4)")}
    kinds |= current.keys() | {name.removesuffix("_past") for name in past}
    for kind in sorted(kinds):
        missing = [name for name, tables in ((kind, current), (f"{kind}_past", past))
                   if name not in tables]
        for name in missing:
            findings.add(f"the table {name} is missing")
        if not missing:
            verify_table(database, kind, current[kind] and past[f"{kind}_past"], findings)


def verify_table(database, table, has_body, findings):
    """One table of records against the journal."""
    told = {}
    for record, revision, operation, body in database.execute(
            "SELECT record, revision, operation, body FROM journal_row WHERE kind = ?"
            " ORDER BY record, revision, ordinal", (table,)):
        told.setdefault(record, []).append((revision, operation, body))
    held = {}
    body = "body" if has_body else "NULL"
    for id_, start, end, value in database.execute(
            f'SELECT id, from_revision, to_revision, {body} FROM "{table}_past"'
            f' UNION ALL SELECT id, from_revision, NULL, {body} FROM "{table}"'
            " ORDER BY id, from_revision"):
        held.setdefault(id_, []).append((start, end, value))
    for id_ in sorted(told.keys() | held.keys()):
        wanted, there = versions_of(told.get(id_, [])), held.get(id_, [])
        place = f"{table} {id_.hex()}"
        if [one[:2] for one in wanted] != [one[:2] for one in there]:
            findings.add(f"{place}: its versions are not those of the journal")
        elif has_body:
            for (start, _, expected), (_, _, found) in zip(wanted, there):
                if expected is not None and expected != found:
                    findings.add(f"{place}: at revision {start} it does not say what the journal"
                                 " says")


@contextlib.contextmanager
def opened(path):
    """The file, read-only. What its -wal holds is read from a copy, so that nothing is left."""
    path = path.resolve(strict=True)
    wal = path.with_name(path.name + "-wal")
    with contextlib.ExitStack() as stack:
        if wal.exists() and wal.stat().st_size:
            folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            for one in (path, wal):
                shutil.copyfile(one, folder / one.name)
            uri = (folder / path.name).as_uri()
        else:
            uri = f"{path.as_uri()}?mode=ro&immutable=1"
        yield stack.enter_context(contextlib.closing(sqlite3.connect(uri, uri=True)))


def parse_head(text):
    """A head as it is kept: REVISION:HEX."""
    revision, _, digits = text.partition(":")
    head = bytes.fromhex(digits)
    if len(head) != 32:
        raise ValueError("a head has 32 bytes")
    return int(revision), head


def verify_file(database, arguments, findings):
    """All checks; returns the last revision and the head."""
    for (finding,) in database.execute("PRAGMA integrity_check(10)"):
        if finding != "ok":
            findings.add(f"SQLite: {finding}")
    end = verify(database, dict(arguments.head), findings)
    verify_epoch(database, arguments.epoch, arguments.restored, findings)
    verify_records(database, findings)
    return end


def main(words=None):
    """Verifies one file; returns the exit code."""
    parser = argparse.ArgumentParser(description="Verifies the journal of a store's file.")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--head", action="append", default=[], type=parse_head,
                        metavar="REVISION:HEX", help="a head that was kept")
    parser.add_argument("--epoch", type=int, help="the epoch that came with it")
    parser.add_argument("--restored", action="store_true",
                        help="the file was restored and not written to since")
    arguments = parser.parse_args(words)
    findings = Findings()
    try:
        with opened(arguments.file) as database:
            revision, head = verify_file(database, arguments, findings)
    except (OSError, sqlite3.Error, TypeError) as error:
        print(f"cannot read {arguments.file}: {error}", file=sys.stderr)
        return 2
    print(f"head {revision}:{head.hex()}")
    print("sound" if findings.count == 0 else f"not sound: {findings.count} findings")
    return 0 if findings.count == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
