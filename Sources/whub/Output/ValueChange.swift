import HubArguments
import HubText

/// One value that a command sets, as it was and as it will be.
struct ValueChange {
    /// What it is, for people.
    let what: String
    /// The value before; empty for none.
    let before: String
    /// The value after; empty for none.
    let after: String

    /// A value before and after.
    init(_ what: String, _ before: String, _ after: String) {
        self.what = what
        self.before = before
        self.after = after
    }

    /// The changes for people; values that stay are left out.
    ///
    /// - Parameters:
    ///   - changes: What is set.
    ///   - style: The terminal.
    /// - Returns: Lines without line ends.
    static func lines(_ changes: [ValueChange], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        let real = changes.filter { !$0.before.utf8.elementsEqual($0.after.utf8) }
        page.heading(real.isEmpty ? "Nothing changes." : "What changes")
        for change in real { page.paragraph(change.sentence, indent: 2) }
        return page.lines
    }

    private var sentence: String {
        if before.isEmpty { return "\(what): \(after)" }
        return "\(what): was \(before), now \(after.isEmpty ? "nothing" : after)"
    }
}

extension Invocation {
    /// Shows what a command sets, before anybody is asked; not beside JSON or CSV.
    ///
    /// - Parameter changes: What is set.
    /// - Throws: When nobody reads any more.
    func show(_ changes: [ValueChange]) throws(CommandError) {
        guard line.common.output == .table else { return }
        try print(lines: ValueChange.lines(changes, style))
    }
}
