#!/usr/bin/env python3
"""Writes the vectors of this folder from Python's own zoneinfo and csv modules.

Run in this folder: python3 vectors.py
Seeded: the same Python and time zone database write the same files.
"""
import csv
import datetime
import io
import random
import zoneinfo

LONDON = zoneinfo.ZoneInfo("Europe/London")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
DAY_ZERO = datetime.date(1970, 1, 1).toordinal()


def seconds(moment):
    return int((moment - EPOCH).total_seconds())


def transitions():
    """Every change of the clock from 1996 to 2100: (first second under it, offset)."""
    found, hour = [], datetime.timedelta(hours=1)
    for year in range(1996, 2101):
        moment = datetime.datetime(year, 1, 1, tzinfo=UTC)
        offset = moment.astimezone(LONDON).utcoffset()
        while moment.year == year:
            now = moment.astimezone(LONDON).utcoffset()
            if now != offset:
                found.append((seconds(moment), int(now.total_seconds())))
                offset = now
            moment += hour
    return found


def sample(count):
    random.seed(19960331)
    top = seconds(datetime.datetime(2101, 1, 1, tzinfo=UTC)) - 1
    bottom = seconds(datetime.datetime(1996, 1, 1, tzinfo=UTC))
    for _ in range(count):
        at = random.randint(bottom, top)
        local = (EPOCH + datetime.timedelta(seconds=at)).astimezone(LONDON)
        yield at, local.date().toordinal() - DAY_ZERO


def parsed(text, delimiter):
    """The records Python reads, or None if a quote is still open at the end."""
    sentinel = "\x01end"
    reader = csv.reader(io.StringIO(text + "\n" + sentinel, newline=""), delimiter=delimiter)
    if list(reader)[-1] != [sentinel]:
        return None
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def tables(count):
    random.seed(4180)
    alphabet = ['"', '"', ",", ",", ";", "\t", "\r", "\n", "\r\n", "a", "b c", " ", "é", "ŵ", "=", "'"]
    for _ in range(count):
        text = "".join(random.choice(alphabet) for _ in range(random.randint(0, 12)))
        delimiter = random.choice(",;\t")
        records = parsed(text, delimiter)
        if records is None:
            answer = "!"
        else:
            # A record is (fields), a field its bytes in hexadecimal, so nothing needs escaping.
            answer = "".join("(" + "|".join(f.encode().hex() or "-" for f in r) + ")" for r in records)
        yield f"{ord(delimiter):02x}:{text.encode().hex()}:{answer or '.'}"


def write(name, comment, words):
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > 88:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    lines.append(line)
    body = "\n".join(f"        {line}" for line in lines)
    with open(f"{name}.swift", "w", encoding="utf-8") as out:
        out.write(f"// Written by vectors.py; not edited by hand.\n\n/// {comment}\n")
        out.write(f'enum {name} {{\n    static let text = """\n{body}\n        """\n}}\n')


write("LondonTransitions", "Every change of London's clocks, as second:offset.",
      [f"{a}:{o}" for a, o in transitions()])
write("LondonSample", "Instants and London days, as second:day.", [f"{a}:{d}" for a, d in sample(400)])
write("CSVSample", "Tables and what Python reads, as delimiter:bytes:records.",
      [w for w in tables(560) if len(w) <= 88])
