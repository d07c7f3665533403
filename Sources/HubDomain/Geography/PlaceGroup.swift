package import HubText

/// Councils that belong together for some purpose.
package struct PlaceGroup: Equatable, Sendable {
    /// A purpose; an open set.
    package struct Kind: BytewiseIdentifier {
        /// Regions of England, as the ONS draws them.
        package static let region: Kind = "region"
        /// The areas of integrated care boards, which merge.
        package static let icb: Kind = "icb"
        /// Combined authorities.
        package static let combinedAuthority: Kind = "combined_authority"
        /// Sub-regions of ADASS.
        package static let subRegion: Kind = "adass_sub_region"
        /// A council's statistical neighbours.
        package static let neighbours: Kind = "statistical_neighbours"
        /// Rural, coastal and other types of place.
        package static let locality: Kind = "locality_type"

        /// Those that are known by name, and what their groups are; a region may load others.
        package static let known: [(kind: Kind, meaning: String)] = [
            (.region, "the regions of England; built in"),
            (.icb, "the areas of integrated care boards, which merge"),
            (.combinedAuthority, "combined authorities"),
            (.subRegion, "sub-regions of ADASS"),
            (.neighbours, "the councils most like a council in its figures; groups overlap"),
            (.locality, "types of place, such as rural or coastal; groups overlap"),
        ]

        /// The longest word.
        package static let bytesMax = 40

        /// Lower-case letters and underscores.
        package let text: String

        /// Takes `text` as it stands.
        package init(text: String) {
            self.text = text
        }

        /// Reads a kind as it was typed; capitals, spaces and hyphens are forgiven.
        ///
        /// - Parameter typed: What was typed.
        /// - Returns: The kind, or nil for what is no word; that it is known is not checked.
        package static func read(_ typed: String) -> Kind? {
            let words = TextRule.trimmed(typed).lowercased()
                .split(omittingEmptySubsequences: false) { $0 == " " || $0 == "-" || $0 == "_" }
            let text = words.joined(separator: "_")
            guard (1...bytesMax).contains(text.utf8.count), words.allSatisfy({ !$0.isEmpty }),
                text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F })
            else { return nil }
            return Kind(text: text)
        }

        /// Whether its groups overlap by what they are: then a council in several is not divided.
        package var overlaps: Bool { self == .neighbours || self == .locality }
    }

    /// Its code; nil where none is known.
    package let code: GSSCode?
    /// Its name.
    package let name: String
    /// Its councils, by the codes they have today, in the order of the codes.
    ///
    /// A council may stand in several groups: the area of a county can be divided.
    package let members: [GSSCode]

    /// A group of its parts.
    package init(code: GSSCode?, name: String, members: [GSSCode]) {
        self.code = code
        self.name = name
        self.members = members
    }
}

/// What names an edition of groups: icb-2026.
package struct PlaceGroupEditionID: BytewiseIdentifier {
    /// The edition that is built in.
    package static let regions: PlaceGroupEditionID = "regions"

    /// The name.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// All groups of one kind as they were for a time.
package struct PlaceGroupEdition: Equatable, Sendable {
    /// What names it.
    package let id: PlaceGroupEditionID
    /// The purpose of the groups.
    package let kind: PlaceGroup.Kind
    /// The first day; nil from the beginning.
    package let from: Day?
    /// The last day; nil for no end.
    package let to: Day?
    /// Where the groups are from.
    package let source: String
    /// The groups, in the order of their names.
    package let groups: [PlaceGroup]

    /// An edition of its parts.
    package init(
        id: PlaceGroupEditionID,
        kind: PlaceGroup.Kind,
        from: Day?,
        to: Day?,
        source: String,
        groups: [PlaceGroup]
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.to = to
        self.source = source
        self.groups = groups
    }

    /// The councils that stand in at least one group, in the order of their codes.
    package var councils: [GSSCode] { Set(groups.flatMap(\.members)).sorted() }

    /// Whether the edition holds on a day.
    package func holds(on day: Day) -> Bool { (from ?? .first) <= day && day <= (to ?? .last) }

    /// The groups of a council, by the code it has today.
    package func groups(of council: GSSCode) -> [PlaceGroup] {
        groups.filter { $0.members.contains(council) }
    }

    /// A group by its code or name; case and punctuation do not count.
    package func group(_ typed: String) -> PlaceGroup? {
        let folded = CSVColumn.folded(typed)
        guard !folded.isEmpty else { return nil }
        return groups.first {
            CSVColumn.folded($0.name) == folded
                || $0.code.map { CSVColumn.folded($0.text) == folded } ?? false
        }
    }
}

/// Groups of councils of every kind, in all their editions.
package struct PlaceAtlas: Equatable, Sendable {
    /// The most editions.
    package static let editionsMax = 200

    /// The editions, by kind and first day.
    package let editions: [PlaceGroupEdition]

    /// Puts editions together.
    ///
    /// - Parameter editions: The editions, in any order.
    /// - Throws: GEOG-0106 for editions of one kind that hold on the same day, or too many.
    package init(_ editions: [PlaceGroupEdition]) throws(DomainError) {
        guard editions.count <= Self.editionsMax else {
            throw DomainError(
                .groupEdition,
                path: "editions",
                found: "\(editions.count)",
                problem: "is too many editions",
                expected: "at most \(Self.editionsMax)"
            )
        }
        let sorted = editions.sorted { left, right in
            left.kind == right.kind
                ? (left.from ?? .first) < (right.from ?? .first) : left.kind < right.kind
        }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.kind == later.kind {
            guard let end = earlier.to, end < (later.from ?? .first) else {
                throw DomainError(
                    .groupEdition,
                    path: later.kind.text,
                    found: "\(later.id), from \(later.from?.words ?? "the beginning")",
                    problem: "begins while \(earlier.id) holds, which ends "
                        + (earlier.to.map { "on \($0.words)" } ?? "on no day"),
                    expected: "an edition that begins after the one before it ended; end that one "
                        + "first"
                )
            }
        }
        self.editions = sorted
    }

    /// The atlas of what is built in: the regions.
    ///
    /// Other groups were not found as published lists, or change: a region loads them.
    ///
    /// - Parameters:
    ///   - register: The councils.
    ///   - loaded: Editions that somebody loaded.
    /// - Returns: The atlas.
    /// - Throws: What `init` throws.
    package static func of(
        _ register: CouncilRegister,
        loaded: [PlaceGroupEdition] = []
    ) throws(DomainError) -> PlaceAtlas {
        let regions = register.regions.map { region in
            PlaceGroup(
                code: region.code,
                name: region.name,
                members: register.councils(in: region).map(\.code).sorted()
            )
        }
        let own = PlaceGroupEdition(
            id: .regions,
            kind: .region,
            from: nil,
            to: nil,
            source: "council register",
            groups: regions
        )
        return try PlaceAtlas([own] + loaded)
    }

    /// An edition by its name; nil where there is none.
    package func edition(_ id: PlaceGroupEditionID) -> PlaceGroupEdition? {
        editions.first { $0.id == id }
    }

    /// The edition of a kind that holds on a day; nil where none is known.
    package func edition(_ kind: PlaceGroup.Kind, on day: Day) -> PlaceGroupEdition? {
        editions.first { $0.kind == kind && $0.holds(on: day) }
    }
}
