import HubStore

extension Migration {
    /// Workforce plans.
    static let tenant0004 = Migration(
        number: 4,
        name: "plans",
        script: """
            CREATE TABLE plan (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE plan_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX plan_code ON plan (code);
            """
    )
}
