import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// A served hub of two example councils, with those who have to do with race equality returns.
struct ServedWres {
    let served: ServedHub
    /// A contributor of Example Council A.
    let author: WresServiceClient
    /// A steward of Example Council A.
    let steward: WresServiceClient
    let lead: WresServiceClient
    let cycle: WresCycle
    let tenant: UniqueID

    init(_ code: String = "X00000001", limits: ServerLimits = ServerLimits()) throws {
        served = try ServedHub(limits: limits)
        author = WresServiceClient(try served.channel(.contributor, tenant: code))
        steward = WresServiceClient(try served.channel(.steward, tenant: code))
        lead = WresServiceClient(try served.channel(.regionLead, tenant: nil))
        cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        tenant = try served.tenant(code)
    }

    /// A council of a hub that is served already, whose steward also drafts.
    init(
        _ served: ServedHub,
        _ code: String,
        steward: WresServiceClient,
        lead: WresServiceClient,
        cycle: WresCycle
    ) throws {
        self.served = served
        self.author = steward
        self.steward = steward
        self.lead = lead
        self.cycle = cycle
        tenant = try served.tenant(code)
    }

    func client(_ role: Role, _ code: String = "X00000001") throws -> WresServiceClient {
        WresServiceClient(try served.channel(role, tenant: code))
    }

    /// What a sheet is sent with.
    struct Sending {
        var isDryRun = false
        var base: UInt64?
        var takesOver = false
        var why = ""
        var cycle = "2024"
        var unit = ""
        var fileName = "sheet.csv"
        var batch = UniqueID(milliseconds: 1)
    }

    /// Sends a sheet: as a draft, or as a correction where a reason is given.
    @discardableResult
    func send(
        _ file: [UInt8],
        as client: WresServiceClient? = nil,
        _ sending: Sending = Sending(),
        pieceBytes: Int = 65_536
    ) throws(ClientError) -> SheetAnswer {
        let client = client ?? (sending.why.isEmpty ? author : steward)
        var options = CallOptions()
        options.isDryRun = sending.isDryRun
        let call =
            sending.why.isEmpty
            ? try client.draftReturn(options) : try client.correctReturn(options)
        var start = SheetStart(cycle: sending.cycle, unit: sending.unit)
        start.batch = sending.batch.description
        start.fileName = sending.fileName
        start.fileBytes = UInt64(file.count)
        start.baseRevision = sending.base
        start.why = sending.why
        start.takesOver = sending.takesOver
        var offset = 0
        repeat {
            let end = min(offset + pieceBytes, file.count)
            try call.send(
                SheetChunk(
                    start: offset == 0 ? start : nil,
                    offset: UInt64(offset),
                    data: Array(file[offset..<end])
                )
            )
            offset = end
        } while offset < file.count
        return try call.finish()
    }

    /// Sends a return as a sheet.
    @discardableResult
    func send(
        _ entry: WresReturn,
        as client: WresServiceClient? = nil,
        _ sending: Sending = Sending()
    ) throws(ClientError) -> SheetAnswer {
        try send(WresSheet.file(entry, cycle), as: client, sending)
    }

    /// Drafts and hands in, and waits until the region knows.
    @discardableResult
    func handIn(_ entry: WresReturn, unit: String = "") throws -> Saved {
        var sending = Sending()
        (sending.cycle, sending.unit) = (cycle.id.text, unit)
        let saved = try #require(try send(entry, sending).saved)
        let request = HandInReturnRequest(
            cycle: cycle.id.text,
            unit: unit,
            baseRevision: saved.revision
        )
        let handedIn = try #require(try steward.handInReturn(request).saved)
        try settle()
        return handedIn
    }

    func summary(_ unit: String = "main") throws -> ReturnSummary {
        try #require(
            try steward.listReturns().returns.first {
                $0.unit == unit && $0.cycle == cycle.id.text
            }
        )
    }

    /// Waits until the region has been told everything.
    func settle() throws {
        let file = try served.hub.stores.directory.tenant(OpaqueID(tenant)).records
        var waiting = 1
        while waiting > 0 {
            waiting = try read(file) { (store) throws(StoreError) in
                try store.messages(to: RegionMail.target, limit: 9).count
            }
        }
    }

    func read<Value>(
        _ file: Writer,
        _ body: (borrowing Database) throws(StoreError) -> Value
    ) throws -> Value {
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.read(stepsMax: .max, body)
    }

    /// The secret offsets of the council.
    func offsets() throws -> ReleaseOffsets {
        let file = try served.hub.stores.directory.tenant(OpaqueID(tenant)).records
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        let secret = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try store.first(Query(once: ["SELECT secret FROM release_key"])) {
                (row) throws(StoreError) in row.bytes(0)
            }
        }
        let key = try #require(secret)
        return ReleaseOffsets { Authenticator.code(for: $0, key: key).bytes }
    }

    static let counts: [(WresQuantity, [Int])] = [
        (.staff, [200, 800, 50]), (.staffInBand("lower"), [120, 400, 30]),
        (.staffInBand("middle"), [75, 370, 19]), (.staffInBand("higher"), [5, 30, 1]),
        (.shortlisted, [400, 1_200, 100]), (.appointed, [52, 300, 20]),
        (.disciplinary, [9, 24, 1]), (.regulated, [90, 300, 10]), (.fitnessEntered, [2, 5, 0]),
        (.development, [40, 200, 9]), (.harassmentPublic, [12, 60, 2]),
        (.harassmentColleagues, [8, 20, 1]), (.harassmentManagers, [6, 12, 0]),
        (.leavers, [30, 90, 8]), (.seniorManagers, [3, 22, 1]),
    ]

    /// A return with nothing wrong; every count is invented.
    static func filled(
        _ services: [WresService] = [.adults],
        council: GSSCode = "X00000001"
    ) -> WresReturn {
        var entry = WresReturn(
            cycle: "2024",
            unit: ReportingUnit(body: "Example Council A", councils: [council])
        )
        entry.snapshot = Day(year: 2024, month: 3, day: 31)
        entry.periodFrom = Day(year: 2023, month: 4, day: 1)
        entry.periodTo = Day(year: 2024, month: 3, day: 31)
        entry.harassmentSource = .reports
        for service in services {
            for (index, group) in EthnicGroup.allCases.enumerated() {
                for (quantity, counts) in counts {
                    entry[quantity, service, group] = .count(counts[index])
                }
                entry[.surveyed, service, group] = .notProvided
                entry[.fitnessReferred, service, group] = .notProvided
            }
        }
        return entry
    }
}

extension ServedHub {
    /// The id of a council.
    func tenant(_ code: String) throws -> UniqueID {
        let record = try #require(hub.contents.tenant(code: code))
        return try #require(UniqueID(record.id))
    }
}

/// The code of what a call was refused with; `nil` where it was not.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let error as ClientError {
        return error.reasonCode
    } catch {
        return "\(error)"
    }
}

extension Canaries {
    /// Drafts a race equality return, and writes an action of the plan about it.
    func plantReturn(_ client: WresServiceClient) throws {
        var entry = ServedWres.filled()
        entry.unit.body = body
        let cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        let file = WresSheet.file(entry, cycle)
        var start = SheetStart(cycle: "2024", unit: "canary-unit")
        start.batch = UniqueID(milliseconds: 1).description
        start.fileBytes = UInt64(file.count)
        let call = try client.draftReturn()
        try call.send(SheetChunk(start: start, data: file))
        #expect(try call.finish().state == .checked)
        let planned = WresAction(indicators: ["2"], action: action)
        _ = try client.saveAction(SaveActionRequest(action: planned))
    }
}
