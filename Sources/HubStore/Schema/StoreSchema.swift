/// The tables that every file of the store has, made by numbered steps of their own.
package enum StoreSchema {
    /// From the first to the newest; a released step never changes.
    package static let migrations = [
        Migration(number: 1, name: "meta, journal, outcomes, outbox", script: first)
    ]

    /// Marks a file as one of ours in its header ("WHub").
    static let applicationID = 0x5748_7562

    private static let first = """
        CREATE TABLE meta (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            file BLOB NOT NULL CHECK (length(file) = 16),
            kind TEXT NOT NULL,
            epoch INTEGER NOT NULL CHECK (epoch > 0)
        ) STRICT;
        CREATE TABLE migration (
            series TEXT NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            time INTEGER NOT NULL,
            PRIMARY KEY (series, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE journal_revision (
            revision INTEGER PRIMARY KEY CHECK (revision > 0),
            epoch INTEGER NOT NULL,
            time INTEGER NOT NULL,
            actor BLOB NOT NULL,
            method TEXT NOT NULL,
            request BLOB NOT NULL,
            batch BLOB CHECK (batch IS NULL OR length(batch) = 16),
            chain BLOB NOT NULL CHECK (length(chain) = 32)
        ) STRICT;
        CREATE INDEX journal_batch ON journal_revision (batch) WHERE batch IS NOT NULL;
        CREATE TABLE journal_row (
            revision INTEGER NOT NULL,
            ordinal INTEGER NOT NULL CHECK (ordinal > 0),
            kind TEXT NOT NULL,
            record BLOB NOT NULL CHECK (length(record) = 16),
            operation INTEGER NOT NULL,
            body BLOB,
            salt BLOB CHECK (salt IS NULL OR length(salt) = 16),
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            chain BLOB NOT NULL CHECK (length(chain) = 32),
            PRIMARY KEY (revision, ordinal),
            CHECK ((body IS NULL) = (salt IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX journal_mark ON journal_row (record) WHERE operation > 2 OR body IS NULL;
        CREATE TABLE outcome (
            key BLOB NOT NULL CHECK (length(key) = 16),
            principal BLOB NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            revision INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (key, principal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE outbox (
            epoch INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            target TEXT NOT NULL,
            kind TEXT NOT NULL,
            body BLOB NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (epoch, revision, ordinal)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE inbox (
            source BLOB NOT NULL CHECK (length(source) = 16),
            epoch INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            PRIMARY KEY (source, epoch)
        ) STRICT, WITHOUT ROWID;
        """
}
