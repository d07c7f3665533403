import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Programmes over a connection: what is kept, what is behind, and who is counted.
struct ProgrammeServiceTests: ProgrammeSuite {
    let hub: ProgrammeServed

    init() throws { hub = try ProgrammeServed("E1,Blue", "E2,Red", "E3,Red") }

    private func list(
        _ change: (inout ListProgrammesRequest) -> Void = { _ in }
    ) throws(ClientError) -> [Programme] {
        var request = ListProgrammesRequest()
        change(&request)
        return try steward.listProgrammes(request).programmes
    }

    @Test
    func `a programme is kept, changed, listed as behind, and taken back`() throws {
        let made = try save(certificate())
        #expect(made.made == 1 && made.programme?.state == "in-progress")
        #expect(made.programme?.isBehind == true && made.programme?.ascWdsAnswer == "started")
        #expect(made.programme?.missingStandards.count == 16)
        let id = made.saved?.id ?? ""
        #expect(try list { $0.behind = true }.map(\.id) == [id])
        let whole = certificate { one in
            one.id = id
            one.steps = (1...16).map { number in
                ProgrammeStep(kind: .standard, number: UInt32(number), day: iso(-50))
            }
            one.completed = iso(-50)
        }
        let stale = refusal { () throws(ClientError) in try save(whole, base: 0) }
        #expect(stale != nil)
        let done = try save(whole, base: made.saved?.revision ?? 0)
        #expect(done.changed == 1 && done.programme?.state == "completed")
        #expect(try save(whole, base: done.saved?.revision ?? 0).saved == nil)
        #expect(try list().isEmpty)
        #expect(try list { $0.withEnded = true }.map(\.state) == ["completed"])
        let back = try steward.undoProgramme(
            UndoProgrammeRequest(id: id, baseRevision: done.saved?.revision ?? 0)
        )
        #expect(back.programme?.state == "in-progress" && back.programme?.steps.isEmpty == true)
        let revision = back.saved?.revision ?? 0
        // Taken back is no change: before the one that is left there was no programme.
        _ = try steward.undoProgramme(UndoProgrammeRequest(id: id, baseRevision: revision))
        #expect(try list { $0.withEnded = true }.isEmpty)
    }

    @Test
    func `the same sent twice begins nothing again, ended or not`() throws {
        let ended = certificate { one in one.completed = iso(-50) }
        #expect(try save(ended).made == 1)
        let again = try save(ended)
        #expect(again.made == 0 && again.changed == 0 && again.saved == nil)
        #expect(try list { $0.withEnded = true }.count == 1)
        // Another day is another certificate.
        #expect(try save(certificate { one in one.completed = iso(-49) }).made == 1)
    }

    @Test
    func `nothing is added to records that are only to be kept`() throws {
        func restrict(_ on: Bool) throws(ClientError) {
            _ = try calls.steward.restrictTrainingWorker(
                RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
            )
        }
        try restrict(true)
        let refused = refusal { () throws(ClientError) in try save(certificate()) }
        #expect(refused?.reasonCode == "TRNG-0258")
        try restrict(false)
        let made = try save(certificate())
        #expect(made.made == 1)
        let undo = UndoProgrammeRequest(
            id: made.saved?.id ?? "",
            baseRevision: made.saved?.revision ?? 0
        )
        try restrict(true)
        let kept = failure { () throws(ClientError) in try steward.undoProgramme(undo) }
        #expect(kept?.reasonCode == "TRNG-0258")
        try restrict(false)
        #expect(try steward.undoProgramme(undo).removed == 1)
    }

