import HubText

/// Names beside bars, in as many lines as they need.
enum ChartLabel {
    /// The longest line beside a bar.
    private static let charactersMax = 40
    /// The most lines: the longest title that a plan may have takes as many.
    private static let linesMax = 16

    /// A name in lines that have room; one that is longer than any title ends with an ellipsis.
    static func lines(_ text: String) -> [String] {
        let lines = TextWrap.lines(text, columns: charactersMax)
        guard lines.count > linesMax else { return lines }
        return lines.prefix(linesMax - 1) + [lines[linesMax - 1] + "…"]
    }
}
