import HubClient
import HubWire

// What the hub refused, told about the window and the council it was about: the registry of
// reasons speaks of any record.
extension PrioritiesDesk {
    /// Calls a method about the council's self-assessment in a window.
    ///
    /// - Parameters:
    ///   - method: A method of `hub`.
    ///   - request: Its request.
    ///   - window: The window.
    ///   - options: Other options than the command line's.
    /// - Returns: The response.
    /// - Throws: What the hub or the way to it says, with the command that fits.
    func ask<Request, Response>(
        _ method: (Request, CallOptions) throws(ClientError) -> Response,
        _ request: Request,
        in window: Window,
        _ options: CallOptions? = nil
    ) throws(CommandError) -> Response {
        do throws(ClientError) {
            return try method(request, options ?? self.options)
        } catch {
            throw refusal(error, window)
        }
    }

    /// A failure of a call about the council's self-assessment in a window.
    func refusal(_ error: ClientError, _ window: Window) -> CommandError {
        if error.reasonCode.utf8.elementsEqual(Reason.notFound.code.utf8) {
            return nothing(error, window)
        }
        if error.reasonCode.utf8.elementsEqual(stepReason.utf8), let next = step(window) {
            return CommandError(error, next: next)
        }
        let isStale = error.reasonCode.utf8.elementsEqual(Reason.changedSinceYouReadIt.code.utf8)
        if isStale, let state = self.state(window), [.handedIn, .agreed].contains(state) {
            return CommandError(
                error,
                message: "the self-assessment for \(window.name) is no draft any more: it is "
                    + Wording.state(state),
                next: step(window)
            )
        }
        return CommandError(error)
    }

    private func nothing(_ error: ClientError, _ window: Window) -> CommandError {
        let place = "\(window.name) (\(window.id))"
        if options.asOf != nil {
            return CommandError(
                error,
                message: "\(council) had no self-assessment in \(place) then",
                next: Self.typed("history", window.id)
            )
        }
        return CommandError(
            error,
            message: "\(council) has no self-assessment in \(place) yet",
            next: Self.typed("template", window.id, "--out self-assessment.csv")
        )
    }

    /// How far the self-assessment is; `nil` where that cannot be seen.
    private func state(_ window: Window) -> AssessmentState? {
        let request = GetAssessmentRequest(window: window.id)
        do throws(CommandError) {
            return try ask(hub.getAssessment, request, asides).assessment?.state ?? .unspecified
        } catch {
            return nil
        }
    }

    /// The steps that the present state allows; `nil` where it cannot be seen.
    private func step(_ window: Window) -> String? {
        guard let state = self.state(window) else { return nil }
        let report = "whub report priorities --window \(window.id)"
        let reopen = "to change it: " + Self.typed("reopen", window.id, "--why TEXT")
        switch state {
        case .draft:
            return "it is a draft and can be changed: "
                + Self.typed("export", window.id, "--out ours.csv") + ", or: "
                + Self.typed("hand-in", window.id)
        case .handedIn:
            let agree = Self.typed("agree", window.id, "--role ROLE --on DATE")
            return "\(agree), or \(reopen)"
        case .agreed: return "\(report), or \(reopen)"
        default: return nil
        }
    }

    /// The name of the caller's council, where the hub tells it.
    private var council: String {
        do throws(ClientError) {
            let answer = try IdentityServiceClient(channel).whoAmI(WhoAmIRequest(), asides)
            return answer.tenantName.isEmpty ? "your council" : answer.tenantName
        } catch {
            return "your council"
        }
    }

    /// A command about a window, as it can be typed.
    ///
    /// - Parameters:
    ///   - verb: The verb behind `priorities`.
    ///   - window: The window's name for machines.
    ///   - rest: What else stands on the line.
    /// - Returns: The line.
    static func typed(_ verb: String, _ window: String, _ rest: String = "") -> String {
        "whub priorities \(verb) --window \(window)" + (rest.isEmpty ? "" : " \(rest)")
    }
}

/// The reason of a step that the state of a self-assessment does not allow.
private let stepReason = "PRIO-0116"
