import HubClient
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Programmes that nobody would send: read or refused, kept whole, and taken back.
struct ProgrammeFuzzTests {
    private let served: ServedTraining
    private let steward: ProgrammeServiceClient
    private let today: Day

    init() throws {
        served = try ServedTraining()
        steward = ProgrammeServiceClient(served.channel)
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
        try served.calls.keep(TrainingCalls.file("E1,Blue,Oral health,01/02/2020,,,"))
    }

    private func iso(_ step: Int) -> String { today.advanced(by: step)?.iso ?? "" }

    private func all() throws(ClientError) -> [Programme] {
        var request = ListProgrammesRequest()
        request.withEnded = true
        return try steward.listProgrammes(request).programmes
    }

    private func save(
        _ one: Programme,
        adds: Bool
    ) throws(ClientError) -> SaveProgrammesResponse {
        let change = ProgrammeChange(programme: one)
        return try steward.saveProgrammes(SaveProgrammesRequest(changes: [change], adds: adds))
    }

    @Test
    func `bytes of a call with some changed are refused, or read as they are written`() throws {
        var dice = SeededGenerator(seed: 180)
        var one = Programme(worker: "E1", kind: .apprenticeship, title: "Example standard")
        (one.started, one.hoursDone, one.team) = ("2025-03-04", 40, "Blue")
        one.steps = [ProgrammeStep(kind: .endPoint, number: 0, day: "2025-03-05", outcome: .passed)]
        one.breaks = [ProgrammeBreak(from: "2025-04-01", until: "2025-04-02")]
        let change = ProgrammeChange(programme: one, baseRevision: 7)
        let bytes = SaveProgrammesRequest(changes: [change], adds: true).encoded()
        var (read, refused) = (0, 0)
        for round in 0..<4_000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...2, using: &dice) {
                changed[Int.random(in: changed.indices, using: &dice)] = dice.bytes(1)[0]
            }
            if Bool.random(using: &dice) {
                changed.removeLast(Int.random(in: 0..<changed.count, using: &dice))
            }
            do throws(WireError) {
                let request = try SaveProgrammesRequest(decoding: changed, rules: .strict)
                let again = try SaveProgrammesRequest(decoding: request.encoded(), rules: .strict)
                #expect(again == request, "round \(round)")
                read += 1
            } catch {
                refused += 1
            }
        }
        // Else it would prove nothing of one of the two.
        #expect(read > 0 && refused > 0)
    }

    @Test
    func `whatever comes is kept or refused with a reason of its own`() throws {
        var dice = SeededGenerator(seed: 18)
        let texts = ["", "A", "Jane Example", "call 01632 960123", "\u{0}", "2025-02-30", "é"]
        let days = ["", iso(-400), iso(-1), iso(0), iso(1), "9999-12-31", "0001-01-01", "31/12/24"]
        func text() -> String { texts.randomElement(using: &dice) ?? "" }
        func day() -> String { days.randomElement(using: &dice) ?? "" }
        func number() -> UInt32 { [0, 1, 3, 12, 300, .max].randomElement(using: &dice) ?? 0 }
        var kept = 0
        for round in 0..<400 {
            var one = Programme(worker: "E1")
            one.kind = ProgrammeKind(rawValue: Int32.random(in: 0...5, using: &dice))
            (one.title, one.provider, one.funding) = (text(), text(), text())
            one.edition = ["", "2015", "2025"].randomElement(using: &dice) ?? ""
            if Bool.random(using: &dice) { one.started = day() }
            if Bool.random(using: &dice) { one.completed = day() }
            if Bool.random(using: &dice) { one.hoursDone = number() }
            if Bool.random(using: &dice) { one.extensionMonths = number() }
            if Bool.random(using: &dice) {
                one.breaks = [ProgrammeBreak(from: day(), until: day())]
            }
            for _ in 0..<Int.random(in: 0...3, using: &dice) {
                let kind = ProgrammeStepKind(rawValue: Int32.random(in: 0...6, using: &dice))
                one.steps.append(ProgrammeStep(kind: kind, number: number(), day: day()))
            }
            let adds = Bool.random(using: &dice)
            do throws(ClientError) {
                let answer = try save(one, adds: adds)
                guard let revision = answer.saved?.revision else { continue }
                kept += 1
                let before = try all().count
                let undone = try steward.undoProgramme(
                    UndoProgrammeRequest(importRevision: revision)
                )
                #expect(undone.removed + undone.restored == 1, "round \(round)")
                #expect(try all().count == before - Int(undone.removed), "round \(round)")
            } catch {
                let isOwn =
                    error.reasonCode.hasPrefix("TRNG-")
                    || ["CALL-0411", "CALL-0412"].contains(error.reasonCode)
                #expect(isOwn, "round \(round): \(error.reasonCode) \(error)")
            }
        }
        // Else it would prove nothing about what is kept.
        #expect(kept > 0)
    }
}
