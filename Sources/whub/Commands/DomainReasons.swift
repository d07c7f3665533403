import HubDomain
import HubText

/// Reasons that findings carry: about the data itself, not about calls.
enum DomainReasons {
    /// Every code with its title; those of self-assessments first, which people meet most.
    static var titles: [[String]] {
        let isMet: (HubDomain.Reason) -> Bool = { $0.code.text.utf8.starts(with: "PRIO-".utf8) }
        let all = ReasonRegistry.all
        return (all.filter(isMet) + all.filter { !isMet($0) }).map { [$0.code.text, $0.title] }
    }

    /// What to do about a reason; `nil` for a code of another table.
    static func next(_ code: String) -> String? {
        ReasonRegistry.reason(ReasonCode(text: code))?.nextStep
    }

    /// What a reason means and what to do; `nil` for a code of another table.
    ///
    /// - Parameter typed: The code; small letters and a missing hyphen are forgiven.
    /// - Returns: Rows of two columns.
    static func explanation(_ typed: String) -> [[String]]? {
        ReasonRegistry.reason(typed: typed).map { reason in
            [
                [reason.code.text, reason.title], ["Finding", reason.rule.text],
                ["Why", reason.explanation], ["Next", reason.nextStep],
            ]
        }
    }
}
