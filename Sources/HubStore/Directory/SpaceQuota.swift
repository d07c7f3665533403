import HubSystem

/// How much room a file and its log may take.
///
/// The file system is asked before each commit: two questions cost some microseconds, and a commit
/// some milliseconds.
///
/// A part is kept back for the hub's own record of what happened, so that a tenant whose room is
/// used up is still told what the registry decides about it: more than a file grows by at once when
/// its log, which stays as large as it was, is carried over to it.
struct SpaceQuota: Sendable {
    /// The part of the limit that is kept back: a sixty-fourth.
    private static let reserveParts: UInt64 = 64
    /// Bytes that are kept back at least, unless they were more than a sixteenth of the limit.
    private static let reserveBytesMin: UInt64 = 8 * 1_024 * 1_024

    /// The file; its log lies beside it.
    let path: String
    /// What both may take.
    let limitBytes: UInt64

    /// Why the file may not be written now.
    ///
    /// - Parameter fromReserve: Whether by a call for which a part was kept back.
    /// - Returns: The failure, which has use and limit; `nil` while there is room.
    func refusal(fromReserve: Bool) -> StoreError? {
        let used = size(path) + size("\(path)-wal")
        let limit = fromReserve ? limitBytes : limitBytes - reserveBytes
        guard used >= limit else { return nil }
        return StoreError(
            .quota,
            "\(used) of \(limitBytes) bytes are used",
            space: StoreError.Space(usedBytes: used, limitBytes: limitBytes)
        )
    }

    /// What is kept back.
    private var reserveBytes: UInt64 {
        max(limitBytes / Self.reserveParts, min(limitBytes / 16, Self.reserveBytesMin))
    }

    private func size(_ path: String) -> UInt64 {
        guard let facts = try? LocalFile.facts(path) else { return 0 }
        return UInt64(clamping: facts.bytes)
    }
}
