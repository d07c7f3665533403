package import HubText

/// Anything that plans refer to: priorities, a strategy, assurance themes, a region's own themes.
///
/// They are one concept, so that one set of commands, tables and
/// links serves all.
package struct Framework: Equatable, Sendable {
    /// A kind of framework; an open set.
    package struct Kind: BytewiseIdentifier {
        /// Shared priorities.
        package static let priorities: Kind = "priorities"
        /// A strategy with recommendations and commitments.
        package static let strategy: Kind = "strategy"
        /// Themes of a regulator's assessment.
        package static let assurance: Kind = "assurance"
        /// A region's or council's own themes.
        package static let local: Kind = "local"

        /// The word.
        package let text: String

        /// Takes `text` as it stands.
        package init(text: String) {
            self.text = text
        }
    }

    /// The framework's name for machines.
    package let id: FrameworkID
    /// The framework's name for people.
    package let name: String
    /// Its kind.
    package let kind: Kind
    /// Its editions, oldest first.
    package let editions: [Edition]

    /// A framework of its parts.
    package init(id: FrameworkID, name: String, kind: Kind, editions: [Edition]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.editions = editions
    }

    /// An edition by its name.
    package func edition(_ id: EditionID) -> Edition? {
        editions.first { $0.id == id }
    }
}

/// A framework as it was at one time.
package struct Edition: Equatable, Sendable {
    /// The edition's name for machines.
    package let id: EditionID
    /// The edition's name for people.
    package let label: String
    /// From when it is valid, in the publisher's precision: "2020", "18 July 2024".
    package let validFromWords: String
    /// The first day of its validity, where a day was published or the region set one.
    package let validFrom: Day?
    /// Whether the order of the items is the publisher's.
    package let isOrderPublished: Bool
    /// Whether all items of the published edition are here.
    package let isComplete: Bool
    /// What a reader must know about gaps; empty if nothing.
    package let note: String
    /// The headings above the items; empty if there are none.
    package let headings: [Heading]
    /// The items.
    package let items: [FrameworkItem]
    /// The themes that run across the items.
    package let themes: Supplied<[String]>
    /// Who published the edition.
    package let origin: Origin
    /// Where it was read.
    package let sources: [SourceMark]

    /// An edition of its parts.
    package init(
        id: EditionID,
        label: String,
        validFromWords: String,
        validFrom: Day?,
        isOrderPublished: Bool,
        isComplete: Bool,
        note: String,
        headings: [Heading],
        items: [FrameworkItem],
        themes: Supplied<[String]>,
        origin: Origin,
        sources: [SourceMark]
    ) {
        self.id = id
        self.label = label
        self.validFromWords = validFromWords
        self.validFrom = validFrom
        self.isOrderPublished = isOrderPublished
        self.isComplete = isComplete
        self.note = note
        self.headings = headings
        self.items = items
        self.themes = themes
        self.origin = origin
        self.sources = sources
    }

    /// An item by its code.
    package func item(_ code: ItemCode) -> FrameworkItem? {
        items.first { $0.code == code }
    }
}

/// A heading above items.
package struct Heading: Equatable, Sendable {
    /// Its code.
    package let code: ItemCode
    /// Who made the code.
    package let codeOrigin: Origin
    /// Its name.
    package let name: String
    /// Who wrote the name.
    package let nameOrigin: Origin
    /// Where it was read.
    package let sources: [SourceMark]

    /// A heading of its parts.
    package init(
        code: ItemCode,
        codeOrigin: Origin,
        name: String,
        nameOrigin: Origin,
        sources: [SourceMark]
    ) {
        self.code = code
        self.codeOrigin = codeOrigin
        self.name = name
        self.nameOrigin = nameOrigin
        self.sources = sources
    }
}
