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
    /// - Parameters:
    ///   - entry: The entry as it came.
    ///   - others: Places beside the register of councils.
    /// - Returns: The entry to keep.
    /// - Throws: PROV-0103 for the first field that cannot be, PROV-0104 for a contact that is no
    ///   role, PROV-0106 for a text that tells who somebody is.
    package static func accept(
        _ entry: ProviderEntry,
        others: [FigurePlace] = []
    ) throws(DomainError) -> ProviderEntry {
        let (kept, errors) = checked(entry, others: others)
        if let first = errors.first { throw first }
        return kept
    }

    /// Checks an entry as `accept` does, and tells everything that is wrong with it at once.
    ///
    /// - Parameters:
    ///   - entry: The entry as it came.
    ///   - others: Places beside the register of councils.
    /// - Returns: The entry to keep where there are no errors, and the errors.
    static func checked(
        _ entry: ProviderEntry,
        others: [FigurePlace]
    ) -> (entry: ProviderEntry, errors: [DomainError]) {
        var kept = entry
        var errors: [DomainError] = []
        func take(
            _ field: WritableKeyPath<ProviderEntry, String>,
            _ read: (String) throws(DomainError) -> String
        ) {
            do throws(DomainError) {
                kept[keyPath: field] = try read(entry[keyPath: field])
            } catch {
                errors.append(error)
            }
        }
        take(\.name) { (typed) throws(DomainError) in
            try text(typed, .name, "name", "Name", isRequired: true)
        }
        take(\.cqcProvider) { (typed) throws(DomainError) in
            try identifier(typed, "cqc_provider", "CQC provider")
        }
        take(\.cqcLocation) { (typed) throws(DomainError) in
            try identifier(typed, "cqc_location", "CQC location")
        }
        take(\.code) { (typed) throws(DomainError) in
            let ids = [typed, entry.cqcLocation, entry.cqcProvider]
            return try code(ids.first { !$0.isEmpty } ?? "")
        }
        take(\.setting, setting)
        take(\.sizeBand) { (typed) throws(DomainError) in
            try text(typed, wordRule, "size_band", "Size band")
        }
        take(\.contactRole, contact)
        take(\.area) { (typed) throws(DomainError) in try area(typed, others) }
        take(\.note) { (typed) throws(DomainError) in try text(typed, .prose, "note", "Note") }
        for (field, rule, path, subject) in academyTexts {
            take(field) { (typed) throws(DomainError) in try text(typed, rule, path, subject) }
        }
        if let error = launched(entry.academy.launched) { errors.append(error) }
        // An id that is none is told of as what it is, and not once more as the code made of it.
        let ids = errors.filter { $0.path.hasPrefix("cqc_") }.count
        if ids > 0, entry.code.isEmpty { errors.removeAll { $0.path == "code" } }
        return (kept, errors)
    }

    private static func code(_ typed: String) throws(DomainError) -> String {
        let kept = try identifier(typed, "code", "Code")
        guard kept.isEmpty else { return kept }
        throw DomainError(
            .providerCell,
            path: "code",
            subject: "Code",
            problem: "has neither a code nor an id of the CQC",
            expected: "a code of your own, or the location's or provider's id"
        )
    }

    private static var academyTexts:
        [(WritableKeyPath<ProviderEntry, String>, TextRule, String, String)]
    {
        [
            (\.academy.region, .name, "academy.region", "Region"),
            (\.academy.locality, .name, "academy.locality", "Locality"),
            (\.academy.type, .name, "academy.type", "Academy type"),
            (\.academy.funding, .name, "academy.funding", "Funding"),
            (\.academy.features, .prose, "academy.features", "Features"),
        ]
    }

    private static func launched(_ year: Int?) -> DomainError? {
        guard let year, !years.contains(year) else { return nil }
        return DomainError(
            .providerCell,
            path: "academy.launched",
            subject: "Launched",
            found: "\(year)",
            problem: "is not a year in which an academy can have begun",
            expected: "a year from \(years.lowerBound) to \(years.upperBound)"
        )
    }

    private static func text(
        _ typed: String,
        _ rule: TextRule,
        _ path: String,
        _ subject: String,
        isRequired: Bool = false,
        person: ReasonCode = .providerPerson
    ) throws(DomainError) -> String {
        let kept: String
        do throws(TextError) {
            kept = isRequired ? try rule.acceptRequired(typed) : try rule.accept(typed)
        } catch {
            throw DomainError(.providerCell, path: path, subject: subject, error)
        }
        guard let personal = PersonalText.find(in: kept) else { return kept }
        throw personal.error(
            person,
            path: path,
            subject: subject,
            expected: "the role to ask, such as registered manager; no number and no address"
        )
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
        let role = try text(
            typed,
            .name,
            "contact_role",
            "Contact role",
            person: .providerContact
        )
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

    private static func area(
        _ typed: String,
        _ others: [FigurePlace]
    ) throws(DomainError) -> String {
        let text = TextRule.trimmed(typed)
        if text.isEmpty { return "" }
        let wanted = CSVColumn.folded(text)
        for place in others {
            guard let code = place.code?.text else { continue }
            if [code, place.name].contains(where: { CSVColumn.folded($0) == wanted }) {
                return code
            }
        }
        return try CouncilRegister.shipped().council(named: text, path: "area").code.text
    }
}
