import HubStore

extension Migration {
    /// Records of other kinds than training.
    ///
    /// They stand in the tables of training. What a record is about is one text, in which every
    /// other kind stands before a colon, so that keys, journal and undoing tell kinds apart; `kind`
    /// says it once more, for the index of what ends by itself: training has no such index, since
    /// an import of a million records would have to keep it. `accredited` is the one question of
    /// each kind. Where a qualification has a year and no day, `day` is made of that year.
    static let tenant0005 = Migration(
        number: 5,
        name: "kinds of records",
        script: """
            ALTER TABLE training ADD COLUMN kind INTEGER NOT NULL DEFAULT 0
                CHECK (kind BETWEEN 0 AND 5);
            ALTER TABLE training ADD COLUMN year INTEGER;
            ALTER TABLE training ADD COLUMN level INTEGER CHECK (level BETWEEN 0 AND 8);
            ALTER TABLE training_past ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE training_past ADD COLUMN year INTEGER;
            ALTER TABLE training_past ADD COLUMN level INTEGER;
            CREATE INDEX training_end ON training (expiry, worker, topic)
                WHERE kind > 0 AND expiry_kind = 1;
            """
    )
}
