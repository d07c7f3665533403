import HubText

extension FigurePlace {
    /// The place of a code or name, under the code it has today.
    ///
    /// A council is found under every code and name it has or had; a region under the names that
    /// publishers use. Only a place whose kind is `icb` or `other` may be unknown to the register;
    /// whether an organisation is in the council's own register is for whoever has that to say.
    ///
    /// - Parameters:
    ///   - code: A code; empty where only a name is given.
    ///   - name: A name; empty where only a code is given.
    ///   - kind: The kind, where it is said.
    ///   - register: The councils and regions.
    ///   - others: Places beside the register: the councils of an example hub, which exist there
    ///     alone.
    /// - Returns: The place.
    /// - Throws: FIGR-0126 for one that is not known, GEOG-0102 for a council that was split.
    package static func read(
        code: String,
        name: String,
        kind: Kind?,
        register: CouncilRegister?,
        others: [FigurePlace] = []
    ) throws(DomainError) -> FigurePlace {
        let typed = TextRule.trimmed(code.isEmpty ? name : code)
        if kind == .provider { return try unregistered(.provider, code: "", name: typed) }
        if kind == .icb || kind == .other {
            return try unregistered(kind ?? .other, code: code, name: name)
        }
        if [england.name, england.code?.text].contains(typed) { return england }
        if let other = others.first(where: { $0.isNamed(typed) && (kind ?? $0.kind) == $0.kind }) {
            return other
        }
        guard let register else { return try unregistered(.other, code: code, name: name) }
        if kind != .council, let region = register.region(typed) {
            let place = FigurePlace(.region, code: region.code, name: region.name)
            return try place.agreed(typed, name, register)
        }
        if kind == nil || kind == .council {
            switch register.match(typed) {
            case .unknown: break
            case .current, .successor, .successors:
                let council = try register.council(named: typed, path: "place")
                let place = FigurePlace(.council, code: council.code, name: council.name)
                return try place.agreed(typed, name, register)
            }
        }
        try refuseOther(kind, typed, register)
        throw DomainError(
            .figurePlace,
            path: "place",
            found: typed,
            problem: typed.isEmpty ? "names no place" : "is not a place that is known here",
            expected: "England, a region, a council, or a kind of place that is icb, provider or "
                + "other",
            suggestion: Suggestion.nearest(
                to: name.isEmpty ? typed : name,
                among: register.councils.map(\.name) + register.regions.map(\.name)
                    + others.map(\.name)
            )
        )
    }

    /// Refuses a place of another kind than the one that is said, as what it is.
    private static func refuseOther(
        _ kind: Kind?,
        _ typed: String,
        _ register: CouncilRegister
    ) throws(DomainError) {
        if kind == .region, let council = try? register.council(named: typed, path: "place") {
            throw DomainError(
                .figurePlace,
                path: "place",
                found: typed,
                problem: "is a council, \(council.name), and the kind of place says region",
                expected: "the kind council, or a region"
            )
        }
        if kind == .council, let region = register.region(typed) {
            throw DomainError(
                .figurePlace,
                path: "place",
                found: typed,
                problem: "is a region, \(region.name), and the kind of place says council",
                expected: "the kind region, or a council"
            )
        }
    }

    /// The place of a code, where the name beside it is of no other place that is known.
    ///
    /// Publishers write names in many ways, so a name that nobody knows says nothing.
    private func agreed(
        _ typed: String,
        _ name: String,
        _ register: CouncilRegister
    ) throws(DomainError) -> FigurePlace {
        let name = TextRule.trimmed(name)
        guard !name.isEmpty, !name.utf8.elementsEqual(typed.utf8) else { return self }
        var other: (code: GSSCode?, name: String)?
        switch register.match(name) {
        case .unknown: other = register.region(name).map { ($0.code, $0.name) }
        case .current, .successor:
            let council = try? register.council(named: name, path: "place")
            other = council.map { ($0.code, $0.name) }
        case .successors: break
        }
        guard let other, other.code != code else { return self }
        throw DomainError(
            .figurePlace,
            path: "place",
            found: "\(typed), \(name)",
            problem: "is two places: the code is \(self.name), the name is \(other.name)",
            expected: "a code and a name of one place, or one of them alone"
        )
    }

    /// Whether it is what somebody names, by its code or its name.
    private func isNamed(_ typed: String) -> Bool {
        [code?.text, name].compactMap(\.self).contains {
            CSVColumn.folded($0) == CSVColumn.folded(typed)
        }
    }

    private static func unregistered(
        _ kind: Kind,
        code: String,
        name: String
    ) throws(DomainError) -> FigurePlace {
        do throws(TextError) {
            let read = GSSCode.read(code)
            guard code.isEmpty || read != nil else {
                throw TextError(
                    "place_code",
                    found: code,
                    problem: "is not a code",
                    expected: "a letter and eight digits, such as E54000030, or nothing"
                )
            }
            return FigurePlace(kind, code: read, name: try TextRule.name.acceptRequired(name))
        } catch {
            throw DomainError(.figurePlace, path: "place", error)
        }
    }
}

/// Places that were read before, by what was written: a file names each of its places many times.
struct KnownPlaces {
    /// The most places that are remembered.
    private static let countMax = 10_000

    private struct Written: Hashable {
        let code: FigureGroup
        let name: FigureGroup
        let kind: FigurePlace.Kind?
    }

    private let register = try? CouncilRegister.shipped()
    private let others: [FigurePlace]
    private var known: [Written: Result<FigurePlace, DomainError>] = [:]

    /// Remembers nothing yet.
    ///
    /// - Parameter others: Places beside the register.
    init(others: [FigurePlace]) { self.others = others }

    /// The place of a code or name.
    ///
    /// - Throws: As `FigurePlace.read`.
    mutating func place(
        code: String,
        name: String,
        kind: FigurePlace.Kind?
    ) throws(DomainError) -> FigurePlace {
        let written = Written(
            code: FigureGroup(text: code),
            name: FigureGroup(text: name),
            kind: kind
        )
        if let known = known[written] { return try known.get() }
        let result: Result<FigurePlace, DomainError>
        do throws(DomainError) {
            result = .success(
                try FigurePlace.read(
                    code: code,
                    name: name,
                    kind: kind,
                    register: register,
                    others: others
                )
            )
        } catch {
            result = .failure(error)
        }
        if known.count < Self.countMax { known[written] = result }
        return try result.get()
    }
}
