import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// One served hub of seven councils that all released two cycles.
struct AttackHub {
    static let councils = (1...7).map { "X0000000\($0)" }
    /// Those whose counts differ in two worlds; the last one is the neighbour who looks.
    static let victims = 0..<6
    static let cycles: [CycleID] = ["2023", "2024"]

    /// Those who call, with what proves it: the same in every copy of the hub.
    struct Callers {
        let stewards: [IssuedBundle]
        let lead: IssuedBundle
        let analyst: IssuedBundle
    }

    let served: ServedHub
    /// Each council by its place, once for each cycle.
    let desks: [CycleID: [ServedWres]]
    let lead: WresServiceClient
    let analyst: WresServiceClient
    private let callers: Callers

    /// Serves what lies in a folder.
    init(in folder: TemporaryDirectory, _ callers: Callers) throws {
        self.callers = callers
        served = try ServedHub(in: folder)
        lead = WresServiceClient(try served.channel(callers.lead))
        analyst = WresServiceClient(try served.channel(callers.analyst))
        let library = try WresLibrary.shipped()
        var desks: [CycleID: [ServedWres]] = [:]
        for (code, bundle) in zip(Self.councils, callers.stewards) {
            let steward = WresServiceClient(try served.channel(bundle))
            for id in Self.cycles {
                let cycle = try #require(library.cycle(id))
                desks[id, default: []].append(
                    try ServedWres(served, code, steward: steward, lead: lead, cycle: cycle)
                )
            }
        }
        self.desks = desks
    }

    /// Founds a hub and those who call it.
    static func found(in folder: TemporaryDirectory) throws -> Callers {
        let hub = try Hub(data: folder.file("data"))
        defer { hub.close() }
        var plan = HubPlan.example()
        let region = plan.tenants.filter { $0.kind == .region }
        plan.tenants =
            region
            + councils.enumerated().map { place, code in
                TenantRecord(kind: .council, code: code, name: "Example Council \(place + 1)")
            }
        try hub.found(plan)
        func bundle(_ role: Role, _ tenant: String?) throws -> IssuedBundle {
            try hub.issue(IssueRequest(tenantCode: tenant, role: role, name: "test"))
        }
        return Callers(
            stewards: try councils.map { try bundle(.steward, $0) },
            lead: try bundle(.regionLead, nil),
            analyst: try bundle(.regionAnalyst, nil)
        )
    }

    /// The desk of a council for a cycle.
    func desk(_ council: Int, _ cycle: CycleID) throws -> ServedWres {
        try #require(desks[cycle]?[council])
    }

    /// Corrects a return, and waits until the region knows what it is told.
    func correct(_ council: Int, _ entry: WresReturn) throws {
        let desk = try desk(council, entry.cycle)
        var sending = ServedWres.Sending()
        (sending.cycle, sending.why) = (entry.cycle.text, "A slip")
        let answer = try desk.send(entry, sending)
        #expect(answer.saved != nil, "\(answer.findings.map(\.message))")
        try desk.settle()
    }

    /// Takes a release back, or releases it again.
    func withdraw(_ council: Int, _ cycle: CycleID, restoring: Bool = false) throws {
        let desk = try desk(council, cycle)
        let base = try desk.summary().revision
        if restoring {
            _ = try desk.steward.restoreRelease(
                RestoreReleaseRequest(cycle: cycle.text, baseRevision: base)
            )
        } else {
            _ = try desk.steward.withdrawRelease(
                WithdrawReleaseRequest(cycle: cycle.text, why: "A slip", baseRevision: base)
            )
        }
        try desk.settle()
    }

    /// The revision of the region's file.
    func regionRevision() throws -> Int64 {
        try desk(0, "2024").read(served.hub.stores.directory.region) {
            (store) throws(StoreError) in try store.readRevision()
        }
    }

    /// What the hub logs of what it tells the region; a line of it comes after the call.
    var regionLog: [String] { served.log.all.filter { $0.hasPrefix("region-told") } }

    /// Everything that the region's people and a neighbour are told by any method.
    func everything() throws -> [(asked: String, answer: Answer)] {
        let maker = RequestMaker(
            texts: [
                "window": "first", "code": "T1", "name": "A name", "cycle": "2024",
                "from": "2026-04-01", "to": "2029-03-31", "month": "2025-11", "id": "an-id",
                "day": "2025-11-03", "measure": "vacancies", "area": "England",
            ],
            numbers: [:]
        )
        let bundles = [callers.lead, callers.analyst, callers.stewards[6]]
        return try bundles.enumerated().flatMap { place, bundle in
            let channel = try served.channel(bundle)
            return try Method.allCases.compactMap { method -> (String, Answer)? in
                let facts = method.facts
                // The list of looks is of looks that this test makes, and who one is comes with
                // the head of a chain of times; what changes something and cannot be tried is no
                // way to learn.
                guard method != .governanceServiceListAccesses, method != .identityServiceWhoAmI,
                    !facts.isMutating || facts.supportsDryRun
                else { return nil }
                var options = CallOptions()
                options.isDryRun = facts.supportsDryRun
                let request = try method.request(json: maker.json(method.requestType.wireTable))
                let answer = Answer(method, request, options, channel)
                return ("caller \(place), \(method.name)", answer)
            }
        }
    }
}
