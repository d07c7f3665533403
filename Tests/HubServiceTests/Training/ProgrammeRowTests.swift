import HubClient
import HubStore
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Rows of files of programmes over a connection: whom and what they mean, and days that cannot be.
struct ProgrammeRowTests: ProgrammeSuite {
    let hub: ProgrammeServed

    init() throws { hub = try ProgrammeServed("E1,Blue", "C0513,Red") }

    private func untitled(_ change: (inout Programme) -> Void = { _ in }) -> Programme {
        var one = Programme(worker: "E1", kind: .apprenticeship)
        one.hoursDone = 12
        change(&one)
        return one
    }

    @Test
    func `a row without a title adds to the only open programme of its kind`() throws {
        let none = refusal { () throws(ClientError) in try save(untitled(), adds: true) }
        #expect(none?.status?.violations.map(\.path) == ["changes[0].programme.title"])
        let first = try save(apprenticeship("First") { $0.completed = iso(-1) })
        let second = try save(apprenticeship("Second"))
        let added = try save(untitled(), adds: true)
        #expect(added.changed == 1 && added.saved?.id == second.saved?.id)
        #expect(added.saved?.id != first.saved?.id)
        #expect(try save(untitled(), adds: true).saved == nil)
        let third = try save(apprenticeship("Third"))
        let several = refusal { () throws(ClientError) in try save(untitled(), adds: true) }
        #expect(several?.reasonCode == "TRNG-0291")
        #expect(several?.status?.violations.map(\.path) == ["changes[0].programme.title"])
        let message = several?.status?.violations.first?.message ?? ""
        let ids = [second, third].compactMap { $0.saved?.id }
        #expect(ids.allSatisfy(message.contains) && !message.contains("Second"))
        // Another kind’s is no matter, and a title tells which is meant.
        #expect(try save(untitled { $0.kind = .careCertificate }, adds: true, isRefused: true))
        #expect(try save(untitled { $0.title = "third" }, adds: true).saved?.id == ids.last)
    }

    private func save(
        _ one: Programme,
        adds: Bool,
        isRefused: Bool
    ) throws(ClientError) -> Bool {
        let refused = refusal { () throws(ClientError) in try save(one, adds: adds) }
        return isRefused == (refused != nil) && refused?.reasonCode != "TRNG-0291"
    }

    @Test
    func `a step is named by its place among those that were sent`() throws {
        _ = try save(certificate { $0.steps = [step(1), step(2)] })
        var row = Programme(worker: "E1", kind: .careCertificate)
        row.steps = [step(16), step(3, 1), step(2, -101)]
        let refused = refusal { () throws(ClientError) in try save(row, adds: true) }
        let violations = refused?.status?.violations ?? []
        #expect(
            Set(violations.map(\.path))
                == ["changes[0].programme.steps[1]", "changes[0].programme.steps[2]"]
        )
        #expect(violations.allSatisfy { $0.message.hasPrefix("standard ") })
        // What is recorded is before the new first day, and was not sent.
        var later = Programme(worker: "E1", kind: .careCertificate)
        later.started = iso(-10)
        let moved = refusal { () throws(ClientError) in try save(later, adds: true) }
        let paths = moved?.status?.violations.map(\.path) ?? []
        #expect(paths == ["changes[0].programme.steps", "changes[0].programme.steps"])
    }

    @Test
    func `days before the edition are refused, and those of a certificate that moves stay`() throws
    {
        let day = "2024-12-03"
        let early = certificate { one in
            one.started = "2024-12-02"
            one.steps = [ProgrammeStep(kind: .standard, number: 7, day: day)]
        }
        let refused = refusal { () throws(ClientError) in try save(early) }
        #expect(refused?.reasonCode == "TRNG-0272")
        #expect(refused?.status?.violations.map(\.path) == ["changes[0].programme.steps[0]"])
        var old = early
        old.edition = "2015"
        _ = try save(old, adds: true)
        let moved = Programme(worker: "E1", kind: .careCertificate, edition: "2025")
        #expect(try save(moved, adds: true).changed == 1)
        #expect(try save(early, adds: true).saved == nil, "the same again says nothing new")
        var award = Programme(worker: "E1", kind: .careCertificate)
        award.completed = "2025-02-28"
        let late = refusal { () throws(ClientError) in try save(award, adds: true) }
        #expect(late?.status?.violations.map(\.path) == ["changes[0].programme.completed"])
    }

    @Test
    func `days before employment are told once and refused nowhere`() throws {
        var mapping = TrainingMapping()
        for (title, meaning) in [("No", "staff_number"), ("Start", "started")] {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let start = today.advanced(by: -60)?.slashed ?? ""
        try calls.keep(Array("No,Start\nE1,\(start)\n".utf8), mapping)
        let made = try save(certificate { $0.steps = [step(1)] })
        #expect(made.remarks.map(\.word) == ["before-employment"])
        #expect(made.remarks.first?.reason == "TRNG-0292")
        #expect(made.remarks.first?.words.contains(": begun; right where") == true)
        let one = try #require(try all("E1").first)
        #expect(one.findings.allSatisfy { $0.word != "before-employment" })
        var row = Programme(worker: "E1", kind: .careCertificate)
        row.steps = [step(2)]
        #expect(try save(row, adds: true).remarks.isEmpty)
        row.steps = [step(3, -61)]
        #expect(try save(row, adds: true).remarks.map(\.word) == ["before-employment"])
        #expect(try save(certificate("C0513")).remarks.isEmpty)
    }

    @Test
    func `a staff number that is typed otherwise is told by its shape, and nowhere kept`() throws {
        let refused = refusal { () throws(ClientError) in try save(certificate("C 0513")) }
        #expect(refused?.reasonCode == "TRNG-0189")
        let violation = refused?.status?.violations.first
        #expect(violation?.path == "changes[0].programme.worker")
        #expect(violation?.expected.hasPrefix("the number written as A9999") == true)
        let said = "\(refused?.message ?? "") \(violation?.message ?? "")"
        #expect(said.contains("another spelling") && !said.contains("0513"))
        let nobody = refusal { () throws(ClientError) in try save(certificate("C 0514")) }
        #expect(nobody?.status?.violations.first?.expected == "")
        let copy = refusal { () throws(ClientError) in try calls.worker("C-0513") }
        #expect(copy?.status?.violations.first?.expected.contains("A9999") == true)
        #expect(try served.tables().allSatisfy { !$0.contains("0513") })
    }

    @Test
    func `what is behind without a day is due on none`() throws {
        let soon = apprenticeship("Soon") { $0.plannedEnd = iso(10) }
        let hours = apprenticeship("Hours") { one in
            (one.plannedEnd, one.hoursPlanned, one.hoursDone) = (iso(300), 400, 1)
        }
        _ = try save(soon, hours)
        func list(
            _ change: (inout ListProgrammesRequest) -> Void
        ) throws(ClientError) -> [String] {
            var request = ListProgrammesRequest()
            change(&request)
            return try steward.listProgrammes(request).programmes.map(\.title)
        }
        #expect(try list { $0.dueWithinDays = 30 } == ["Soon"])
        #expect(try list { $0.dueWithinDays = 10 } == [])
        #expect(try list { $0.behind = true } == ["Hours"])
        #expect(try Set(list { $0.dueWithinDays = 301 }) == ["Soon", "Hours"])
    }
}
