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
                to_revision INTEGER CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, from_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX hub_current ON hub (id) WHERE to_revision IS NULL;
            CREATE UNIQUE INDEX hub_code ON hub (code) WHERE to_revision IS NULL;
            CREATE INDEX hub_code_history ON hub (code);
            CREATE TABLE tenant (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, from_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX tenant_current ON tenant (id) WHERE to_revision IS NULL;
            CREATE UNIQUE INDEX tenant_code ON tenant (code) WHERE to_revision IS NULL;
            CREATE INDEX tenant_code_history ON tenant (code);
            CREATE TABLE principal (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, from_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX principal_current ON principal (id) WHERE to_revision IS NULL;
            CREATE UNIQUE INDEX principal_code ON principal (code) WHERE to_revision IS NULL;
            CREATE INDEX principal_code_history ON principal (code);
            CREATE TABLE certificate (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, from_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX certificate_current ON certificate (id) WHERE to_revision IS NULL;
            CREATE UNIQUE INDEX certificate_code ON certificate (code) WHERE to_revision IS NULL;
            CREATE INDEX certificate_code_history ON certificate (code);
            """
    )
}
