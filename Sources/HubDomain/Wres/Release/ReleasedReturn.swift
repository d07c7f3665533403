/// What left of one count.
package enum AtomState: Hashable, Sendable {
    /// A multiple of the base.
    case count(Int)
    /// One of its bases has too few people.
    case tooFewPeople
    /// The employer did not provide it; not zero.
    case notProvided
    /// It came as a hidden small count, which nothing can be computed from.
    case censored

    /// The released count, where one left.
    package var value: Int? {
        if case .count(let value) = self { return value }
        return nil
    }
}

/// A return as it leaves its employer: protected counts, and nothing else.
///
/// Whatever others see is computed from this value. It is made inside the tenant, from its return
/// and its offsets, and holds no true count.
package struct ReleasedReturn: Equatable, Sendable {
    /// The cycle.
    package let cycle: CycleID
    /// The policy it was made with.
    package let policy: ReleasePolicy
    /// How harassment was collected, which decides whose shares they are.
    package let harassmentSource: HarassmentSource?
    /// What left, by cell.
    package let atoms: [WresCell: AtomState]
    /// The bands in which staff left, lowest first; empty where they left as one count.
    package let bands: [BandCode]
    /// The same by place, for whoever adds many.
    let totals: ReleasedTotals

    /// Protects a return.
    ///
    /// An atom is never a sum of atoms: where the bands are given, staff leave by band and their
    /// number is the sum of what left.
    ///
    /// - Parameters:
    ///   - entry: The return.
    ///   - cycle: Its cycle.
    ///   - offsets: The employer's.
    ///   - policy: The hub's.
    /// - Complexity: A digest for each cell.
    package init(
        _ entry: WresReturn,
        _ cycle: WresCycle,
        offsets: ReleaseOffsets,
        policy: ReleasePolicy = .standard
    ) {
        let known = (cycle.bands.value ?? []).map(\.code)
        let areBanded = known.contains { band in
            entry.entries.contains {
                $0.key.quantity == .staffInBand(band) && $0.value != .notProvided
            }
        }
        var rounded: [WresCell: AtomState] = [:]
        for quantity in WresQuantity.asked(in: cycle) {
            if quantity == .staff, areBanded { continue }
            if case .staffInBand = quantity, !areBanded { continue }
            for service in WresService.allCases {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, service, group)
                    rounded[cell] = Self.atom(entry.entries[cell], cell, offsets, policy)
                }
            }
        }
        // From here on nothing looks at the return: what is withheld follows from what is rounded.
        var draft = RoundedCounts(rounded, areBanded ? known : [], entry.harassmentSource)
        draft.lowerToWholes()
        self.init(
            cycle: cycle.id,
            policy: policy,
            harassmentSource: entry.harassmentSource,
            bands: areBanded ? known : [],
            atoms: draft.withheld(policy)
        )
    }

    /// A release as it was kept: what left, and nothing more.
    ///
    /// - Parameters:
    ///   - cycle: The cycle.
    ///   - policy: The policy it was made with.
    ///   - harassmentSource: How harassment was collected.
    ///   - bands: The bands in which staff left; empty where they left as one count.
    ///   - atoms: What left.
    package init(
        cycle: CycleID,
        policy: ReleasePolicy,
        harassmentSource: HarassmentSource?,
        bands: [BandCode],
        atoms: [WresCell: AtomState]
    ) {
        self.cycle = cycle
        self.policy = policy
        self.harassmentSource = harassmentSource
        self.bands = bands
        self.atoms = atoms
        totals = ReleasedTotals(atoms, bands, policy)
    }

    private static func atom(
        _ entry: CountEntry?,
        _ cell: WresCell,
        _ offsets: ReleaseOffsets,
        _ policy: ReleasePolicy
    ) -> AtomState {
        switch entry {
        case .count(let count):
            let offset = offsets.offset(of: cell, base: policy.base)
            return .count(policy.released(count, offset: offset))
        case .underTen: return .censored
        case .notProvided, nil: return .notProvided
        }
    }

    /// A quantity of a group with the atoms that make it, staff by their bands; nil unless all of
    /// them left.
    package func total(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> PooledCount? {
        guard case .staffInBand(let band) = quantity else {
            return totals.total(quantity, service, group)
        }
        return bands.firstIndex(of: band).flatMap { totals.band($0, service, group) }
    }

    /// The quantities of an indicator, as in the return; the meaning of the fourth is the one that
    /// left.
    package func parts(
        of indicator: WresIndicator,
        _ service: WresService
    ) -> (people: WresQuantity, events: WresQuantity)? {
        totals.parts(of: indicator, service, harassmentSource)
    }

    /// Whether a later release of the same employer may follow this one.
    ///
    /// - Throws: WRES-0161 where staff leave by band in one of them and as one count in the other:
    ///   the same staff in both forms tell more together than either alone.
    package func checkForm(of later: ReleasedReturn) throws(DomainError) {
        guard bands.isEmpty != later.bands.isEmpty else { return }
        throw DomainError(
            .wresReleaseForm,
            path: "staff",
            problem: bands.isEmpty
                ? "staff were released as one count before, and now by pay band"
                : "staff were released by pay band before, and now as one count"
        )
    }
}

