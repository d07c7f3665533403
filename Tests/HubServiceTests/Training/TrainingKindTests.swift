import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Records of other kinds than training, over a connection.
struct TrainingKindTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
    }

    private static let columns = [
        ("No", "staff_number"), ("Kind", "kind"), ("What", "topic"), ("Done", "completed"),
        ("Ends", "expiry"), ("Level", "level"), ("Year", "year"), ("Recognised", "recognised"),
        ("Able", "able"), ("By", "assessed_by"), ("Provider", "provider"), ("Proof", "evidence"),
        ("Left", "left"),
    ]

    private static var mapping: TrainingMapping {
        var mapping = TrainingMapping()
        for (title, meaning) in columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        return mapping
    }

    private static func file(_ rows: String...) -> [UInt8] {
        let head = columns.map(\.0).joined(separator: ",")
        return Array(([head] + rows).joined(separator: "\n").utf8)
    }

    private func day(_ days: Int) -> String { today.advanced(by: days)?.slashed ?? "" }
    private func iso(_ days: Int) -> String? { today.advanced(by: days)?.iso }

    private static let mixed = file(
        "E1,training,Fire safety,01/02/2020,,,,,,,College,C1,",
        "E1,qualification,Care diploma,,,3,2019,no,,,College,C2,",
        "E1,registration,Social work body,01/02/2020,01/02/2030,,,,,,,,",
        "E1,check,DBS enhanced,01/02/2020,,,,,,,,,",
        "E1,competency,Fire safety,01/02/2020,01/02/2021,,,,yes,Nurse,,C3,",
        "E1,supervision,,01/02/2020,,,,,,,,,"
    )

    @Test
    func `every kind comes through one import, is read, changed and taken back`() throws {
        let (first, kept) = try calls.keep(Self.mixed, Self.mapping)
        #expect(kept.newRecords == 6 && kept.newWorkers == 1)
        let worker = try calls.worker("E1")
        var kinds: [String] = worker.records.map(\.kind)
        kinds.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(
            kinds == [
                "check", "competency", "qualification", "registration", "supervision", "training",
            ]
        )
        let gained = try #require(worker.records.first { $0.kind == "qualification" })
        #expect(gained.topicTitle == "Care diploma" && gained.topic == "qualification:care-diploma")
        #expect(gained.level == 3 && gained.year == 2019 && gained.recognised == "no")
        #expect(gained.provider == "College" && gained.evidence == "C2" && gained.accredited == "")
        #expect(gained.expiryFrom == "none" && gained.countsUntil == nil)
        let seen = try #require(worker.records.first { $0.kind == "competency" })
        #expect(seen.able == "yes" && seen.assessedBy == "Nurse" && seen.provider.isEmpty)
        #expect(seen.topicTitle == "Fire safety" && seen.expiryFrom == "given")
        let same = try calls.preview(Self.mixed, Self.mapping).answer
        #expect(same.unchangedRecords == 6 && same.newRecords + same.changedRecords == 0)
        let (second, changed) = try calls.keep(
            Self.file(
                "E1,qualification,care DIPLOMA,,,4,2019,yes,,,,,",
                "E1,check,DBS enhanced,01/02/2020,01/02/2029,,,,,,,,"
            ),
            Self.mapping
        )
        #expect(changed.changedRecords == 2 && changed.newRecords == 0)
        let now = try calls.worker("E1").records
        #expect(now.first { $0.kind == "qualification" }?.level == 4)
        #expect(now.first { $0.kind == "qualification" }?.recognised == "yes")
        #expect(now.first { $0.kind == "check" }?.expiryFrom == "given")
        let held = try calls.undo(first)
        #expect(held.saved == nil)
        #expect(
            Set(held.dependents.map(\.topic)) == [
                "qualification:care-diploma", "check:dbs-enhanced",
            ]
        )
        #expect(try calls.undo(second).restoredRecords == 2)
        #expect(try calls.worker("E1").records.first { $0.kind == "qualification" }?.level == 3)
        #expect(try calls.undo(first).removedWorkers == 1)
        #expect(try calls.status().records == 0)
    }

    @Test
    func `a text that the hub never held fills an empty cell`() throws {
        try calls.keep(TrainingCalls.file("E1,,Fire safety,01/02/2024,,,"))
        let file = TrainingCalls.file("E1,New team,Fire safety,01/02/2024,,New title,")
        let preview = try calls.preview(file).answer
        #expect(preview.changedRecords == 1 && preview.changedWorkers == 1)
        try calls.keep(file)
        let worker = try calls.worker("E1")
        #expect(worker.team == "New team" && worker.records.map(\.title) == ["New title"])
        let same = try calls.preview(file).answer
        #expect(same.changedRecords == 0 && same.changedWorkers == 0)
    }

    @Test
    func `a mapping's own kind says what the rows are, and an unknown one is refused`() throws {
        var mapping = TrainingMapping(kind: "supervision")
        for (title, meaning) in [("No", "staff_number"), ("Held", "completed")] {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        mapping.name = "supervisions"
        let saved = SaveTrainingMappingRequest(mapping: mapping)
        _ = try calls.steward.saveTrainingMapping(saved)
        let listed = try calls.steward.listTrainingMappings().mappings
        #expect(listed.map(\.kind) == ["supervision"])
        try calls.keep(Array("No,Held\nE1,01/02/2020\n".utf8), mapping)
        #expect(try calls.worker("E1").records.map(\.topic) == ["supervision:supervision"])
        mapping.kind = "badge"
        let refused = failure { () throws(ClientError) in
            try calls.preview(Array("No,Held\nE1,01/02/2020\n".utf8), mapping).answer
        }
        #expect(refused?.status?.violations.map(\.path) == ["mapping.kind"])
    }

    @Test
    func `what ends soon and what has ended is listed across kinds, the latest of each`() throws {
        try calls.keep(
            Self.file(
                "E1,check,DBS,01/02/2020,\(day(0)),,,,,,,,",
                "E1,check,Right to work,01/02/2020,\(day(89)),,,,,,,,",
                "E1,registration,Body,01/02/2020,\(day(90)),,,,,,,,",
                "E1,competency,Oral health,01/02/2020,\(day(-1)),,,,yes,Nurse,,,",
                "E2,check,DBS,01/02/2019,\(day(-9)),,,,,,,,",
                "E2,check,DBS,01/02/2021,\(day(400)),,,,,,,,",
                "E3,check,DBS,01/02/2020,\(day(-3)),,,,,,,,",
                "E4,check,DBS,01/02/2020,\(day(-3)),,,,,,,,\(day(-1))"
            ),
            Self.mapping
        )
        let worker = try calls.worker("E3").worker
        func list(_ chase: TrainingChase, pageSize: UInt32 = 0) throws -> [TrainingStanding] {
            var request = ListTrainingStandingsRequest(chase: chase)
            request.pageSize = pageSize
            var found: [TrainingStanding] = []
            repeat {
                let page = try calls.steward.listTrainingStandings(request)
                found += page.standings
                request.cursor = page.nextCursor
            } while !request.cursor.isEmpty
            return found.filter { $0.rule.isEmpty }
        }
        let soon = try list(.expiring)
        #expect(soon.map(\.topic) == ["DBS", "Right to work"])
        #expect(soon.map(\.lastDay) == [iso(0), iso(89)])
        #expect(soon.map(\.kind) == ["check", "check"] && soon[0].state == "expiring")
        let over = try list(.expired)
        #expect(over.map(\.topic) == ["DBS", "Oral health (competency)"])
        #expect(over.map(\.lastDay) == [iso(-3), iso(-1)] && over[0].worker == worker)
        #expect(try list(.expired, pageSize: 1) == over && list(.expiring, pageSize: 1) == soon)
        let restrict = RestrictTrainingWorkerRequest(worker: "E3", restricted: true)
        _ = try calls.steward.restrictTrainingWorker(restrict)
        #expect(try list(.expired).map(\.topic) == ["Oral health (competency)"])
        #expect(try list(.missing).isEmpty)
    }

    @Test
    func `a rule about a check derives its end, and speaks for it in the lists`() throws {
        try calls.keep(
            Self.file("E1,check,DBS enhanced,\(day(-400)),\(day(5)),,,,,,,,"),
            Self.mapping
        )
        var request = SaveTrainingRulesRequest(profile: "own")
        let head = "Kind,Rule,Topics,Who,Evidence,Basis,Months\n"
        request.file = Array("\(head)rule,d1,DBS enhanced,everyone,check,,12\n".utf8)
        let wrong = try calls.steward.saveTrainingRules(request)
        #expect(wrong.saved == nil && !wrong.findings.isEmpty)
        request.file = Array("\(head)rule,d1,dbs-enhanced,everyone,check,,12\n".utf8)
        #expect(try calls.steward.saveTrainingRules(request).saved != nil)
        while try calls.status().workersDue > 0 {}
        let worker = try calls.worker("E1")
        #expect(worker.records.map(\.expiryFrom) == ["derived"])
        #expect(worker.standings.map(\.state) == ["expired"])
        #expect(worker.standings.map(\.kind) == ["check"])
        let soon = try calls.steward.listTrainingStandings(
            ListTrainingStandingsRequest(chase: .expiring)
        )
        #expect(soon.standings.isEmpty)
        let over = try calls.steward.listTrainingStandings(
            ListTrainingStandingsRequest(chase: .expired)
        )
        #expect(over.standings.map(\.rule) == ["d1"])
    }

    @Test
    func `a recognised qualification gained in the window starts the three years again`() throws {
        try calls.keep(
            Self.file("E1,training,Fire safety,\(day(-1_200)),,,,,,,,,"),
            Self.mapping
        )
        func state() throws -> String? {
            try calls.worker("E1").standings.first { $0.rule == "g3" }?.state
        }
        #expect(try state() == "expired")
        let done = "E1,qualification,Care diploma,\(day(-700))"
        try calls.keep(Self.file("\(done),,3,,no,,,,,"), Self.mapping)
        #expect(try state() == "expired")
        let (batch, _) = try calls.keep(Self.file("\(done),,3,,yes,,,,,"), Self.mapping)
        #expect(try state() == "up to date")
        let fire = try calls.worker("E1").records.first { $0.topic == "fire-safety" }
        #expect(fire?.expiryFrom == "derived")
        _ = try calls.undo(batch)
        #expect(try state() == "expired")
    }

    @Test
    func `what is handed out has every kind, and erasure leaves none`() throws {
        try calls.keep(Self.mixed, Self.mapping)
        let rows = try calls.steward.exportTrainingSubject(
            ExportTrainingSubjectRequest(worker: "E1")
        ).rows
        func value(_ row: TrainingSubjectRow, _ name: String) -> String? {
            row.fields.first { $0.name == name }?.value
        }
        let records = rows.filter { $0.part == "record" }
        #expect(Set(records.compactMap { value($0, "kind") }).count == 6)
        let gained = try #require(records.first { value($0, "kind") == "qualification" })
        #expect(value(gained, "level") == "3" && value(gained, "year") == "2019")
        #expect(value(gained, "recognised") == "no" && value(gained, "title") == "Care diploma")
        let seen = try #require(records.first { value($0, "kind") == "competency" })
        #expect(value(seen, "able") == "yes" && value(seen, "assessed_by") == "Nurse")
        let erased = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "R1")
        )
        #expect(erased.records == 6)
        let left = try served.tables().filter {
            $0.hasPrefix("training ") || $0.hasPrefix("training_past ")
        }
        #expect(left.isEmpty)
    }
}

