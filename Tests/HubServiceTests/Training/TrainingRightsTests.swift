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

/// What a file says of workers, and what people can ask of the council, over a connection.
struct TrainingRightsTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private static let columns = [
        ("No", "staff_number"), ("Topic", "topic"), ("Done", "completed"), ("Team", "team"),
        ("Start", "started"), ("Left", "left"), ("Type", "employer_type"),
        ("Path", "pathway"), ("Others", "other_roles"), ("Job", "role"),
    ]

    private static func mapping(_ titles: Set<String>? = nil) -> TrainingMapping {
        var mapping = TrainingMapping()
        for (title, meaning) in columns where titles?.contains(title) ?? true {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        return mapping
    }

    private static func file(_ rows: String...) -> [UInt8] {
        let head = columns.map(\.0).joined(separator: ",")
        return Array(([head] + rows).joined(separator: "\n").utf8)
    }

    @Test
    func `what a file says of a worker is kept, changed by what is new, and undone`() throws {
        let mapping = Self.mapping()
        try calls.keep(
            Self.file(
                "E1,Fire safety,01/02/2025,Blue,01/02/2020,,1,Supervisor or leader,Driver,Cook"
            ),
            mapping
        )
        let first = try calls.worker("E1")
        #expect(first.started == "2020-02-01" && first.left == nil)
        #expect(first.employerType == "local authority, adult services")
        #expect(first.pathway == "Supervisor or leader" && first.otherRoles == ["Driver"])
        #expect(first.role == "Cook")
        let same = try calls.preview(
            Self.file("E1,Fire safety,01/02/2025,Blue,01/02/2020,,1,4,Driver,"),
            mapping
        ).answer
        #expect(same.changedWorkers == 0 && same.newRecords == 0)
        let (batch, _) = try calls.keep(
            Self.file("E1,Fire safety,01/02/2025,,,30/06/2060,,999,,"),
            mapping
        )
        let second = try calls.worker("E1")
        #expect(second.started == "2020-02-01" && second.left == "2060-06-30")
        #expect(second.pathway == "I do not know" && second.team == "Blue")
        _ = try calls.undo(batch)
        let third = try calls.worker("E1")
        #expect(third.left == nil && third.pathway == "Supervisor or leader")
        #expect(third.otherRoles == ["Driver"])
    }

    @Test
    func `a file of workers alone needs no topic, and wrong facts are found`() throws {
        let titles: Set = ["No", "Start", "Left", "Type"]
        let text =
            "No,Start,Left,Type\nE1,01/02/2020,,6\nE2,01/02/2020,31/01/2020,\n"
            + "E3,31/02/2020,,\nE4,,,5\n"
        let (_, preview) = try calls.preview(Array(text.utf8), Self.mapping(titles))
        // Those of whom every row is wrong are nobody.
        #expect(preview.workers == 1 && preview.newRecords == 0 && preview.errors == 3)
        #expect(preview.findings.filter { $0.severity == .error }.map(\.row) == [3, 4, 5])
        let right = Array("No,Start,Left,Type\nE1,01/02/2020,,6\n".utf8)
        let kept = try calls.keep(right, Self.mapping(titles)).answer
        #expect(kept.newWorkers == 1 && kept.newRecords == 0)
        #expect(try calls.worker("E1").employerType == "private")
    }

    @Test
    func `who has just started is not yet due, and who left is asked nothing`() throws {
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now))
        var request = SaveTrainingRulesRequest(profile: "own")
        let rules =
            "Rule,Topics,Who,Months,Grace days,Organisations\n"
            + "c1,oral-health,any:Driver,12,30,types:1\nc2,fire-safety,pathway:4,12,,\n"
        request.file = Array(rules.utf8)
        _ = try calls.steward.saveTrainingRules(request)
        let start = today.advanced(by: -29)?.slashed ?? ""
        let earlier = today.advanced(by: -30)?.slashed ?? ""
        let past = today.advanced(by: -1)?.slashed ?? ""
        try calls.keep(
            Self.file(
                "E1,Food hygiene,01/02/2025,,\(start),,1,4,Driver,",
                "E2,Food hygiene,01/02/2025,,\(earlier),,1,,Driver,",
                "E3,Food hygiene,01/02/2025,,\(earlier),,6,,Driver,",
                "E4,Food hygiene,01/02/2025,,,\(past),1,4,Driver,"
            ),
            Self.mapping()
        )
        func states(_ worker: String) throws -> [String] {
            try calls.worker(worker).standings.map { "\($0.rule) \($0.state)" }
        }
        #expect(try states("E1") == ["c1 not yet due", "c2 missing"])
        #expect(try states("E2") == ["c1 missing"])
        #expect(try states("E3") == [] && states("E4") == [])
        #expect(try calls.status().counts?.notYetDue == 1)
    }

    @Test
    func `somebody's copy has what stands and what stood, by roles and not by names`() throws {
        try calls.keep(Self.file("E1,Fire safety,01/02/2025,Blue,,,,,,"), Self.mapping())
        try calls.keep(Self.file("E1,Fire safety,01/02/2025,Red,,,,,,"), Self.mapping())
        var pause = TrainingArrangement(worker: "E1", kind: .paused)
        pause.from = "2025-01-01"
        pause.until = "2025-01-02"
        _ = try calls.steward.setTrainingArrangements(
            SetTrainingArrangementsRequest(arrangements: [pause])
        )
        var request = ExportTrainingSubjectRequest(worker: "E1")
        request.pageSize = 2
        var rows: [TrainingSubjectRow] = []
        repeat {
            let page = try calls.steward.exportTrainingSubject(request)
            rows += page.rows
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        func fields(_ part: String) -> [String] {
            rows.filter { $0.part == part }.flatMap(\.fields).map { "\($0.name) \($0.value)" }
        }
        #expect(fields("worker").contains("team Blue") && fields("worker").contains("team Red"))
        #expect(fields("record").contains("completed 2025-02-01"))
        #expect(fields("arrangement").contains("kind paused"))
        #expect(fields("standing").contains("rule g3"))
        let made = rows.filter { $0.fromRevision > 0 }
        #expect(made.allSatisfy { $0.role == "steward" && $0.time != nil })
        #expect(rows.contains { $0.part == "worker" && $0.toRevision > 0 })
        let viewer = TrainingServiceClient(try served.served.channel(.viewer))
        let refused = failure { () throws(ClientError) in
            try viewer.exportTrainingSubject(ExportTrainingSubjectRequest(worker: "E1"))
        }
        #expect(refused?.reasonCode == "GATE-0201")
    }

    @Test
    func `restricted records are kept and are in no list and no figure`() throws {
        try calls.keep(Self.file("E1,Fire safety,01/02/2025,Blue,,,,,,"), Self.mapping())
        let before = try calls.status().counts
        #expect(before?.required ?? 0 > 0)
        func restrict(_ on: Bool) throws(ClientError) -> RestrictTrainingWorkerResponse {
            try calls.steward.restrictTrainingWorker(
                RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
            )
        }
        #expect(try restrict(true).saved != nil)
        #expect(try restrict(true).saved == nil)
        #expect(try calls.status().counts?.required == 0)
        #expect(try calls.steward.getTrainingMatrix().rows.isEmpty)
        let chase = ListTrainingStandingsRequest(chase: .missing)
        #expect(try calls.steward.listTrainingStandings(chase).standings.isEmpty)
        let worker = try calls.worker("E1")
        #expect(worker.isRestricted && worker.standings.isEmpty && worker.records.count == 1)
        // What is only to be kept is kept: nothing is taken out of it.
        let removal = RemoveTrainingRecordRequest(
            worker: "E1",
            topic: "fire-safety",
            completed: "2025-02-01",
            reason: "recorded-twice"
        )
        let kept = failure { () throws(ClientError) in
            try calls.steward.removeTrainingRecord(removal)
        }
        #expect(kept?.reasonCode == "TRNG-0258")
        #expect(try restrict(false).saved != nil)
        #expect(try calls.status().counts == before)
        #expect(try calls.steward.removeTrainingRecord(removal).saved != nil)
    }

    @Test
    func `an import changes nothing of restricted records, keeps the others, and is not undone`()
        throws
    {
        let first = Self.file(
            "E1,Fire safety,01/02/2025,Blue,,,,,,",
            "E2,Fire safety,01/02/2025,Blue,,,,,,"
        )
        let (batch, _) = try calls.keep(first, Self.mapping())
        func restrict(_ on: Bool) throws {
            _ = try calls.steward.restrictTrainingWorker(
                RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
            )
        }
        let next = Self.file(
            "E1,Fire safety,01/02/2026,Red,01/02/2020,,,,,",
            "E3,Fire safety,01/02/2026,Red,,,,,,",
            "E1,Autism,02/02/2026,Red,,,,,,"
        )
        let (early, before) = try calls.preview(next, Self.mapping())
        #expect(before.newRecords == 3)
        try restrict(true)
        // What was looked at before is not kept as it was shown.
        let late = failure { () throws(ClientError) in _ = try calls.commit(early, before) }
        #expect(late?.reasonCode == "TRNG-0184", "\(String(describing: late))")
        let kept = try calls.worker("E1")
        let (own, preview) = try calls.preview(next, Self.mapping())
        let told = preview.findings.filter { $0.reason == "TRNG-0258" }
        #expect(told.count == 1 && told.first?.severity == .warning && told.first?.row == 2)
        #expect(preview.newRecords == 1 && preview.changedWorkers == 0)
        #expect(try calls.commit(own, preview).newRecords == 1)
        #expect(try calls.worker("E1") == kept)
        let undo = failure { () throws(ClientError) in _ = try calls.undo(batch) }
        #expect(undo?.reasonCode == "TRNG-0258")
        #expect(try calls.worker("E1") == kept)
        try restrict(false)
        #expect(try calls.keep(next, Self.mapping()).answer.newRecords == 2)
    }

    @Test
    func `who is erased is gone, stays out of imports until that is lifted`() throws {
        let file = Self.file(
            "E1,Fire safety,01/02/2025,Canary team,,,,,Canary job,",
            "E2,Fire safety,01/02/2025,Blue,,,,,,"
        )
        let (batch, _) = try calls.keep(file, Self.mapping())
        let reference = try calls.worker("E1").worker
        let erase = EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        var trial = CallOptions()
        trial.isDryRun = true
        #expect(try calls.steward.eraseTrainingWorker(erase, trial).records == 1)
        #expect(try calls.worker("E1").records.count == 1)
        let erased = try calls.steward.eraseTrainingWorker(erase)
        #expect(erased.records == 1 && erased.journalRows == 1 && erased.saved?.id == "DR-17")
        let gone = failure { () throws(ClientError) in try calls.worker("E1") }
        #expect(gone?.reasonCode == "TRNG-0197")
        let status = try calls.status()
        #expect(status.workers == 1 && status.records == 1)
        let log = try calls.steward.listTrainingErasures().erasures
        #expect(log.map(\.worker) == [reference] && log.map(\.ground) == ["DR-17"])
        let again = try calls.preview(file, Self.mapping())
        #expect(again.answer.errors == 1 && again.answer.newRecords == 0)
        let errors = again.answer.findings.filter { $0.severity == .error }
        #expect(errors.map(\.reason) == ["TRNG-0197"])
        let whole = failure { () throws(ClientError) in
            try calls.commit(again.batch, again.answer)
        }
        #expect(whole?.reasonCode == "TRNG-0181")
        let sentence = failure { () throws(ClientError) in
            try calls.steward.eraseTrainingWorker(
                EraseTrainingWorkerRequest(worker: "E2", ground: "was ill")
            )
        }
        #expect(sentence?.status?.violations.map(\.path) == ["ground"])
        let lift = LiftTrainingErasureRequest(worker: reference)
        #expect(try calls.steward.liftTrainingErasure(lift).saved != nil)
        let twice = failure { () throws(ClientError) in
            try calls.steward.liftTrainingErasure(lift)
        }
        #expect(twice?.reasonCode == "TRNG-0189")
        #expect(try calls.preview(file, Self.mapping()).answer.newRecords == 1)
        // What is left of the import is taken back as ever.
        #expect(try calls.undo(batch).removedWorkers == 1)
    }

    @Test
    func `a preview from before an erasure brings nobody back, whoever made it`() throws {
        let file = Self.file("E1,Fire safety,01/02/2025,Blue,,,,,,")
        let kept = try calls.preview(file, Self.mapping())
        let other = try calls.preview(file + Array("\n".utf8), Self.mapping())
        let unrelated = try calls.preview(
            Self.file("E2,Fire safety,01/02/2025,Blue,,,,,,"),
            Self.mapping()
        )
        _ = try calls.commit(kept.batch, kept.answer)
        let tenant = try #require(
            UniqueID(try IdentityServiceClient(served.channel).whoAmI().tenantId)
        )
        let path = try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
        let staged = try [other, unrelated].map { preview in
            let ready = TrainingStaging(preview.batch, beside: path).preparedPath
            return (ready, try LocalFile.read(ready, bytesMax: 65_536))
        }
        _ = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-18")
        )
        // They went with the erasure; one that was just being written is there all the same.
        for (ready, bytes) in staged { try LocalFile.create(ready, with: bytes.span) }
        for stale in [other, unrelated] {
            let refused = failure { () throws(ClientError) in
                try calls.commit(stale.batch, stale.answer)
            }
            // Refused as one from before it, or thrown away again before that was looked at.
            #expect(["TRNG-0182", "TRNG-0184"].contains(refused?.reasonCode))
        }
        let gone = failure { () throws(ClientError) in try calls.worker("E1") }
        #expect(gone?.reasonCode == "TRNG-0197")
        // Made anew, a file without them goes through.
        try calls.keep(Self.file("E2,Fire safety,01/02/2025,Blue,,,,,,"), Self.mapping())
        #expect(try calls.status().workers == 1)
    }

    @Test
    func `nothing that only the erased worker had is left in the council's file or beside it`()
        throws
    {
        let lines = [
            "No,Team,Topic,Done,Ends,Course,Provider",
            "E1,Solo,Fire safety,01/02/2025,,Only hers,Her provider",
            "E1,Solo,Oral health,01/02/2025,,Ours,Our provider",
            "E2,Shared,Fire safety,01/02/2025,,Ours,Our provider",
        ]
        let file = Array(lines.joined(separator: "\n").utf8)
        try calls.keep(file)
        try calls.keep(Array((lines[0] + "\nE1,Shared,Fire safety,02/02/2025,,Ours,\n").utf8))
        let waiting = try calls.preview(file + Array("\n".utf8))
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        let path = try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
        func texts() throws -> [String] {
            let store = try served.served.hub.stores.directory.tenant(OpaqueID(tenant)).records
            let reader = try PointReader(of: store, clock: .system)
            defer { reader.endBatch() }
            return try reader.read(stepsMax: .max) { (store) throws(StoreError) in
                try store.rows(Query(once: ["SELECT value FROM training_text"])) { $0.text(0) }
            }
        }
        let own: Set = ["Solo", "Only hers", "Her provider"]
        #expect(try own.isSubset(of: texts()))
        _ = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-19")
        )
        let left = try texts()
        #expect(own.isDisjoint(with: left))
        #expect(Set(["Shared", "Ours", "Our provider", "fire-safety"]).isSubset(of: left))
        #expect(try calls.worker("E2").records.map(\.title) == ["Ours"])
        let beside = try Folder.names(path: LocalFile.parent(of: path))
        let uploads = beside.filter {
            $0.hasPrefix(TrainingStaging.prefix) && $0 != ImportTurn.name
        }
        #expect(uploads.isEmpty)
        let gone = failure { () throws(ClientError) in
            try calls.commit(waiting.batch, waiting.answer)
        }
        #expect(gone?.reasonCode == "TRNG-0182", "\(String(describing: gone))")
    }

    @Test
    func `every column that holds the number of a text is asked before one is removed`() throws {
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        let store = try served.served.hub.stores.directory.tenant(OpaqueID(tenant)).records
        let reader = try PointReader(of: store, clock: .system)
        defer { reader.endBatch() }
        let names: Set = [
            "organisation", "team", "role", "other_roles", "topic", "title", "provider",
            "evidence", "subject", "reason", "accepted_by", "rule",
        ]
        let found = try reader.read(stepsMax: .max) { (store) throws(StoreError) in
            try store.rows(
                Query(
                    once: [
                        "SELECT m.name, p.name FROM sqlite_schema m",
                        "JOIN pragma_table_info(m.name) p",
                        "WHERE m.type = 'table' AND m.name LIKE 'training%'",
                    ]
                )
            ) { "\($0.text(0)).\($0.text(1))" }
        }
        let columns = found.filter {
            names.contains($0.split(separator: ".").last.map(String.init) ?? "")
        }
        #expect(Set(columns) == Set(ErasedTexts.places.map { "\($0.table).\($0.column)" }))
    }
}
