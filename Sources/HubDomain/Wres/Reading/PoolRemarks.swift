/// What a reader of counts of several years or councils must know before comparing, in words.
package enum PoolRemarks {
    /// Where cycles may not have counted the same thing.
    package static let doubtful = "What it counts may not be the same in these cycles."
    /// Where harassment was collected in both ways.
    package static let mixed =
        "Some councils counted reports and others asked in a survey, so the people are not the "
        + "same everywhere."
    /// What holds of every pool of several cycles.
    ///
    /// The days of a return are not released, so whoever pools cannot see whether two overlap.
    package static let severalYears = [
        "Counts of the cycles are added; whoever stayed counts in each.",
        "The twelve months of a return are not released: where a council's months of two cycles "
            + "overlap, what happened in both counts twice.",
    ]

    /// The sentences of a figure.
    ///
    /// - Parameters:
    ///   - isDoubtful: Whether the cycles may not count the same.
    ///   - isMixed: Whether harassment was collected in both ways.
    ///   - years: How many of the cycles gave its counts.
    ///   - cycles: How many were asked for.
    /// - Returns: None where there is nothing to say.
    package static func sentences(
        isDoubtful: Bool,
        isMixed: Bool,
        years: Int,
        of cycles: Int
    ) -> [String] {
        var sentences: [String] = []
        if isDoubtful { sentences.append(doubtful) }
        if isMixed { sentences.append(mixed) }
        if years < cycles {
            sentences.append("Counts of \(years) of the \(cycles) years: the others give none.")
        }
        return sentences
    }
}
