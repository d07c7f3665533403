import HubStore

extension Migration {
    /// Activities that were delegated to workers; funded courses with their claims; places.
    static let tenant0006 = Migration(
        number: 6,
        name: "delegated activities, funding",
        script: """
            CREATE TABLE training_delegation (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                activity TEXT NOT NULL,
                review_day INTEGER,
                ended INTEGER NOT NULL CHECK (ended BETWEEN 0 AND 1),
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_delegation_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                activity TEXT NOT NULL,
                review_day INTEGER,
                ended INTEGER NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_delegation_worker ON training_delegation (worker);
            CREATE TABLE training_funding (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_funding_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_funding_worker ON training_funding (worker);
            CREATE TABLE training_places (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_places_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX training_places_code ON training_places (code);
            """
    )
}
