import HubStore

extension Migration {
    /// Who is invited, which keys are whose, what waits for a second person, the registers, and
    /// what was done.
    static let registry0002 = Migration(
        number: 2,
        name: "invitations, keys, approvals, data sets, notices, acts",
        script: """
            CREATE TABLE invitation (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                tenant TEXT NOT NULL,
                principal TEXT NOT NULL,
                inviter TEXT NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE invitation_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                tenant TEXT NOT NULL,
                principal TEXT NOT NULL,
                inviter TEXT NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX invitation_code ON invitation (code);
            CREATE INDEX invitation_tenant ON invitation (tenant);
            CREATE INDEX invitation_principal ON invitation (principal);
            CREATE INDEX invitation_inviter ON invitation (inviter);
            CREATE TABLE public_key (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE public_key_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX public_key_code ON public_key (code);
            CREATE TABLE issued (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE issued_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX issued_code ON issued (code);
            CREATE TABLE mark (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE mark_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX mark_code ON mark (code);
            CREATE TABLE approval (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE approval_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX approval_code ON approval (code);
            CREATE TABLE data_set (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE data_set_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX data_set_code ON data_set (code);
            CREATE TABLE notice (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE notice_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX notice_code ON notice (code);
            CREATE TABLE act (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE act_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX act_code ON act (code);
            """
    )
}
