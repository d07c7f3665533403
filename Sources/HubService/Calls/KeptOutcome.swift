import HubStore
package import HubWire

/// The answer to a change: every one names what was changed, which is all that a replay is told.
package protocol ChangeAnswer: WireMessage {
    /// What was changed; `nil` when nothing was.
    var saved: Saved? { get set }
    /// Whether an outcome is kept under the call's key. It is not where what a replay leaves out is
    /// all that the caller wants, and the method itself knows the same request again.
    static var isKept: Bool { get }
}

extension ChangeAnswer {
    /// An outcome is kept.
    package static var isKept: Bool { true }
}

extension SaveFrameworkResponse: ChangeAnswer {}
extension SaveScaleResponse: ChangeAnswer {}
extension SaveWindowResponse: ChangeAnswer {}
extension WithdrawWindowResponse: ChangeAnswer {}
extension SaveSpotlightResponse: ChangeAnswer {}
extension WithdrawSpotlightResponse: ChangeAnswer {}
extension SaveLocalThemeResponse: ChangeAnswer {}
extension SaveAssessmentResponse: ChangeAnswer {}
extension ImportAssessmentResponse: ChangeAnswer {}
extension HandInAssessmentResponse: ChangeAnswer {}
extension AgreeAssessmentResponse: ChangeAnswer {}
extension ReopenAssessmentResponse: ChangeAnswer {}
extension EnrolResponse: ChangeAnswer {
    /// A certificate is told again to the same key, and to nobody else.
    package static var isKept: Bool { false }
}
extension RenewResponse: ChangeAnswer {
    /// A certificate is told again to the same key, and to nobody else.
    package static var isKept: Bool { false }
}
extension InviteResponse: ChangeAnswer {}
extension WithdrawInvitationResponse: ChangeAnswer {}
extension ConfirmKeyResponse: ChangeAnswer {}
extension ChangeRolesResponse: ChangeAnswer {}
extension SuspendPrincipalResponse: ChangeAnswer {}
extension ResumePrincipalResponse: ChangeAnswer {}
extension RevokePrincipalResponse: ChangeAnswer {}
extension ReviewAccessResponse: ChangeAnswer {}
extension RevokeDeviceResponse: ChangeAnswer {}
extension AddDeviceResponse: ChangeAnswer {}
extension InviteDeviceResponse: ChangeAnswer {}
extension ConfirmOwnKeyResponse: ChangeAnswer {}
extension RevokeOwnKeyResponse: ChangeAnswer {}
extension InviteToHubResponse: ChangeAnswer {}
extension SuspendTenantResponse: ChangeAnswer {}
extension ResumeTenantResponse: ChangeAnswer {}
extension DeleteTenantResponse: ChangeAnswer {}
extension BreakGlassResponse: ChangeAnswer {}
extension ApproveResponse: ChangeAnswer {}
extension DeclineResponse: ChangeAnswer {}
extension SaveDataSetsResponse: ChangeAnswer {}
extension SheetAnswer: ChangeAnswer {}
extension HandInReturnResponse: ChangeAnswer {}
extension AgreeReturnResponse: ChangeAnswer {}
extension RewordReasonResponse: ChangeAnswer {}
extension MarkReturnSentResponse: ChangeAnswer {}
extension WithdrawReleaseResponse: ChangeAnswer {}
extension RestoreReleaseResponse: ChangeAnswer {}
extension SaveCycleBandsResponse: ChangeAnswer {}
extension SaveActionResponse: ChangeAnswer {}
extension FinishActionResponse: ChangeAnswer {}

/// The answer to a change as bytes: all of it for the caller, and the part that is kept.
package struct EncodedChange: Sendable {
    /// The whole answer.
    let response: [UInt8]
    /// The answer with nothing in it but what was changed: an outcome is no second copy of what a
    /// council wrote, which erasure would have to find.
    let replay: [UInt8]
    /// Whether it is kept at all.
    let isKept: Bool

    /// Encodes an answer.
    ///
    /// - Parameter answer: The answer.
    /// - Throws: A fault of the hub when the answer fits the floor in no form: whoever changed
    ///   something has to be told, whatever its client takes. The change is not made then.
    init<Answer: ChangeAnswer>(_ answer: Answer) throws(Fault) {
        isKept = Answer.isKept
        replay = EncodedChange.replay(of: answer)
        let whole = answer.encoded()
        if whole.count <= WireLimits.messageBytesFloor {
            response = whole
            return
        }
        // What was and what is can be read; that it was changed has to be said here.
        guard answer.saved != nil, replay.count <= WireLimits.messageBytesFloor else {
            throw .internal("an answer to a change of \(whole.count) bytes")
        }
        response = replay
    }

    private static func replay<Answer: ChangeAnswer>(of answer: Answer) -> [UInt8] {
        var kept = Answer()
        kept.saved = answer.saved
        return kept.encoded()
    }
}
