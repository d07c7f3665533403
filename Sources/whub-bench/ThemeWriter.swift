import HubWire

/// One of the council's people who write at once: keeps changing a theme of its own.
///
/// Each change is based on the revision that the last answer told, as a person's would be, so the
/// hub does all that a save asks of it, and the load may run for as long as it likes.
struct ThemeWriter {
    /// What a writer calls.
    static let method = Method.priorityServiceSaveLocalTheme
    /// The most writers: a council has no more themes.
    static let countMax = 100

    private let code: String
    private var revision: UInt64 = 0
    private var changes = 0

    /// A writer.
    ///
    /// - Parameter number: Which one, from 0.
    init(_ number: Int) { code = "bench-\(number)" }

    /// The next change.
    mutating func next() -> [UInt8] {
        changes += 1
        let theme = LocalTheme(code: code, name: "Change \(changes + 1_000_000)")
        return SaveLocalThemeRequest(theme: theme, baseRevision: revision).encoded()
    }

    /// Takes the revision that an answer tells: the one made, or the one to go on from.
    mutating func learn(_ status: Status) {
        if status.code == .ok || status.code == .aborted { revision = status.revision }
    }
}
