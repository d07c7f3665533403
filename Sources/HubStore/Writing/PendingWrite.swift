/// A call that waits for its turn, with the types of its job hidden in closures.
///
/// A class, since it goes from list to list: copying the value meant a dozen counts each time.
/// Inlinable where the types are known: what is generic at run time costs a look-up of types for
/// each value that is moved.
@usableFromInline
final class PendingWrite: Sendable {
    @usableFromInline let call: WriteCall
    /// Runs the job in the call's savepoint.
    @usableFromInline let attempt: @Sendable (inout WriteContext) -> Attempt
    /// Answers a call whose job did not run, or whose work was lost.
    @usableFromInline let settle: @Sendable (Ending) -> Completion
    /// Work on the file itself, alone and outside any transaction, in place of a job.
    @usableFromInline let maintenance: (@Sendable (FileCore) -> Completion)?

    /// What a job did, and how to answer it once it is known what became of it.
    @usableFromInline
    struct Attempt: Sendable {
        @usableFromInline let succeeded: Bool
        @usableFromInline let settle: @Sendable (Ending) -> Completion

        @inlinable
        init(succeeded: Bool, settle: @escaping @Sendable (Ending) -> Completion) {
            self.succeeded = succeeded
            self.settle = settle
        }
    }

    /// How a call ended, without the types of its job.
    @usableFromInline
    enum Ending: Sendable {
        case committed(WriteReceipt)
        case rehearsed(WriteReceipt)
        case replayed(StoredOutcome)
        case keyReused
        case refused
        case failed(StoreError)
        case unknown(StoreError)
    }

    @inlinable
    init<Value: Sendable, Failure: Error>(
        _ call: WriteCall,
        job: @escaping @Sendable (inout WriteContext) throws(Failure) -> Value,
        completion: @escaping @Sendable (WriteResult<Value, Failure>) -> Void
    ) {
        self.call = call
        maintenance = nil
        let destination = call.destination
        settle = { ending in
            let result = WriteResult<Value, Failure>(without: ending)
            return Completion(destination: destination) { completion(result) }
        }
        attempt = { context in
            let outcome: Result<Value, Failure>
            do throws(Failure) {
                outcome = .success(try job(&context))
            } catch {
                outcome = .failure(error)
            }
            let succeeded = if case .success = outcome { true } else { false }
            return Attempt(succeeded: succeeded) { ending in
                let result = WriteResult(outcome, ending)
                return Completion(destination: destination) { completion(result) }
            }
        }
    }

    @usableFromInline static let strayEnding = StoreError(
        .outcomeUnknown,
        "an ending without an attempt"
    )

    /// Work on the file itself.
    init<Value: Sendable>(
        maintenance work: @escaping @Sendable (FileCore) throws(StoreError) -> Value,
        completion: @escaping @Sendable (Result<Value, StoreError>) -> Void
    ) {
        let call = WriteCall(actor: [], method: "", request: [])
        let settle: @Sendable (Ending) -> Completion = { ending in
            let result = WriteResult<Never, StoreError>(without: ending)
            return Completion(destination: call.destination) {
                if case .failed(let error) = result { completion(.failure(error)) }
            }
        }
        self.call = call
        self.settle = settle
        attempt = { _ in Attempt(succeeded: false, settle: settle) }
        maintenance = { file in
            let result: Result<Value, StoreError>
            do throws(StoreError) {
                result = .success(try work(file))
            } catch {
                result = .failure(error)
            }
            return Completion(destination: call.destination) { completion(result) }
        }
    }
}

extension WriteResult {
    @inlinable
    init(_ outcome: Result<Value, Failure>, _ ending: PendingWrite.Ending) {
        switch (outcome, ending) {
        case (.success(let value), .committed(let receipt)): self = .committed(value, receipt)
        case (.success(let value), .rehearsed(let receipt)): self = .rehearsed(value, receipt)
        case (.failure(let failure), .refused): self = .refused(failure)
        default: self = WriteResult(without: ending)
        }
    }

    @inlinable
    init(without ending: PendingWrite.Ending) {
        switch ending {
        case .replayed(let outcome): self = .replayed(outcome)
        case .keyReused: self = .keyReused
        case .failed(let error): self = .failed(error)
        case .unknown(let error): self = .unknown(error)
        case .committed, .rehearsed, .refused:
            // The group answers so only for jobs that ran to their end.
            self = .unknown(PendingWrite.strayEnding)
        }
    }
}
