import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// What a file would do to what is recorded: slips, sorted columns, and what is taken out by hand.
struct TrainingDoubtTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private func row(_ number: Int, _ team: String, _ rest: String = "Autism,14/03/2024,,,")
        -> String
    {
        "E\(number),\(team),\(rest)"
    }

    private func file(_ rows: [String]) -> [UInt8] {
        Array((["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n").utf8)
    }

    @Test
    func `a file by which most workers would be somebody else's is refused unless it is meant`()
        throws
    {
        let count = TrainingComparison.replacedMin
        try calls.keep(file((1...count).map { row($0, "Team \($0)") }))
        let shifted = file((1...count).map { row($0, "Team \($0 + 1)") })
        let (batch, preview) = try calls.preview(shifted)
        #expect(preview.isDoubtful && preview.replacedWorkers == UInt64(count))
        #expect(preview.changedWorkers == UInt64(count))
        let told = try #require(preview.workerChanges.first?.values.first)
        #expect(told.part == "team" && told.before == "Team 1" && told.after == "Team 2")
        let refused = failure { () throws(ClientError) in try calls.commit(batch, preview) }
        #expect(refused?.reasonCode == "TRNG-0264")
        var request = CommitTrainingRequest(batch: batch.description, preview: preview.preview)
        request.manyChanges = true
        #expect(try calls.steward.commitTraining(request).saved != nil)
        let undone = try calls.undo(batch)
        #expect(undone.restoredWorkers == UInt64(count) && undone.restoredRecords == 0)
        #expect(try calls.worker("E1").team == "Team 1")
    }

    @Test
    func `half of the workers, few of them, or what was empty before is no doubt`() throws {
        let count = TrainingComparison.replacedMin * 2
        try calls.keep(file((1...count).map { row($0, $0 > 18 ? "" : "Team \($0)") }))
        let half = file((1...count).map { row($0, $0 <= count / 2 ? "Other" : "") })
        #expect(try !calls.preview(half).answer.isDoubtful)
        let few = file((1...9).map { row($0, "Other") })
        let nine = try calls.preview(few).answer
        #expect(nine.replacedWorkers == 9 && !nine.isDoubtful)
        let filled = file((19...count).map { row($0, "New") })
        let fresh = try calls.preview(filled).answer
        #expect(fresh.replacedWorkers == 0 && fresh.changedWorkers == 2)
    }

    @Test
    func `a corrected day is told where the file has the old one no more`() throws {
        try calls.keep(file([row(1, "Blue", "Autism,25/03/2024,,,")]))
        let corrected = row(1, "Blue", "Autism,25/03/2023,,,")
        let preview = try calls.preview(file([corrected])).answer
        let near = try #require(preview.findings.first { $0.reason == "TRNG-0263" })
        #expect(near.row == 2 && near.severity == .warning && preview.newRecords == 1)
        #expect(near.message.contains("25/03/2024"))
        let both = file([corrected, row(1, "Blue", "Autism,25/03/2024,,,")])
        let known = try calls.preview(both).answer
        #expect(!known.findings.contains { $0.reason == "TRNG-0263" })
        let next = try calls.preview(file([row(1, "Blue", "Autism,25/03/2026,,,")])).answer
        #expect(!next.findings.contains { $0.reason == "TRNG-0263" })
    }

    @Test
    func `one record is taken out, told, and brought back by its batch`() throws {
        try calls.keep(
            file([row(1, "Blue", "Autism,25/03/2024,,A,"), row(1, "Blue", "Autism,25/03/2023,,B,")])
        )
        var request = RemoveTrainingRecordRequest(worker: "E1", topic: "autism")
        (request.completed, request.reason) = ("2024-03-25", "typing-error")
        let removed = try calls.steward.removeTrainingRecord(request)
        let batch = try #require(UniqueID(removed.saved?.id ?? ""))
        #expect(try calls.worker("E1").records.map(\.title) == ["B"])
        #expect(try calls.status().records == 1)
        let listed = try #require(try calls.steward.listTrainingBatches().batches.first)
        #expect(listed.batch == batch.description && listed.removedRecords == 1)
        #expect(listed.reason == "typing-error")
        let again = failure { () throws(ClientError) in
            try calls.steward.removeTrainingRecord(request)
        }
        #expect(again?.reasonCode == "TRNG-0265" && again?.code == .notFound)
        let undone = try calls.undo(batch)
        #expect(undone.restoredRecords == 1 && undone.removedRecords == 0)
        #expect(try calls.worker("E1").records.map(\.title).sorted() == ["A", "B"])
        #expect(try calls.status().records == 2)
    }

    @Test
    func `what was imported again since stands in the way of bringing it back`() throws {
        try calls.keep(file([row(1, "Blue", "Autism,,25/03/2030,A,")]))
        var request = RemoveTrainingRecordRequest(worker: "E1", topic: "autism")
        request.reason = "typing-error"
        request.completed = "2024-03-25"
        let wrong = failure { () throws(ClientError) in
            try calls.steward.removeTrainingRecord(request)
        }
        #expect(wrong?.reasonCode == "TRNG-0265")
        (request.completed, request.expiry) = (nil, "2030-03-25")
        let batch = try #require(
            UniqueID(try calls.steward.removeTrainingRecord(request).saved?.id ?? "")
        )
        try calls.keep(file([row(1, "Blue", "Autism,,25/03/2030,C,")]))
        let undone = try calls.undo(batch)
        #expect(undone.saved == nil && undone.dependents.count == 1)
        #expect(try calls.worker("E1").records.map(\.title) == ["C"])
        request.reason = "She was ill, so it is wrong."
        let sentence = failure { () throws(ClientError) in
            try calls.steward.removeTrainingRecord(request)
        }
        #expect(sentence?.status?.violations.map(\.path) == ["reason"])
    }

    @Test
    func `changes are told with what was and what would be`() throws {
        try calls.keep(file([row(1, "Blue", "Autism,25/03/2024,25/03/2025,,College")]))
        let preview = try calls.preview(
            file([row(1, "Blue", "Autism,25/03/2024,25/03/2027,,In house")])
        ).answer
        let values = try #require(preview.changes.first?.values)
        #expect(values.map(\.part) == ["provider", "expiry"])
        #expect(values.map(\.before) == ["College", "2025-03-25"])
        #expect(values.map(\.after) == ["In house", "2027-03-25"])
    }

    @Test
    func `a place on a course does not hide who has expired or is missing`() throws {
        try calls.keep(
            file([
                row(1, "Blue", "Fire safety,25/03/2015,25/03/2016,,"),
                row(2, "Blue", "Fire safety,25/03/2015,25/03/2016,,"),
            ])
        )
        let today = try #require(
            LondonTime.day(atMicroseconds: HubClock.system.instant.microseconds)
        )
        let course = try #require(today.advanced(by: 20)).iso
        func list(_ chase: TrainingChase) throws -> [TrainingStanding] {
            var request = ListTrainingStandingsRequest(chase: chase)
            var all: [TrainingStanding] = []
            repeat {
                request.pageSize = 7
                let page = try calls.steward.listTrainingStandings(request)
                all += page.standings
                request.cursor = page.nextCursor
            } while !request.cursor.isEmpty
            return all
        }
        let (expired, missing) = (try list(.expired), try list(.missing))
        var booked: [TrainingArrangement] = []
        for (worker, topic) in [("E1", "fire-safety"), ("E2", "safeguarding-adults")] {
            var one = TrainingArrangement(worker: worker, kind: .booked, subject: topic)
            one.from = course
            booked.append(one)
        }
        _ = try calls.steward.setTrainingArrangements(
            SetTrainingArrangementsRequest(arrangements: booked)
        )
        let (expiredNow, missingNow) = (try list(.expired), try list(.missing))
        #expect(expiredNow.count == expired.count && missingNow.count == missing.count)
        let marked = expiredNow.filter { $0.bookedFor != nil }
        #expect(marked.map(\.state) == ["booked"] && marked.map(\.bookedFor) == [course])
        #expect(missingNow.filter { $0.bookedFor != nil }.count == 1)
    }
}
