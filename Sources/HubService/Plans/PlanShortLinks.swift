import HubDomain
import HubText
import HubWire

/// The code of an item alone, such as SWP5, as a link of a plan: what the thread takes.
struct PlanShortLinks {
    private let editions: [FrameworkEdition]
    private let today: Day
    /// What is told of codes that several editions have.
    private(set) var notes: [HubText.Finding] = []

    /// Looks in what the region holds.
    ///
    /// - Parameters:
    ///   - region: What the region holds.
    ///   - today: The day in London: a code alone means the edition in force.
    init(_ region: RegionSnapshot, today: Day) {
        editions = region.editions
        self.today = today
    }

    /// The plan with whole links.
    ///
    /// Of a code that several editions of one framework have, the edition in force is meant, and
    /// the others are named in a note.
    ///
    /// - Throws: `requestNotValid`, which names the frameworks where several have the item.
    /// - Complexity: Linear in the links; only short ones are looked for.
    mutating func resolved(_ plan: WorkforcePlan) throws(Fault) -> WorkforcePlan {
        var plan = plan
        for index in plan.challenges.indices {
            try resolve(&plan.challenges[index].links, "challenges[\(index)]")
        }
        for index in plan.objectives.indices {
            try resolve(&plan.objectives[index].links, "objectives[\(index)]")
        }
        for index in plan.actions.indices {
            try resolve(&plan.actions[index].links, "actions[\(index)]")
        }
        return plan
    }

    /// The link that a code alone means; `nil` where none or several frameworks have it.
    func link(_ code: String) -> PlanLink? {
        let found = having(code)
        guard let only = PlanFrameworks.inForce(found, today),
            found.allSatisfy({ $0.framework.utf8.elementsEqual(only.framework.utf8) })
        else { return nil }
        return PlanFrameworks.link(only, code)
    }

    private func having(_ code: String) -> [FrameworkEdition] {
        editions.filter { edition in
            (edition.items.map(\.code) + edition.headings.map(\.code))
                .contains { $0.utf8.elementsEqual(code.utf8) }
        }
    }

    private mutating func resolve(_ links: inout [String], _ path: String) throws(Fault) {
        for (index, link) in links.enumerated() where !link.isEmpty && !link.contains("/") {
            let found = having(link)
            // What is in no edition is refused as no link.
            guard let only = PlanFrameworks.inForce(found, today) else { continue }
            func whole(_ edition: FrameworkEdition) -> String {
                PlanFrameworks.link(edition, link).description
            }
            let isOne = found.allSatisfy { $0.framework.utf8.elementsEqual(only.framework.utf8) }
            guard isOne else {
                throw .invalid(
                    "plan.\(path).links[\(index)]",
                    "not_a_link",
                    "\(link) of one framework: \(found.map(whole).joined(separator: " or "))"
                )
            }
            links[index] = whole(only)
            let others = found.filter { !$0.id.utf8.elementsEqual(only.id.utf8) }.map(whole)
            if !others.isEmpty {
                note(link, whole(only), others, "\(path).links[\(index)]")
            }
        }
    }

    /// Says once of each code which edition was taken.
    private mutating func note(_ code: String, _ taken: String, _ others: [String], _ path: String)
    {
        guard notes.allSatisfy({ $0.place.subject?.utf8.elementsEqual(code.utf8) != true }) else {
            return
        }
        notes.append(
            DomainError(
                .planLink,
                path: path,
                subject: code,
                problem: "is read as \(taken), the edition in force",
                expected: "the whole link for another edition: \(others.joined(separator: " or "))"
            ).finding(severity: .warning)
        )
    }
}

extension PlanFrameworks {
    /// The edition of several that holds on a day: the newest that had begun; where none had, the
    /// first of them.
    static func inForce(_ editions: [FrameworkEdition], _ day: Day) -> FrameworkEdition? {
        let begun = editions.filter { start($0).map { $0 <= day } ?? true }
        return begun.enumerated().max { left, right in
            let (one, other) = (start(left.element), start(right.element))
            guard let one, let other, one != other else {
                return one == nil && other != nil || (one == other && left.offset < right.offset)
            }
            return one < other
        }?.element ?? editions.first
    }

    /// The first day of an edition: the one that was published, or the first of the year that its
    /// publisher's words begin with.
    private static func start(_ edition: FrameworkEdition) -> Day? {
        if let day = edition.validFrom.flatMap({ ISODay.read($0) }) { return day }
        let digits = edition.validFromWords.prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count == 4, let year = Int(digits) else { return nil }
        return Day(year: year, month: 1, day: 1)
    }
}
