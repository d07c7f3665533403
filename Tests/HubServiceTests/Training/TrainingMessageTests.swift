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

/// What the hub says of files and of what is in the way, over a connection.
struct TrainingMessageTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    @Test func `names that are no topic come once, with the rows that have them`() throws {
        let (_, answer) = try calls.preview(
            TrainingCalls.file(
                "E1,,Meds,01/02/2025,,,",
                "E2,,meds,01/02/2025,,,",
                "E3,,Safeguarding,01/02/2025,,,"
            )
        )
        #expect(answer.unknownTopics.map(\.name) == ["Meds", "Safeguarding"])
        #expect(answer.unknownTopics.map(\.rows) == [2, 1])
        #expect(answer.unknownTopics.last?.candidates.count == 2)
        #expect(answer.unknownTopicRowsLeftOut == 0 && answer.errors == 3)
    }

    @Test func `a mapping leaves topics out and says what two digits mean`() throws {
        var mapping = TrainingCalls.smallMapping
        mapping.topicNames = [LearnedTopic(name: "Meds", topic: "-")]
        mapping.twoDigitYearsFrom = 1_950
        let file = TrainingCalls.file("E1,,Meds,soon,,,", "E2,,Autism,01/02/25,,,")
        let (_, answer) = try calls.preview(file, mapping)
        #expect(answer.errors == 0 && answer.newRecords == 1)
        for year in [1_929, 2_001] as [UInt32] {
            mapping.twoDigitYearsFrom = year
            let refused = failure { () throws(ClientError) in _ = try calls.preview(file, mapping) }
            #expect(refused?.status?.violations.first?.path == "mapping.two_digit_years_from")
        }
        for year in [1_930, 2_000] as [UInt32] {
            mapping.twoDigitYearsFrom = year
            #expect(try calls.preview(file, mapping).answer.newRecords == 1)
        }
    }

    @Test func `the first row of each worker who was erased is named`() throws {
        try calls.keep(TrainingCalls.file("E1,,Autism,01/02/2025,,,"))
        var erasing = EraseTrainingWorkerRequest(worker: "E1")
        erasing.ground = "DR-1"
        _ = try calls.steward.eraseTrainingWorker(erasing)
        let (_, answer) = try calls.preview(
            TrainingCalls.file(
                "E2,,Autism,01/02/2025,,,",
                "e1,,Zzz,01/02/2025,,,",
                "E1,,Autism,01/02/2025,,,"
            )
        )
        #expect(answer.erasedRows == [3])
        #expect(answer.findings.contains { $0.reason == "TRNG-0197" && $0.row == 3 })
        #expect(answer.newRecords == 1)
    }

    @Test func `all workers that are not known are named at once`() throws {
        try calls.keep(TrainingCalls.file("E1,,Autism,01/02/2025,,,"))
        let request = SetTrainingArrangementsRequest(
            arrangements: ["E1", "E8", "E9"].map { worker in
                var one = TrainingArrangement(worker: worker, kind: .paused)
                one.from = "2025-02-01"
                return one
            }
        )
        let refused = failure { () throws(ClientError) in
            _ = try calls.steward.setTrainingArrangements(request)
        }
        #expect(refused?.reasonCode == "TRNG-0189")
        let paths = refused?.status?.violations.map(\.path)
        #expect(paths == ["arrangements[1].worker", "arrangements[2].worker"])
        #expect(try calls.worker("E1").arrangements.isEmpty)
    }

    @Test func `an arrangement that is in the way of undoing is named`() throws {
        let (batch, _) = try calls.keep(TrainingCalls.file("E1,,Autism,01/02/2025,,,"))
        var one = TrainingArrangement(worker: "E1", kind: .booked, subject: "fire-safety")
        let now = HubClock.system.instant.microseconds
        let day = try #require(LondonTime.day(atMicroseconds: now)?.advanced(by: 3))
        one.from = day.iso
        _ = try calls.steward.setTrainingArrangements(
            SetTrainingArrangementsRequest(arrangements: [one])
        )
        let answer = try calls.undo(batch)
        #expect(answer.saved == nil && answer.dependents.count == 1)
        let told = try #require(answer.dependents.first?.arrangement)
        #expect(told.kind == .booked && told.subject == "fire-safety" && told.from == day.iso)
        var end = EndTrainingArrangementRequest(worker: told.worker)
        (end.kind, end.subject, end.from) = (told.kind, told.subject, told.from)
        _ = try calls.steward.endTrainingArrangement(end)
        #expect(try calls.undo(batch).saved != nil)
    }

    @Test func `a rule for a role that nobody has is kept with a warning`() throws {
        let head = "Kind,Rule,Topics,Who,Months\n"
        var request = SaveTrainingRulesRequest(profile: "own")
        request.file = Array((head + "rule,c1,autism,main:Senor care worker,12\n").utf8)
        // Of a council without workers nothing can be said.
        #expect(try calls.steward.saveTrainingRules(request).findings.isEmpty)
        var mapping = TrainingCalls.smallMapping
        mapping.columns[1].meaning = "role"
        try calls.keep(TrainingCalls.file("E1,Senior care worker,Autism,01/02/2025,,,"), mapping)
        request.baseRevision = try calls.steward.getTrainingRuleFile().revision
        let warned = try calls.steward.saveTrainingRules(request)
        #expect(warned.saved != nil && warned.findings.map(\.reason) == ["TRNG-0244"])
        #expect(warned.findings.first?.severity == .warning)
        #expect(warned.findings.first?.suggestion == "Senior care worker")
    }
}

/// Who looked at one worker.
struct TrainingAccessTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        try calls.keep(
            TrainingCalls.file("E1,,Autism,01/02/2025,,,", "E2,,Autism,01/02/2025,,,")
        )
    }

    private func looks(at worker: String) throws(ClientError) -> [AccessEntry] {
        var request = ListAccessesRequest(worker: worker)
        request.withoutNames = true
        return try GovernanceServiceClient(served.channel).listAccesses(request).accesses
    }

    @Test func `looks at one worker are told by role, purpose and time, and of nobody else`() throws
    {
        let one = try calls.worker("E1").worker
        let other = try calls.worker("E2").worker
        _ = try calls.worker("E1")
        _ = try calls.steward.exportTrainingSubject(ExportTrainingSubjectRequest(worker: "E1"))
        _ = try calls.steward.listTrainingStandings(
            ListTrainingStandingsRequest(chase: .missing)
        )
        let seen = try looks(at: one)
        #expect(seen.count == 3)
        #expect(seen.first?.method.hasSuffix("ExportTrainingSubject") == true)
        #expect(seen.allSatisfy { $0.role == "steward" && $0.time != nil && !$0.purpose.isEmpty })
        #expect(seen.allSatisfy { $0.name.isEmpty && $0.principalId.isEmpty })
        #expect(try looks(at: other).count == 1)
    }

    @Test(arguments: ["w:12", "E1", "w:zz"])
    func `a worker is asked about by the whole reference`(worker: String) {
        let refused = failure { () throws(ClientError) in _ = try looks(at: worker) }
        #expect(refused?.status?.violations.first?.path == "worker")
    }
}
