/// Carries the messages of one file to another, in order, until none waits.
///
/// A crash anywhere loses nothing and doubles nothing: a message leaves its outbox only after the
/// receiver committed it, and the receiver passes over what it has.
package final class OutboxCourier: Sendable {
    /// Messages carried at a time.
    static let batchMessages = 64

    /// Applies one message in the receiver's file, in the claim's own commit.
    package typealias Application =
        @Sendable (inout WriteContext, OutboxMessage) throws(StoreError) -> Void

    private let source: Writer
    private let sourceFile: OpaqueID
    private let target: Writer
    private let targetName: StaticString
    private let apply: Application

    /// A courier between two files.
    ///
    /// - Parameters:
    ///   - source: The sender's file.
    ///   - target: The receiver's file.
    ///   - targetName: What the sender calls the receiver.
    ///   - apply: Applies a message.
    package init(
        from source: Writer,
        to target: Writer,
        called targetName: StaticString,
        apply: @escaping Application
    ) {
        self.source = source
        sourceFile = source.identity.file
        self.target = target
        self.targetName = targetName
        self.apply = apply
    }

    /// Carries everything that waits.
    ///
    /// - Parameter completion: Called on a thread of the store, with how many messages were
    ///   applied, or why one was not; it and those after it wait for the next time.
    package func carry(completion: @escaping @Sendable (Result<Int, StoreError>) -> Void) {
        carry(applied: 0, completion)
    }

    private var call: WriteCall {
        var call = WriteCall(actor: [], method: "outbox", request: [])
        call.usesReserve = true
        return call
    }

    private func carry(
        applied: Int,
        _ completion: @escaping @Sendable (Result<Int, StoreError>) -> Void
    ) {
        let read: @Sendable (inout WriteContext) throws(StoreError) -> [OutboxMessage] = {
            [targetName] context throws(StoreError) in
            try context.database.messages(to: targetName, limit: Self.batchMessages)
        }
        submit(to: source, read, completion) { [self] messages in
            if messages.isEmpty { return completion(.success(applied)) }
            receive(messages, applied, completion)
        }
    }

    private func receive(
        _ messages: [OutboxMessage],
        _ applied: Int,
        _ completion: @escaping @Sendable (Result<Int, StoreError>) -> Void
    ) {
        let receive: @Sendable (inout WriteContext) throws(StoreError) -> Int = {
            [apply, sourceFile] context throws(StoreError) in
            var count = 0
            for message in messages where try context.claim(message.place, from: sourceFile) {
                try apply(&context, message)
                count += 1
            }
            return count
        }
        submit(to: target, receive, completion) { [self] count in
            remove(messages, applied + count, completion)
        }
    }

    private func remove(
        _ messages: [OutboxMessage],
        _ applied: Int,
        _ completion: @escaping @Sendable (Result<Int, StoreError>) -> Void
    ) {
        let places = messages.map(\.place)
        let remove: @Sendable (inout WriteContext) throws(StoreError) -> Void = {
            context throws(StoreError) in
            try context.removeMessages(places)
        }
        submit(to: source, remove, completion) { [self] in carry(applied: applied, completion) }
    }

    /// Takes one step, and goes on only if it was committed.
    private func submit<Value: Sendable>(
        to writer: Writer,
        _ job: @escaping @Sendable (inout WriteContext) throws(StoreError) -> Value,
        _ completion: @escaping @Sendable (Result<Int, StoreError>) -> Void,
        next: @escaping @Sendable (Value) -> Void
    ) {
        do throws(StoreError) {
            try writer.submit(call, job: job) { result in
                switch result {
                case .committed(let value, _): next(value)
                case .refused(let error), .failed(let error), .unknown(let error):
                    completion(.failure(error))
                case .rehearsed, .replayed, .keyReused:
                    completion(.failure(StoreError(.statement, "a courier's call has no key")))
                }
            }
        } catch {
            completion(.failure(error))
        }
    }
}
