import HubClient
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// What somebody's own copy tells of times that are over, over a connection.
struct SubjectHistoryTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private func restrict(_ on: Bool) throws(ClientError) -> UInt64 {
        let request = RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
        return try calls.steward.restrictTrainingWorker(request).saved?.revision ?? 0
    }

    private func copy(_ worker: String = "E1") throws(ClientError) -> [TrainingSubjectRow] {
        var request = ExportTrainingSubjectRequest(worker: worker)
        // Smaller than what there is, so that a page ends among the rows.
        request.pageSize = 2
        var rows: [TrainingSubjectRow] = []
        repeat {
            let page = try calls.steward.exportTrainingSubject(request)
            rows += page.rows
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return rows
    }

    private func erase(_ ground: String) throws(ClientError) -> EraseTrainingWorkerResponse {
        try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: ground)
        )
    }

    @Test
    func `each restriction has a row with its own beginning and end, each by a role`() throws {
        try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Fire safety,01/02/2025,,,",
                "E2,Blue,Fire safety,01/02/2025,,,"
            )
        )
        #expect(try copy().allSatisfy { $0.part != "restriction" })
        let (first, lifted, again) = (
            try restrict(true), try restrict(false), try restrict(true)
        )
        // What changes nothing is no restriction of its own.
        #expect(try restrict(true) == 0)
        let rows = try copy().filter { $0.part == "restriction" }
        #expect(rows.map(\.fromRevision) == [first, again])
        #expect(rows.map(\.toRevision) == [lifted, 0])
        #expect(rows.allSatisfy { $0.role == "steward" && $0.time != nil })
        #expect(rows.first?.toRole == "steward" && rows.first?.toTime != nil)
        #expect(rows.first?.toMethod.hasSuffix("/RestrictTrainingWorker") == true)
        #expect(rows.last?.toRole == "" && rows.last?.toTime == nil)
        // The worker's row is of the import, and says nothing of a restriction.
        let worker = try copy().filter { $0.part == "worker" }
        #expect(worker.count == 1 && worker.first?.fromRevision != first)
        #expect(worker.flatMap(\.fields).allSatisfy { $0.name != "restricted" })
        #expect(try copy("E2").allSatisfy { $0.part != "restriction" })
    }

    @Test
    func `an import that was taken back with its worker is in the copy, also after another`() throws
    {
        let (batch, _) = try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Fire safety,01/02/2025,,Ours,",
                "E2,Blue,Fire safety,01/02/2025,,,"
            )
        )
        let reference = try calls.worker("E1").worker
        let undone = try calls.undo(batch).saved?.revision
        let nobody = failure { () throws(ClientError) in try calls.worker("E1") }
        #expect(nobody?.reasonCode == "TRNG-0189")
        let taken = try copy()
        #expect(taken.map(\.part) == ["worker", "record"])
        #expect(taken.allSatisfy { $0.toRevision == undone && $0.toRole == "steward" })
        #expect(taken.allSatisfy { $0.toTime != nil && $0.toMethod.hasSuffix("/UndoTraining") })
        let record = taken.last?.fields.map { "\($0.name) \($0.value)" } ?? []
        #expect(record.contains("completed 2025-02-01") && record.contains("title Ours"))
        // By the beginning of the reference as well, and nobody else's comes with it.
        #expect(try copy(String(reference.prefix(14))) == taken)
        try calls.keep(TrainingCalls.file("E1,Red,Fire safety,03/03/2025,,,"))
        let both = try copy()
        #expect(Array(both.prefix(2)) == taken)
        let now = both.dropFirst(2).filter { $0.part == "record" }
        #expect(now.map(\.toRevision) == [0])
        let never = failure { () throws(ClientError) in try copy("E3") }
        #expect(never?.reasonCode == "TRNG-0189")
    }

    @Test
    func `what was taken back goes with an erasure, where the worker is back and where not`() throws
    {
        let file = TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,Only hers,")
        _ = try calls.undo(try calls.keep(file).batch)
        #expect(try copy().count == 2)
        #expect(try erase("DR-1").records == 1)
        let gone = failure { () throws(ClientError) in try copy() }
        #expect(gone?.reasonCode == "TRNG-0197")
        #expect(try calls.status().workers == 0 && calls.status().records == 0)
        let again = failure { () throws(ClientError) in try erase("DR-2") }
        #expect(again?.reasonCode == "TRNG-0197")
        // Kept out of imports as ever, until that is lifted.
        let kept = try calls.preview(file).answer
        #expect(kept.findings.filter { $0.severity == .error }.map(\.reason) == ["TRNG-0197"])
        let reference = try calls.steward.listTrainingErasures().erasures.first?.worker ?? ""
        _ = try calls.steward.liftTrainingErasure(LiftTrainingErasureRequest(worker: reference))
        _ = try calls.undo(try calls.keep(file).batch)
        try calls.keep(TrainingCalls.file("E1,Blue,Oral health,01/02/2025,,,"))
        #expect(try copy().filter { $0.part == "record" }.count == 2)
        #expect(try erase("DR-3").records == 2)
        #expect(try calls.status().workers == 0 && calls.status().records == 0)
        #expect(try served.tables().allSatisfy { !$0.contains("Only hers") })
    }
}
