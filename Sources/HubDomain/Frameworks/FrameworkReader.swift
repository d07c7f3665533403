import HubText

/// Puts the built-in tables of frameworks together.
struct FrameworkReader {
    /// A row's framework, or its framework and edition.
    private struct Owner: Hashable {
        var framework: String
        var edition: String
    }

    private typealias VariantTable = [Owner: [(code: String, variant: NameVariant)]]

    private let variants: VariantTable
    private let headings: [Owner: [Heading]]

    init() throws(DomainError) {
        variants = try Self.readVariants()
        headings = try Self.readHeadings()
    }

    /// Reads the remaining tables.
    func library() throws(DomainError) -> FrameworkLibrary {
        let items = try readItems()
        let editions = try readEditions(items)
        let table = try EmbeddedTable(
            "frameworks.csv",
            bytes: PackageResources.frameworks_csv,
            columns: ["id", "name", "kind"]
        )
        var frameworks: [Framework] = []
        for row in table.rows {
            let id = try table.required("id", of: row)
            frameworks.append(
                Framework(
                    id: FrameworkID(text: id),
                    name: try table.required("name", of: row),
                    kind: Framework.Kind(text: try table.required("kind", of: row)),
                    editions: editions[id] ?? []
                )
            )
        }
        return FrameworkLibrary(
            frameworks: frameworks,
            sources: try Source.list("sources.csv", bytes: PackageResources.sources_csv)
        )
    }

    // Text keys: names in a table that is built in and read once.
    private typealias EditionsByFramework = [String: [Edition]]

    private func readEditions(
        _ items: [Owner: [FrameworkItem]]
    ) throws(DomainError) -> EditionsByFramework {
        let table = try EmbeddedTable(
            "editions.csv",
            bytes: PackageResources.editions_csv,
            columns: [
                "framework", "id", "label", "origin", "valid_from_words", "order_published",
                "complete", "note", "sources",
            ]
        )
        var editions: EditionsByFramework = [:]
        for row in table.rows {
            let framework = try table.required("framework", of: row)
            let id = try table.required("id", of: row)
            let owner = Owner(framework: framework, edition: id)
            let words = try table.required("valid_from_words", of: row)
            let edition = Edition(
                id: EditionID(text: id),
                label: try table.required("label", of: row),
                validFromWords: words,
                validFrom: try? DayText.day(words),
                isOrderPublished: row["order_published"] == "yes",
                isComplete: row["complete"] == "yes",
                note: row["note"] ?? "",
                headings: headings[owner] ?? [],
                items: items[owner] ?? [],
                themes: .notPublished,
                origin: try table.choice("origin", of: row),
                sources: SourceMark.list(of: row)
            )
            editions[framework, default: []].append(edition)
        }
        return editions
    }

    private func readItems() throws(DomainError) -> [Owner: [FrameworkItem]] {
        let table = try EmbeddedTable(
            "items.csv",
            bytes: PackageResources.items_csv,
            columns: [
                "framework", "edition", "code", "code_origin", "name", "name_origin", "heading",
                "kind", "lead", "when", "sources",
            ]
        )
        var items: [Owner: [FrameworkItem]] = [:]
        for row in table.rows {
            let owner = try Self.owner(row, of: table)
            let code = try table.required("code", of: row)
            let lead = table.optional("lead", of: row)
            let when = table.optional("when", of: row)
            let isDelivered = lead != nil || when != nil
            let known = variants[Owner(framework: owner.framework, edition: "")] ?? []
            let item = FrameworkItem(
                code: ItemCode(text: code),
                codeOrigin: try table.choice("code_origin", of: row),
                name: try table.required("name", of: row),
                nameOrigin: try table.choice("name_origin", of: row),
                variants: known.filter { $0.code == code }.map(\.variant),
                heading: table.optional("heading", of: row).map(ItemCode.init(text:)),
                kind: table.optional("kind", of: row).map(FrameworkItem.Kind.init(text:)),
                description: .notPublished,
                prompts: .notPublished,
                deliverables: isDelivered
                    ? [Deliverable(body: lead, due: when, state: .notKnown)] : [],
                sources: SourceMark.list(of: row)
            )
            items[owner, default: []].append(item)
        }
        return items
    }

    private static func readHeadings() throws(DomainError) -> [Owner: [Heading]] {
        let table = try EmbeddedTable(
            "headings.csv",
            bytes: PackageResources.headings_csv,
            columns: [
                "framework", "edition", "code", "code_origin", "name", "name_origin", "sources",
            ]
        )
        var headings: [Owner: [Heading]] = [:]
        for row in table.rows {
            let heading = Heading(
                code: ItemCode(text: try table.required("code", of: row)),
                codeOrigin: try table.choice("code_origin", of: row),
                name: try table.required("name", of: row),
                nameOrigin: try table.choice("name_origin", of: row),
                sources: SourceMark.list(of: row)
            )
            headings[try owner(row, of: table), default: []].append(heading)
        }
        return headings
    }

    private static func readVariants() throws(DomainError) -> VariantTable {
        let table = try EmbeddedTable(
            "name-variants.csv",
            bytes: PackageResources.name_variants_csv,
            columns: ["framework", "code", "variant", "seen_in", "sources"]
        )
        var variants: VariantTable = [:]
        for row in table.rows {
            let variant = NameVariant(
                name: try table.required("variant", of: row),
                seenIn: try table.required("seen_in", of: row),
                sources: SourceMark.list(of: row)
            )
            let framework = try table.required("framework", of: row)
            variants[Owner(framework: framework, edition: ""), default: []]
                .append((try table.required("code", of: row), variant))
        }
        return variants
    }

    private static func owner(_ row: CSVRow, of table: EmbeddedTable) throws(DomainError) -> Owner {
        Owner(
            framework: try table.required("framework", of: row),
            edition: try table.required("edition", of: row)
        )
    }
}
