import HubStore
import HubSystem
import HubText
import HubWire

/// What the directory says of calls that were admitted before it changed.
extension Directory {
    /// Asks, when a call's turn comes, whether its caller may still make it.
    ///
    /// - Parameter call: The call.
    /// - Returns: What the file's writer asks; `nil` for a stranger's call.
    func check(of call: CallContext) -> (@Sendable () -> Bool)? {
        guard call.caller != nil else { return nil }
        return { [self] in
            generation == call.callerGeneration || refusal(of: call) == nil
        }
    }

    /// Why a caller may not go on; `nil` when it may.
    private func refusal(of call: CallContext) -> Reason? {
        guard let caller = call.caller, let key = call.certificate else { return nil }
        return refusal(caller.principal, key, call.method)
    }

    /// What the caller is told of a write.
    func outcome(_ call: CallContext, _ result: WriteResult<WriteAnswer, Fault>) -> CallOutcome {
        if case .failed(let error) = result, error.code == .withdrawn {
            return .failed(Fault(refusal(of: call) ?? .noLongerActive))
        }
        return call.outcome(of: result)
    }

    /// Answers a change when whoever lost something by it is out; others are answered at once.
    ///
    /// - Parameters:
    ///   - place: What was changed.
    ///   - outcome: How.
    ///   - answer: Given the outcome, or what to say instead when it could not be waited for.
    func afterPassing(
        _ place: StorePlace,
        _ outcome: CallOutcome,
        _ answer: @escaping @Sendable (CallOutcome) -> Void
    ) {
        guard place == .registry else { return answer(outcome) }
        barrier.whenPassed { late in
            answer(late.map { outcome.unlessKept($0) } ?? outcome)
        }
    }
}

extension CallOutcome {
    /// What is said of a change that stands while a withdrawal is not through: what changed nothing
    /// is answered as it is.
    fileprivate func unlessKept(_ late: AccessBarrier.Late) -> CallOutcome {
        guard case .answered(_, let bytes) = self, let status = try? Status(decoding: bytes),
            status.applied == .yes
        else { return self }
        var fault = Fault(
            .faultOfTheHub,
            "the change is kept, but access that was taken away may still be in use: "
                + "\(NumberText.count(late.loops, "event loop")) and "
                + "\(NumberText.count(late.files, "file")) have not finished what they had "
                + "begun; repeat the call with the same key to ask again, and tell the hub's "
                + "operator"
        )
        fault.applied = .yes
        return .failed(fault)
    }
}
