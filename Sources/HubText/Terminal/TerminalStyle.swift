/// How text is laid out for one terminal: width, signs, layout and colour.
package struct TerminalStyle: Equatable, Sendable {
    /// The signs that pictures are drawn with.
    package enum Signs: Sendable {
        /// Lines and blocks.
        case unicode
        /// Letters of every keyboard, for old terminals and screen readers.
        case ascii
    }

    /// Whether things stand side by side.
    package enum Layout: Sendable {
        /// In columns.
        case grid
        /// One after the other, each with its name, as a screen reader reads.
        case linear
    }

    /// The columns assumed where there is no terminal.
    package static let columnsDefault = 80
    /// The columns below which nothing is laid out side by side.
    package static let columnsMin = 40
    /// The columns that are used at most, however wide the terminal says it is.
    package static let columnsMax = 400

    /// The columns there are, between `columnsMin` and `columnsMax`.
    package let columns: Int
    /// The signs that pictures are drawn with.
    package let signs: Signs
    /// Whether things stand side by side.
    package let layout: Layout
    /// The colours.
    package let theme: Theme

    /// A style of one's own; the columns are brought into their range.
    package init(
        columns: Int = columnsDefault,
        signs: Signs = .unicode,
        layout: Layout = .grid,
        theme: Theme = .plain
    ) {
        self.columns = min(max(columns, Self.columnsMin), Self.columnsMax)
        self.signs = signs
        self.layout = layout
        self.theme = theme
    }

    /// The style for screen readers: one thing after the other, no pictures, no colour.
    ///
    /// - Parameter columns: The columns there are.
    /// - Returns: The style.
    package static func accessible(columns: Int = columnsDefault) -> TerminalStyle {
        TerminalStyle(columns: columns, signs: .ascii, layout: .linear, theme: .plain)
    }

    var rule: String { signs == .unicode ? "─" : "-" }
    var ellipsis: String { signs == .unicode ? "…" : "..." }
}
