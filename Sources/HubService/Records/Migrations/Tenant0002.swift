import HubStore

extension Migration {
    /// Training: typed tables, since they are made for a million records.
    ///
    /// Numbers stand for texts, and for workers in every table but their own. `day` tells records
    /// about one topic apart: twice the day of completion, or, where nobody knows it, twice the
    /// last day and one more. The tables of records need no index beside their keys, which are in
    /// the order in which an import writes them.
    static let tenant0002 = Migration(
        number: 2,
        name: "training records",
        script: """
            CREATE TABLE training_key (
                number INTEGER PRIMARY KEY CHECK (number = 1),
                key BLOB NOT NULL CHECK (length(key) = 32)
            ) STRICT;
            CREATE TABLE training_text (
                number INTEGER PRIMARY KEY,
                value TEXT NOT NULL UNIQUE
            ) STRICT;
            CREATE TABLE training_worker (
                number INTEGER PRIMARY KEY,
                id BLOB NOT NULL CHECK (length(id) = 16),
                token BLOB NOT NULL UNIQUE CHECK (length(token) = 16),
                from_revision INTEGER NOT NULL,
                organisation INTEGER NOT NULL,
                team INTEGER NOT NULL,
                role INTEGER NOT NULL,
                next_change INTEGER,
                started INTEGER,
                left_day INTEGER,
                employer INTEGER NOT NULL DEFAULT 0,
                pathway INTEGER NOT NULL DEFAULT 0,
                pathway_day INTEGER,
                other_roles INTEGER NOT NULL DEFAULT 0,
                flags INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX training_worker_due ON training_worker (next_change)
                WHERE next_change IS NOT NULL;
            CREATE TABLE training_worker_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                number INTEGER NOT NULL,
                id BLOB NOT NULL,
                token BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                organisation INTEGER NOT NULL,
                team INTEGER NOT NULL,
                role INTEGER NOT NULL,
                started INTEGER,
                left_day INTEGER,
                employer INTEGER NOT NULL,
                pathway INTEGER NOT NULL,
                pathway_day INTEGER,
                other_roles INTEGER NOT NULL,
                PRIMARY KEY (to_revision, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training (
                worker INTEGER NOT NULL,
                topic INTEGER NOT NULL,
                day INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                completed INTEGER,
                expiry_kind INTEGER NOT NULL CHECK (expiry_kind BETWEEN 0 AND 2),
                expiry INTEGER,
                accredited INTEGER,
                delivery INTEGER NOT NULL CHECK (delivery BETWEEN 0 AND 2),
                delivered_by INTEGER NOT NULL CHECK (delivered_by BETWEEN 0 AND 2),
                title INTEGER NOT NULL,
                provider INTEGER NOT NULL,
                evidence INTEGER NOT NULL,
                PRIMARY KEY (worker, topic, day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                worker INTEGER NOT NULL,
                topic INTEGER NOT NULL,
                day INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                completed INTEGER,
                expiry_kind INTEGER NOT NULL,
                expiry INTEGER,
                accredited INTEGER,
                delivery INTEGER NOT NULL,
                delivered_by INTEGER NOT NULL,
                title INTEGER NOT NULL,
                provider INTEGER NOT NULL,
                evidence INTEGER NOT NULL,
                PRIMARY KEY (to_revision, worker, topic, day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_arrangement (
                worker INTEGER NOT NULL,
                kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
                subject INTEGER NOT NULL,
                first_day INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                last_day INTEGER,
                reason INTEGER NOT NULL,
                accepted_by INTEGER NOT NULL,
                PRIMARY KEY (worker, kind, subject, first_day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_arrangement_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                worker INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                subject INTEGER NOT NULL,
                first_day INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                last_day INTEGER,
                reason INTEGER NOT NULL,
                accepted_by INTEGER NOT NULL,
                PRIMARY KEY (to_revision, worker, kind, subject, first_day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_erasure (
                token BLOB PRIMARY KEY CHECK (length(token) = 16),
                id BLOB NOT NULL,
                revision INTEGER NOT NULL,
                ground TEXT NOT NULL,
                purge INTEGER NOT NULL CHECK (purge BETWEEN 0 AND 1),
                lifted INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_batch (
                batch BLOB PRIMARY KEY CHECK (length(batch) = 16),
                revision INTEGER NOT NULL UNIQUE,
                digest BLOB NOT NULL,
                undone INTEGER NOT NULL,
                note BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_batch_undone ON training_batch (undone) WHERE undone > 0;
            CREATE TABLE training_standing (
                worker INTEGER NOT NULL,
                rule INTEGER NOT NULL,
                state INTEGER NOT NULL,
                required INTEGER NOT NULL CHECK (required BETWEEN 0 AND 1),
                last_day INTEGER,
                PRIMARY KEY (worker, rule)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX training_standing_state
                ON training_standing (state, last_day, worker, rule) WHERE required = 1;
            CREATE TABLE training_count (
                organisation INTEGER NOT NULL,
                team INTEGER NOT NULL,
                role INTEGER NOT NULL,
                rule INTEGER NOT NULL,
                state INTEGER NOT NULL,
                required INTEGER NOT NULL,
                workers INTEGER NOT NULL,
                PRIMARY KEY (organisation, team, role, rule, state, required)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_total (
                name TEXT PRIMARY KEY,
                value INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_mapping (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_mapping_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX training_mapping_code ON training_mapping (code);
            CREATE TABLE training_rule_book (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE training_rule_book_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX training_rule_book_code ON training_rule_book (code);
            """
    )
}
