/// An option of a command line, as it is declared: parsing, help and completion all come from it.
package struct OptionDeclaration: Hashable, Sendable {
    /// Its name without hyphens: lower-case ASCII letters, digits and single hyphens.
    package let name: String
    /// Its one-letter form without hyphen, if it has one.
    package let letter: Character?
    /// What it takes.
    package let takes: Value
    /// Whether it may stand more than once.
    package let isRepeatable: Bool
    /// Whether the command cannot do without it.
    package let isRequired: Bool
    /// What it does, in a phrase that fits behind its name.
    package let help: String

    /// What follows an option.
    package enum Value: Hashable, Sendable {
        /// Nothing: it is there or not.
        case nothing
        /// A text, called this in help, such as `NAME`.
        case text(String)
        /// The name of a file, called this in help.
        case file(String)
        /// One of these words.
        case oneOf([String])
    }

    /// Declares an option.
    package init(
        _ name: String,
        letter: Character? = nil,
        takes: Value = .nothing,
        isRepeatable: Bool = false,
        isRequired: Bool = false,
        help: String
    ) {
        self.name = name
        self.letter = letter
        self.takes = takes
        self.isRepeatable = isRepeatable
        self.isRequired = isRequired
        self.help = help
    }

    /// What its value is called in help; `nil` when it takes none.
    package var valueName: String? {
        switch takes {
        case .nothing: nil
        case .text(let name), .file(let name): name
        case .oneOf(let words): words.joined(separator: "|")
        }
    }

    /// How it is typed: `--name NAME`.
    package var usage: String { "--\(name)" + (valueName.map { " \($0)" } ?? "") }
}

/// A word of a command line that is no option, as it is declared.
package struct WordDeclaration: Hashable, Sendable {
    /// What it is called in help, such as `FILE`.
    package let name: String
    /// How often it stands.
    package let count: Count
    /// What it is, in a phrase.
    package let help: String

    /// How often a word stands.
    package enum Count: Hashable, Sendable {
        /// Exactly once.
        case one
        /// Once or not at all; nothing but other optional words may follow.
        case optional
        /// Once or more; nothing may follow.
        case many
    }

    /// Declares a word.
    package init(_ name: String, _ count: Count = .one, help: String) {
        self.name = name
        self.count = count
        self.help = help
    }

    /// Its place in a usage line: `FILE`, `[FILE]` or `FILE…`.
    package var usage: String {
        switch count {
        case .one: name
        case .optional: "[\(name)]"
        case .many: "\(name)…"
        }
    }
}

/// A command, as it is declared.
package struct CommandDeclaration: Hashable, Sendable {
    /// Its noun and verb, or a noun alone.
    package let path: [String]
    /// What it does, in one line.
    package let summary: String
    /// More for its own page; paragraphs divided by empty lines.
    package let details: String
    /// Which of the common options make sense for it.
    package let effect: Effect
    /// Options beside the common ones.
    package let options: [OptionDeclaration]
    /// Its words, in order.
    package let words: [WordDeclaration]
    /// How it is used, shown before anything else a person would try.
    package let examples: [Example]
    /// Tables of more to know, such as the columns of a file.
    package let sections: [Section]

    /// What a command does to the hub's records.
    package enum Effect: Hashable, Sendable {
        /// It touches no records: neither `--as-of` nor `--dry-run`.
        case none
        /// It reads: `--as-of`.
        case reads
        /// It changes: `--dry-run` and `--yes`.
        case writes
    }

    /// A table of more to know.
    package struct Section: Hashable, Sendable {
        /// What it is about.
        package let title: String
        /// Names and what they mean.
        package let rows: [Row]

        /// A name and what it means.
        package struct Row: Hashable, Sendable {
            /// The name.
            package let name: String
            /// What it means.
            package let help: String

            /// A row.
            package init(_ name: String, _ help: String) {
                self.name = name
                self.help = help
            }
        }

        /// A table.
        package init(_ title: String, _ rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    /// A line that can be typed as it stands, and what it does.
    package struct Example: Hashable, Sendable {
        /// The line.
        package let line: String
        /// What it does.
        package let purpose: String

        /// An example.
        package init(_ line: String, _ purpose: String) {
            self.line = line
            self.purpose = purpose
        }
    }

    /// Declares a command.
    package init(
        _ path: String...,
        summary: String,
        details: String = "",
        effect: Effect = .none,
        options: [OptionDeclaration] = [],
        words: [WordDeclaration] = [],
        examples: [Example] = [],
        sections: [Section] = []
    ) {
        self.path = path
        self.summary = summary
        self.details = details
        self.effect = effect
        self.options = options
        self.words = words
        self.examples = examples
        self.sections = sections
    }

    /// Its noun and verb with a blank between.
    package var name: String { path.joined(separator: " ") }
}
