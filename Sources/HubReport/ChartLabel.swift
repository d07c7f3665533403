/// Names beside bars, as long as there is room for them.
enum ChartLabel {
    /// The longest label beside a bar.
    private static let charactersMax = 40

    /// A name that has room; one that was shortened ends with an ellipsis.
    static func fitting(_ text: String) -> String {
        text.count <= charactersMax ? text : String(text.prefix(charactersMax - 1)) + "…"
    }
}
