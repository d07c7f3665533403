package import HubText

/// How large a framework that is loaded may be, whether as a table or as a message.
package enum EditionLimits {
    /// The headings and items of one edition at most.
    package static let itemsMax = 500
    /// The prompts of one item at most.
    package static let promptsMax = 30
    /// The variants of one item's name at most.
    package static let variantsMax = 30
    /// The deliverables of one item at most.
    package static let deliverablesMax = 30
    /// The sources of one edition at most.
    package static let sourcesMax = 50
    /// The marks of sources of one item or heading at most.
    package static let marksMax = 20
    /// The themes of one edition at most.
    package static let themesMax = 50
    /// The characters of a code at most.
    package static let codeCharactersMax = 20
    /// How large such a table may be.
    package static let table = CSVLimits(
        rowBytesMax: 128 * 1_024,
        fieldsMax: 64,
        fieldCharactersMax: 16_000,
        rowsMax: 1_000
    )
}
