import HubStore
import HubTestKit
import Testing

struct WaitingLineTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a line gives out what came first, like an array does`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var line = WaitingLine<Int>()
        var expected: [Int] = []
        for number in 0..<2_000 {
            switch UInt8.random(in: 0...9, using: &generator) {
            case 0...4:
                line.append(number)
                expected.append(number)
            case 5...7:
                let first = expected.isEmpty ? nil : expected.removeFirst()
                #expect(line.popFirst() == first, "seed \(seed)")
            case 8:
                let count = Int.random(in: 0...9, using: &generator)
                #expect(line.popFirst(count) == Array(expected.prefix(count)), "seed \(seed)")
                expected.removeFirst(min(count, expected.count))
            default:
                line.putBack([number, -number])
                expected = [number, -number] + expected
            }
            #expect(line.count == expected.count && line.isEmpty == expected.isEmpty)
        }
    }

    @Test
    func `a line lets go of what was taken`() {
        final class Thing {}
        var line = WaitingLine<Thing>()
        weak var seen: Thing?
        do {
            let thing = Thing()
            seen = thing
            line.append(thing)
            line.append(Thing())
            _ = line.popFirst()
        }
        #expect(seen == nil)
        #expect(line.count == 1)
    }
}
