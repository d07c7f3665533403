/// The secret offsets of one employer, from its release key.
///
/// The key is made with the employer's tenant, survives restore and move, and leaves only inside
/// the tenant's own encrypted backup. This type sees digests, never the key.
package struct ReleaseOffsets: Sendable {
    /// HMAC-SHA256 under the employer's release key.
    package typealias Digest = @Sendable (_ message: [UInt8]) -> [UInt8]

    private let digest: Digest

    /// Offsets under a key.
    ///
    /// - Parameter digest: HMAC-SHA256 (RFC 2104) under the key: at least eight bytes.
    package init(digest: @escaping Digest) { self.digest = digest }

    /// What is digested for a cell: the family, a bar, and the cell's name.
    ///
    /// The name says what is counted and nothing about when, so that the same count of the same
    /// people always shows the same way: with fresh offsets an unchanged count could be guessed
    /// after a few years.
    package static func message(for cell: WresCell) -> [UInt8] {
        Array("wres|\(cell.quantity.code)|\(cell.service.rawValue)|\(cell.group.rawValue)".utf8)
    }

    /// The offset of a cell, from 0 to base − 1, each equally likely.
    package func offset(of cell: WresCell, base: Int) -> Int {
        var message = Self.message(for: cell)
        for round in UInt8.min...UInt8.max {
            if round > 0 { message.append(round) }
            if let offset = Self.reduced(digest(message), base: base) { return offset }
        }
        return 0
    }

    /// A number below the base from a digest, without favouring any.
    ///
    /// The digest's words of four bytes are looked at in order. One at or above the largest
    /// multiple of the base is passed over, because its remainder would be too likely.
    ///
    /// - Returns: The number; nil where every word was passed over.
    package static func reduced(_ digest: [UInt8], base: Int) -> Int? {
        let space = 1 << 32
        let limit = space / base * base
        for start in stride(from: 0, to: digest.count - 3, by: 4) {
            let word = digest[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            if word < limit { return word % base }
        }
        return nil
    }
}
