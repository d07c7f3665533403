#!/usr/bin/env python3
"""Counts extracts a second time: recount.py FOLDER [SEED [COUNT]].

FOLDER holds the built `whub`. Writes extracts of invented people as councils have them: rows above
the titles, Windows-1252, pay written in several ways, people with several posts, who move between
services or follow on after the twelve months, and people who gave notice. Counts them here from
the people themselves, row by row, and compares every count of the sheet that `whub wres count`
writes. Says what differs, and the seed.
"""

import collections
import csv
import datetime
import os
import random
import subprocess
import sys
import tempfile

SNAPSHOT = PERIOD_TO = datetime.date(2024, 3, 31)
PERIOD_FROM = datetime.date(2023, 4, 1)
DAY = datetime.timedelta(1)
ETHNICITIES = [
    ("White British", "white", 60), ("Indian", "minority", 12), ("Caribbean", "minority", 10),
    ("Any other Black background", "minority", 6), ("Prefer not to say", "unknown", 6),
    ("", "unknown", 6),
]
GROUPS = ["minority", "white", "unknown"]
SERVICES = {"Adults": "Adults", "Children's": "Children"}
QUANTITIES = [
    "staff", "band-lower", "band-middle", "band-higher", "regulated", "senior-managers", "cpd",
    "leavers", "shortlisted", "appointed",
]
PAY = [22_000, 24_500, 29_999, 30_000, 45_000, 69_000, 69_001, 69_999, 70_000, 75_000]
MAP_ROWS = [
    ("setting", "body", "Example Council A"), ("setting", "councils", "X00000001"),
    ("setting", "snapshot", "31/03/2024"), ("setting", "period-from", "01/04/2023"),
    ("setting", "period-to", "31/03/2024"), ("setting", "harassment-source", "HR reports"),
]
WORDS = [("service", "children", "Children", ""), ("service", "neither", "Highways", "")]
STAFF_TITLES = [
    "Employee number", "Ethnicity", "Service", "Full-time pay", "Regulated professional",
    "Senior manager", "Funded CPD", "Start date", "Leaving date", "Objected to monitoring",
]
RECRUITMENT_TITLES = ["Ethnicity", "Service", "Outcome", "Date", "Objected to monitoring"]

Post = collections.namedtuple("Post", "service started left")
Person = collections.namedtuple("Person", "group pay regulated senior cpd objected posts")


def slashed(day):
    return day.strftime("%d/%m/%Y") if day else ""


def posts_of(rng):
    """The posts of somebody: mostly one, or none any more, several, or another one after it."""

    def service():
        return rng.choices(["Adults", "Children", "Highways"], [48, 42, 10])[0]

    def in_year():
        return PERIOD_FROM + DAY * rng.randrange((PERIOD_TO - PERIOD_FROM).days + 1)

    own, started = service(), datetime.date(2010, 1, 1) + DAY * rng.randrange(4_700)
    kinds = {"stays": 60, "leaves": 10, "left": 4, "follows": 14, "two": 7, "comes": 5}
    kind = rng.choices(list(kinds), list(kinds.values()))[0]
    if kind == "stays":
        return [Post(own, started, None)]
    if kind == "leaves":
        return [Post(own, started, in_year())]
    if kind == "left":
        return [Post(own, datetime.date(2010, 1, 4), PERIOD_FROM - DAY * rng.randrange(1, 400))]
    if kind == "follows":
        left = rng.choice([PERIOD_TO, PERIOD_TO - DAY * rng.randrange(14), in_year()])
        end = rng.choice([None, None, datetime.date(2026, 1, 1)])
        return [
            Post(own, started, left),
            Post(rng.choice([own, service()]), left + DAY * rng.randrange(1, 18), end),
        ]
    if kind == "two":
        return [
            Post(own, started, None),
            Post(service(), started, rng.choice([None, None, in_year()])),
        ]
    return [Post(own, PERIOD_TO + DAY * rng.randrange(1, 40), None)]


def follows(left, started):
    """Whether no whole week, Sunday to Saturday, lies between two posts; looked for day by day."""
    day = left + DAY
    while day < started:
        is_sunday = day.weekday() == 6
        if is_sunday and day + 6 * DAY < started:
            return False
        day += DAY
    return True


def has_left(person, service):
    """Whether a post in a service ended in the twelve months, and they went on nowhere."""
    ends = [p.left for p in person.posts if p.left and PERIOD_FROM <= p.left <= PERIOD_TO]
    if not any(p.service == service and p.left in ends for p in person.posts):
        return False
    for post in person.posts:
        is_beyond = post.left is None or post.left > PERIOD_TO
        if post.started <= PERIOD_TO + DAY and is_beyond:
            return False
        if post.started > PERIOD_TO and any(follows(end, post.started) for end in ends):
            return False
    return True


