/// Which of the first rows of a file has the titles: systems and people write a heading above them.
package enum TitleRow {
    /// The rows that may stand above the titles, blank ones not counted.
    package static let rowsAboveMax = 10

    /// Finds the row of the titles.
    ///
    /// It is the row with the most titles that are known, if that has two. Otherwise it is the
    /// first row that fills more than half as many cells as the fullest one: a heading fills one
    /// or two.
    ///
    /// - Parameters:
    ///   - rows: The first rows, at most `rowsAboveMax` and one.
    ///   - topics: Knows topics by name.
    /// - Returns: The row's place; 0 where there are no rows.
    /// - Complexity: The cells times the kinds of records.
    package static func find(_ rows: [[String]], topics: TopicMatcher) -> Int {
        let looked = rows.prefix(rowsAboveMax + 1)
        let counts = looked.map { known($0, topics) }
        if let most = counts.max(), most >= knownMin, let place = counts.firstIndex(of: most) {
            return place
        }
        let filled = looked.map { row in row.count { !$0.isEmpty } }
        let fullest = filled.max() ?? 0
        return filled.firstIndex { $0 * 2 > fullest } ?? 0
    }

    /// Fewer known titles may be chance: a heading can be “Training”.
    private static let knownMin = 2

    /// The titles of a row that are known; 0 where all of them are names of topics, as the cells of
    /// records are.
    private static func known(_ row: [String], _ topics: TopicMatcher) -> Int {
        var most = 0
        for kind in RecordKind.allCases {
            let grounds = MappingSuggestion(titles: row, topics: topics, kind: kind).grounds
            var titles = 0
            var names = 0
            for ground in grounds {
                switch ground {
                case .title, .personal: titles += 1
                case .topic, .taken: names += 1
                case .nearTitle, .answers, .none: break
                }
            }
            if titles > 0 { most = max(most, titles + names) }
        }
        return most
    }
}
