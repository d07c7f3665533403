import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Who is recorded as up to date, over a connection.
struct TrainingStatusTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
    }

    private func day(_ days: Int) -> String { today.advanced(by: days)?.slashed ?? "" }

    private func row(_ number: String, _ team: String, ends: String) -> String {
        "\(number),\(team),Fire safety,01/02/2020,\(ends),,"
    }

    @Test
    func `a figure says what it is of, and splits add up`() throws {
        try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Fire safety,\(day(-10)),,,",
                "E2,Red,Fire safety,01/02/2015,,,"
            )
        )
        let rules = try calls.steward.listTrainingRules().rules.filter(\.binds)
        let status = try calls.status(.team)
        let counts = try #require(status.counts)
        // Everybody stands to every rule that binds everyone.
        let everyone = rules.filter { $0.who.hasPrefix("everyone") }.count
        #expect(counts.required == UInt64(2 * everyone))
        #expect(counts.upToDate == 1 && counts.expired == 1)
        #expect(counts.missing == counts.required - 2)
        #expect(status.sentence.contains("1 of \(2 * everyone) required today"))
        #expect(status.parts.map(\.name) == ["Blue", "Red"])
        for split in [TrainingSplit.topic, .team, .role, .organisation] {
            let parts = try calls.status(split).parts.compactMap(\.counts)
            #expect(parts.map(\.required).reduce(0, +) == counts.required, "\(split)")
            #expect(parts.map(\.missing).reduce(0, +) == counts.missing, "\(split)")
        }
        let byBasis = status.byBasis.compactMap(\.counts).map(\.required)
        #expect(byBasis.reduce(0, +) == counts.required)
        #expect(status.byBasis.map(\.name).contains("statutory"))
    }

    @Test
    func `an end counts on its day, and is not yet expiring at today and as many days`() throws {
        let ends = [-1, 0, 89, 90]
        let rows = ends.enumerated().map { place, days in
            "E\(place),Blue,Fire safety,\(day(-100)),\(day(days)),,"
        }
        let file = Array(
            (["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n").utf8
        )
        try calls.keep(file)
        let counts = try #require(try calls.status().counts)
        #expect(counts.expired == 1 && counts.expiring == 2 && counts.upToDate == 1)
        func list(_ chase: TrainingChase, _ days: UInt32 = 0) throws -> [String?] {
            try calls.steward.listTrainingStandings(
                ListTrainingStandingsRequest(chase: chase, withinDays: days)
            ).standings.filter { $0.topic == "Fire safety" }.map(\.lastDay)
        }
        func iso(_ days: Int) -> String? { today.advanced(by: days)?.iso }
        #expect(try list(.expiring) == [iso(0), iso(89)])
        #expect(try list(.expiring, 91) == [iso(0), iso(89), iso(90)])
        #expect(try list(.expiring, 1) == [iso(0)])
        #expect(try list(.expired) == [iso(-1)])
        let far = failure { () throws(ClientError) in
            try calls.steward.listTrainingStandings(
                ListTrainingStandingsRequest(chase: .expiring, withinDays: 731)
            )
        }
        #expect(far?.status?.violations.map(\.path) == ["within_days"])
        let none = failure { () throws(ClientError) in
            try calls.steward.listTrainingStandings()
        }
        #expect(none?.status?.violations.map(\.path) == ["chase"])
    }

    @Test
    func `a long list comes in pages, each line once`() throws {
        var maker = TrainingFileMaker(rows: 600, seed: 3, recordsPerWorker: 6)
        try calls.keep(maker.file(), TrainingCalls.mapping)
        let missing = try #require(try calls.status().counts).missing
        var request = ListTrainingStandingsRequest(pageSize: 7, chase: .missing)
        var seen: Set<[String]> = []
        repeat {
            let page = try calls.steward.listTrainingStandings(request)
            for line in page.standings {
                #expect(seen.insert([line.worker, line.rule]).inserted)
            }
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        #expect(seen.count == Int(missing) && missing > 100)
        var matrix = GetTrainingMatrixRequest(pageSize: 30)
        var workers: [String] = []
        repeat {
            let page = try calls.steward.getTrainingMatrix(matrix)
            workers += page.rows.map(\.worker)
            #expect(page.rows.allSatisfy { $0.states.count == page.rules.count })
            matrix.cursor = page.nextCursor
        } while !matrix.cursor.isEmpty
        #expect(workers.count == 100 && Set(workers).count == 100)
    }

    @Test
    func `counts are those of a count from scratch, whatever is imported and undone`() throws {
        var maker = TrainingFileMaker(rows: 300, seed: 5, recordsPerWorker: 4)
        let file = maker.file()
        try calls.keep(file, TrainingCalls.mapping)
        try expectCounts()
        var other = TrainingFileMaker(rows: 300, seed: 6, recordsPerWorker: 3)
        let (batch, _) = try calls.keep(other.file(), TrainingCalls.mapping)
        try expectCounts()
        _ = try calls.undo(batch)
        try expectCounts()
    }

    @Test
    func `an import of many workers is worked out in the background, and nothing is lost`() throws {
        let count = TrainingSettling.workersMax + 1
        var maker = TrainingFileMaker(rows: count, seed: 9, recordsPerWorker: 1)
        let kept = try calls.keep(maker.file(), TrainingCalls.mapping).answer
        #expect(kept.workersDue == UInt64(count))
        var status = try calls.status()
        while status.workersDue > 0 { status = try calls.status() }
        #expect(status.workers == UInt64(count))
        let binding = try calls.steward.listTrainingRules().rules.filter {
            $0.who.hasPrefix("everyone")
        }
        #expect(status.counts?.required == UInt64(count * binding.count))
        // What was uploaded lies there once more until it was kept.
        let files = try HubTestKit.files(below: served.served.folder.path) { _ in false }
        #expect(!files.contains { $0.contains(TrainingStaging.prefix) })
    }

    /// Compares the headline with the lines of every worker.
    private func expectCounts() throws {
        var request = GetTrainingMatrixRequest()
        // Text keys: words of our own.
        var states: [String: UInt64] = [:]
        repeat {
            let page = try calls.steward.getTrainingMatrix(request)
            for state in page.rows.flatMap(\.states) { states[state, default: 0] += 1 }
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        let counts = try #require(try calls.status().counts)
        #expect(counts.upToDate == states["up to date", default: 0])
        #expect(counts.expiring == states["expiring", default: 0])
        #expect(counts.expired == states["expired", default: 0])
        #expect(counts.missing == states["missing", default: 0])
    }

    @Test
    func `whoever looks at people leaves an access, and so does whoever counts them`() throws {
        try calls.keep(TrainingCalls.file(row("E1", "Blue", ends: "01/02/2021")))
        let governance = GovernanceServiceClient(served.channel)
        func methods() throws -> [String] {
            // The list grows by each look at it.
            try governance.listAccesses().accesses.map(\.method).filter {
                !$0.hasSuffix("ListAccesses")
            }
        }
        let before = try methods().count
        _ = try calls.steward.listTrainingBatches()
        #expect(try methods().count == before)
        // A team can be one person.
        _ = try calls.status()
        #expect(try methods().count == before + 1)
        _ = try calls.worker("E1")
        _ = try calls.steward.listTrainingStandings(
            ListTrainingStandingsRequest(chase: .missing)
        )
        _ = try calls.steward.findTrainingWorkers(
            FindTrainingWorkersRequest(staffNumbers: ["E1", "E2"])
        )
        let named = try governance.listAccesses().accesses.prefix(3)
        #expect(
            named.map(\.method).map { $0.split(separator: "/").last ?? "" } == [
                "FindTrainingWorkers", "ListTrainingStandings", "GetTrainingWorker",
            ]
        )
        #expect(named.first?.rows == 1)
        #expect(named.allSatisfy { $0.dataSet == .trainingRecords })
    }

    @Test
    func `a viewer sees and does not import, and a strange reference is told`() throws {
        try calls.keep(TrainingCalls.file(row("E1", "Blue", ends: "01/02/2021")))
        let viewer = TrainingServiceClient(try served.served.channel(.viewer))
        #expect(try viewer.getTrainingStatus().records == 1)
        let refused = failure { () throws(ClientError) in
            try TrainingCalls(viewer).part([], 0..<0, TrainingCalls.batch())
        }
        #expect(refused?.reasonCode == "GATE-0201")
        let unknown = failure { () throws(ClientError) in try calls.worker("E77") }
        #expect(unknown?.reasonCode == "TRNG-0189")
        let wrong = failure { () throws(ClientError) in try calls.worker("w:123") }
        #expect(wrong?.status?.violations.map(\.path) == ["worker"])
        let empty = failure { () throws(ClientError) in try calls.worker("") }
        #expect(empty?.reasonCode == "TRNG-0109")
    }
}
