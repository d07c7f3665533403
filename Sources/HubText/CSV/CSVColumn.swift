/// The key of a column: stable, while its title may be written in many ways.
package struct ColumnKey: BytewiseIdentifier {
    /// The key: lower-case letters, digits and underscores.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// A column that a table may have.
package struct CSVColumn: Equatable, Sendable {
    /// The stable key.
    package let key: ColumnKey
    /// The title that templates use.
    package let title: String
    /// Other titles that are understood.
    package let synonyms: [String]
    /// Whether a table without the column is refused.
    package let isRequired: Bool

    /// Describes a column.
    package init(
        _ key: ColumnKey,
        title: String,
        synonyms: [String] = [],
        isRequired: Bool = false
    ) {
        self.key = key
        self.title = title
        self.synonyms = synonyms
        self.isRequired = isRequired
    }

    /// A title reduced to what counts: lower-case letters and digits, without accents.
    ///
    /// `&`, `%` and `#` count as words, so that "Pay (%)" and "Pay" stay apart.
    ///
    /// - Parameter title: A title as somebody wrote it.
    /// - Returns: Its folded form; titles with equal forms are the same.
    package static func folded(_ title: String) -> String {
        var scalars = String.UnicodeScalarView()
        for character in title.lowercased() {
            switch character {
            case "&": scalars.append(contentsOf: "and".unicodeScalars)
            case "%": scalars.append(contentsOf: "percent".unicodeScalars)
            case "#": scalars.append(contentsOf: "number".unicodeScalars)
            default:
                guard let base = Latin.base(of: character) else { continue }
                let isWanted = base.properties.isAlphabetic || base.properties.numericType != nil
                if isWanted { scalars.append(base) }
            }
        }
        return Normalisation.nfc(String(scalars))
    }
}
