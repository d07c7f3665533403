import HubSystem

/// What a finished copy of a file is.
package struct BackupReceipt: Equatable, Sendable {
    /// Which file it is a copy of.
    package let identity: FileIdentity
    /// The journal's end in the copy, at the least: calls may have been committed meanwhile.
    package let head: JournalHead
}

extension Writer {
    /// Copies the file while it is in use, a few pages between groups of calls.
    ///
    /// The copy has another name until it is complete and on the disk; then it gets its own. It is
    /// read through the writer's connection, as everything that could checkpoint the file is.
    ///
    /// - Parameters:
    ///   - path: The copy; a file of that name is replaced.
    ///   - completion: Called with what was copied, or why it was not.
    package func backUp(
        to path: String,
        completion: @escaping @Sendable (Result<BackupReceipt, StoreError>) -> Void
    ) {
        let part = "\(path).part"
        let begin: @Sendable (FileCore) throws(StoreError) -> Void = { file throws(StoreError) in
            guard file.backup == nil else { throw StoreError(.busy, "a copy is being made") }
            do {
                try Folder.removeFile(path: part)
                _ = try PrivateFile.make(path: part)
            } catch {
                throw StoreError(.cannotOpen, "\(error)")
            }
            file.backup = try BackupCopy(of: file.database, to: part, clock: file.clock)
        }
        let head = readableHead
        run(begin, completion) { [self] in step(part, path, head, completion) }
    }

    /// Copies some pages, and goes on in another turn.
    private func step(
        _ part: String,
        _ path: String,
        _ head: @escaping @Sendable (FileCore) -> BackupReceipt,
        _ completion: @escaping @Sendable (Result<BackupReceipt, StoreError>) -> Void
    ) {
        let step: @Sendable (FileCore) throws(StoreError) -> BackupReceipt? = {
            file throws(StoreError) in
            guard let backup = file.backup else { throw StoreError(.statement, "no backup") }
            do throws(StoreError) {
                guard try backup.step() else { return nil }
            } catch {
                file.backup = nil
                throw error
            }
            file.backup = nil
            try Self.finish(part, path)
            return head(file)
        }
        run(step, completion) { [self] receipt in
            if let receipt { return completion(.success(receipt)) }
            self.step(part, path, head, completion)
        }
    }

    private var readableHead: @Sendable (FileCore) -> BackupReceipt {
        { BackupReceipt(identity: $0.journal.identity, head: $0.journal.head) }
    }

    private static func finish(_ part: String, _ path: String) throws(StoreError) {
        do {
            try Folder.rename(part, to: path)
            try Folder.sync(path: LocalFile.parent(of: path))
        } catch {
            throw StoreError(.inputOutput, "\(error)")
        }
    }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable (FileCore) throws(StoreError) -> Value,
        _ completion: @escaping @Sendable (Result<BackupReceipt, StoreError>) -> Void,
        next: @escaping @Sendable (Value) -> Void
    ) {
        do throws(StoreError) {
            try submit(maintenance: work) { result in
                switch result {
                case .success(let value): next(value)
                case .failure(let error): completion(.failure(error))
                }
            }
        } catch {
            completion(.failure(error))
        }
    }
}
