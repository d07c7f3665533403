import HubDomain
import HubReport
import HubText
import HubWire

// The same report as a page for a browser.
extension AssessmentReport {
    /// The page.
    var page: PriorityReport {
        let comparison = earlier?.comparison(to: frame, stored)
        var since = "There is no assessment that was handed in before this one."
        if let earlier, let comparison { since = earlier.sentence(comparison) { $0 } }
        let passages = [state { $0 }, windowWords]
        return PriorityReport(
            frame.domain(stored),
            PriorityReport.Frame(
                owner: councilName,
                window: frame.window.name,
                framework: frame.edition.frameworkName,
                edition: frame.domainEdition,
                passages: ["The self-assessment: \(passages[0])", "The window: \(passages[1])"],
                since: since,
                comparison: comparison,
                revision: stored.revision,
                today: today,
                isExample: isExample
            )
        )
    }
}
