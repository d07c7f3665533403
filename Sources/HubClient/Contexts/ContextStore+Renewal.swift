import HubSystem
import HubTLS

/// How a renewed certificate takes the place of the one before it.
extension ContextStore {
    /// When renewing was last tried in vain.
    static let renewalFile = "renewal"
    /// Held by the command that renews.
    static let lockFile = "renewal.lock"

    /// Claims the right to renew a context.
    func lockForRenewal(_ name: ContextName) throws(Renewer.Failure) -> FileLock {
        let path = "\(contexts.file(name.description))/\(Self.lockFile)"
        do throws(FileLock.Refusal) {
            return try FileLock.acquire(path: path)
        } catch {
            switch error {
            case .held: throw .isRunning
            case .failed(let error):
                throw .context(
                    ContextError(
                        .system,
                        "\(path): \(error.description)",
                        next: "The directory must be yours and writable."
                    )
                )
            }
        }
    }

    /// Writes a renewed pair beside the one in use.
    func stage(
        _ name: ContextName,
        chain: [Certificate],
        keyPEM: [UInt8]
    ) throws(ContextError) {
        let directory = try Self.directory(contexts.file(name.description))
        let chainPEM = Certificate.pem(chain)
        try system { () throws(SystemError) in
            // A chain without its key would be passed over, a key without its chain too.
            try directory.remove(Bundle.FileName.nextChain)
            try directory.replace(Bundle.FileName.nextKey, with: keyPEM.span)
            try directory.replace(Bundle.FileName.nextChain, with: chainPEM.span)
        }
    }

    /// Puts the pair that counts in its place, the key first, and removes what is left of others.
    ///
    /// The lock is held. See `Bundle.read` for what may lie there.
    func settle(_ name: ContextName) throws(ContextError) {
        let directory = try Self.directory(contexts.file(name.description))
        let bundle = try Bundle.read(directory)
        for (next, final) in Self.moves {
            try system { () throws(SystemError) in
                guard let waiting = try directory.read(next, bytesMax: fileBytesMax) else { return }
                if bundle.files.contains(where: { $0.bytes == waiting }) {
                    try Folder.rename(directory.file(next), to: directory.file(final))
                } else {
                    try directory.remove(next)
                }
                try Folder.sync(path: directory.path)
            }
        }
    }

    /// Removes a renewed pair that the hub does not take.
    func dropStaged(_ name: ContextName) {
        let path = contexts.file(name.description)
        // The chain first: a key on its own is passed over.
        try? LocalFile.remove("\(path)/\(Bundle.FileName.nextChain)")
        try? LocalFile.remove("\(path)/\(Bundle.FileName.nextKey)")
    }

    /// When renewing was last tried in vain, in seconds since 1970; `nil` when it was not.
    func lastRenewalAttempt(_ name: ContextName) -> Int64? {
        let path = "\(contexts.file(name.description))/\(Self.renewalFile)"
        let bytes = (try? LocalFile.read(path, bytesMax: secondsBytesMax)) ?? []
        return Int64(String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self))
    }

    /// Remembers an attempt; where that cannot be, the next command tries again.
    func noteRenewalAttempt(_ name: ContextName, seconds: Int64) {
        let bytes = Array("\(seconds)\n".utf8)
        let path = "\(contexts.file(name.description))/\(Self.renewalFile)"
        try? LocalFile.replace(path, with: bytes.span)
    }

    /// Forgets a failed attempt: a later one succeeded.
    func forgetRenewalAttempt(_ name: ContextName) {
        try? LocalFile.remove("\(contexts.file(name.description))/\(Self.renewalFile)")
    }

    private static let moves = [
        (Bundle.FileName.nextKey, Bundle.FileName.key),
        (Bundle.FileName.nextChain, Bundle.FileName.chain),
    ]
}

/// The largest file that is put in place.
private let fileBytesMax = 64 * 1_024

/// Digits of a time in seconds.
private let secondsBytesMax = 32
