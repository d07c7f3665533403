import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Files that nobody would send, through the whole import: read, compared, kept, undone.
struct TrainingFuzzTests {
    /// A generator whose numbers are those of its seed.
    private struct Dice {
        private var state: UInt64

        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func roll(_ sides: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(sides))
        }
    }

    private static let pieces: [[UInt8]] =
        [
            "E1", "E2", "E3", "Fire safety", "Food hygiene", "01/02/2025", "31/02/2025",
            "2025-02-01",
            "02/13/2025", "999", "1900", "n/a", "yes", "never", ",", ",", ",", ",", ",", "\n", "\n",
            "\n", "\r\n", "\r", "\"", "\"\"", "\"a\nb\"", "'=1+1", "=cmd", ";", "\t", " ", "\u{0}",
            "\u{200B}", "\u{FEFF}", "é", "01/01/0001", "-1", "45000", "99999999999999999999",
            "Blue", "…", "\nE1,Blue,Fire safety,01/02/2025,,,\n",
            "\nE2,,Food hygiene,03/02/2025,04/02/2026,A,B\n",
            "No,Team,Topic,Done,Ends,Course,Provider\n",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

    private static func file(_ seed: UInt64) -> [UInt8] {
        var dice = Dice(seed)
        var bytes = Array("No,Team,Topic,Done,Ends,Course,Provider\n".utf8)
        if dice.roll(8) == 0 { bytes = [] }
        for _ in 0..<dice.roll(400) {
            let piece = pieces[dice.roll(pieces.count)]
            let times = dice.roll(60) == 0 ? 1 + dice.roll(9_000) : 1
            for _ in 0..<times { bytes += piece }
        }
        return bytes
    }

    @Test
    func `whatever comes is read or refused, and what is read can be kept and taken back`() throws {
        let served = try ServedTraining()
        let calls = served.calls
        var kept = 0
        for seed in 1...80 as ClosedRange<UInt64> {
            let file = Self.file(seed)
            let preview: (batch: UniqueID, answer: PreviewTrainingResponse)
            do throws(ClientError) {
                preview = try calls.preview(file)
            } catch {
                // A refusal has a reason of training's own; a fault of the hub has another.
                let code = error.reasonCode
                #expect(code.hasPrefix("TRNG-"), "seed \(seed): \(code) \(error)")
                continue
            }
            let answer = preview.answer
            #expect(answer.findings.count <= FindingReport.keptMax, "seed \(seed)")
            let told = answer.errors + answer.warnings
            #expect(UInt64(answer.findings.count) + answer.findingsLeftOut == told, "seed \(seed)")
            #expect(answer.counts.map(\.count).reduce(0, +) == told, "seed \(seed)")
            let commit = try calls.commit(preview.batch, answer, rightRowsOnly: true)
            #expect(commit.newRecords == answer.newRecords, "seed \(seed)")
            kept += Int(commit.newRecords)
            let status = try calls.status()
            #expect(status.records == answer.newRecords, "seed \(seed)")
            let undone = try calls.undo(preview.batch)
            #expect(undone.removedRecords == answer.newRecords, "seed \(seed)")
            #expect(try calls.status().workers == 0, "seed \(seed)")
        }
        // Else it would prove nothing about what is kept.
        #expect(kept > 0)
    }

    @Test
    func `more errors than anybody reads are counted, and some are told`() throws {
        let served = try ServedTraining()
        let calls = served.calls
        let count = 60_000
        var bytes = Array("No,Team,Topic,Done,Ends,Course,Provider\n".utf8)
        bytes.reserveCapacity(count * 30)
        for row in 0..<count { bytes += Array("E\(row % 50),,Fire safety,31/02/2025,,,\n".utf8) }
        let answer = try calls.preview(bytes).answer
        #expect(answer.errors == UInt64(count) && answer.newRecords == 0)
        #expect(answer.findings.count == FindingReport.perKindMax)
        #expect(answer.findingsLeftOut == UInt64(count - FindingReport.perKindMax))
    }
}
