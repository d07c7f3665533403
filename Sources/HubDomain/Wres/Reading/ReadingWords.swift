/// What a reading says to people, sentence by sentence.
package enum ReadingWords {
    /// The reading with its range: "adverse, outside the four-fifths range".
    package static func range(_ reading: Reading) -> String {
        switch reading {
        case .neither: "inside the four-fifths range"
        case .adverse, .favourable: "\(reading.words), outside the four-fifths range"
        }
    }

    /// What is said of a ratio of too few cases in place of a direction.
    static let tooFew = "too few cases to read anything into it"
    /// What is said where rounding decides what a ratio of released counts says.
    static let tooRounded = "too rounded to tell whether it is adverse"

    /// "0.52: minoritised staff were 48% less likely"; no direction where the cases are too few.
    package static func ratio(_ reading: RatioReading) -> String {
        switch reading.ratio {
        case .known(let ratio) where reading.isTooFew:
            "\(RatioWords.fixed(ratio, places: 2)): \(tooFew)"
        case .known(let ratio):
            "\(RatioWords.fixed(ratio, places: 2)): minoritised staff were "
                + RatioWords.likelihood(ratio)
        case .unknown(let reason): "not computed: \(reason.words)"
        }
    }

    /// The interval with its method, because methods disagree about small counts: "0.40 to 0.68".
    package static func interval(_ interval: Computed<RatioInterval>, method: String) -> String {
        switch interval {
        case .known(let interval):
            "\(RatioWords.range(interval)) (\(method))"
        case .unknown(let reason): "not computed (\(method)): \(reason.words)"
        }
    }

    /// What follows from the ratio, the interval and the counts, each by itself.
    package static func findings(_ reading: RatioReading, _ indicator: WresIndicator) -> [String] {
        var sentences: [String] = []
        if reading.isTooFew {
            sentences.append(
                "There are \(tooFew): fewer than 5 are expected in one of the four cells."
            )
        } else if let found = reading.reading.value, found == .neither {
            sentences.append("It is inside the four-fifths range from 0.8 to 1.25.")
        } else if let found = reading.reading.value {
            sentences.append(
                "It is \(found.words): outside the four-fifths range from 0.8 to 1.25."
            )
        }
        // What cannot be read is not clear either, whatever the interval.
        switch reading.isClear {
        case .known(true) where !reading.isTooFew:
            sentences.append("It is statistically clear: the interval excludes equal likelihood.")
        case .known(false) where !reading.isTooFew:
            sentences.append("It is not statistically clear: the interval includes 1.")
        case .known, .unknown: break
        }
        if let phrase = indicator.phrase, let gap = RatioWords.gap(reading.table, phrase) {
            sentences.append(gap)
        }
        // Of few people a difference in shares would be taken for a direction.
        if indicator == .seniorManagement, !reading.isTooFew, let gap = SeniorGap(reading.table) {
            sentences.append(gap.words)
        }
        return sentences
    }

    /// How far people whose ethnicity is not known could move a ratio.
    package static func unknown(_ unknown: UnknownSensitivity) -> [String] {
        let percent = RatioWords.fixed(unknown.knownShare * 100, places: 0)
        var sentences = ["Ethnicity is known of \(percent)% of these people."]
        if unknown.isFlagged { sentences[0] += " Read the ratio with care." }
        let cases = [("white", unknown.allWhite), ("minoritised", unknown.allMinority)]
        let words = cases.map { name, ratio in
            "all \(name): \(ratio.value.map { RatioWords.fixed($0, places: 2) } ?? "no ratio")"
        }
        sentences.append("Were those who are not known " + words.joined(separator: ", ") + ".")
        if let lowest = unknown.lowest.value {
            let range = RatioInterval(lower: lowest, upper: unknown.highest.value ?? .infinity)
            sentences.append("However they divide, the ratio is \(RatioWords.range(range)).")
        }
        return sentences
    }
}
