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

/// What was taken back was never true, and what it said goes all the same.
struct TakenBackTests {
    /// How many records a rule of a month takes on a day.
    private func due(
        on day: Day,
        _ served: ServedTraining,
        _ kept: KeptClass = .delegation,
        stepsMax: Int = .max
    ) throws -> Int {
        let rule = try #require(KeepingRule(kept, months: 1, after: .ended))
        let tenant = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let id = try #require(UniqueID(tenant))
        let file = try served.served.hub.stores.directory.tenant(OpaqueID(id)).records
        let reader = try PointReader(of: file, clock: .system)
        defer { reader.endBatch() }
        return try reader.read(stepsMax: stepsMax) { (store) throws(StoreError) in
            do throws(Fault) {
                return try PurgePlan([rule], on: day, in: store).parts.flatMap(\.records).count
            } catch {
                throw StoreError(.corrupt, "a fault of the plan")
            }
        }
    }

    @Test
    func `it is kept as long as its rule says from the day on which it was`() throws {
        let served = try ServedTraining()
        try served.calls.keep(TrainingCalls.file("E1,Blue,Oral health,01/02/2025,,,"))
        let steward = DelegationServiceClient(served.channel)
        var one = DelegationServiceTests.whole("E1") { _ in "2020-01-01" }
        one.reviewDue = nil
        let made = try steward.recordDelegation(RecordDelegationRequest(delegation: one))
        let saved = try #require(made.saved)
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now))
        let later = try #require(today.advanced(by: 40))
        // What stands and has not ended is not due, however long.
        #expect(try due(on: later, served) == 0)
        let undo = UndoDelegationRequest(id: saved.id, baseRevision: saved.revision)
        #expect(try steward.undoDelegation(undo).delegation == nil)
        #expect(try due(on: today, served) == 0)
        #expect(try due(on: later, served) == 1)
    }

    @Test
    func `it is found in steps that grow as it does, however much there is`() throws {
        let served = try ServedTraining()
        try served.calls.keep(TrainingCalls.file("E1,Blue,Oral health,01/02/2025,,,"))
        let client = ProgrammeServiceClient(served.channel)
        var count = 0
        for _ in 0..<6 {
            var request = SaveProgrammesRequest()
            for number in 0..<100 {
                var one = Programme(worker: "E1", kind: .apprenticeship)
                (one.title, one.started) = ("Course \(number)", "2025-01-06")
                request.changes.append(ProgrammeChange(programme: one))
            }
            _ = try client.saveProgrammes(request)
            for one in try client.listProgrammes().programmes {
                _ = try client.undoProgramme(
                    UndoProgrammeRequest(id: one.id, baseRevision: one.revision)
                )
                count += 1
            }
        }
        #expect(count == 600)
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now))
        let later = try #require(today.advanced(by: 40))
        // Each was looked for among all others before: hundreds of steps for each of 600 times 600.
        #expect(try due(on: later, served, .programme, stepsMax: 600 * 400) == 600)
    }
}
