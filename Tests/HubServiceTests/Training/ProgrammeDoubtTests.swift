import HubClient
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Doubts about programmes over a connection: what is counted apart, confirmed, or told.
struct ProgrammeDoubtTests: ProgrammeSuite {
    let hub: ProgrammeServed

    init() throws { hub = try ProgrammeServed("E1,Blue", "E2,Red", "E3,Red", "E4,Red") }

    private func awarded(_ worker: String, standards: ClosedRange<UInt32>?) -> Programme {
        certificate(worker) { one in
            one.steps = (standards.map(Array.init) ?? []).map { step($0) }
            one.completed = iso(-1)
        }
    }

    @Test
    func `an award with standards missing is counted apart, and a return waits for it`() throws {
        _ = try save(
            awarded("E1", standards: 1...14),
            awarded("E2", standards: nil),
            awarded("E3", standards: 1...16)
        )
        var request = GetProgrammeCoverageRequest(kind: .careCertificate)
        request.by = .team
        let answer = try steward.getProgrammeCoverage(request)
        #expect(answer.total?.standardsMissing == 1 && answer.total?.completed == 2)
        #expect(answer.total?.without == 1 && answer.total?.workers == 4)
        #expect(answer.groups.map(\.standardsMissing) == [1, 0])
        #expect(answer.groups.map(\.completed) == [0, 2])
        let listed = try all()
        #expect(listed.map(\.ascWdsAnswer).sorted() == ["", "completed", "completed"])
        #expect(listed.map { $0.findings.map(\.word) }.filter { !$0.isEmpty }.count == 1)
        let rows = try calls.steward.checkTrainingReturn(CheckTrainingReturnRequest()).rows
            .filter { $0.reason == "TRNG-0287" }
        let worker = try calls.worker("E1").worker
        #expect(rows.map(\.worker) == [worker] && rows.map(\.severity) == [.warning])
        #expect(rows.first?.problem.hasSuffix("2 standards have no day: 15, 16") == true)
        // Another award without doubt answers it.
        _ = try save(awarded("E1", standards: 1...16))
        #expect(try steward.getProgrammeCoverage(request).total?.completed == 3)
        let mended = try calls.steward.checkTrainingReturn(CheckTrainingReturnRequest()).rows
        #expect(!mended.contains { $0.reason == "TRNG-0287" })
    }

    @Test
    func `another edition is told by name, in a dry run and after it`() throws {
        let old = certificate { one in
            one.edition = "2015"
            one.started = "2025-03-03"
            one.steps = [
                ProgrammeStep(kind: .standard, number: 2, day: "2025-04-01"),
                ProgrammeStep(kind: .standard, number: 9, day: "2025-04-02"),
            ]
        }
        #expect(try save(old, adds: true).remarks.map(\.word) == ["edition-over"])
        let row = Programme(worker: "E1", kind: .careCertificate, edition: "2025")
        let request = SaveProgrammesRequest(
            changes: [ProgrammeChange(programme: row)],
            adds: true
        )
        var trial = CallOptions()
        trial.isDryRun = true
        for options in [trial, CallOptions()] {
            let remark = try steward.saveProgrammes(request, options).remarks.first
            #expect(remark?.word == "edition-changed" && remark?.field == "edition")
            #expect(remark?.reason == "TRNG-0288")
            #expect(
                remark?.words
                    == "edition 2015 becomes 2025; 2 standards signed off under the edition of "
                    + "2015 keep their days: 2, 9"
            )
        }
        // The other way there is no standard 16, and no day after the last of the edition.
        _ = try save(
            Programme(worker: "E1", kind: .careCertificate, steps: [step(16)]),
            adds: true
        )
        let back = refusal { () throws(ClientError) in
            try save(
                Programme(worker: "E1", kind: .careCertificate, edition: "2015"),
                adds: true
            )
        }
        #expect(back?.status?.reason == "TRNG-0272")
    }

    @Test
    func `what has no first day is told, and counted where a list leaves it out`() throws {
        let undated = certificate { $0.started = nil }
        #expect(try save(undated).remarks.map(\.word) == ["no-first-day"])
        _ = try save(certificate("E2"))
        var request = ListProgrammesRequest()
        request.behind = true
        let behind = try steward.listProgrammes(request)
        #expect(behind.programmes.count == 1 && behind.withoutFirstDay == 1)
        request = ListProgrammesRequest(dueWithinDays: 30)
        #expect(try steward.listProgrammes(request).withoutFirstDay == 1)
        request = ListProgrammesRequest(kind: .apprenticeship)
        #expect(try steward.listProgrammes(request).withoutFirstDay == 0)
        let all = try steward.listProgrammes(ListProgrammesRequest())
        #expect(all.programmes.count == 2 && all.withoutFirstDay == 1)
    }

    @Test
    func `hours that cannot be are refused, and far too many are kept once confirmed`() throws {
        // 101 days with today.
        let impossible = apprenticeship("First") { $0.hoursDone = 2_425 }
        let refused = refusal { () throws(ClientError) in try save(impossible) }
        #expect(refused?.status?.reason == "TRNG-0289")
        #expect(refused?.status?.violations.map(\.path) == ["changes[0].programme.hours_done"])
        #expect(try save(apprenticeship("First") { $0.hoursDone = 2_424 }).made == 1)
        let far = apprenticeship("Second") { one in
            (one.hoursPlanned, one.hoursDone) = (320, 641)
        }
        let doubt = refusal { () throws(ClientError) in try save(far) }
        #expect(doubt?.status?.reason == "TRNG-0290")
        #expect(doubt?.status?.violations.map(\.path) == ["changes[0].programme.hours_done"])
        var request = SaveProgrammesRequest(changes: [ProgrammeChange(programme: far)])
        request.confirmsDoubts = true
        let kept = try steward.saveProgrammes(request)
        #expect(kept.made == 1 && kept.remarks.map(\.word) == ["hours-over"])
        // What was confirmed is not asked about again, and what is another is.
        var later = far
        later.id = kept.saved?.id ?? ""
        later.level = 3
        let revision = try save(later, base: kept.saved?.revision ?? 0).saved?.revision ?? 0
        later.hoursDone = 650
        let again = refusal { () throws(ClientError) in try save(later, base: revision) }
        #expect(again?.status?.reason == "TRNG-0290")
        later.hoursDone = 640
        #expect(try save(later, base: revision).changed == 1)
    }

    @Test
    func `two rows of one programme are told, with the row before`() throws {
        let both = try save(
            certificate { $0.steps = [step(1)] },
            certificate("E2"),
            certificate { $0.steps = [step(2)] },
            certificate("E2"),
            adds: true
        )
        #expect(both.made == 2)
        #expect(both.remarks.map(\.word) == ["same-programme", "same-programme"])
        #expect(both.remarks.map(\.change) == [2, 3])
        #expect(both.remarks.map(\.otherChange) == [0, 1])
    }
}
