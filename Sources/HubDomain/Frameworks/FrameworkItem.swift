import HubText

/// One priority, recommendation, theme or standard.
package struct FrameworkItem: Equatable, Sendable {
    /// A kind of item; an open set.
    package struct Kind: BytewiseIdentifier {
        /// Something others are asked to do.
        package static let recommendation: Kind = "recommendation"
        /// Something its owner promised to do.
        package static let commitment: Kind = "commitment"

        /// The word.
        package let text: String

        /// Takes `text` as it stands.
        package init(text: String) {
            self.text = text
        }
    }

    /// Its code.
    package let code: ItemCode
    /// Who made the code.
    package let codeOrigin: Origin
    /// Its name.
    package let name: String
    /// Who wrote the name; `ours` is a summary in our words.
    package let nameOrigin: Origin
    /// Other names under which it was met.
    package let variants: [NameVariant]
    /// The heading it stands under, if any.
    package let heading: ItemCode?
    /// Its kind, if it is known.
    package let kind: Kind?
    /// What it means, in a few paragraphs.
    package let description: Supplied<String>
    /// Questions that help to think about it.
    package let prompts: Supplied<[String]>
    /// What bodies agreed to deliver for it, as far as it is known.
    package let deliverables: [Deliverable]
    /// Where it was read.
    package let sources: [SourceMark]
    /// An item of its parts.
    package init(
        code: ItemCode,
        codeOrigin: Origin,
        name: String,
        nameOrigin: Origin,
        variants: [NameVariant],
        heading: ItemCode?,
        kind: Kind?,
        description: Supplied<String>,
        prompts: Supplied<[String]>,
        deliverables: [Deliverable],
        sources: [SourceMark]
    ) {
        self.code = code
        self.codeOrigin = codeOrigin
        self.name = name
        self.nameOrigin = nameOrigin
        self.variants = variants
        self.heading = heading
        self.kind = kind
        self.description = description
        self.prompts = prompts
        self.deliverables = deliverables
        self.sources = sources
    }

}

/// A name under which an item was met somewhere.
package struct NameVariant: Equatable, Sendable {
    /// The name.
    package let name: String
    /// Who used it.
    package let seenIn: String
    /// Where it was read.
    package let sources: [SourceMark]
    /// A variant of its parts.
    package init(
        name: String,
        seenIn: String,
        sources: [SourceMark]
    ) {
        self.name = name
        self.seenIn = seenIn
        self.sources = sources
    }

}

/// What one body, or several together, agreed or were asked to deliver.
package struct Deliverable: Equatable, Sendable {
    /// How far it is.
    package enum State: String, Sendable, CaseIterable {
        /// Nobody said.
        case notKnown = "not_known"
        /// Nothing has been done.
        case notStarted = "not_started"
        /// It is being done.
        case inProgress = "in_progress"
        /// It is done.
        case completed
    }

    /// Who is to deliver it; nil if no source says.
    package let body: String?
    /// By when, in the source's words; nil if no source says.
    package let due: String?
    /// How far it is.
    package let state: State

    /// A deliverable of its parts.
    package init(body: String?, due: String?, state: State) {
        self.body = body
        self.due = due
        self.state = state
    }
}

/// A text that facts were read in.
package struct Source: Equatable, Sendable {
    /// How much of the source could be read.
    package enum Read: String, Sendable, CaseIterable {
        /// All of it.
        case full
        /// A part.
        case extract
        /// Its beginning.
        case opening
        /// Its beginning, on a copy held by another site: weigh it less.
        case mirror
        /// The list does not say.
        case unstated
    }

    /// Its mark.
    package let mark: SourceMark
    /// Who published it.
    package let publisher: String
    /// Its title.
    package let title: String
    /// How much of it was read.
    package let read: Read
    /// Its address; nil where none is known that should be visited.
    package let address: String?
}
