import HubDomain

extension PlanReportWriter {
    /// What could go wrong, the most of likelihood and impact first, with the actions at risk.
    mutating func risks(upTo place: Int) {
        guard !plan.risks.isEmpty else { return }
        page.element("h2", "Risks")
        let order = plan.risks.sorted { left, right in
            let (one, other) = (left.likelihood * left.impact, right.likelihood * right.impact)
            return one == other ? left.ref < right.ref : one > other
        }
        table(
            "What could go wrong; likelihood and impact from 1 to 5",
            [
                "Ref", "Risk", "About", "Likelihood", "Impact", "Actions at risk",
                "What is done about it",
            ],
            order.map { risk in
                [
                    risk.ref.text, risk.title, risk.kind.words, "\(risk.likelihood)",
                    "\(risk.impact)", plan.words(ofActionsAt: risk.ref),
                    risk.answer.isEmpty ? "no answer yet" : risk.answer,
                ]
            },
            upTo: place
        )
    }
}
