import HubStore

extension Migration {
    /// What a registry begins with.
    static let registry0001 = Migration(
        number: 1,
        name: "hub, tenants, principals, certificates",
        script: """
            CREATE TABLE hub (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX hub_code ON hub (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX hub_code_history ON hub (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE tenant (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX tenant_code ON tenant (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX tenant_code_history ON tenant (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE principal (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX principal_code ON principal (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX principal_code_history ON principal (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE certificate (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX certificate_code ON certificate (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX certificate_code_history ON certificate (code)
                WHERE to_revision < 9223372036854775807;
            """
    )
}
