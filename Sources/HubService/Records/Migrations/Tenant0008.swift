import HubStore

extension Migration {
    /// Development programmes of workers.
    static let tenant0008 = Migration(
        number: 8,
        name: "development programmes",
        script: """
            CREATE TABLE training_programme (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                kind INTEGER NOT NULL,
                ended INTEGER NOT NULL CHECK (ended BETWEEN 0 AND 1),
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_programme_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                worker INTEGER NOT NULL,
                body BLOB NOT NULL,
                kind INTEGER NOT NULL,
                ended INTEGER NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_programme_worker ON training_programme (worker);
            """
    )
}