/// Rounded counts while it is decided which of them leave.
private struct RoundedCounts {
    private var atoms: [WresCell: AtomState]
    private let bands: [BandCode]
    private let source: HarassmentSource?

    init(_ atoms: [WresCell: AtomState], _ bands: [BandCode], _ source: HarassmentSource?) {
        self.atoms = atoms
        self.bands = bands
        self.source = source
    }

    /// The sum of the atoms that make a quantity; nil where one of them is no count.
    func total(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> (sum: Int, atoms: Int)? {
        let parts: [WresQuantity] =
            quantity == .staff && !bands.isEmpty
            ? bands.map { .staffInBand($0) } : [quantity]
        var sum = 0
        for part in parts {
            guard let value = atoms[WresCell(part, service, group)]?.value else { return nil }
            sum += value
        }
        return (sum, parts.count)
    }

    /// Lowers each part to the people it is among, where rounding put it above them.
    ///
    /// Nobody is appointed who was not shortlisted, so 30 appointed of 25 would tell that both lie
    /// where the two ranges meet, which fewer counts fit than each by itself. A part that is at
    /// most its whole leaves all of them open: with any count of the one some count of the other
    /// fits. Leavers are no part of those who are there at the end.
    mutating func lowerToWholes() {
        // What is a whole itself comes first.
        let wholes: Set<WresQuantity> = [.regulated, .surveyed]
        let cells = atoms.keys.filter { $0.quantity != .leavers }
        for cell in cells where wholes.contains(cell.quantity) { lower(cell) }
        for cell in cells where !wholes.contains(cell.quantity) { lower(cell) }
    }

    private mutating func lower(_ cell: WresCell) {
        guard let value = atoms[cell]?.value else { return }
        let sums = bases(of: cell.quantity).compactMap { total($0, cell.service, cell.group)?.sum }
        if let most = sums.min(), most < value { atoms[cell] = .count(most) }
    }

    /// The atoms without those whose bases are too small.
    func withheld(_ policy: ReleasePolicy) -> [WresCell: AtomState] {
        var kept = atoms
        for (cell, atom) in atoms where atom.value != nil {
            let isLarge = bases(of: cell.quantity).allSatisfy { base in
                total(base, cell.service, cell.group).map { $0.sum >= policy.peopleMin } ?? false
            }
            if !isLarge { kept[cell] = .tooFewPeople }
        }
        return kept
    }

    /// Those among whom a quantity counts.
    private func bases(of quantity: WresQuantity) -> [WresQuantity] {
        switch quantity {
        case .shortlisted, .appointed: [.shortlisted]
        case .regulated, .fitnessEntered, .fitnessReferred: [.staff, .regulated]
        case .surveyed: [.staff, .surveyed]
        case .harassmentPublic, .harassmentColleagues, .harassmentManagers:
            source == .survey ? [.staff, .surveyed] : [.staff]
        case .staff, .staffInBand, .disciplinary, .development, .leavers, .seniorManagers:
            [.staff]
        }
    }
}
