import HubStore

extension Migration {
    /// Figures: typed tables, since an edition has thousands of them.
    ///
    /// Numbers stand for texts and places. `period` is its place in time and its kind; `figure` is
    /// in the order in which a series is read. A figure never changes: an import makes some, and
    /// taking it back moves them to `figure_past`. `figure_rest` tells which imports said again
    /// what an earlier one had said.
    static let tenant0003 = Migration(
        number: 3,
        name: "figures, scenarios, organisations",
        script: """
            CREATE TABLE figure_text (
                number INTEGER PRIMARY KEY,
                value TEXT NOT NULL UNIQUE
            ) STRICT;
            CREATE TABLE figure_place (
                number INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                code TEXT NOT NULL,
                name TEXT NOT NULL
            ) STRICT;
            CREATE INDEX figure_place_code ON figure_place (code);
            CREATE TABLE figure (
                measure INTEGER NOT NULL,
                place INTEGER NOT NULL,
                scope INTEGER NOT NULL,
                period INTEGER NOT NULL,
                edition INTEGER NOT NULL,
                source INTEGER NOT NULL,
                status INTEGER NOT NULL,
                unit INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                absence INTEGER NOT NULL,
                value INTEGER NOT NULL,
                places INTEGER NOT NULL CHECK (places BETWEEN 0 AND 18),
                precision INTEGER NOT NULL,
                note INTEGER NOT NULL,
                PRIMARY KEY (measure, place, scope, period, edition, source, status, unit)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX figure_revision ON figure (from_revision);
            CREATE TABLE figure_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                measure INTEGER NOT NULL,
                place INTEGER NOT NULL,
                scope INTEGER NOT NULL,
                period INTEGER NOT NULL,
                edition INTEGER NOT NULL,
                source INTEGER NOT NULL,
                status INTEGER NOT NULL,
                unit INTEGER NOT NULL,
                from_revision INTEGER NOT NULL,
                absence INTEGER NOT NULL,
                value INTEGER NOT NULL,
                places INTEGER NOT NULL,
                precision INTEGER NOT NULL,
                note INTEGER NOT NULL,
                PRIMARY KEY (
                    to_revision, measure, place, scope, period, edition, source, status, unit
                )
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE figure_import (
                batch BLOB PRIMARY KEY CHECK (length(batch) = 16),
                revision INTEGER NOT NULL UNIQUE,
                digest BLOB NOT NULL,
                undone INTEGER NOT NULL,
                note BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE figure_rest (
                on_revision INTEGER NOT NULL,
                revision INTEGER NOT NULL CHECK (revision > on_revision),
                figures INTEGER NOT NULL CHECK (figures > 0),
                PRIMARY KEY (on_revision, revision)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE scenario (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE scenario_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX scenario_code ON scenario (code);
            CREATE TABLE provider (
                id BLOB NOT NULL CHECK (length(id) = 16),
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 200),
                body BLOB NOT NULL,
                PRIMARY KEY (id)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE provider_past (
                to_revision INTEGER NOT NULL CHECK (to_revision > from_revision),
                id BLOB NOT NULL,
                from_revision INTEGER NOT NULL,
                code TEXT NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY (to_revision, id)
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX provider_code ON provider (code);
            """
    )
}
