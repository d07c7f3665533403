import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Attacks that do not reckon: whole groups, watching what changes, and looking where a count may
/// have been left lying.
struct WresRefreshAttackTests {
    private static let hidden = WresCell(.disciplinary, .adults, .minority)

    @Test
    func `8: nobody, or everybody, of a group is not told`() throws {
        // Nobody of the senior managers is minoritised, or one is.
        let cell = WresCell(.seniorManagers, .adults, .minority)
        let worlds = try AttackWorlds(seed: 8)
        try AttackPlay(name: "8, nobody", cell: cell, near: 0...0) { sight, council in
            try sight.inverted(.seniorManagement, [.adults]) - sight.sum(cell, besides: council)
        }.play(in: worlds)
        // All who were shortlisted were appointed, or all but one.
        for council in AttackHub.victims {
            let appointed = WresCell(.appointed, .adults, .minority)
            let shortlisted = WresCell(.shortlisted, .adults, .minority)
            let whole = AttackWorlds.Move(appointed, near: 61, by: 1)
            var pair = try worlds.pair(council, "2024", [whole])
            let everybody = try #require(pair[1].entries[appointed])
            for place in pair.indices { pair[place].entries[shortlisted] = everybody }
            try worlds.correct(council, pair)
            func isEverybody(_ sight: AttackSight) -> Bool {
                sight.printed(council, appointed) == sight.printed(council, shortlisted)
            }
            let sights = try worlds.sights()
            #expect(sights[0] == sights[1])
            #expect(try worlds.sights(under: .hidingOnly).map(isEverybody) == [false, true])
            // Where both print the same, the part may still be smaller than the whole.
            let part = try #require(sights[0].printed(council, appointed))
            #expect(ReleasePolicy.standard.candidates(for: part).count == 9)
        }
        let asked = try worlds.compareEverything()
        print("attack 8, everybody: \(AttackHub.victims.count) victims; \(asked) answers alike")
    }

    @Test
    func `9: a correction within a released count is not seen, and another as five`() throws {
        let worlds = try AttackWorlds(seed: 9)
        for council in AttackHub.victims {
            let near = Int.random(in: 20...40, using: &worlds.chance)
            let own = AttackWorlds.Move(Self.hidden, near: near, by: 1)
            let pair = try worlds.pair(council, "2024", [own])
            try worlds.correct(council, [pair[0], pair[0]])
            let before = try worlds.sights()
            let revisions = try worlds.hubs.map { try $0.regionRevision() }
            let lines = worlds.hubs.map(\.regionLog.count)
            // One hub corrects by one person; the other does nothing.
            try worlds.hubs[1].correct(council, pair[1])
            let after = try worlds.sights()
            #expect(after == before && after[0] == after[1])
            #expect(try worlds.hubs.map { try $0.regionRevision() } == revisions)
            #expect(worlds.hubs.map(\.regionLog.count) == lines)
            // The control: published as it is, the difference is the person.
            try worlds.correct(council, pair)
            let bare = try worlds.sights(under: .hidingOnly)
            let shown = bare.map { $0.printed(council, Self.hidden) ?? 0 }
            #expect(shown[1] - shown[0] == 1)
            // Five people more are five in both, whichever of the two counts it was.
            let more = pair.map { entry in
                var entry = entry
                let count = (entry.entries[Self.hidden]?.value ?? 0) + 5
                entry.entries[Self.hidden] = .count(count)
                return entry
            }
            try worlds.correct(council, more)
            let moved = try worlds.sights()
            #expect(moved[0] == moved[1])
            let steps = zip(moved, before).map { now, then in
                (now.printed(council, Self.hidden) ?? 0) - (then.printed(council, Self.hidden) ?? 0)
            }
            #expect(steps == [5, 5])
        }
        let asked = try worlds.compareEverything()
        print("attack 9: \(AttackHub.victims.count) victims, 2 steps each; \(asked) answers alike")
    }

    @Test
    func `9: taken back and released again ten times, a count shows one way`() throws {
        let worlds = try AttackWorlds(seed: 99)
        let own = AttackWorlds.Move(Self.hidden, near: 4, by: 1)
        try worlds.correct(2, worlds.pair(2, "2024", [own]))
        let first = try worlds.sights()
        #expect(first[0] == first[1])
        for _ in 0..<10 {
            for hub in worlds.hubs {
                try hub.withdraw(2, "2024")
                try hub.withdraw(2, "2024", restoring: true)
            }
            #expect(try worlds.sights() == first)
        }
        // The control: with another key each time it shows two ways, and their mean is the count.
        // A multiple of five shows one way by itself; of two counts beside each other one is none.
        let counts = worlds.counts(2, Self.hidden)
        let truth = try #require(counts.first { !$0.isMultiple(of: 5) })
        let shown = (0..<5).map { ReleasePolicy.standard.released(truth, offset: $0) }
        #expect(Set(shown).count == 2 && shown.reduce(0, +) == 5 * truth)
    }

