import HubStore

extension Migration {
    /// What a region begins with.
    static let region0001 = Migration(
        number: 1,
        name: "frameworks, scales, windows, spotlights, glossary, status",
        script: """
            CREATE TABLE framework (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX framework_code ON framework (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX framework_code_history ON framework (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE scale (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX scale_code ON scale (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX scale_code_history ON scale (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE window (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX window_code ON window (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX window_code_history ON window (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE spotlight (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX spotlight_code ON spotlight (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX spotlight_code_history ON spotlight (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE glossary (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX glossary_code ON glossary (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX glossary_code_history ON glossary (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE assessment_status (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX assessment_status_code ON assessment_status (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX assessment_status_code_history ON assessment_status (code)
                WHERE to_revision < 9223372036854775807;
            """
    )
}
