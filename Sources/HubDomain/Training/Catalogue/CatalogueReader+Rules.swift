import HubText

extension CatalogueReader {
    static func profiles() throws(DomainError) -> [RuleProfile] {
        let rules = try rulesByProfile()
        let table = try EmbeddedTable(
            "profiles.csv",
            bytes: PackageResources.profiles_csv,
            columns: [
                "id", "title", "setter", "edition", "from_words", "until_words", "origin", "note",
                "sources",
            ]
        )
        var found: [RuleProfile] = []
        for row in table.rows {
            let id = ProfileID(text: try table.required("id", of: row))
            let setter = try table.required("setter", of: row)
            let edition = try table.required("edition", of: row)
            found.append(
                RuleProfile(
                    id: id,
                    title: try table.required("title", of: row),
                    setter: setter,
                    edition: edition,
                    fromWords: row["from_words"] ?? "",
                    untilWords: row["until_words"] ?? "",
                    origin: try table.choice("origin", of: row),
                    note: row["note"] ?? "",
                    rules: (rules[id] ?? []).map { rule in
                        var rule = rule
                        rule.setter = setter
                        rule.edition = edition
                        return rule
                    },
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }

    private static func rulesByProfile() throws(DomainError) -> [ProfileID: [TrainingRule]] {
        let table = try EmbeddedTable(
            "rules.csv",
            bytes: PackageResources.rules_csv,
            columns: [
                "profile", "id", "topics", "who", "evidence", "basis", "reference",
                "organisations", "valid_from", "months", "unless", "note", "sources",
            ]
        )
        var found: [ProfileID: [TrainingRule]] = [:]
        for row in table.rows {
            let profile = ProfileID(text: try table.required("profile", of: row))
            guard let fulfilment = Fulfilment.read(row["topics"] ?? "") else {
                throw table.wrong(row, "topics")
            }
            let basis = table.optional("basis", of: row).flatMap(RequirementBasis.init(rawValue:))
            let rule = TrainingRule(
                id: RuleID(text: try table.required("id", of: row)),
                fulfilment: fulfilment,
                evidence: try table.choice("evidence", of: row),
                roles: row["who"] == "everyone" ? .everyone : .notStated,
                organisations: row["organisations"] == "cqc-registered" ? .registered : .all,
                basis: basis,
                reference: row["reference"] ?? "",
                refresh: try refresh(row, of: table),
                validFrom: try day("valid_from", of: row, in: table),
                note: row["note"] ?? "",
                sources: SourceMark.list(of: row)
            )
            found[profile, default: []].append(rule)
        }
        return found
    }

    private static func refresh(
        _ row: CSVRow,
        of table: EmbeddedTable
    ) throws(DomainError) -> Refresh {
        let months = try number("months", of: row, in: table)
        guard let interval = RefreshInterval(months: months) else {
            throw table.wrong(row, "months")
        }
        guard let unless = table.optional("unless", of: row) else { return .every(interval) }
        guard let effect = QualificationEffect(rawValue: unless) else {
            throw table.wrong(row, "unless")
        }
        return .unlessQualified(interval, effect)
    }

    static func pathway() throws(DomainError) -> [PathwayCategory] {
        let table = try EmbeddedTable(
            "pathway-categories.csv",
            bytes: PackageResources.pathway_categories_csv,
            columns: [
                "id", "title", "group", "bulk_code", "bulk_confirmed", "answer", "from_words",
                "sources",
            ]
        )
        var found: [PathwayCategory] = []
        for row in table.rows {
            found.append(
                PathwayCategory(
                    id: PathwayCategoryID(rawValue: try number("id", of: row, in: table)),
                    title: try table.required("title", of: row),
                    group: try table.required("group", of: row),
                    bulkCode: try number("bulk_code", of: row, in: table),
                    isBulkCodeConfirmed: row["bulk_confirmed"] == "yes",
                    kind: try table.choice("answer", of: row),
                    fromWords: row["from_words"] ?? "",
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }

    static func fundingRates() throws(DomainError) -> [FundingRate] {
        let table = try EmbeddedTable(
            "funding-rates.csv",
            bytes: PackageResources.funding_rates_csv,
            columns: [
                "scheme", "edition", "course", "amount_max_pounds", "start_percent", "paid_from",
                "paid_until", "claim_until", "late_until", "sources",
            ]
        )
        var found: [FundingRate] = []
        for row in table.rows {
            guard let from = try day("paid_from", of: row, in: table),
                let until = try day("paid_until", of: row, in: table)
            else { throw table.wrong(row, "paid_from") }
            let percent = try number("start_percent", of: row, in: table)
            found.append(
                FundingRate(
                    scheme: try table.required("scheme", of: row),
                    edition: try table.required("edition", of: row),
                    course: try table.required("course", of: row),
                    amountMax: Money(
                        pounds: try number("amount_max_pounds", of: row, in: table)
                    ),
                    startPercent: percent,
                    firstPaidFrom: from,
                    firstPaidUntil: until,
                    claimUntil: try day("claim_until", of: row, in: table),
                    lateUntil: try day("late_until", of: row, in: table),
                    sources: SourceMark.list(of: row)
                )
            )
        }
        return found
    }
}
