private import COpenSSL
private import Glibc

/// What the library makes of a call that moved no bytes.
enum SessionOutcome {
    case wantsRead
    case wantsWrite
    case closed
    case lost(TLSError)
    case failed(TLSError)
}

extension SessionHandle {
    /// Where a session keeps why it refused its peer's identity.
    private static let faultSlot = copenssl_new_session_slot()

    /// Notes why an identity was refused, for the error the handshake then ends with.
    static func note(_ fault: IdentityFault, in session: OpaquePointer) {
        unsafe copenssl_set_session_number(session, faultSlot, UInt(fault.rawValue))
    }

    /// Where a session counts the messages of TLS that came since the last data.
    private static let messageSlot = copenssl_new_session_slot()

    /// Counts a message of TLS after the handshake.
    ///
    /// Beyond the limit, a read no longer goes on to the next by itself: a peer could keep it
    /// going, and its event loop busy, for ever.
    static func countMessage(in session: OpaquePointer) {
        let count = unsafe copenssl_session_number(session, messageSlot) + 1
        unsafe copenssl_set_session_number(session, messageSlot, count)
        if count > TLSLimits.idleMessagesMax {
            unsafe copenssl_return_after_each_record(session)
        }
    }

    /// Starts the count again, as data has come.
    ///
    /// - Returns: What was counted.
    borrowing func takeMessageCount() -> Int {
        let count = unsafe copenssl_session_number(pointer, Self.messageSlot)
        if count != 0 { unsafe copenssl_set_session_number(pointer, Self.messageSlot, 0) }
        return Int(clamping: count)
    }

    /// Whether too many messages of TLS came since the last data.
    borrowing func hasTooManyMessages() -> Bool {
        unsafe copenssl_session_number(pointer, Self.messageSlot) > TLSLimits.idleMessagesMax
    }

    private borrowing func notedFault() -> IdentityFault? {
        let number = unsafe copenssl_session_number(pointer, Self.faultSlot)
        return UInt8(exactly: number).flatMap(IdentityFault.init(rawValue:))
    }

    /// Reads what the last call on this session meant.
    ///
    /// - Parameters:
    ///   - result: What the call answered.
    ///   - systemError: `errno` right after the call.
    /// - Returns: What to do now.
    borrowing func outcome(of result: Int32, systemError: Int32) -> SessionOutcome {
        let kind = unsafe SSL_get_error(pointer, result)
        switch kind {
        case SSL_ERROR_WANT_READ: return .wantsRead
        case SSL_ERROR_WANT_WRITE: return .wantsWrite
        case SSL_ERROR_ZERO_RETURN: return .closed
        case SSL_ERROR_SYSCALL:
            ErrorQueue.clear()
            return .lost(TLSError(.connectionLost, "system error \(systemError)"))
        default:
            return .failed(error(ErrorQueue.drain()))
        }
    }

    private borrowing func error(_ entries: [ErrorQueue.Entry]) -> TLSError {
        let text = entries.first?.text ?? "no reason given"
        for entry in entries where entry.library == ERR_LIB_SSL {
            let alert = entry.reason - SSL_AD_REASON_OFFSET
            if let number = UInt8(exactly: alert) { return TLSError(.alert(number), entry.text) }
            switch entry.reason {
            case SSL_R_CERTIFICATE_VERIFY_FAILED: return verificationError()
            case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_CALLBACK_FAILED:
                return TLSError(.noALPN, "the peer does not offer \(TLSLimits.applicationProtocol)")
            case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_NO_SUITABLE_KEY_SHARE, SSL_R_NO_SHARED_CIPHER,
                SSL_R_NO_SHARED_GROUPS, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM,
                SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS:
                return TLSError(.nothingInCommon, entry.text)
            case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_WRONG_VERSION_NUMBER:
                return TLSError(.notTLS, entry.text)
            case SSL_R_EXCESSIVE_MESSAGE_SIZE: return TLSError(.tooLarge, entry.text)
            default: continue
            }
        }
        return TLSError(.protocolViolation, text)
    }

    private borrowing func verificationError() -> TLSError {
        let result = unsafe SSL_get_verify_result(pointer)
        let words = unsafe String(cString: X509_verify_cert_error_string(result))
        switch Int32(truncatingIfNeeded: result) {
        case X509_V_ERR_CERT_HAS_EXPIRED: return TLSError(.certificateExpired, words)
        case X509_V_ERR_CERT_NOT_YET_VALID: return TLSError(.certificateNotYetValid, words)
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return TLSError(.unknownAuthority, words, issuer: issuer())
        case X509_V_ERR_INVALID_PURPOSE: return TLSError(.wrongPurpose, words)
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            return TLSError(.wrongServerName, words)
        case X509_V_ERR_CERT_REJECTED:
            return TLSError(.wrongIdentity, notedFault()?.words ?? words)
        default: return TLSError(.certificateInvalid, words)
        }
    }
}
