package import HubText

/// Something that happened after which training has to be done again before its time.
package struct IntervalCut: Equatable, Sendable {
    /// Why; the triggers that Skills for Care names, and an open rest.
    package enum Trigger: String, Sendable, CaseIterable {
        /// New law, guidance or best practice.
        case lawOrPractice = "law-or-practice"
        /// A new risk, such as equipment, environment or policy.
        case risk
        /// Doubt about competence, seen in supervision.
        case competence
        /// Anything else.
        case other
    }

    /// The cuts of one tenant.
    package static let countMax = 1_000

    /// Why.
    package let trigger: Trigger
    /// The topics it is about; empty for all.
    package let topics: [TopicCode]
    /// The day it happened: what was done on it or later is not cut.
    package let day: Day
    /// The last day on which earlier training counts.
    package let countsUntil: Day

    /// A cut; earlier training counts until its day at least.
    package init(trigger: Trigger, topics: [TopicCode], day: Day, countsUntil: Day) {
        self.trigger = trigger
        self.topics = topics
        self.day = day
        self.countsUntil = max(day, countsUntil)
    }

    /// Whether something done on a day about a topic is cut.
    func cuts(_ topic: TopicCode, done: Day) -> Bool {
        done < day && (topics.isEmpty || topics.contains(topic))
    }
}