def recount(people, candidates):
    counts = collections.Counter()
    for person in people:
        if person.objected:
            continue
        band = "lower" if person.pay < 30_000 else "middle" if person.pay < 70_000 else "higher"
        for service in SERVICES.values():
            is_there = any(
                p.service == service and p.started <= SNAPSHOT and (p.left or SNAPSHOT) >= SNAPSHOT
                for p in person.posts
            )
            facts = {
                "staff": is_there, f"band-{band}": is_there,
                "regulated": is_there and person.regulated,
                "senior-managers": is_there and person.senior, "cpd": is_there and person.cpd,
                "leavers": has_left(person, service),
            }
            for quantity, holds in facts.items():
                counts[service, quantity, person.group] += holds
    for group, service, outcome, day, objected in candidates:
        if objected or outcome == "Not shortlisted" or not PERIOD_FROM <= day <= PERIOD_TO:
            continue
        counts[service, "shortlisted", group] += 1
        counts[service, "appointed", group] += outcome == "Appointed"
    return counts


def write(path, above, titles, rows):
    with open(path, "w", encoding="cp1252", newline="") as file:
        file.write(above)
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows(rows)


def extracts(rng, folder):
    """Writes both extracts, and returns what they were made from."""
    def yes(share):
        return rng.random() < share

    people, rows = [], []
    for number in range(400):
        word, group, _ = rng.choices(ETHNICITIES, [e[2] for e in ETHNICITIES])[0]
        pay = rng.choice(PAY)
        person = Person(group, pay, yes(0.5), yes(0.05), yes(0.4), yes(0.02), posts_of(rng))
        people.append(person)
        shown = rng.choice([str(pay), f"£{pay:,}", f"{pay}.00"])
        facts = [person.regulated, person.senior, person.cpd]
        for post in person.posts:
            rows.append([
                f"E{1000 + number}", word, post.service, shown,
                *["Yes" if fact else "No" for fact in facts],
                slashed(post.started), slashed(post.left), "Yes" if person.objected else "",
            ])
    rng.shuffle(rows)
    write(f"{folder}/hr.csv", "Extract of staff \u2013 HR\r\n\r\n", STAFF_TITLES, rows)
    candidates, rows = [], []
    for _ in range(300):
        word, group, _ = rng.choices(ETHNICITIES, [e[2] for e in ETHNICITIES])[0]
        service = rng.choice(list(SERVICES.values()))
        outcome = rng.choices(["Shortlisted", "Appointed", "Not shortlisted"], [60, 20, 20])[0]
        day = PERIOD_FROM + DAY * rng.randrange(-20, 400)
        objected = yes(0.02)
        candidates.append((group, service, outcome, day, objected))
        rows.append([word, service, outcome, slashed(day), "Yes" if objected else ""])
    write(f"{folder}/recruitment.csv", "", RECRUITMENT_TITLES, rows)
    return people, candidates


def run(whub, *words):
    env = dict(os.environ, NO_COLOR="1")
    done = subprocess.run([whub, "wres", *words], capture_output=True, text=True, env=env)
    if done.returncode:
        sys.exit(f"whub wres {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")


def make_map(whub, folder):
    path = f"{folder}/map.csv"
    run(whub, "map", "--cycle", "2024", "--out", path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    answers = {row[:2]: row[2] for row in MAP_ROWS}
    for row in rows:
        row[2] = answers.get(tuple(row[:2]), row[2])
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows + WORDS)
    return path


def sheet_counts(path):
    counts = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if row[0] in SERVICES:
                for group, cell in zip(GROUPS, row[3:6]):
                    counts[SERVICES[row[0]], row[1], group] = cell
    return counts


def main():
    folder, seed, count = sys.argv[1], *map(int, (sys.argv[2:] + ["1", "1"])[:2])
    whub = f"{folder}/whub"
    compared = 0
    for one in range(seed, seed + count):
        with tempfile.TemporaryDirectory() as place:
            people, candidates = extracts(random.Random(one), place)
            sheet = f"{place}/sheet.csv"
            run(
                whub, "count", "--from", f"{place}/hr.csv", "--recruitment",
                f"{place}/recruitment.csv", "--map", make_map(whub, place), "--cycle", "2024",
                "--out", sheet,
            )
            counted, wanted = sheet_counts(sheet), recount(people, candidates)
        for service in SERVICES.values():
            for quantity in QUANTITIES:
                for group in GROUPS:
                    key = (service, quantity, group)
                    compared += 1
                    if counted.get(key) != str(wanted[key]):
                        sys.exit(f"seed {one}: {key}: {wanted[key]} here, {counted.get(key)} there")
    print(f"{count} extracts, {compared} counts: all the same (seed {seed})")


main()
