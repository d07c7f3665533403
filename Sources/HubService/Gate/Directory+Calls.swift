import HubStore
import HubSystem
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
    func afterPassing(_ place: StorePlace, _ answer: @escaping @Sendable () -> Void) {
        guard place == .registry else { return answer() }
        barrier.whenPassed(answer)
    }
}