    @Test
    func `of whoever has left nothing is due, and no list calls them behind`() throws {
        var mapping = TrainingMapping()
        for (title, meaning) in [
            ("No", "staff_number"), ("Topic", "topic"), ("Done", "completed"), ("Left", "left"),
        ] {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let left = try #require(today.advanced(by: -10)).slashed
        let text = "No,Topic,Done,Left\nE9,Oral health,01/02/2020,\(left)"
        try calls.keep(Array(text.utf8), mapping)
        _ = try save(certificate("E9"), certificate("E1"))
        #expect(try list { $0.behind = true }.count == 1)
        #expect(try list { $0.dueWithinDays = 0 }.count == 1)
        #expect(try list().count == 2)
    }

    @Test
    func `one call changes each programme once`() throws {
        let made = try save(certificate())
        var one = certificate { $0.provider = "A college" }
        one.id = made.saved?.id ?? ""
        let change = ProgrammeChange(programme: one, baseRevision: made.saved?.revision ?? 0)
        let twice = SaveProgrammesRequest(changes: [change, change])
        let refused = refusal { () throws(ClientError) in try steward.saveProgrammes(twice) }
        let rules = refused?.status?.violations.map { "\($0.path):\($0.rule)" }
        #expect(rules == ["changes[1].programme.id:twice"])
        let single = SaveProgrammesRequest(changes: [change])
        #expect(try steward.saveProgrammes(single).changed == 1)
    }

    @Test
    func `a page of long texts ends before the answer is too large, and the next goes on`() throws {
        // Seven marks are as many as a letter may have.
        let long = String(repeating: "a" + String(repeating: "\u{301}", count: 7), count: 199)
        var request = SaveProgrammesRequest()
        for number in 0..<100 {
            var one = Programme(worker: "E1", kind: .supportedYear)
            one.started = Day(year: 2010, month: 1, day: 6)?.advanced(by: number)?.iso
            one.stopped = Day(year: 2011, month: 1, day: 6)?.advanced(by: number)?.iso
            (one.provider, one.funding, one.reviewPattern) = (long, long, long)
            one.reviewMonths = Array(1...12)
            one.steps = (1...100).map {
                ProgrammeStep(kind: .observation, number: UInt32($0), day: one.started ?? "")
            }
            request.changes.append(ProgrammeChange(programme: one))
        }
        for start in stride(from: 0, to: 100, by: 20) {
            let part = Array(request.changes[start..<(start + 20)])
            let made = try steward.saveProgrammes(SaveProgrammesRequest(changes: part)).made
            #expect(made == 20)
        }
        var (list, count, pages) = (ListProgrammesRequest(), 0, 0)
        list.withEnded = true
        repeat {
            let page = try steward.listProgrammes(list)
            count += page.programmes.count
            pages += 1
            list.cursor = page.nextCursor
        } while !list.cursor.isEmpty
        #expect(count == 100)
        #expect(pages > 1)
    }

    @Test
    func `all are kept or none, and every row's error is told`() throws {
        let wrong = certificate("E2") { $0.edition = "2019" }
        let late = certificate("E3") { $0.completed = iso(1) }
        let told = try #require(
            refusal { () throws(ClientError) in try save(certificate(), wrong, late) }
        )
        let paths = told.status?.violations.map(\.path) ?? []
        #expect(paths == ["changes[1].programme.edition", "changes[2].programme.completed"])
        #expect(try list { $0.withEnded = true }.isEmpty)
        let both = try save(certificate(), certificate("E2"))
        #expect(both.made == 2 && both.programme == nil)
        #expect(try list().count == 2)
        #expect(refusal { () throws(ClientError) in try save() } != nil)
    }

    @Test
    func `a second of one kind and title is refused while the first is open`() throws {
        let made = try save(certificate())
        let later = certificate { $0.started = iso(-3) }
        let second = refusal { () throws(ClientError) in try save(later) }
        #expect(second?.status?.reason == "TRNG-0274")
        var ended = certificate { $0.stopped = iso(0) }
        ended.id = made.saved?.id ?? ""
        _ = try save(ended, base: made.saved?.revision ?? 0)
        #expect(try save(certificate()).made == 1)
        let unknown = refusal { () throws(ClientError) in
            try save(certificate { $0.id = "01890a5d-ac96-774b-bcce-b302099a8057" })
        }
        #expect(unknown?.status?.reason == "TRNG-0270")
    }

