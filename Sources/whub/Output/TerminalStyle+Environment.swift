import HubSystem
import HubText

extension TerminalStyle {
    /// How data is laid out for whoever looks at a stream.
    ///
    /// `WHUB_ACCESSIBLE`, set and not empty, asks for one thing after the other, without pictures,
    /// as a screen reader reads. A locale that is not UTF-8 gets the signs of every keyboard.
    ///
    /// - Parameters:
    ///   - environment: The variables the program was started with.
    ///   - columns: Those of the terminal; `nil` where there is none.
    ///   - colour: Whether colour is wanted.
    init(_ environment: Environment, columns: Int?, colour: Colour) {
        let columns = columns ?? TerminalStyle.columnsDefault
        if let word = environment["WHUB_ACCESSIBLE"], !word.isEmpty {
            self = .accessible(columns: columns)
            return
        }
        self.init(
            columns: columns,
            signs: TerminalStyle.isUnicode(environment) ? .unicode : .ascii,
            theme: colour == .wanted ? .colour : .plain
        )
    }

    /// Whether the locale is UTF-8; one that nobody set is taken to be.
    private static func isUnicode(_ environment: Environment) -> Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let locale = environment[name], !locale.isEmpty else { continue }
            let folded = locale.lowercased()
            return folded.contains("utf-8") || folded.contains("utf8")
        }
        return true
    }
}
