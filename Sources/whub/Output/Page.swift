import HubText

/// Prose and entries for a terminal, as they are laid out line by line.
struct Page {
    /// What was laid out; no line is wider than the terminal.
    private(set) var lines: [String] = []
    private let style: TerminalStyle

    /// An empty page for a terminal.
    init(_ style: TerminalStyle) { self.style = style }

    /// A title.
    mutating func heading(_ text: String) {
        for line in wrapped(text, indent: 0) {
            lines.append(style.theme.painted(line, as: .heading))
        }
    }

    /// Wrapped text; its own line ends stay.
    mutating func paragraph(_ text: String, indent: Int = 0, role: TextRole? = nil) {
        guard !text.isEmpty else { return }
        let margin = String(repeating: " ", count: indent)
        for line in wrapped(text, indent: indent) {
            lines.append(line.isEmpty ? "" : margin + style.theme.painted(line, as: role))
        }
    }

    /// A command as it can be typed: on one line, however long.
    mutating func command(_ text: String) { lines.append("  " + TerminalText.escaped(text)) }

    /// A mark and wrapped text beside it.
    mutating func entry(_ mark: String, _ text: String, indent: Int = 2, role: TextRole? = nil) {
        let mark = TerminalText.escaped(mark)
        let gap = max(2, entryColumns - DisplayWidth.of(mark))
        let hanging = indent + DisplayWidth.of(mark) + gap
        let margin = String(repeating: " ", count: indent)
        for (number, line) in wrapped(text, indent: hanging).enumerated() {
            let painted = style.theme.painted(mark, as: role)
            let head = number == 0 ? margin + painted + String(repeating: " ", count: gap) : nil
            lines.append((head ?? String(repeating: " ", count: hanging)) + line)
        }
    }

    /// Lines that are laid out already.
    mutating func add(_ more: [String]) { lines += more }

    /// An empty line, if there is anything above.
    mutating func gap() {
        if lines.last.map({ !$0.isEmpty }) ?? false { lines.append("") }
    }

    private func wrapped(_ text: String, indent: Int) -> [String] {
        TextWrap.lines(
            TerminalText.escaped(text, keepingLines: true),
            columns: max(pageColumnsMin, style.columns - indent)
        )
    }
}

/// The width of the marks before entries.
private let entryColumns = 6

/// Text is not wrapped to less than this, whatever stands before it.
private let pageColumnsMin = 20