/// What a national return would refuse, over a connection.
struct TrainingReadinessTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private static var mapping: TrainingMapping {
        var mapping = TrainingMapping()
        let columns = [
            ("No", "staff_number"), ("Place", "organisation"), ("Job", "role"),
            ("Topic", "topic"), ("Done", "completed"), ("Course", "title"), ("Left", "left"),
            ("Kind", "kind"),
        ]
        for (title, meaning) in columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        return mapping
    }

    private func keep(_ rows: String...) throws(ClientError) {
        let head = "No,Place,Job,Topic,Done,Course,Left,Kind"
        try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8), Self.mapping)
    }

    private func check(
        pageSize: UInt32 = 0
    ) throws(ClientError) -> CheckTrainingReturnResponse {
        var request = CheckTrainingReturnRequest(pageSize: pageSize)
        var whole = CheckTrainingReturnResponse()
        repeat {
            let page = try calls.steward.checkTrainingReturn(request)
            whole.rows += page.rows
            whole.workers += page.workers
            whole.workersLeftOut += page.workersLeftOut
            whole.records += page.records
            whole.recordsReady += page.recordsReady
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return whole
    }

    @Test
    func `each refusal has its row, and mending them all passes`() throws {
        try keep(
            "E1,W1,Cook,Fire safety,01/02/2024,Fire,,",
            "E2,,,Fire safety,01/02/2024,,,",
            "E3,W1,Cook,Safeguarding children,01/02/2024,Children,,",
            "E4,,Cook,Fire safety,01/02/2024,Fire,01/03/2024,",
            "E5,,,DBS,01/02/2024,,,check"
        )
        let found = try check()
        #expect(found.workers == 4 && found.workersLeftOut == 1)
        #expect(found.records == 3 && found.recordsReady == 2)
        let second = try calls.worker("E2").worker
        let words = found.rows.map { "\($0.severity == .error) \($0.reason) \($0.column)" }
        #expect(
            words == [
                "true TRNG-0221 LOCALESTID", "true TRNG-0224 main job role",
                "false TRNG-0225 DESCRIPTION", "false TRNG-0223 CATEGORY",
            ]
        )
        #expect(found.rows.prefix(3).allSatisfy { $0.worker == second })
        #expect(found.rows[2].completed == "2024-02-01" && found.rows[2].topic == "fire-safety")
        #expect(try check(pageSize: 1) == found)
        try keep("E2,W1,Cook,Fire safety,01/02/2024,Fire,,")
        let mended = try check()
        #expect(mended.rows.map(\.reason) == ["TRNG-0223"])
        #expect(mended.recordsReady == mended.records)
    }

    @Test
    func `a council without records has nothing to mend`() throws {
        #expect(try check() == CheckTrainingReturnResponse())
    }

    @Test
    func `a page has a thousand workers, or as many as have so many records`() throws {
        let head = "No,Place,Job,Topic,Done,Course,Left,Kind"
        func keep(_ rows: [String]) throws {
            try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8), Self.mapping)
        }
        let most = TrainingHandlers.returnWorkersMax
        try keep((0...most).map { "G\($0),W1,Cook,Fire safety,01/02/2024,Fire,," })
        let first = try calls.steward.checkTrainingReturn(CheckTrainingReturnRequest())
        #expect(first.workers == UInt64(most) && !first.nextCursor.isEmpty)
        let larger = CheckTrainingReturnRequest(pageSize: UInt32(most) + 1)
        #expect(try calls.steward.checkTrainingReturn(larger).workers == UInt64(most))
        #expect(try check().workers == UInt64(most) + 1)
        // Each of the first workers gets so many more that few of them have all that a page takes.
        let (days, few) = (1_000, 25)
        let begin = try #require(Day(year: 2020, month: 1, day: 1))
        for worker in 0..<few {
            try keep(
                (0..<days).compactMap { begin.advanced(by: $0) }.map {
                    "G\(worker),W1,Cook,Autism,\($0.slashed),Autism,,"
                }
            )
        }
        let page = try calls.steward.checkTrainingReturn(CheckTrainingReturnRequest())
        let records = UInt64(TrainingHandlers.returnRecordsMax)
        #expect((records..<records + UInt64(days) + 2).contains(page.records), "\(page.records)")
        #expect(page.workers < UInt64(few))
        #expect(try check().records == UInt64(most + 1 + few * days))
    }

    @Test
    func `a page that is full goes on with the next worker, and nothing is lost`() throws {
        let rows = (0..<60).flatMap { worker in
            (1...20).map { "F\(worker),,,Safeguarding children,\($0)/02/2024,,," }
        }
        let head = "No,Place,Job,Topic,Done,Course,Left,Kind"
        try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8), Self.mapping)
        let whole = try check()
        #expect(whole.workers == 60 && whole.records == 1_200 && whole.recordsReady == 0)
        #expect(whole.rows.count == 60 * (2 + 20 * 2))
        #expect(try check(pageSize: 7) == whole)
    }
}
