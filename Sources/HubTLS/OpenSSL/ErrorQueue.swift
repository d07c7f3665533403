private import COpenSSL

/// The library's queue of errors: one for each thread, emptied into values at once.
enum ErrorQueue {
    /// One entry of the queue.
    struct Entry {
        let library: Int32
        let reason: Int32
        let text: String
    }

    /// Empties the queue; a stale entry would turn "wait" into an error.
    static func clear() { ERR_clear_error() }

    /// Empties the queue and answers what was in it, the oldest first.
    static func drain() -> [Entry] {
        var entries: [Entry] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { return entries }
            let text = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
            entries.append(
                Entry(
                    library: ERR_GET_LIB(code),
                    reason: ERR_GET_REASON(code),
                    text: text ?? "error \(code)"
                )
            )
        }
    }

    /// Empties the queue into one error.
    ///
    /// - Parameters:
    ///   - code: What the caller makes of it.
    ///   - what: What was tried.
    /// - Returns: An error with the library's oldest words.
    static func error(_ code: TLSError.Code, _ what: String) -> TLSError {
        let reason = drain().first.map { ": \($0.text)" } ?? ""
        return TLSError(code, what + reason)
    }

    /// Throws when a call that answers 1 for success did not.
    ///
    /// - Parameters:
    ///   - result: What the call answered.
    ///   - what: What was tried.
    /// - Throws: `TLSError.library`.
    static func check(_ result: Int32, _ what: String) throws(TLSError) {
        if result != 1 { throw error(.library, what) }
    }
}
