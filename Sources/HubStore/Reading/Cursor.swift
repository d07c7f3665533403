package import HubSystem

/// Where a list goes on, handed to a client and taken back only as it was.
///
/// The bytes mean nothing to the client. They hold for one list: the same tenant, method, filter
/// and epoch. Anything else reads as the same error, so that nobody learns why.
package struct Cursor: Equatable, Sendable {
    /// The revision that every page of the list shows.
    package let revision: Int64
    /// The key of the last row, in the list's own encoding.
    package let position: [UInt8]

    /// A cursor.
    package init(revision: Int64, position: [UInt8]) {
        self.revision = revision
        self.position = position
    }
}

/// The list that a cursor belongs to.
package struct CursorScope: Sendable {
    let message: [UInt8]

    /// A list.
    ///
    /// - Parameters:
    ///   - file: The file that is read, and its epoch: a cursor does not outlive a restore.
    ///   - principal: Who reads.
    ///   - method: The method that lists.
    ///   - filterDigest: SHA-256 over everything in the request but the cursor and the page size.
    package init(file: FileIdentity, principal: [UInt8], method: String, filterDigest: [UInt8]) {
        var message = ChainMessage("whub cursor 1")
        message.append(file.file.bytes)
        message.append(file.epoch)
        message.append(principal)
        message.append(Array(method.utf8))
        message.append(filterDigest)
        self.message = message.bytes
    }
}

/// Seals cursors and opens them.
package struct CursorSeal: Sendable {
    /// The longest position, in bytes.
    package static let positionBytesMax = 1_024
    /// How long a cursor may be used: after a day the list begins anew.
    package static let lifeSeconds: Int64 = 24 * 60 * 60
    private static let tagBytes = 16
    private static let version: UInt8 = 1
    /// Version, revision and time.
    private static let headBytes = 17

    private let hmac: @Sendable (_ key: [UInt8], _ message: [UInt8]) -> [UInt8]
    private let key: [UInt8]
    private let clock: HubClock

    /// A seal.
    ///
    /// - Parameters:
    ///   - key: 32 unpredictable bytes that no client knows; another key makes old cursors invalid.
    ///   - cryptography: For the seal.
    ///   - clock: For the age.
    package init(key: [UInt8], cryptography: StoreCryptography, clock: HubClock) {
        hmac = cryptography.hmac
        self.key = key
        self.clock = clock
    }

    /// The bytes for the client.
    ///
    /// - Parameters:
    ///   - cursor: Where to go on.
    ///   - scope: The list.
    /// - Returns: At most 1,057 bytes.
    /// - Throws: `tooBig` when the position is too long.
    package func seal(_ cursor: Cursor, for scope: CursorScope) throws(StoreError) -> [UInt8] {
        guard cursor.position.count <= Self.positionBytesMax else {
            throw StoreError(.tooBig, "a position of \(cursor.position.count) bytes")
        }
        var bytes = [Self.version]
        for number in [cursor.revision, clock.instant.microseconds] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
            }
        }
        bytes += cursor.position
        return bytes + tag(bytes, scope)
    }

    /// The cursor in a client's bytes.
    ///
    /// - Parameters:
    ///   - bytes: What the client sent.
    ///   - scope: The list that it asks for.
    /// - Returns: Where to go on.
    /// - Throws: `invalidCursor` for everything that this seal did not make for this list lately.
    package func open(_ bytes: [UInt8], for scope: CursorScope) throws(StoreError) -> Cursor {
        let longest = Self.headBytes + Self.positionBytesMax + Self.tagBytes
        guard bytes.count >= Self.headBytes + Self.tagBytes, bytes.count <= longest else {
            throw StoreError(.invalidCursor)
        }
        let content = Array(bytes.dropLast(Self.tagBytes))
        // Every byte is looked at, so that time tells nothing about where they differ.
        let difference = zip(tag(content, scope), bytes.suffix(Self.tagBytes))
            .reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        let numbers = [1, 9].map { start in
            content[start..<start + 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        let age = clock.instant.microseconds.subtractingReportingOverflow(numbers[1])
        let lives = !age.overflow && age.partialValue <= Self.lifeSeconds * 1_000_000
        guard difference == 0, content[0] == Self.version, lives else {
            throw StoreError(.invalidCursor)
        }
        let position = Array(content.dropFirst(Self.headBytes))
        return Cursor(revision: numbers[0], position: position)
    }

    private func tag(_ content: [UInt8], _ scope: CursorScope) -> ArraySlice<UInt8> {
        hmac(key, scope.message + content).prefix(Self.tagBytes)
    }
}
