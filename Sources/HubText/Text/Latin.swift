/// Latin letters without their accents, for comparing what people typed.
enum Latin {
    private static let letters: [(plain: Unicode.Scalar, accented: String)] = [
        ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
        ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņň"),
        ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"),
        ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳ"), ("z", "źżž"), ("'", "’‘ʼ"), ("-", "‐‑–—"),
    ]

    private static let plain: [Character: Unicode.Scalar] = {
        var table: [Character: Unicode.Scalar] = [:]
        for entry in letters {
            for letter in entry.accented { table[letter] = entry.plain }
        }
        return table
    }()

    /// The letter below the accent of a lower-case character.
    ///
    /// - Parameter character: A lower-case character, composed or decomposed.
    /// - Returns: Its plain letter; its own first scalar if the table does not know it.
    static func base(of character: Character) -> Unicode.Scalar? {
        // Dictionary look-up uses canonical equivalence, which is what is wanted here.
        plain[character] ?? character.unicodeScalars.first
    }
}
