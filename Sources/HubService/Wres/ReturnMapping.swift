import HubCrypto
import HubDomain
import HubText
import HubWire

// Returns as the domain's rules look at them, and as they travel and are stored.

extension CouncilReturn {
    /// The stage as the domain's rules know it.
    var stage: ReturnStage { state.stage }

    /// The last day of the twelve months.
    var end: Day? { periodTo.flatMap { ISODay.read($0) } }

    /// The day of the last correction.
    var correctedDay: Day? { corrected.flatMap { ISODay.read($0) } }

    /// Whether what was sent is not what stands now.
    var mustBeSentAgain: Bool {
        let sent = sent.flatMap { ISODay.read($0) }
        return stage.mustBeSentAgain(sent: sent, corrected: correctedDay)
    }

    /// The return as the domain knows it; a count of another version's is left out.
    func domain(_ cycle: WresCycle) -> WresReturn {
        var entry = WresReturn(
            cycle: cycle.id,
            unit: ReportingUnit(
                body: body,
                councils: councils.map { GSSCode(text: $0) },
                jointPosts: jointPosts
            )
        )
        entry.snapshot = snapshot.flatMap { ISODay.read($0) }
        entry.periodFrom = periodFrom.flatMap { ISODay.read($0) }
        entry.periodTo = periodTo.flatMap { ISODay.read($0) }
        entry.harassmentSource = collection.source
        let quantities = QuantityCodes(cycle)
        for count in counts {
            guard let cell = WresCell(count.service, count.quantity, count.group, quantities)
            else { continue }
            entry.entries[cell] = count.entry
        }
        return entry
    }

    /// Takes what a sheet says.
    mutating func take(_ entry: WresReturn, _ cycle: WresCycle) {
        body = entry.unit.body
        councils = entry.unit.councils.map(\.text)
        jointPosts = entry.unit.jointPosts
        snapshot = entry.snapshot?.iso
        periodFrom = entry.periodFrom?.iso
        periodTo = entry.periodTo?.iso
        collection = HarassmentCollection(entry.harassmentSource)
        counts = []
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                for group in EthnicGroup.allCases {
                    guard let found = entry[quantity, service, group] else { continue }
                    counts.append(CouncilCount(WresCell(quantity, service, group), found))
                }
            }
        }
    }

    /// The return without its counts.
    func summary(isReadable: Bool) -> ReturnSummary {
        var summary = ReturnSummary(id: id, cycle: cycle, unit: unit, state: state)
        // While it is drafted even who reports is its author's business.
        summary.body = stage.isPrivate && !isReadable ? "" : body
        summary.handedIn = handedIn
        summary.agreement = agreement
        summary.corrected = corrected
        summary.sent = sent
        summary.withdrawn = withdrawn
        summary.revision = revision
        summary.changed = changed
        summary.isReadable = isReadable
        return summary
    }
}

extension ReturnState {
    /// The state of a stage.
    init(_ stage: ReturnStage) {
        switch stage {
        case .draft: self = .draft
        case .checked: self = .checked
        case .handedIn: self = .handedIn
        case .agreed: self = .agreed
        case .corrected: self = .corrected
        }
    }

    /// The stage; one that another version knows is taken for a draft, which shows the least.
    var stage: ReturnStage {
        switch self {
        case .checked: .checked
        case .handedIn: .handedIn
        case .agreed: .agreed
        case .corrected: .corrected
        default: .draft
        }
    }
}

extension HarassmentCollection {
    /// How harassment was collected.
    init(_ source: HarassmentSource?) {
        switch source {
        case .reports: self = .hrReports
        case .survey: self = .survey
        case nil: self = .unspecified
        }
    }

    /// How harassment was collected; nil where it is not said.
    var source: HarassmentSource? {
        switch self {
        case .hrReports: .reports
        case .survey: .survey
        default: nil
        }
    }
}

extension WresCell {
    /// The cell of three names; nil where one of them is not of the cycle.
    init?(_ service: String, _ quantity: String, _ group: String, _ quantities: QuantityCodes) {
        guard let service = WresService(rawValue: service),
            let group = EthnicGroup(rawValue: group),
            let quantity = quantities.quantity(quantity)
        else { return nil }
        self.init(quantity, service, group)
    }
}

/// The quantities of a cycle by their codes, made once for many counts.
struct QuantityCodes {
    private let all: [(code: String, quantity: WresQuantity)]

    /// Those that a cycle asks for.
    init(_ cycle: WresCycle) {
        all = WresQuantity.asked(in: cycle).map { ($0.code, $0) }
    }

    /// The quantity of a code.
    func quantity(_ code: String) -> WresQuantity? {
        all.first { $0.code.utf8.elementsEqual(code.utf8) }?.quantity
    }
}

extension CouncilCount {
    /// A count as it travels.
    init(_ cell: WresCell, _ entry: CountEntry) {
        self.init()
        service = cell.service.rawValue
        quantity = cell.quantity.code
        group = cell.group.rawValue
        switch entry {
        case .count(let value):
            kind = .people
            people = UInt32(clamping: value)
        case .underTen: kind = .underTen
        case .notProvided: kind = .notProvided
        }
    }

    /// What stands there; nil for a kind of another version.
    var entry: CountEntry? {
        switch kind {
        case .people: .count(Int(people))
        case .underTen: .underTen
        case .notProvided: .notProvided
        default: nil
        }
    }
}

extension CountDifference {
    /// A difference as it travels.
    init(_ change: ReturnChange.Count, _ cycle: WresCycle) {
        self.init()
        service = change.cell.service.rawValue
        quantity = change.cell.quantity.code
        group = change.cell.group.rawValue
        words = change.cell.words(in: cycle)
        before = change.before?.text ?? ""
        after = change.after?.text ?? ""
    }
}

extension FactDifference {
    /// A difference as it travels.
    init(_ change: ReturnChange.Fact) {
        self.init()
        fact = change.name
        before = change.before
        after = change.after
    }
}

extension CallContext {
    /// Whether the caller may see the counts of a return: its author while it is drafted, the
    /// council's own stewards once it is handed in.
    func mayRead(_ kept: CouncilReturn) -> Bool {
        kept.stage.isPrivate ? isAuthor(of: kept) : isSteward
    }

    /// Whether the caller sent the counts.
    func isAuthor(of kept: CouncilReturn) -> Bool {
        caller.map { kept.authorId.utf8.elementsEqual($0.principal.description.utf8) } ?? false
    }

    /// Whether the caller is a steward of what belongs to the race equality standard.
    var isSteward: Bool {
        caller?.grants.contains { $0.role == .steward && $0.family == .wres } ?? false
    }

    /// Refuses to show counts.
    ///
    /// - Parameter kept: The return.
    /// - Throws: `notAllowed`.
    func requireReadable(_ kept: CouncilReturn) throws(Fault) {
        guard !mayRead(kept) else { return }
        throw Fault(
            .notAllowed,
            kept.stage.isPrivate
                ? "the draft is somebody else's: its author alone sees the counts until it is "
                    + "handed in"
                : "the counts of a return that was handed in are for stewards of this service"
        )
    }
}