    @Test
    func `what the region is told is what the released counts alone give`() throws {
        let worlds = try AttackWorlds(seed: 90)
        for step in 0..<6 {
            let council = step % AttackHub.victims.count
            let near = Int.random(in: 0...40, using: &worlds.chance)
            let own = AttackWorlds.Move(Self.hidden, near: near, by: 1)
            try worlds.correct(council, worlds.pair(council, "2024", [own]))
            let told = try worlds.sights()
            let pure = try worlds.sights(under: .standard)
            #expect(told[0].tellsTheSame(as: pure[0]) && told[1].tellsTheSame(as: pure[1]))
            #expect(told[0] == told[1])
            let bare = try worlds.sights(under: .hidingOnly)
            #expect(!bare[0].tellsTheSame(as: bare[1]) && !told[0].tellsTheSame(as: bare[0]))
        }
    }

    @Test
    func `10: no true count lies in an answer, a log or the region's file`() throws {
        let worlds = try AttackWorlds(seed: 10)
        var planted: [Int] = []
        for council in AttackHub.victims {
            var entry = try #require(worlds.truth[0]["2024"]?[council])
            for service in WresService.allCases {
                for group in EthnicGroup.allCases {
                    for quantity in [WresQuantity.shortlisted, .appointed] {
                        // Seven digits that are no multiple of five: four bytes on the wire.
                        let most = quantity == .appointed ? 700_000 : 1_500_000
                        let count = Int.random(in: most - 200_000..<most, using: &worlds.chance)
                        planted.append(count * 5 + 2)
                        entry[quantity, service, group] = .count(count * 5 + 2)
                    }
                }
            }
            try worlds.correct(council, [entry, entry])
        }
        let hub = worlds.hubs[0]
        let data = hub.served.folder.file("data")
        let texts = try hub.everything().map(\.answer.raw) + hub.served.log.all
        let views = try AttackSight(asking: hub.lead)
        let shown = "\(views)" + texts.joined(separator: "\n")
        for count in planted {
            for word in ["\(count)", NumberText.grouped(count)] {
                let found = Self.numbers(word, in: shown)
                #expect(found.isEmpty, "\(found)")
            }
        }
        // The control: the search finds a number that stands there.
        #expect(Self.numbers("1500002", in: "of 0.15000021, 1500002 were").count == 1)
        // As text and as it travels; the council's own file has it, so the search can find it.
        let patterns = planted.map { Self.travelling($0) }
        let own = try Self.files(holding: patterns, below: data)
        #expect(!own.isEmpty && own.allSatisfy { $0.contains("/tenants/") }, "\(own)")
        let words = planted.map { "\($0)" }
        #expect(try Footprint.files(words, below: [data], besides: ["/tenants/"]).isEmpty)
        print("attack 10: \(planted.count) planted counts, in \(own.count) files of councils only")
    }

    /// Where a number stands by itself: digits within those of a longer number, such as of a
    /// ratio with seventeen places, are no count of anything.
    private static func numbers(_ word: String, in text: String) -> [String] {
        let (bytes, wanted) = (Array(text.utf8), Array(word.utf8))
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        var found: [String] = []
        var index = 0
        while index + wanted.count <= bytes.count {
            defer { index += 1 }
            let end = index + wanted.count
            guard bytes[index] == wanted[0], bytes[index..<end].elementsEqual(wanted) else {
                continue
            }
            let before = index > 0 ? bytes[index - 1] : UInt8(ascii: " ")
            let isPart =
                digits.contains(before) || before == UInt8(ascii: ".")
                || (end < bytes.count && digits.contains(bytes[end]))
            if isPart { continue }
            let around = bytes[max(0, index - 40)..<min(bytes.count, end + 40)]
            found.append(String(decoding: around, as: UTF8.self))
        }
        return found
    }

    /// A count as protobuf writes it.
    private static func travelling(_ count: Int) -> [UInt8] {
        var rest = count
        var bytes: [UInt8] = []
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// Files that hold one of these runs of bytes.
    private static func files(holding patterns: [[UInt8]], below folder: String) throws -> [String]
    {
        let expression = patterns.map { bytes in
            bytes.map { byte in
                let digits = String(byte, radix: 16)
                return "\\x" + (digits.count < 2 ? "0" : "") + digits
            }.joined()
        }.joined(separator: "|")
        let words = ["env", "LC_ALL=C", "grep", "-rlaP", expression, folder]
        let (code, output) = try Tool.run(words, in: ScratchFolder())
        #expect(code == 0 || code == 1, "\(output)")
        return output.split(separator: "\n").map(String.init)
    }
}
