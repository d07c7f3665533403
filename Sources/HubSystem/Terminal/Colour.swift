/// Whether output may carry colour and moving lines.
package enum Colour: Sendable {
    /// Escape sequences are understood and wanted.
    case wanted
    /// Plain text only.
    case plain

    /// Decides from what the user said, in this order: a flag, `NO_COLOR` (set and not empty, see
    /// no-color.org), `TERM=dumb`, and last whether a person is looking.
    ///
    /// - Parameters:
    ///   - refused: Whether the command line said no.
    ///   - isTerminal: Whether a person is looking at the stream.
    ///   - environment: The variables the program was started with.
    /// - Returns: The decision.
    package static func decide(
        refused: Bool,
        isTerminal: Bool,
        environment: Environment
    ) -> Colour {
        if refused || !isTerminal { return .plain }
        if let word = environment["NO_COLOR"], !word.isEmpty { return .plain }
        if environment["TERM"] == "dumb" { return .plain }
        return .wanted
    }
}
