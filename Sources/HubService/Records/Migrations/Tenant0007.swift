import HubStore

extension Migration {
    /// How long what is about people is kept, what was purged, and for whom is delegated.
    static let tenant0007 = Migration(
        number: 7,
        name: "rules of keeping, purges, links to people who draw on care",
        script: """
            CREATE TABLE training_retention (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_retention_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX training_retention_code ON training_retention (code);
            CREATE TABLE training_purge (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_purge_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX training_purge_code ON training_purge (code);
            CREATE TABLE training_purged (
                revision INTEGER PRIMARY KEY
            ) STRICT;
            CREATE TABLE training_person_link (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                delegation BLOB NOT NULL,
                person BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_person_link_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                delegation BLOB NOT NULL,
                person BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_person_link_worker ON training_person_link (worker);
            CREATE INDEX training_person_link_delegation ON training_person_link (delegation);
            CREATE INDEX training_person_link_person ON training_person_link (person);
            """
    )
}
