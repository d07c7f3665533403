import HubText

/// Which topics together satisfy a requirement: one of several ways, each of one or more parts.
///
/// A plain topic is one way of one part. A compound topic needs all its parts: a tier of the Oliver
/// McGowan training is the e-learning and the live session. Several ways stand for "tier 1 or tier
/// 2, not both".
package struct Fulfilment: Hashable, Sendable, CustomStringConvertible {
    /// The ways of one requirement.
    package static let waysMax = 8
    /// The parts of one way.
    package static let partsMax = 8

    /// The ways, each with its parts; neither is empty.
    package let ways: [[TopicCode]]

    /// A single topic.
    package init(_ topic: TopicCode) { ways = [[topic]] }

    /// Several ways; nil if there are none, too many, or one is empty or names a part twice.
    package init?(ways: [[TopicCode]]) {
        guard (1...Self.waysMax).contains(ways.count) else { return nil }
        for parts in ways {
            guard (1...Self.partsMax).contains(parts.count), Set(parts).count == parts.count else {
                return nil
            }
        }
        self.ways = ways
    }

    /// Reads "a+b|a+c"; nil for another form.
    package static func read(_ text: String) -> Fulfilment? {
        let ways = text.split(separator: "|", omittingEmptySubsequences: false).map { way in
            way.split(separator: "+", omittingEmptySubsequences: false)
                .map { TopicCode(text: String($0)) }
        }
        guard ways.joined().allSatisfy({ !$0.text.isEmpty }) else { return nil }
        return Fulfilment(ways: ways)
    }

    /// Every topic of any way, in the order of the codes.
    package var topics: [TopicCode] { Set(ways.joined()).sorted() }

    /// As `read` takes it.
    package var description: String {
        ways.map { $0.map(\.text).joined(separator: "+") }.joined(separator: "|")
    }
}
