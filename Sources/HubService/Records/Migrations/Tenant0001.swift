import HubStore

extension Migration {
    /// What a tenant begins with.
    static let tenant0001 = Migration(
        number: 1,
        name: "local themes, self-assessments",
        script: """
            CREATE TABLE local_theme (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX local_theme_code ON local_theme (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX local_theme_code_history ON local_theme (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE assessment (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX assessment_code ON assessment (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX assessment_code_history ON assessment (code)
                WHERE to_revision < 9223372036854775807;
            """
    )
}
