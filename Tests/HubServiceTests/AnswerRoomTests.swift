import HubText
import HubWire
import Testing

@testable import HubService

struct AnswerRoomTests {
    private static let room = WireLimits.messageBytesFloor - AnswerRoom.heldBackBytes

    /// A difference that takes so many bytes of an answer.
    private static func difference(costing bytes: Int) -> Difference {
        var difference = Difference()
        let empty = AnswerRoom.entryHeadBytes + 1 + 3
        difference.after = String(repeating: "x", count: bytes - empty)
        return difference
    }

    @Test
    func `a list that fits to the last byte is whole, and one byte more leaves one out`() {
        let first = AnswerRoomTests.difference(costing: 40_000)
        #expect(first.byteCount() + AnswerRoom.entryHeadBytes == 40_000)
        let rest = AnswerRoomTests.room - 40_000
        var room = AnswerRoom()
        let fitting = room.take([first, AnswerRoomTests.difference(costing: rest)])
        #expect(fitting.taken.count == 2 && fitting.leftOut == 0)
        #expect(room.bytesLeft == 0)
        room = AnswerRoom()
        let over = room.take([first, AnswerRoomTests.difference(costing: rest + 1)])
        #expect(over.taken == [first] && over.leftOut == 1)
        #expect(room.bytesLeft == rest)
    }

    @Test
    func `entries are taken in order up to the first that does not fit`() {
        let small = AnswerRoomTests.difference(costing: 100)
        let large = AnswerRoomTests.difference(costing: AnswerRoomTests.room)
        var room = AnswerRoom()
        let taken = room.take([small, large, small])
        #expect(taken.taken == [small] && taken.leftOut == 2)
        let none = room.take([Difference](), bytesMax: 0)
        #expect(none.taken.isEmpty && none.leftOut == 0)
    }

    @Test
    func `bytes are taken whole or not at all`() {
        let most = AnswerRoomTests.room - AnswerRoom.entryHeadBytes
        var room = AnswerRoom()
        #expect(room.take([UInt8](repeating: 0, count: most + 1)) == nil)
        #expect(room.take([UInt8](repeating: 0, count: most)) != nil)
        #expect(room.bytesLeft == 0)
    }

    @Test
    func `findings are listed up to their number, and errors come before warnings are left out`() {
        let most = AnswerRoom.findingsMax
        var room = AnswerRoom()
        let all = room.take(AnswerRoomTests.findings(warnings: most - 1, errors: 1))
        #expect(all.taken.count == most && all.leftOut == 0)
        // Where all fit they stay in their order.
        #expect(all.taken.last?.severity == .error)
        room = AnswerRoom()
        let over = room.take(AnswerRoomTests.findings(warnings: most, errors: 1))
        #expect(over.taken.count == most && over.leftOut == 1)
        #expect(over.taken.first?.severity == .error)
    }

    @Test
    func `an answer with full lists fits the floor`() {
        var room = AnswerRoom()
        var response = ImportAssessmentResponse()
        response.saved = Saved(id: String(repeating: "x", count: 64), revision: .max)
        response.encoding = String(repeating: "x", count: 64)
        (response.rows, response.baseRevision) = (.max, .max)
        let long = String(repeating: "ü", count: 300)
        let error = TextError("rule", found: long, problem: long, expected: long)
        let findings = (1...600).map { HubText.Finding(error, at: Place(row: $0)) }
        (response.findings, response.findingsLeftOut) = room.take(findings)
        let differences = (1...600).map { _ in AnswerRoomTests.difference(costing: 333) }
        (response.differences, response.differencesLeftOut) = room.take(differences)
        response.annotatedCsv = room.take([UInt8](repeating: 0, count: room.bytesLeft - 4))
        #expect(response.annotatedCsv != nil)
        #expect(response.findings.count + Int(response.findingsLeftOut) == 600)
        #expect(response.differences.count + Int(response.differencesLeftOut) == 600)
        let size = response.byteCount()
        #expect(size <= WireLimits.messageBytesFloor)
        #expect(size > WireLimits.messageBytesFloor - AnswerRoom.heldBackBytes - 2_000)
    }

    @Test
    func `an answer over the floor says what was changed and no more`() throws {
        func answer(_ bytes: Int) -> SaveAssessmentResponse {
            SaveAssessmentResponse(differences: [AnswerRoomTests.difference(costing: bytes)])
        }
        let floor = WireLimits.messageBytesFloor
        #expect(try EncodedChange(answer(floor)).response.count == floor)
        var change = answer(floor)
        change.saved = Saved(id: "x", revision: 1)
        let short = try EncodedChange(change)
        #expect(short.response == SaveAssessmentResponse(saved: change.saved).encoded())
        do throws(Fault) {
            _ = try EncodedChange(answer(floor + 1))
            Issue.record("taken")
        } catch {
            #expect(error.reason == .faultOfTheHub)
            #expect(error.cause.contains("\(floor + 1)"))
        }
    }

    private static func findings(warnings: Int, errors: Int) -> [HubText.Finding] {
        let error = TextError("rule", problem: "is wrong")
        let place = Place(row: 2)
        return (0..<warnings).map { _ in HubText.Finding(error, at: place, severity: .warning) }
            + (0..<errors).map { _ in HubText.Finding(error, at: place) }
    }
}
