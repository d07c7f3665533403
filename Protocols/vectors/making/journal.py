"""A small journal with all its hashes, and the records it tells of: ../journal.md.

It is a sample and no list of vectors: its links depend on each other.
"""

import json

from .building import HERE  # noqa: F401  (finds the client's folder)

from verify_journal import link
from workforcehub.v1 import priorities_pb2

CREATED, UPDATED, CLOSED, ERASED, NOTED = 1, 2, 3, 4, 6
FILE = bytes(range(16))
ACTOR = bytes.fromhex("01978a5c000070008000000000000003")
SAVE = "workforcehub.v1.PrioritiesService/SaveLocalTheme"
START_MICROSECONDS = 1_750_000_000_000_000


def theme(code, name):
    """The body of a record of the kind local_theme."""
    return priorities_pb2.LocalTheme(code=code, name=name).SerializeToString(deterministic=True)


def record(number):
    """A record's id."""
    return bytes([0xA0 + number]) * 16


# Epoch, batch, rows of record, operation, body.
REVISIONS = [
    (7, None, [(1, CREATED, theme("housing", "Housing for staff"))]),
    (7, bytes(range(0x20, 0x30)), [(2, CREATED, theme("travel", "Travel")),
                                   (3, CREATED, theme("night", "Night work"))]),
    (7, None, [(1, UPDATED, theme("housing", "Homes for staff")),
               (1, UPDATED, theme("housing", "Homes for staff, and rents")), (9, NOTED, b"")]),
    (7, None, [(2, CLOSED, b"joined with another")]),
    (7, None, [(3, ERASED, b"asked for")]),
    # Restored between the two: another epoch, the same chain.
    (9, None, []),
    (9, None, [(4, CREATED, theme("môr", "Llŷn"))]),
]


def erased_at():
    """By record, the index of the revision that erased it."""
    return {number: place for place, (_, _, rows) in enumerate(REVISIONS)
            for number, operation, _ in rows if operation == ERASED}


def build_file():
    """The journal, with every link and digest."""
    previous = link("whub journal 1 start", FILE, "records")
    out = {"file": FILE.hex(), "kind": "records", "epoch": REVISIONS[-1][0],
           "start": previous.hex(), "revisions": []}
    erased = erased_at()
    for place, (epoch, batch, rows) in enumerate(REVISIONS):
        revision, time = place + 1, START_MICROSECONDS + place // 2 * 1_000_000
        request = (place + 1).to_bytes(8, "big")
        previous = link("whub journal 1 opening", previous, epoch, revision, time, ACTOR, SAVE,
                        request, batch)
        one = {"revision": revision, "epoch": epoch, "time": time, "actor": ACTOR.hex(),
               "method": SAVE, "request": request.hex(), "batch": batch.hex() if batch else None,
               "chain": previous.hex(), "rows": []}
        for ordinal, (number, operation, body) in enumerate(rows, start=1):
            salt = bytes([revision * 16 + ordinal]) * 16
            digest = link("whub journal 1 body", salt, body)
            previous = link("whub journal 1 row", previous, revision, ordinal, "local_theme",
                            record(number), operation, digest)
            gone = erased.get(number, -1) > place
            one["rows"].append({
                "ordinal": ordinal, "kind": "local_theme", "record": record(number).hex(),
                "operation": operation, "body": None if gone else body.hex(),
                "salt": None if gone else salt.hex(), "digest": digest.hex(),
                "chain": previous.hex()})
        out["revisions"].append(one | {"head": previous.hex()})
    return out


def build_records():
    """The versions that the tables local_theme and local_theme_past then hold."""
    def version(number, start, code, name):
        return {"id": record(number).hex(), "from_revision": start, "code": code,
                "body": theme(code, name).hex()}
    return {
        "local_theme": [version(1, 3, "housing", "Homes for staff, and rents"),
                        version(4, 7, "môr", "Llŷn")],
        "local_theme_past": [{"to_revision": 3} | version(1, 1, "housing", "Housing for staff"),
                             {"to_revision": 4} | version(2, 2, "travel", "Travel")],
    }


def build():
    """Name and text of the sample."""
    value = {
        "format": 1,
        "about": "A journal with all its hashes, and the records it tells of: journal.md. Bytes are"
                 " hexadecimal.",
        "files": [build_file() | {"records": build_records()}],
    }
    return "../samples/journal.json", json.dumps(value, indent=1, ensure_ascii=False) + "\n"
