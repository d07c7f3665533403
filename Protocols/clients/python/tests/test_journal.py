"""The verifier against the sample journal: sound as it is, and not after any change."""

import contextlib
import io
import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

import verify_journal  # noqa: E402

SAMPLE = HERE.parent.parent / "samples" / "journal.json"
SCHEMA = """
CREATE TABLE meta (only INTEGER PRIMARY KEY, file BLOB, kind TEXT, epoch INTEGER);
CREATE TABLE journal_revision (revision INTEGER PRIMARY KEY, epoch INTEGER, time INTEGER,
    actor BLOB, method TEXT, request BLOB, batch BLOB, chain BLOB);
CREATE TABLE journal_row (revision INTEGER, ordinal INTEGER, kind TEXT, record BLOB,
    operation INTEGER, body BLOB, salt BLOB, digest BLOB, chain BLOB,
    PRIMARY KEY (revision, ordinal)) WITHOUT ROWID;
CREATE TABLE local_theme (id BLOB, from_revision INTEGER, code TEXT, body BLOB,
    PRIMARY KEY (id)) WITHOUT ROWID;
CREATE TABLE local_theme_past (to_revision INTEGER, id BLOB, from_revision INTEGER, code TEXT,
    body BLOB, PRIMARY KEY (to_revision, id)) WITHOUT ROWID;
"""
TAMPERING = {
    "a table emptied": "DELETE FROM local_theme",
    "a table gone": "DROP TABLE local_theme",
    "the past emptied": "DELETE FROM local_theme_past",
    "the past gone": "DROP TABLE local_theme_past",
    "a current record overwritten": "UPDATE local_theme SET body = x'0a0178' WHERE code = 'môr'",
    "an earlier version overwritten":
        "UPDATE local_theme_past SET body = x'0a0178' WHERE code = 'travel'",
    "an earlier version that holds longer":
        "UPDATE local_theme_past SET to_revision = 5 WHERE code = 'travel'",
    "a record of nobody's": "INSERT INTO local_theme VALUES (zeroblob(16), 7, 'x', x'')",
    "a past of nobody's": "INSERT INTO local_theme_past VALUES (7, zeroblob(16), 6, 'x', x'')",
    "an erased record back": "INSERT INTO local_theme SELECT record, 2, 'night', x'' FROM"
                             " journal_row WHERE operation = 4",
    "a closed record open": "INSERT INTO local_theme SELECT id, from_revision, code, body FROM"
                            " local_theme_past WHERE code = 'travel'",
    "another epoch": "UPDATE meta SET epoch = 8",
    "a body of the journal": "UPDATE journal_row SET body = x'00' WHERE revision = 1",
    "a method": "UPDATE journal_revision SET method = 'x' WHERE revision = 2",
    "the last revision": "DELETE FROM journal_row WHERE revision = 7",
    "an earlier revision": "DELETE FROM journal_revision WHERE revision = 6",
}


def load():
    """The one file of the sample."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))["files"][0]


def octets(text):
    """Bytes of hexadecimal digits, or nothing of nothing."""
    return None if text is None else bytes.fromhex(text)


def fill(path, sample):
    """A file of the store with what the sample tells."""
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.executescript(SCHEMA)
        file.execute("INSERT INTO meta VALUES (1, ?, ?, ?)",
                     (octets(sample["file"]), sample["kind"], sample["epoch"]))
        for one in sample["revisions"]:
            file.execute(
                "INSERT INTO journal_revision VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (one["revision"], one["epoch"], one["time"], octets(one["actor"]), one["method"],
                 octets(one["request"]), octets(one["batch"]), octets(one["chain"])))
            file.executemany(
                "INSERT INTO journal_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(one["revision"], row["ordinal"], row["kind"], octets(row["record"]),
                  row["operation"], octets(row["body"]), octets(row["salt"]),
                  octets(row["digest"]), octets(row["chain"])) for row in one["rows"]])
        records = sample["records"]
        file.executemany(
            "INSERT INTO local_theme VALUES (?, ?, ?, ?)",
            [(octets(one["id"]), one["from_revision"], one["code"], octets(one["body"]))
             for one in records["local_theme"]])
        file.executemany(
            "INSERT INTO local_theme_past VALUES (?, ?, ?, ?, ?)",
            [(one["to_revision"], octets(one["id"]), one["from_revision"], one["code"],
              octets(one["body"])) for one in records["local_theme_past"]])


class Journal(unittest.TestCase):
    """A file made of the sample, for each test anew."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "records.db"
        self.sample = load()
        fill(self.path, self.sample)

    def verify(self, *words):
        """Exit code and what was printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = verify_journal.main([str(self.path), *words])
        return code, printed.getvalue()

    def change(self, statement):
        """Runs one statement behind the journal's back."""
        with contextlib.closing(sqlite3.connect(self.path)) as file, file:
            file.execute(statement)

    def test_sound_with_every_head(self):
        heads = [f"--head={one['revision']}:{one['head']}" for one in self.sample["revisions"]]
        code, printed = self.verify(*heads, "--epoch=9")
        self.assertEqual((code, printed.splitlines()[-1]), (0, "sound"), printed)
        self.assertIn(self.sample["revisions"][-1]["head"], printed)

    def test_another_head_or_epoch(self):
        head = self.sample["revisions"][0]["head"]
        self.assertEqual(self.verify(f"--head=2:{head}")[0], 1)
        self.assertEqual(self.verify(f"--head=8:{head}")[0], 1)
        self.assertEqual(self.verify("--epoch=7")[0], 1)

    def test_every_change_is_noticed(self):
        for title, statement in TAMPERING.items():
            with self.subTest(title):
                self.path.unlink()
                fill(self.path, self.sample)
                self.change(statement)
                code, printed = self.verify()
                self.assertEqual(code, 1, printed)

    def test_a_restored_file(self):
        self.change("UPDATE meta SET epoch = 11")
        self.assertEqual(self.verify()[0], 1)
        self.assertEqual(self.verify("--restored", "--epoch=11")[0], 0)

    def test_nothing_is_left_beside_the_file(self):
        before = self.path.read_bytes()
        self.assertEqual(self.verify()[0], 0)
        self.assertEqual([one.name for one in self.path.parent.iterdir()], ["records.db"])
        self.assertEqual(self.path.read_bytes(), before)

    def test_what_the_wal_holds_is_read_and_left(self):
        with contextlib.closing(sqlite3.connect(self.path)) as running:
            running.execute("PRAGMA journal_mode = WAL")
            running.execute("PRAGMA wal_autocheckpoint = 0")
            self.assertEqual(self.verify()[0], 0)
            with running:
                running.execute("DELETE FROM local_theme")
            names = sorted(one.name for one in self.path.parent.iterdir())
            before = {name: (self.path.parent / name).read_bytes() for name in names}
            self.assertEqual(self.verify()[0], 1)
            after = {one.name: one.read_bytes() for one in self.path.parent.iterdir()}
            self.assertEqual(after, before)

    def test_no_file(self):
        self.path.unlink()
        self.assertEqual(self.verify()[0], 2)
        self.path.write_bytes(b"no database at all")
        self.assertEqual(self.verify()[0], 2)


if __name__ == "__main__":
    unittest.main()
