private import COpenSSL
private import Glibc
private import HubCrypto
package import HubSystem

/// One connection's TLS over a descriptor that does not block.
///
/// The descriptor stays the caller's: it has to outlive the session. No call waits; each says what
/// to wait for. After a handshake, and whenever `hasPending` says so, read without waiting for the
/// descriptor: bytes may already lie in the library, where no poller sees them.
///
/// - Important: The library writes with `write(2)`: the process has to ignore `SIGPIPE`.
package struct TLSSession: ~Copyable, Sendable {
    private let handle: SessionHandle
    private let side: ContextHandle.Side
    private var phase = Phase.handshaking
    private var writeFailure: TLSError?
    /// Who the client is; `nil` before the handshake is done, for a client that showed no
    /// certificate, and in a client's own session.
    package private(set) var peer: PeerIdentity?
    /// What stands in the server's certificate, once a client's handshake is done.
    package private(set) var serverCertificate: CertificateFacts?
    /// The authority a client knew by its fingerprint alone, once the handshake is done.
    package private(set) var authority: Certificate?
    /// Messages of TLS itself (new keys, as a rule), of either side, since the read of data before
    /// the last one: each costs as much as the decryption of several thousand bytes.
    package private(set) var messagesOfLastRead = 0
    private let pin: Digest32?

    private enum Phase {
        case handshaking
        case open
        case ended(TLSError)
    }

    /// A session for a connection that was accepted.
    ///
    /// - Parameters:
    ///   - context: The server's certificate and rules.
    ///   - descriptor: A connected socket that does not block.
    ///   - now: The instant certificates are judged at.
    /// - Throws: `library` when the library has no memory.
    package init(
        server context: TLSServerContext,
        descriptor: Int32,
        now: Instant
    ) throws(TLSError) {
        let handle = try SessionHandle.make(context.handle, descriptor: descriptor, now: now)
        unsafe SSL_set_accept_state(handle.pointer)
        self.handle = handle
        side = .server
        pin = nil
    }

    /// A session for a connection that was opened.
    ///
    /// - Parameters:
    ///   - context: Whom to trust and how to prove oneself.
    ///   - descriptor: A connected socket that does not block.
    ///   - server: Whom the server's certificate has to name.
    ///   - now: The instant certificates are judged at.
    /// - Throws: `library` when the library has no memory.
    package init(
        client context: TLSClientContext,
        descriptor: Int32,
        server: ServerName,
        now: Instant
    ) throws(TLSError) {
        let handle = try SessionHandle.make(context.handle, descriptor: descriptor, now: now)
        try handle.demand(server)
        unsafe SSL_set_connect_state(handle.pointer)
        self.handle = handle
        side = .client
        pin = context.pin
    }

    /// Goes on with the handshake.
    ///
    /// - Returns: How far it got; `done` again once it is. A client is done before the server has
    ///   judged its certificate: only the server's first bytes prove that it was let in.
    package mutating func handshake() -> HandshakeStep {
        switch phase {
        case .open: return .done
        case .ended(let error): return .failed(error)
        case .handshaking: break
        }
        ErrorQueue.clear()
        let result = unsafe SSL_do_handshake(handle.pointer)
        let systemError = errno
        if result == 1 { return finishHandshake() }
        switch handle.outcome(of: result, systemError: systemError) {
        case .wantsRead: return .wantsRead
        case .wantsWrite: return .wantsWrite
        case .closed: return end(TLSError(.closed, "during the handshake"))
        case .lost(let error), .failed(let error): return end(error)
        }
    }

    /// Reads into the free part of `output`.
    ///
    /// - Parameter output: Where the bytes go; without room for any, none come.
    /// - Returns: How many came, or what to wait for.
    package mutating func read(into output: inout OutputSpan<UInt8>) -> ReadStep {
        if case .some(let refusal) = refusalToRead() { return refusal }
        return unsafe output.withUnsafeMutableBufferPointer { space, used in
            let free = unsafe UnsafeMutableBufferPointer(rebasing: space[used...])
            let step = unsafe read(into: free)
            if case .bytes(let count) = step { used += count }
            return step
        }
    }

    /// Reads over the beginning of `space`.
    ///
    /// - Parameter space: Where the bytes go; without room for any, none come.
    /// - Returns: How many came, or what to wait for.
    package mutating func read(into space: inout MutableSpan<UInt8>) -> ReadStep {
        if case .some(let refusal) = refusalToRead() { return refusal }
        return unsafe space.withUnsafeMutableBufferPointer { unsafe read(into: $0) }
    }

    /// Writes bytes from the beginning of `bytes`.
    ///
    /// - Parameter bytes: What is to be sent. After a write that had to wait, the same bytes again
    ///   or more; see `WriteStep`.
    /// - Returns: How many were taken, or what to wait for.
    package mutating func write(_ bytes: Span<UInt8>) -> WriteStep {
        switch phase {
        case .handshaking: return .failed(Self.tooEarly)
        case .ended(let error): return .failed(error)
        case .open: break
        }
        if let writeFailure { return .failed(writeFailure) }
        // Nothing is not a record: the library's answer to it is undefined.
        if bytes.isEmpty { return .bytes(0) }
        ErrorQueue.clear()
        var count = 0
        var systemError: Int32 = 0
        let result = unsafe bytes.withUnsafeBufferPointer { bytes in
            let result = unsafe SSL_write_ex(
                handle.pointer,
                bytes.baseAddress,
                bytes.count,
                &count
            )
            systemError = errno
            return result
        }
        if result == 1 { return .bytes(count) }
        switch handle.outcome(of: result, systemError: systemError) {
        case .wantsRead: return .wantsRead
        case .wantsWrite: return .wantsWrite
        case .closed: return failWriting(TLSError(.closed))
        case .lost(let error): return failWriting(error)
        case .failed(let error):
            phase = .ended(error)
            return .failed(error)
        }
    }

    /// Whether the library holds bytes that have been received and not been read.
    ///
    /// They may be part of a record: a read may still want more.
    package var hasPending: Bool { unsafe SSL_has_pending(handle.pointer) == 1 }

    /// Whether the peer has sent anything at all.
    package var hasHeard: Bool {
        unsafe BIO_number_read(SSL_get_rbio(handle.pointer)) > 0
    }

    /// Whether the handshake is done and nothing has failed since.
    package var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    /// Tells the peer that nothing more will be written (`close_notify`).
    ///
    /// - Returns: Whether it has been told. The socket's own direction is the caller's to shut.
    package mutating func shutdownForWriting() -> ShutdownStep {
        switch phase {
        case .handshaking: return .failed(Self.tooEarly)
        case .ended(let error): return .failed(error)
        case .open: break
        }
        if let writeFailure { return .failed(writeFailure) }
        // Called again, the library would wait for the peer's answer.
        if unsafe SSL_get_shutdown(handle.pointer) & SSL_SENT_SHUTDOWN != 0 { return .done }
        ErrorQueue.clear()
        let result = unsafe SSL_shutdown(handle.pointer)
        let systemError = errno
        if result >= 0 { return .done }
        switch handle.outcome(of: result, systemError: systemError) {
        case .wantsRead, .wantsWrite: return .wantsWrite
        case .closed: return .done
        case .lost(let error), .failed(let error):
            writeFailure = error
            return .failed(error)
        }
    }

    private mutating func finishHandshake() -> HandshakeStep {
        guard handle.hasSelectedProtocol() else {
            return end(TLSError(.noALPN, "no protocol was agreed"))
        }
        do throws(TLSError) {
            switch side {
            case .server: peer = try handle.identity()
            case .client:
                serverCertificate = try handle.serverFacts()
                authority = pin.flatMap { handle.presented($0) }
            }
        } catch {
            return end(error)
        }
        handle.forgetPeer()
        phase = .open
        return .done
    }

    private func refusalToRead() -> ReadStep? {
        switch phase {
        case .handshaking: .failed(Self.tooEarly)
        case .ended(let error): .failed(error)
        case .open: nil
        }
    }

    private mutating func read(into space: UnsafeMutableBufferPointer<UInt8>) -> ReadStep {
        // Without room there is nothing to ask for, and the library would call it an error.
        if space.isEmpty { return .bytes(0) }
        ErrorQueue.clear()
        var count = 0
        let result = unsafe SSL_read_ex(handle.pointer, space.baseAddress, space.count, &count)
        let systemError = errno
        if result == 1 {
            messagesOfLastRead = handle.takeMessageCount()
            return .bytes(count)
        }
        if handle.hasTooManyMessages() {
            let error = TLSError(.protocolViolation, "too many messages without data")
            phase = .ended(error)
            return .failed(error)
        }
        switch handle.outcome(of: result, systemError: systemError) {
        case .wantsRead: return .wantsRead
        case .wantsWrite: return .wantsWrite
        case .closed: return .closed
        case .lost(let error), .failed(let error):
            phase = .ended(error)
            return .failed(error)
        }
    }

    private mutating func end(_ error: TLSError) -> HandshakeStep {
        phase = .ended(error)
        return .failed(error)
    }

    private mutating func failWriting(_ error: TLSError) -> WriteStep {
        writeFailure = error
        return .failed(error)
    }

    private static let tooEarly = TLSError(.protocolViolation, "before the handshake was done")
}
