/// How large an edition of a framework may be.
enum EditionLimits {
    /// The headings and items of one edition at most.
    static let itemsMax = 500
    /// The prompts of one item at most.
    static let promptsMax = 30
    /// The variants of one item's name at most.
    static let variantsMax = 30
    /// The deliverables of one item at most.
    static let deliverablesMax = 30
    /// The sources of one edition at most.
    static let sourcesMax = 50
    /// The marks of sources of one item or heading at most.
    static let marksMax = 20
    /// The themes of one edition at most.
    static let themesMax = 50
    /// The characters of a code at most.
    static let codeCharactersMax = 20
}
