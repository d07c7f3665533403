import HubStore

extension Migration {
    /// Who is invited, which keys are whose, what waits for a second person, and the registers.
    static let registry0002 = Migration(
        number: 2,
        name: "invitations, keys, approvals, data sets, notices",
        script: """
            CREATE TABLE invitation (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX invitation_code ON invitation (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX invitation_code_history ON invitation (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE public_key (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX public_key_code ON public_key (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX public_key_code_history ON public_key (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE issued (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX issued_code ON issued (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX issued_code_history ON issued (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE mark (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX mark_code ON mark (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX mark_code_history ON mark (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE approval (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX approval_code ON approval (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX approval_code_history ON approval (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE data_set (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX data_set_code ON data_set (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX data_set_code_history ON data_set (code)
                WHERE to_revision < 9223372036854775807;
            CREATE TABLE notice (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                to_revision INTEGER NOT NULL DEFAULT 9223372036854775807
                    CHECK (to_revision > from_revision),
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id, to_revision)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX notice_code ON notice (code)
                WHERE to_revision = 9223372036854775807;
            CREATE INDEX notice_code_history ON notice (code)
                WHERE to_revision < 9223372036854775807;
            """
    )
}
