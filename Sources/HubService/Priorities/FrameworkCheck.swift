import HubDomain
import HubText
import HubWire

/// What an edition has to be before it is kept.
enum FrameworkCheck {
    /// Takes an edition as it is kept.
    ///
    /// - Parameter edition: What came.
    /// - Returns: The edition with normalised texts.
    /// - Throws: The first field that breaks a rule.
    static func accept(_ edition: FrameworkEdition) throws(Fault) -> FrameworkEdition {
        var kept = edition
        kept.revision = 0
        kept.id = try Fault.code(edition.id, "edition.id")
        kept.framework = try Fault.code(edition.framework, "edition.framework")
        kept.frameworkName = try Fault.text(
            edition.frameworkName,
            "edition.framework_name",
            isRequired: true
        )
        kept.label = try Fault.text(edition.label, "edition.label", isRequired: true)
        kept.validFromWords = try Fault.text(edition.validFromWords, "edition.valid_from_words")
        kept.note = try Fault.text(edition.note, "edition.note", .prose)
        if let day = edition.validFrom { _ = try Fault.day(day, "edition.valid_from") }
        guard edition.kind != .unspecified else {
            throw .invalid("edition.kind", "required", "what kind of framework it is")
        }
        let places = edition.headings.count + edition.items.count
        try few(places, EditionLimits.itemsMax, "edition.items", "headings and items together")
        kept.sources = try sources(edition.sources)
        guard !edition.items.isEmpty else {
            throw .invalid("edition.items", "required", "at least one item")
        }
        var codes: Set<[UInt8]> = []
        for (place, heading) in edition.headings.enumerated() {
            let path = "edition.headings[\(place)]"
            try unique(heading.code, &codes, "\(path).code")
            kept.headings[place].name = try Fault.text(
                heading.name,
                "\(path).name",
                isRequired: true
            )
            kept.headings[place].sources = try marks(heading.sources, "\(path).sources")
        }
        for (place, item) in edition.items.enumerated() {
            let path = "edition.items[\(place)]"
            try unique(item.code, &codes, "\(path).code")
            kept.items[place] = try accept(item, path)
            if let heading = item.heading, !codes.contains(Array(heading.utf8)) {
                throw .invalid("\(path).heading", "unknown", "the code of one of the headings")
            }
        }
        kept.themes = try texts(edition.themes, EditionLimits.themesMax, "edition.themes")
        return kept
    }

    private static func accept(
        _ item: HubWire.FrameworkItem,
        _ path: String
    ) throws(Fault) -> HubWire.FrameworkItem {
        var kept = item
        kept.name = try Fault.text(item.name, "\(path).name", .line, isRequired: true)
        if let description = item.descriptionValue {
            kept.descriptionValue?.text = try Fault.text(
                description.text,
                "\(path).description",
                .prose
            )
        }
        if let kind = item.kind { kept.kind = try Fault.text(kind, "\(path).kind") }
        kept.sources = try marks(item.sources, "\(path).sources")
        kept.prompts = try texts(item.prompts, EditionLimits.promptsMax, "\(path).prompts")
        try few(item.variants.count, EditionLimits.variantsMax, "\(path).variants")
        for (place, variant) in item.variants.enumerated() {
            let at = "\(path).variants[\(place)]"
            kept.variants[place].name = try Fault.text(variant.name, "\(at).name", .line)
            kept.variants[place].seenIn = try Fault.text(variant.seenIn, "\(at).seen_in", .line)
        }
        try few(
            item.deliverables.count,
            EditionLimits.deliverablesMax,
            "\(path).deliverables"
        )
        for (place, deliverable) in item.deliverables.enumerated() {
            let at = "\(path).deliverables[\(place)]"
            if let body = deliverable.body {
                kept.deliverables[place].body = try Fault.text(body, "\(at).body", .line)
            }
            if let due = deliverable.due {
                kept.deliverables[place].due = try Fault.text(due, "\(at).due", .line)
            }
        }
        return kept
    }

    private static func sources(_ sources: [HubWire.Source]) throws(Fault) -> [HubWire.Source] {
        try few(sources.count, EditionLimits.sourcesMax, "edition.sources")
        var kept = sources
        for (place, source) in sources.enumerated() {
            let path = "edition.sources[\(place)]"
            kept[place].mark = try Fault.text(source.mark, "\(path).mark", isRequired: true)
            kept[place].publisher = try Fault.text(source.publisher, "\(path).publisher")
            kept[place].title = try Fault.text(source.title, "\(path).title", .line)
            kept[place].read = try Fault.text(source.read, "\(path).read")
            if let address = source.address {
                let rule = TextRule(charactersMax: SecureLink.bytesMax, isMultiline: false)
                kept[place].address = try Fault.text(address, "\(path).address", rule)
            }
        }
        return kept
    }

    /// Marks of sources, each a name.
    private static func marks(_ marks: [String], _ path: String) throws(Fault) -> [String] {
        try few(marks.count, EditionLimits.marksMax, path)
        var kept: [String] = []
        for (place, mark) in marks.enumerated() {
            kept.append(try Fault.text(mark, "\(path)[\(place)]"))
        }
        return kept
    }

    private static func texts(
        _ texts: Texts?,
        _ max: Int,
        _ path: String
    ) throws(Fault) -> Texts? {
        guard var kept = texts else { return nil }
        try few(kept.texts.count, max, path)
        for (place, text) in kept.texts.enumerated() {
            kept.texts[place] = try Fault.text(text, "\(path).texts[\(place)]", .line)
        }
        return kept
    }

    private static func unique(
        _ code: String,
        _ seen: inout Set<[UInt8]>,
        _ path: String
    ) throws(Fault) {
        let code = Array(try Fault.code(code, path).utf8)
        guard code.count <= EditionLimits.codeCharactersMax else {
            throw .invalid(
                path,
                "too_long",
                "at most \(EditionLimits.codeCharactersMax) characters"
            )
        }
        guard seen.insert(code).inserted else {
            throw .invalid(path, "twice", "a code of its own")
        }
    }

    private static func few(
        _ count: Int,
        _ max: Int,
        _ path: String,
        _ what: String = ""
    ) throws(Fault) {
        guard count <= max else {
            let words = "at most \(max)" + (what.isEmpty ? "" : " \(what)")
            throw .invalid(path, "too_many", "\(words); there are \(count)")
        }
    }
}
