package import HubText

/// The number of a reason why something of the domain was refused or remarked on: "PRIO-0104".
///
/// A released code is for ever: it is never given to another reason.
package struct ReasonCode: BytewiseIdentifier {
    /// Four capital letters, a hyphen and four digits.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// What `whub explain` says about a reason.
package struct Reason: Equatable, Sendable {
    /// The registered code.
    package let code: ReasonCode
    /// The stable word that findings carry, unless a finer rule of the text itself was broken.
    package let rule: Rule
    /// A few words.
    package let title: String
    /// Why the rule is there.
    package let explanation: String
    /// What to do now.
    package let nextStep: String

    init(_ code: ReasonCode, _ rule: Rule, _ title: String, why: String, next: String) {
        self.code = code
        self.rule = rule
        self.title = title
        explanation = why
        nextStep = next
    }
}

/// Every reason of the domain, in the order of the codes.
package enum ReasonRegistry {
    /// The reasons.
    ///
    /// A module's part of the domain adds its own list here.
    package static let all: [Reason] =
        Reason.data + Reason.figures + Reason.figureFiles + Reason.figureImports
        + Reason.framework + Reason.geography + Reason.plans + Reason.planThreads
        + Reason.assessment + Reason.assessmentTable + Reason.projection + Reason.providers
        + Reason.training + Reason.trainingImport + Reason.trainingDelegation
        + Reason.trainingService + Reason.trainingKinds + Reason.trainingPrivacy
        + Reason.trainingFile + Reason.trainingKeeping + Reason.trainingDoubt
        + Reason.trainingProgrammes + Reason.trainingSpelling + Reason.trainingPlain
        + Reason.trainingProgrammeDoubts
        + Reason.wresSheet + Reason.wresReturn + Reason.wresCounting
        + Reason.wresBands + Reason.wresPosts + Reason.wresRelease + Reason.wresSteps

    private static let byCode = Dictionary(
        all.map { ($0.code, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The reason of a code, or nil for a code that is not registered.
    package static func reason(_ code: ReasonCode) -> Reason? {
        byCode[code]
    }

    /// The reason somebody asks about; small letters and a missing hyphen are forgiven.
    package static func reason(typed: String) -> Reason? {
        let wanted = CSVColumn.folded(typed)
        return all.first { CSVColumn.folded($0.code.text) == wanted }
    }
}