    @Test
    func `what is due is found by its day`() throws {
        var year = Programme(worker: "E2", kind: .supportedYear)
        year.started = today.advanced(byMonths: -3)?.advanced(by: 10)?.iso
        _ = try save(year)
        let due = try list { $0.dueWithinDays = 14 }
        #expect(due.count == 1 && due.first?.isBehind == false)
        #expect(try list { $0.dueWithinDays = 5 }.isEmpty)
        #expect(try list { $0.kind = .apprenticeship }.isEmpty)
        #expect(try list { $0.worker = "E2" }.count == 1)
        #expect(try list { $0.worker = "E1" }.isEmpty)
    }

    @Test
    func `coverage counts each worker once, with its denominator`() throws {
        _ = try save(certificate("E2") { $0.completed = iso(-1) })
        _ = try save(certificate("E3"))
        var request = GetProgrammeCoverageRequest(kind: .careCertificate)
        request.by = .team
        let answer = try steward.getProgrammeCoverage(request)
        #expect(answer.groups.map(\.group) == ["Blue", "Red"])
        #expect(answer.groups.map(\.workers) == [1, 2] && answer.groups.map(\.without) == [1, 0])
        #expect(answer.total?.completed == 1 && answer.total?.inProgress == 1)
        #expect(answer.total?.behind == 1 && answer.total?.workers == 3)
        request.kind = .apprenticeship
        #expect(try steward.getProgrammeCoverage(request).total?.without == 3)
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E3", restricted: true)
        )
        request.kind = .careCertificate
        #expect(try steward.getProgrammeCoverage(request).total?.workers == 2)
    }

    @Test
    func `a copy has it, a restriction hides it, and an erasure leaves nothing`() throws {
        _ = try save(certificate { $0.provider = "CANARY-PROVIDER" })
        let copy = try calls.steward.exportTrainingSubject(
            ExportTrainingSubjectRequest(worker: "E1")
        )
        let fields = copy.rows.filter { $0.part == "programme" }.flatMap(\.fields)
        #expect(fields.map { "\($0.name) \($0.value)" }.contains("provider CANARY-PROVIDER"))
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        )
        #expect(try list().isEmpty)
        let alone = try list { $0.worker = "E1" }
        #expect(alone.map(\.isRestricted) == [true] && alone.map(\.state) == [""])
        let word = Hexadecimal.text(Array("CANARY".utf8).span).uppercased()
        #expect(try served.tables().contains { $0.contains(word) })
        let erased = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        )
        #expect(erased.programmes == 1)
        #expect(try served.tables().filter { $0.contains(word) }.isEmpty)
    }

    @Test
    func `a rule of keeping takes what ended before its day, and nothing that is open`() throws {
        let rule = try #require(KeepingRule(.programme, months: 12, after: .ended))
        let cutOff = rule.cutOff(today)
        let gone = try #require(cutOff.advanced(by: -1))
        for (worker, end) in [("E1", gone), ("E2", cutOff)] {
            let one = certificate(worker) { one in
                one.started = "2020-01-01"
                one.stopped = end.iso
            }
            _ = try save(one)
        }
        _ = try save(certificate("E3") { $0.started = "2020-01-01" })
        var kept = RetentionRule(recordClass: .programme, months: 12, event: .ended)
        (kept.basis, kept.decidedBy, kept.decided) = ("schedule", "board", "2025-02-01")
        _ = try calls.steward.saveRetentionRule(SaveRetentionRuleRequest(rule: kept))
        #expect(try calls.steward.runPurge().parts.map(\.purged) == [1])
        #expect(try list { $0.withEnded = true }.count == 2)
        #expect(
            try list {
                $0.worker = "E1"
                $0.withEnded = true
            }.isEmpty
        )
    }
}
