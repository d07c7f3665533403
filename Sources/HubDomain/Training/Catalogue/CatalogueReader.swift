import HubText

/// Puts the built-in tables of training together.
enum CatalogueReader {
    static func categories() throws(DomainError) -> [TrainingCategory] {
        let table = try EmbeddedTable(
            "categories.csv",
            bytes: PackageResources.categories_csv,
            columns: ["code", "title", "sources"]
        )
        var found: [TrainingCategory] = []
        for row in table.rows {
            found.append(
                TrainingCategory(
                    code: CategoryCode(rawValue: try number("code", of: row, in: table)),
                    title: try table.required("title", of: row),
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }

    static func topics() throws(DomainError) -> [Topic] {
        let table = try EmbeddedTable(
            "topics.csv",
            bytes: PackageResources.topics_csv,
            columns: ["code", "title", "title_origin", "category", "match", "names", "sources"]
        )
        var found: [Topic] = []
        for row in table.rows {
            found.append(
                Topic(
                    code: TopicCode(text: try table.required("code", of: row)),
                    title: try table.required("title", of: row),
                    titleOrigin: try table.choice("title_origin", of: row),
                    category: try match(row, of: table),
                    names: (row["names"] ?? "").split(separator: "|").map(String.init),
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }

    static func ambiguous() throws(DomainError) -> [TrainingCatalogue.AmbiguousName] {
        let table = try EmbeddedTable(
            "ambiguous-names.csv",
            bytes: PackageResources.ambiguous_names_csv,
            columns: ["name", "topics"]
        )
        var found: [TrainingCatalogue.AmbiguousName] = []
        for row in table.rows {
            found.append(
                .init(
                    name: try table.required("name", of: row),
                    topics: try codes("topics", of: row, in: table)
                )
            )
        }
        return found
    }

    static func skillSets() throws(DomainError) -> [SkillSet] {
        let table = try EmbeddedTable(
            "skill-sets.csv",
            bytes: PackageResources.skill_sets_csv,
            columns: ["id", "title", "title_origin", "topics", "sources"]
        )
        var found: [SkillSet] = []
        for row in table.rows {
            found.append(
                SkillSet(
                    id: TopicCode(text: try table.required("id", of: row)),
                    title: try table.required("title", of: row),
                    titleOrigin: try table.choice("title_origin", of: row),
                    topics: try codes("topics", of: row, in: table),
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }

    static func careStandards() throws(DomainError) -> [CareCertificateEdition: [CareStandard]] {
        let table = try EmbeddedTable(
            "care-certificate.csv",
            bytes: PackageResources.care_certificate_csv,
            columns: ["edition", "standard", "title", "note", "sources"]
        )
        var found: [CareCertificateEdition: [CareStandard]] = [:]
        for row in table.rows {
            let title = table.optional("title", of: row)
            let standard = CareStandard(
                number: try number("standard", of: row, in: table),
                title: title.map { .supplied($0, .published) } ?? .notPublished,
                note: row["note"] ?? "",
                sources: SourceMark.list(of: row)
            )
            found[try table.choice("edition", of: row), default: []].append(standard)
        }
        return found
    }

    static func number(
        _ key: ColumnKey,
        of row: CSVRow,
        in table: EmbeddedTable
    ) throws(DomainError) -> Int {
        guard let number = try? NumberText.whole(row[key] ?? "", in: 0...1_000_000) else {
            throw table.wrong(row, key)
        }
        return number
    }

    static func day(
        _ key: ColumnKey,
        of row: CSVRow,
        in table: EmbeddedTable
    ) throws(DomainError) -> Day? {
        guard let text = table.optional(key, of: row) else { return nil }
        guard let day = try? DayText.day(text) else { throw table.wrong(row, key) }
        return day
    }

    private static func codes(
        _ key: ColumnKey,
        of row: CSVRow,
        in table: EmbeddedTable
    ) throws(DomainError) -> [TopicCode] {
        try table.required(key, of: row).split(separator: " ").map { TopicCode(text: String($0)) }
    }

    private static func match(
        _ row: CSVRow,
        of table: EmbeddedTable
    ) throws(DomainError) -> CategoryMatch {
        if row["match"] == "none" { return .none }
        let code = CategoryCode(rawValue: try number("category", of: row, in: table))
        switch row["match"] {
        case "same": return .same(code)
        case "part": return .part(of: code)
        case "nearest": return .nearest(code)
        default: throw table.wrong(row, "match")
        }
    }
}
