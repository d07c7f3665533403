import HubDomain
import HubText
import HubWire

// Frameworks as the domain knows them, and as they travel and are stored.

extension HubWire.FrameworkEdition {
    /// An edition of the shipped library, as a region loads it.
    init(
        _ edition: HubDomain.Edition,
        of framework: HubDomain.Framework,
        library: FrameworkLibrary
    ) {
        self.init()
        id = FrameworkEdition.id(of: edition, framework)
        self.framework = framework.id.text
        frameworkName = framework.name
        kind = FrameworkKind(framework.kind)
        label = edition.label
        validFromWords = edition.validFromWords
        validFrom = edition.validFrom?.iso
        isOrderPublished = edition.isOrderPublished
        isComplete = edition.isComplete
        note = edition.note
        headings = edition.headings.map { FrameworkHeading($0) }
        items = edition.items.map { HubWire.FrameworkItem($0) }
        themes = Texts(edition.themes)
        origin = HubWire.Origin(edition.origin)
        let marks = edition.sources + edition.items.flatMap(\.sources)
        var seen: Set<SourceMark> = []
        sources = marks.filter { seen.insert($0).inserted }.compactMap { mark in
            library.source(mark).map { HubWire.Source($0) }
        }
    }

    /// The name of an edition among those of all frameworks.
    static func id(of edition: HubDomain.Edition, _ framework: HubDomain.Framework) -> String {
        "\(framework.id.text)-\(edition.id.text)"
    }

    /// The edition without its items.
    var summary: FrameworkSummary {
        var summary = FrameworkSummary()
        summary.id = id
        summary.framework = framework
        summary.frameworkName = frameworkName
        summary.kind = kind
        summary.label = label
        summary.items = UInt32(clamping: items.count)
        summary.origin = origin
        summary.revision = revision
        return summary
    }

    /// The edition as the domain's rules look at it.
    var domain: HubDomain.Edition {
        HubDomain.Edition(
            id: EditionID(text: id),
            label: label,
            validFromWords: validFromWords,
            validFrom: validFrom.flatMap { ISODay.read($0) },
            isOrderPublished: isOrderPublished,
            isComplete: isComplete,
            note: note,
            headings: [],
            items: items.map(\.domain),
            themes: themes.domain,
            origin: origin.domain,
            sources: []
        )
    }
}

extension FrameworkKind {
    init(_ kind: HubDomain.Framework.Kind) {
        switch kind {
        case .priorities: self = .priorities
        case .strategy: self = .strategy
        case .assurance: self = .assurance
        case .local: self = .local
        default: self = .unspecified
        }
    }
}

extension HubWire.Origin {
    init(_ origin: HubDomain.Origin) {
        switch origin {
        case .published: self = .published
        case .ours: self = .ours
        case .local: self = .local
        }
    }

    var domain: HubDomain.Origin {
        switch self {
        case .published: .published
        case .ours: .ours
        default: .local
        }
    }
}

extension FrameworkHeading {
    init(_ heading: HubDomain.Heading) {
        self.init()
        code = heading.code.text
        codeOrigin = HubWire.Origin(heading.codeOrigin)
        name = heading.name
        nameOrigin = HubWire.Origin(heading.nameOrigin)
        sources = heading.sources.map(\.text)
    }
}

extension HubWire.FrameworkItem {
    init(_ item: HubDomain.FrameworkItem) {
        self.init()
        code = item.code.text
        codeOrigin = HubWire.Origin(item.codeOrigin)
        name = item.name
        nameOrigin = HubWire.Origin(item.nameOrigin)
        variants = item.variants.map { HubWire.NameVariant(name: $0.name, seenIn: $0.seenIn) }
        heading = item.heading?.text
        kind = item.kind?.text
        descriptionValue = SuppliedText(item.description)
        prompts = Texts(item.prompts)
        deliverables = item.deliverables.map { HubWire.Deliverable($0) }
        sources = item.sources.map(\.text)
    }

    var domain: HubDomain.FrameworkItem {
        HubDomain.FrameworkItem(
            code: ItemCode(text: code),
            codeOrigin: codeOrigin.domain,
            name: name,
            nameOrigin: nameOrigin.domain,
            variants: variants.map {
                HubDomain.NameVariant(name: $0.name, seenIn: $0.seenIn, sources: [])
            },
            heading: heading.map { ItemCode(text: $0) },
            kind: kind.map { HubDomain.FrameworkItem.Kind(text: $0) },
            description: descriptionValue.domain,
            prompts: prompts.domain,
            deliverables: [],
            sources: []
        )
    }
}

extension HubWire.Deliverable {
    init(_ deliverable: HubDomain.Deliverable) {
        self.init()
        body = deliverable.body
        due = deliverable.due
        switch deliverable.state {
        case .notKnown: state = .notKnown
        case .notStarted: state = .notStarted
        case .inProgress: state = .inProgress
        case .completed: state = .completed
        }
    }
}

extension HubWire.Source {
    init(_ source: HubDomain.Source) {
        self.init()
        mark = source.mark.text
        publisher = source.publisher
        title = source.title
        read = source.read.rawValue
        address = source.address
    }
}

extension Texts {
    init?(_ supplied: Supplied<[String]>) {
        guard case .supplied(let texts, let origin) = supplied else { return nil }
        self.init(texts: texts, origin: HubWire.Origin(origin))
    }
}

extension SuppliedText {
    init?(_ supplied: Supplied<String>) {
        guard case .supplied(let text, let origin) = supplied else { return nil }
        self.init(text: text, origin: HubWire.Origin(origin))
    }
}

extension Optional where Wrapped == Texts {
    var domain: Supplied<[String]> {
        map { .supplied($0.texts, $0.origin.domain) } ?? .notPublished
    }
}

extension Optional where Wrapped == SuppliedText {
    var domain: Supplied<String> {
        map { .supplied($0.text, $0.origin.domain) } ?? .notPublished
    }
}
