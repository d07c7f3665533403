package import HubSystem
package import HubTLS

/// What a hub's operator hands to a client: certificate, key, the pinned authority, and which hub
/// and tenant they are for.
package struct Bundle: Sendable {
    /// Which hub and tenant.
    package let facts: ContextFacts
    /// What the client's certificate says.
    package let certificate: CertificateFacts
    /// The pinned authority and the client's proof.
    package let tls: TLSClientContext
    /// The files as they were read, by name.
    package let files: [(name: String, bytes: [UInt8])]

    /// The files a bundle consists of.
    package enum FileName {
        /// The client's certificate, then those above it.
        package static let chain = "client.pem"
        /// The certificate's key, PKCS #8.
        package static let key = "client.key"
        /// The hub's root.
        package static let authority = "authority.pem"
        /// Hub and tenant.
        package static let facts = "context.json"
        /// The chain of a certificate that was renewed and is not in place yet.
        static let nextChain = "next.pem"
        /// The key of a certificate that was renewed and is not in place yet.
        static let nextKey = "next.key"
    }

    /// Reads and checks the bundle in a directory of the user's.
    ///
    /// - Parameter directory: Its path.
    /// - Returns: The bundle; certificate and key belong together.
    /// - Throws: `ContextError` that names the file.
    package static func read(_ directory: String) throws(ContextError) -> Bundle {
        try read { (name) throws(SystemError) in
            do throws(SystemError) {
                return try LocalFile.read("\(directory)/\(name)", bytesMax: fileBytesMax)
            } catch {
                if error.isMissing { return nil }
                throw error
            }
        }
    }

    /// Reads and checks the bundle that a private directory holds.
    ///
    /// A renewed certificate is put in place by renaming its key, then its chain; wherever that was
    /// cut off, one of the pairs below fits, and the newest one that fits is the one that counts:
    ///
    ///     next.pem + next.key      renewed, nothing renamed yet
    ///     next.pem + client.key    the key renamed, the chain not yet
    ///     client.pem + client.key  as it should be
    ///
    /// - Parameter directory: The directory; files open to others are refused.
    /// - Returns: The bundle.
    /// - Throws: `ContextError` that names the file.
    package static func read(_ directory: PrivateDirectory) throws(ContextError) -> Bundle {
        for key in [FileName.nextKey, FileName.key] {
            if let bundle = try? read(directory, chain: FileName.nextChain, key: key) {
                return bundle
            }
        }
        return try read(directory, chain: FileName.chain, key: FileName.key)
    }

    private static func read(
        _ directory: PrivateDirectory,
        chain: String,
        key: String
    ) throws(ContextError) -> Bundle {
        try read { (name) throws(SystemError) in
            let place =
                switch name {
                case FileName.chain: chain
                case FileName.key: key
                default: name
                }
            return try directory.read(place, bytesMax: fileBytesMax)
        }
    }

    private static func read(
        _ content: (String) throws(SystemError) -> [UInt8]?
    ) throws(ContextError) -> Bundle {
        let chainBytes = try file(FileName.chain, content)
        let keyBytes = try file(FileName.key, content)
        let authorityBytes = try file(FileName.authority, content)
        let factBytes = try file(FileName.facts, content)
        let facts = try ContextFacts(json: factBytes)
        let chain = try certificates(FileName.chain, chainBytes)
        let anchors = try certificates(FileName.authority, authorityBytes)
        do throws(TLSError) {
            let key = try PrivateKey(pem: keyBytes)
            return Bundle(
                facts: facts,
                certificate: chain[0].facts,
                tls: try TLSClientContext(anchors: anchors, chain: chain, key: key),
                files: [
                    (FileName.chain, chainBytes), (FileName.key, keyBytes),
                    (FileName.authority, authorityBytes), (FileName.facts, factBytes),
                ]
            )
        } catch {
            let isPair = error.code == .keyMismatch
            let message =
                isPair
                ? "\(FileName.key) is not the key of \(FileName.chain)"
                : "\(FileName.key): \(error.description)"
            throw ContextError(.wrongFile, message, next: askAgain)
        }
    }

    private static func certificates(
        _ name: String,
        _ bytes: [UInt8]
    ) throws(ContextError) -> [Certificate] {
        do throws(TLSError) {
            return try Certificate.chain(pem: bytes)
        } catch {
            throw ContextError(.wrongFile, "\(name): \(error.description)", next: askAgain)
        }
    }

    private static func file(
        _ name: String,
        _ content: (String) throws(SystemError) -> [UInt8]?
    ) throws(ContextError) -> [UInt8] {
        do throws(SystemError) {
            if let bytes = try content(name) { return bytes }
        } catch {
            if error.isTooLarge {
                throw ContextError(
                    .wrongFile,
                    "\(name) has more than \(fileBytesMax) bytes",
                    next: askAgain
                )
            }
            throw ContextError(
                error.isRefused ? .notPrivate : .system,
                "\(name): \(error.description)",
                next: "The file must be yours and readable by you alone (mode 0600)."
            )
        }
        throw ContextError(
            .missingFile,
            "\(name) is missing",
            next: "A bundle has client.pem, client.key, authority.pem and context.json."
        )
    }

    private static let askAgain = "Ask the hub's operator for the bundle again."
}

/// The largest file of a bundle that is read.
private let fileBytesMax = 64 * 1_024
