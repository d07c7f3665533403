import HubStore

extension Migration {
    /// What a tenant begins with.
    static let tenant0001 = Migration(
        number: 1,
        name: "local themes, self-assessments, race equality returns",
        script: """
            CREATE TABLE local_theme (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE local_theme_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX local_theme_code ON local_theme (code);
            CREATE TABLE assessment (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE assessment_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX assessment_code ON assessment (code);
            CREATE TABLE wres_return (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE wres_return_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX wres_return_code ON wres_return (code);
            CREATE TABLE wres_released (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE wres_released_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX wres_released_code ON wres_released (code);
            CREATE TABLE wres_action (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE wres_action_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX wres_action_code ON wres_action (code);
            CREATE TABLE release_key (
                only INTEGER PRIMARY KEY CHECK (only = 1),
                secret BLOB NOT NULL CHECK (length(secret) = 32)
            ) STRICT;
            """,
        secret: ReleaseKey.making
    )
}
