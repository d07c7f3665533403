package import HubText

/// What a code or name of a council leads to.
package enum CouncilMatch: Equatable, Sendable {
    /// A council of today; `planned` holds changes that are announced for it.
    case current(Council, planned: [CodeChange])
    /// A code or name of the past with one successor, and the changes on the way.
    case successor(Council, changes: [CodeChange])
    /// A code or name of the past with several successors: somebody must choose.
    case successors([Council], changes: [CodeChange])
    /// Nothing of that name; perhaps `suggestion` was meant.
    case unknown(suggestion: String?)

    /// The council, where there is exactly one.
    package var council: Council? {
        switch self {
        case .current(let council, _), .successor(let council, _): council
        case .successors, .unknown: nil
        }
    }
}

extension CouncilRegister {
    /// The characters of a name that are looked at.
    package static let nameCharactersMax = 120
    /// The longest chain of changes that is followed.
    private static let chainMax = 8

    /// Finds a council by what somebody typed: a code of any time, or a name with or without its
    /// "council", "borough", "city of".
    ///
    /// - Parameter typed: A code or name.
    /// - Returns: What it leads to today.
    /// - Complexity: Constant for what is known; linear in the register for a suggestion.
    package func match(_ typed: String) -> CouncilMatch {
        if let code = GSSCode.read(typed) { return match(code) }
        let forms = CouncilName.forms(of: String(typed.prefix(Self.nameCharactersMax)))
        if let council = forms.lazy.compactMap({ councilByName[$0] }).first {
            return match(council.code)
        }
        if let code = forms.lazy.compactMap({ oldCodeByName[$0] }).first { return match(code) }
        let names = councils.map(\.name) + changes.map(\.oldName)
        return .unknown(suggestion: Suggestion.nearest(to: typed, among: names))
    }

    /// The one council that somebody means.
    ///
    /// - Parameters:
    ///   - typed: A code or name of any time.
    ///   - path: The path for the error.
    /// - Returns: The council of today.
    /// - Throws: GEOG-0101 if there is none, GEOG-0102 if it was split and somebody must choose.
    package func council(named typed: String, path: String = "council") throws(DomainError)
        -> Council
    {
        switch match(typed) {
        case .current(let council, _), .successor(let council, _): return council
        case .successors(let councils, _):
            throw DomainError(
                .councilSeveral,
                path: path,
                found: typed,
                problem: "was split into several councils",
                expected: councils.map(\.name).joined(separator: " or ")
            )
        case .unknown(let suggestion):
            throw DomainError(
                .councilUnknown,
                path: path,
                found: typed,
                problem: "is not the name or code of a council with adult social services",
                expected: "a name such as Gateshead or a code such as E06000001",
                suggestion: suggestion
            )
        }
    }

    /// The region that somebody means.
    ///
    /// - Parameters:
    ///   - typed: A slug, code or name.
    ///   - path: The path for the error.
    /// - Returns: The region.
    /// - Throws: GEOG-0103 if there is none.
    package func region(named typed: String, path: String = "region") throws(DomainError) -> Region
    {
        if let region = region(typed) { return region }
        let slugs = regions.map(\.slug.text)
        throw DomainError(
            .regionUnknown,
            path: path,
            found: typed,
            problem: "is not a region of England",
            expected: slugs.joined(separator: ", "),
            suggestion: Suggestion.nearest(to: typed, among: slugs + regions.map(\.name))
        )
    }

    /// Finds a council by a code of any time.
    ///
    /// - Parameter code: A code.
    /// - Returns: What it leads to today.
    package func match(_ code: GSSCode) -> CouncilMatch {
        if let council = councilByCode[code] {
            return .current(council, planned: changes.filter { $0.oldCode == code && $0.isPlanned })
        }
        var followed: [CodeChange] = []
        var found: [Council] = []
        var open: [GSSCode] = [code]
        for _ in 0..<Self.chainMax where !open.isEmpty {
            let steps = changes.filter { open.contains($0.oldCode) && !$0.isPlanned }
            followed += steps
            open = []
            for step in steps {
                guard let next = step.newCode else { continue }
                if let council = councilByCode[next] {
                    if !found.contains(council) { found.append(council) }
                } else {
                    open.append(next)
                }
            }
        }
        switch found.count {
        case 0: return .unknown(suggestion: nil)
        case 1: return .successor(found[0], changes: followed)
        default: return .successors(found, changes: followed)
        }
    }

    /// Whether a code was in use on a day, as far as the register knows.
    ///
    /// - Parameters:
    ///   - code: A code of any time.
    ///   - day: The day.
    /// - Returns: False for a code before its first or from its successor's first day on, and for a
    ///   code that is not known.
    package func isInUse(_ code: GSSCode, on day: Day) -> Bool {
        let starts = changes.filter { $0.newCode == code }.map(\.effective)
        // A part that goes to another council does not end the code of the rest.
        let ends = changes.filter { $0.oldCode == code && !$0.isPartial }.map(\.effective)
        guard councilByCode[code] != nil || !ends.isEmpty else { return false }
        if let first = starts.min(), day < first { return false }
        if let end = ends.min(), day >= end { return false }
        return true
    }
}
