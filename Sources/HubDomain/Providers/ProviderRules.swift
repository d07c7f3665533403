import HubText

/// What an entry of the register must be.
package enum ProviderRules {
    /// A word in a publisher's own terms.
    static let wordRule = TextRule(charactersMax: 40, isMultiline: false)
    /// The years in which an academy can have begun.
    static let years = 1990...2100
    /// The digits in a row from which a contact is taken for a number to call.
    private static let digitsMax = 5

    /// Checks an entry and brings its texts to the form in which they are kept.
    ///
    /// - Parameter entry: The entry as it came.
    /// - Returns: The entry to keep.
    /// - Throws: PROV-0103 for a field that cannot be, PROV-0104 for a contact that is no role.
    package static func accept(_ entry: ProviderEntry) throws(DomainError) -> ProviderEntry {
        var kept = entry
        kept.name = try text(entry.name, .name, "name", "Name", isRequired: true)
        kept.cqcProvider = try identifier(entry.cqcProvider, "cqc_provider", "CQC provider")
        kept.cqcLocation = try identifier(entry.cqcLocation, "cqc_location", "CQC location")
        let own = entry.code.isEmpty ? kept.cqcLocation : entry.code
        kept.code = try identifier(own.isEmpty ? kept.cqcProvider : own, "code", "Code")
        guard !kept.code.isEmpty else {
            throw DomainError(
                .providerCell,
                path: "code",
                subject: "Code",
                problem: "has neither a code nor an id of the CQC",
                expected: "a code of your own, or the location's or provider's id"
            )
        }
        kept.setting = try setting(entry.setting)
        kept.sizeBand = try text(entry.sizeBand, wordRule, "size_band", "Size band")
        kept.contactRole = try contact(entry.contactRole)
        kept.area = try area(entry.area)
        kept.note = try text(entry.note, .prose, "note", "Note")
        kept.academy = try academy(entry.academy)
        return kept
    }

    private static func academy(_ entry: AcademyEntry) throws(DomainError) -> AcademyEntry {
        var kept = entry
        kept.region = try text(entry.region, .name, "academy.region", "Region")
        kept.locality = try text(entry.locality, .name, "academy.locality", "Locality")
        kept.type = try text(entry.type, .name, "academy.type", "Academy type")
        kept.funding = try text(entry.funding, .name, "academy.funding", "Funding")
        kept.features = try text(entry.features, .prose, "academy.features", "Features")
        if let year = entry.launched, !years.contains(year) {
            throw DomainError(
                .providerCell,
                path: "academy.launched",
                subject: "Launched",
                found: "\(year)",
                problem: "is not a year in which an academy can have begun",
                expected: "a year from \(years.lowerBound) to \(years.upperBound)"
            )
        }
        return kept
    }

    private static func text(
        _ typed: String,
        _ rule: TextRule,
        _ path: String,
        _ subject: String,
        isRequired: Bool = false
    ) throws(DomainError) -> String {
        do throws(TextError) {
            return isRequired ? try rule.acceptRequired(typed) : try rule.accept(typed)
        } catch {
            throw DomainError(.providerCell, path: path, subject: subject, error)
        }
    }

    /// Letters, digits, points, hyphens and underscores, up to 64 of them, or nothing.
    private static func identifier(
        _ typed: String,
        _ path: String,
        _ subject: String
    ) throws(DomainError) -> String {
        let text = TextRule.trimmed(typed)
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard isPlain, text.utf8.count <= 64 else {
            throw DomainError(
                .providerCell,
                path: path,
                subject: subject,
                found: typed,
                problem: "is not an id",
                expected: "up to 64 letters, digits, points, hyphens and underscores"
            )
        }
        return text
    }

    private static func setting(_ typed: String) throws(DomainError) -> String {
        if TextRule.trimmed(typed).isEmpty { return "" }
        if let word = FigureGroup.read(typed) {
            guard let right = FigureSetting.rightWord(for: word) else { return word.text }
            throw DomainError(
                .providerCell,
                path: "setting",
                subject: "Setting",
                found: typed,
                problem: "is another word for \(right), which figures have",
                expected: right.text,
                suggestion: right.text
            )
        }
        throw DomainError(
            .providerCell,
            path: "setting",
            subject: "Setting",
            found: typed,
            problem: "is not one word",
            expected: FigureGroup.expectedForm
        )
    }

    /// A role: an address or a number to call is a person's, and stays out.
    private static func contact(_ typed: String) throws(DomainError) -> String {
        let role = try text(typed, .name, "contact_role", "Contact role")
        let digits = role.unicodeScalars.count { ("0"..."9").contains($0) }
        guard !role.utf8.contains(UInt8(ascii: "@")), digits < digitsMax else {
            throw DomainError(
                .providerContact,
                path: "contact_role",
                subject: "Contact role",
                problem: "holds an address or a number",
                expected: "a role, such as registered manager"
            )
        }
        return role
    }

    private static func area(_ typed: String) throws(DomainError) -> String {
        let text = TextRule.trimmed(typed)
        if text.isEmpty { return "" }
        return try CouncilRegister.shipped().council(named: text, path: "area").code.text
    }
}
