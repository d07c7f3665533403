import HubClient
import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Changes of programmes over a connection: what is told of them, what adds, what is taken back.
struct ProgrammeChangeTests: ProgrammeSuite {
    let hub: ProgrammeServed

    init() throws { hub = try ProgrammeServed("E1,Blue", "E2,Red") }

    @Test
    func `what does not fit is kept, told in the answer, and found in lists`() throws {
        let awarded = certificate { one in
            one.steps = (1...15).map { step($0) }
            one.completed = iso(-1)
        }
        let answer = try save(awarded)
        #expect(answer.made == 1 && answer.remarks.map(\.word) == ["standards-missing"])
        #expect(answer.remarks.map(\.reason) == ["TRNG-0276"])
        #expect(answer.remarks.map(\.words) == ["1 standard has no day: 16"])
        let listed = try #require(try all("E1").first)
        #expect(listed.state == "completed" && listed.team == "Blue" && !listed.isBehind)
        #expect(listed.findings.map(\.word) == ["standards-missing"])
        var whole = awarded
        whole.id = listed.id
        whole.steps.append(step(16))
        let mended = try save(whole, base: listed.revision)
        #expect(mended.remarks.isEmpty && mended.programme?.findings.isEmpty == true)
    }

    @Test
    func `a programme begun after the last day of employment is kept and told`() throws {
        var mapping = TrainingMapping()
        for (title, meaning) in [
            ("No", "staff_number"), ("Topic", "topic"), ("Done", "completed"), ("Left", "left"),
        ] {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let left = try #require(today.advanced(by: -10)).slashed
        // The record of a course is dated after it too, and kept as this one is.
        let done = try #require(today.advanced(by: -2)).slashed
        try calls.keep(Array("No,Topic,Done,Left\nE9,Oral health,\(done),\(left)".utf8), mapping)
        let late = try save(certificate("E9") { $0.started = iso(-9) })
        #expect(late.remarks.map(\.word) == ["after-leaving"])
        #expect(late.programme?.findings.map(\.word) == ["after-leaving"])
        let onTime = try save(
            certificate("E9") { one in
                one.started = iso(-10)
                one.stopped = iso(-10)
            }
        )
        #expect(onTime.remarks.isEmpty)
    }

    @Test
    func `fewer hours than before are told once, and more are not`() throws {
        var one = apprenticeship("Example standard") { one in
            (one.hoursPlanned, one.hoursDone) = (300, 550)
        }
        let made = try save(one)
        #expect(made.remarks.map(\.word) == ["hours-over"])
        one.id = made.saved?.id ?? ""
        one.hoursDone = 40
        let fewer = try save(one, base: made.saved?.revision ?? 0)
        #expect(fewer.remarks.map(\.word) == ["hours-down"])
        #expect(fewer.remarks.map(\.field) == ["hours_done"])
        one.hoursDone = 41
        #expect(try save(one, base: fewer.saved?.revision ?? 0).remarks.isEmpty)
    }

    @Test
    func `a text that reads as a name is hinted at when it is written, and kept`() throws {
        var one = apprenticeship("Lead Adult Care Worker") { $0.provider = "Jane Example" }
        let made = try save(one)
        #expect(made.remarks.map(\.word) == ["name"] && made.remarks.map(\.field) == ["provider"])
        #expect(made.remarks.map(\.reason) == ["TRNG-0275"])
        one.id = made.saved?.id ?? ""
        one.hoursPlanned = 10
        #expect(try save(one, base: made.saved?.revision ?? 0).remarks.isEmpty)
        #expect(try all("E1").map(\.provider) == ["Jane Example"])
    }

    @Test
    func `one that is completed hides none that is behind, and both are counted`() throws {
        _ = try save(
            apprenticeship("First") { $0.completed = iso(-1) },
            apprenticeship("Second") { $0.plannedEnd = iso(-1) }
        )
        var request = GetProgrammeCoverageRequest(kind: .apprenticeship)
        request.by = .team
        let total = try #require(try steward.getProgrammeCoverage(request).total)
        #expect(total.completed == 1 && total.inProgress == 0 && total.workers == 2)
        #expect(total.behind == 1 && total.open == 1 && total.without == 1)
        _ = try save(
            Programme(worker: "E2", kind: .apprenticeship, title: "Not begun")
        )
        let more = try #require(try steward.getProgrammeCoverage(request).total)
        #expect(more.behind == 1 && more.open == 2 && more.notCompleted == 1)
    }

    @Test
    func `of any kind each worker counts once, and what is due is counted before its day`() throws {
        var manager = Programme(worker: "E2", kind: .registeredManager, title: "Example pathway")
        manager.reviewDue = iso(10)
        _ = try save(certificate(), apprenticeship("First") { $0.completed = iso(-1) }, manager)
        var request = GetProgrammeCoverageRequest(by: .organisation)
        func total() throws(ClientError) -> ProgrammeCoverage? {
            try steward.getProgrammeCoverage(request).total
        }
        let any = try #require(try total())
        #expect(any.workers == 2 && any.completed == 1 && any.notCompleted == 1)
        #expect(any.open == 2 && any.behind == 1 && any.due == 0)
        request.dueWithinDays = 10
        #expect(try total()?.due == 0, "the day itself is not before it")
        request.dueWithinDays = 11
        #expect(try total()?.due == 1)
        request.kind = .careCertificate
        #expect(try total()?.due == 0)
        request.dueWithinDays = UInt32(WarningPeriod.daysMax) + 1
        let far = refusal { () throws(ClientError) in try steward.getProgrammeCoverage(request) }
        #expect(far?.status?.violations.map(\.path) == ["due_within_days"])
    }

    @Test
    func `a title with the same words is the same programme`() throws {
        _ = try save(apprenticeship("Lead adult care worker"))
        let second = refusal { () throws(ClientError) in
            try save(apprenticeship("Lead Adult Care Worker"))
        }
        #expect(second?.status?.reason == "TRNG-0274")
        #expect(try save(apprenticeship("Adult care worker")).made == 1)
    }

    @Test
    func `one that is begun beside an ended one of the kind is told which that is`() throws {
        let ended = try save(certificate { $0.stopped = iso(-50) })
        let begun = try save(certificate { $0.started = iso(-3) })
        #expect(begun.remarks.map(\.word) == ["ended-before"])
        #expect(begun.remarks.first?.words.contains(ended.saved?.id ?? "-") == true)
    }

    @Test
    func `a row adds to the open programme, and what it leaves out stays`() throws {
        let first = certificate { one in
            one.provider = "Example college"
            one.steps = [step(1)]
        }
        #expect(try save(first, adds: true).made == 1)
        var row = Programme(worker: "E1", kind: .careCertificate)
        row.steps = [step(2), step(1, -49)]
        row.breaks = [ProgrammeBreak(from: iso(-20))]
        let added = try save(row, adds: true)
        #expect(added.changed == 1 && added.made == 0 && added.programme == nil)
        row.breaks = [ProgrammeBreak(from: iso(-20), until: iso(-10))]
        #expect(try save(row, adds: true).changed == 1)
        let kept = try #require(try all("E1").first)
        #expect(kept.provider == "Example college" && kept.edition == "2025")
        #expect(kept.steps.map(\.number) == [1, 2] && kept.steps.first?.day == iso(-49))
        #expect(kept.breaks.map(\.until) == [iso(-10)])
        #expect(try save(row, adds: true).saved == nil, "the same file again keeps nothing")
        row.completed = iso(-1)
        #expect(try save(row, adds: true).remarks.map(\.word) == ["standards-missing"])
        #expect(try save(row, adds: true).saved == nil, "nor when it ended meanwhile")
        row.id = kept.id
        let named = refusal { () throws(ClientError) in try save(row, adds: true) }
        #expect(named?.status?.violations.map(\.path) == ["changes[0].programme.id"])
    }

    @Test
    func `two rows of one programme count once`() throws {
        let more = certificate { one in
            one.started = nil
            one.steps = [step(2)]
        }
        let both = try save(certificate { $0.steps = [step(1)] }, more, adds: true)
        #expect(both.made == 1 && both.changed == 0)
        #expect(try all("E1").map { $0.steps.map(\.number) } == [[1, 2]])
    }

    @Test
    func `every row's error is told, of a restricted worker too`() throws {
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E2", restricted: true)
        )
        let refused = refusal { () throws(ClientError) in
            try save(
                certificate("E2"),
                certificate("E7"),
                certificate { $0.edition = "2019" },
                adds: true
            )
        }
        let paths = refused?.status?.violations.map(\.path) ?? []
        #expect(
            paths == [
                "changes[0].programme.worker", "changes[1].programme.worker",
                "changes[2].programme.edition",
            ]
        )
        #expect(try all().isEmpty)
    }

    @Test
    func `no answer tells more remarks than it has room for`() {
        var remarks = ProgrammeRemarks()
        for place in 0...ProgrammeRemarks.max { remarks.tellEnded(today, "id", at: place) }
        #expect(remarks.told.count == ProgrammeRemarks.max && remarks.leftOut == 1)
    }
}
