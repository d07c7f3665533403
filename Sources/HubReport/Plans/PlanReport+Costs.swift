import HubDomain
import HubText

// What the plan costs, and who pays.
extension PlanReportWriter {
    /// Each action with a cost, the dearest first, and what nobody is named to pay.
    mutating func costs(upTo place: Int) {
        let all: [(action: PlanAction, cost: PlanCost)] = plan.actions.compactMap { action in
            action.cost.map { (action, $0) }
        }.sorted { one, other in
            if one.cost.pounds != other.cost.pounds { return one.cost.pounds > other.cost.pounds }
            return one.action.ref < other.action.ref
        }
        guard !all.isEmpty else { return }
        let priced = all.filter { $0.action.progress != .stopped }
        let stopped = all.filter { $0.action.progress == .stopped }.map(\.action.ref.text)
        page.element("h2", "What it costs")
        let open = priced.filter { $0.cost.funding.isEmpty }
        if !open.isEmpty {
            var sum = 0
            for entry in open { sum += min(max(entry.cost.pounds, 0), PlanCost.poundsMax) }
            let refs = open.map(\.action.ref.text).joined(separator: ", ")
            page.element(
                "p",
                "Nobody is named yet to pay £\(NumberText.grouped(sum)) of it: \(refs)."
            )
        }
        if !stopped.isEmpty {
            page.element(
                "p",
                "Not counted, as the action was stopped: \(stopped.joined(separator: ", "))."
            )
        }
        guard !priced.isEmpty else { return }
        table(
            "Actions with a cost, the dearest first",
            ["Ref", "Action", "Cost", "Who pays"],
            priced.map { entry in
                let payer = entry.cost.funding
                return [
                    entry.action.ref.text, entry.action.title,
                    "£\(NumberText.grouped(entry.cost.pounds))",
                    payer.isEmpty ? "nobody named yet" : payer,
                ]
            },
            upTo: place
        )
    }
}
