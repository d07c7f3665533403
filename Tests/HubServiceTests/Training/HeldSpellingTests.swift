import HubClient
import HubDomain
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// A staff number that a recorded worker has in another spelling, as the hub finds it.
struct HeldSpellingTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    private func preview(_ rows: String...) throws -> PreviewTrainingResponse {
        let text = (["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n")
        return try calls.preview(Array(text.utf8)).answer
    }

    private func held(_ answer: PreviewTrainingResponse) -> [HubWire.Finding] {
        answer.findings.filter { $0.reason == "TRNG-0279" }
    }

    @Test(arguments: ["C-04010", "C 04010", "C4010", "c/04010", "\u{A0}C\u{A0}04010"])
    func `a new number that is a recorded one but for how it is typed is told, and kept if meant`(
        typed: String
    ) throws {
        try calls.keep(TrainingCalls.file("C04010,Blue,Autism,14/03/2024,,,"))
        let answer = try preview("\(typed),Blue,Fire safety,14/03/2024,,,")
        let told = try #require(held(answer).first)
        #expect(held(answer).count == 1 && told.row == 2 && told.severity == .warning)
        #expect(told.suggestion == "C04010" && told.column == "No")
        let reference = try calls.worker("C04010").worker
        #expect(told.message.contains(reference.prefix(14)))
        #expect(answer.errors == 0 && answer.newWorkers == 1)
        try calls.keep(TrainingCalls.file("\(typed),Blue,Fire safety,14/03/2024,,,"))
        #expect(try calls.worker(typed).worker != reference)
    }

    @Test func `a number of its own, the recorded one, and a first file are not told`() throws {
        let first = try preview("C04010,Blue,Autism,14/03/2024,,,", "C-04010,Blue,Autism,,,,")
        #expect(held(first).isEmpty)
        #expect(first.findings.contains { $0.reason == "TRNG-0278" && $0.row == 3 })
        try calls.keep(TrainingCalls.file("C04010,Blue,Autism,14/03/2024,,,"))
        let others = try preview(
            "C04011,Blue,Autism,14/03/2024,,,",
            "C40100,Blue,Autism,14/03/2024,,,",
            " c04010 ,Blue,Fire safety,14/03/2024,,,"
        )
        #expect(held(others).isEmpty && others.newWorkers == 2)
    }

    @Test func `what is beyond the numbers that are tried is said`() throws {
        try calls.keep(TrainingCalls.file("C04010,Blue,Autism,14/03/2024,,,"))
        let count = HeldSpellings.triedMax + 3
        let rows = (1...count).map { "D\(20_000 + $0),Blue,Autism,14/03/2024,,," }
        let text = (["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n")
        let told = held(try calls.preview(Array(text.utf8)).answer)
        #expect(told.count == 1 && told.first?.severity == .note && told.first?.row == 0)
        #expect(told.first?.message.contains("3 were not") == true)
    }

    @Test func `remarks have their room beside many errors`() throws {
        let wrong = (1...400).map { "E\($0),Blue,Qx \($0),soon \($0),,," }
        let rows = wrong + ["E900,Blue,Autism,999,,,"]
        let text = (["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n")
        let answer = try calls.preview(Array(text.utf8)).answer
        #expect(answer.findings.contains { $0.reason == "TRNG-0136" && $0.row == 402 })
        #expect(answer.findings.contains { $0.severity == .error })
        let rowsTold = answer.findings.map(\.row)
        #expect(rowsTold == rowsTold.sorted())
    }
}
