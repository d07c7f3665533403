import HubDomain
import HubWire

/// The code of an item alone, such as SWP5, as a link of a plan: what the thread takes.
struct PlanShortLinks {
    private let editions: [FrameworkEdition]

    /// Looks in what the region holds.
    init(_ region: RegionSnapshot) { editions = region.editions }

    /// The plan with whole links.
    ///
    /// - Throws: `requestNotValid`, which names the editions where several have the item.
    /// - Complexity: Linear in the links; only short ones are looked for.
    func resolved(_ plan: WorkforcePlan) throws(Fault) -> WorkforcePlan {
        var plan = plan
        for index in plan.challenges.indices {
            try resolve(&plan.challenges[index].links, "plan.challenges[\(index)]")
        }
        for index in plan.objectives.indices {
            try resolve(&plan.objectives[index].links, "plan.objectives[\(index)]")
        }
        for index in plan.actions.indices {
            try resolve(&plan.actions[index].links, "plan.actions[\(index)]")
        }
        return plan
    }

    private func resolve(_ links: inout [String], _ path: String) throws(Fault) {
        for (index, link) in links.enumerated() where !link.isEmpty && !link.contains("/") {
            let found = editions.filter { edition in
                (edition.items.map(\.code) + edition.headings.map(\.code))
                    .contains { $0.utf8.elementsEqual(link.utf8) }
            }.map { PlanFrameworks.link($0, link).description }
            // What is in no edition is refused as no link.
            guard let only = found.first else { continue }
            guard found.count == 1 else {
                throw .invalid(
                    "\(path).links[\(index)]",
                    "not_a_link",
                    "\(link) of one edition: \(found.joined(separator: " or "))"
                )
            }
            links[index] = only
        }
    }
}
