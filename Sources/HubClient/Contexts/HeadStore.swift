import HubCrypto
import HubSystem
package import HubWire

/// Heads of a tenant's journal as a hub told them, kept on the user's own machine.
///
/// A hub that later shows a journal without one of them has changed or lost what it had told. One
/// line each, the oldest first: epoch, revision, head in hexadecimal digits.
package struct HeadStore: Sendable {
    private let path: String

    /// The most heads that one request takes, and that are kept.
    package static let headsMax = 100

    init(path: String) { self.path = path }

    /// The heads that are remembered, the oldest first.
    ///
    /// - Returns: The heads; lines that are none are passed over.
    package func heads() -> [RememberedHead] {
        let bytes = (try? LocalFile.read(path, bytesMax: fileBytesMax)) ?? []
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { Self.head($0) }
    }

    /// Remembers a head, if it is one and new.
    ///
    /// - Parameters:
    ///   - epoch: The epoch of the tenant's store.
    ///   - revision: Its revision.
    ///   - chainHead: The head of its journal's chain.
    package func remember(epoch: UInt64, revision: UInt64, chainHead: [UInt8]) {
        guard chainHead.count == Digest32.byteCount, revision > 0 else { return }
        let head = RememberedHead(epoch: epoch, revision: revision, chainHead: chainHead)
        var heads = heads()
        guard !heads.contains(head) else { return }
        heads.append(head)
        let text = Self.thinned(heads).map(Self.line).joined()
        let bytes = Array(text.utf8)
        // What cannot be remembered is no reason to fail a call that was made.
        try? LocalFile.replace(path, with: bytes.span)
    }

    /// At most `headsMax` heads: where there are more, every second one of the older half goes, so
    /// that the first one and those of late stay.
    ///
    /// - Parameter heads: The oldest first.
    /// - Returns: Those that are kept.
    package static func thinned(_ heads: [RememberedHead]) -> [RememberedHead] {
        guard heads.count > headsMax else { return heads }
        let older = heads.prefix(heads.count / 2).enumerated()
        let kept = older.filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        return thinned(kept + heads.suffix(heads.count - heads.count / 2))
    }

    private static func line(_ head: RememberedHead) -> String {
        "\(head.epoch) \(head.revision) \(Hexadecimal.text(head.chainHead.span))\n"
    }

    private static func head(_ line: ArraySlice<UInt8>) -> RememberedHead? {
        let words = line.split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard words.count == 3, let epoch = UInt64(words[0]), let revision = UInt64(words[1]),
            let digest = Digest32(hex: words[2])
        else { return nil }
        return RememberedHead(epoch: epoch, revision: revision, chainHead: digest.bytes)
    }
}

/// The largest file of heads that is read: far more than a hundred lines.
private let fileBytesMax = 64 * 1_024

extension ContextStore {
    /// Heads of the journal.
    static let headFile = "heads"

    /// The heads that a context remembers.
    ///
    /// - Parameter name: Which context.
    /// - Returns: Its heads.
    package func heads(of name: ContextName) -> HeadStore {
        HeadStore(path: "\(contexts.file(name.description))/\(Self.headFile)")
    }
}

extension HeadStore {
    /// Remembers what the end of a call says of the tenant's own journal.
    ///
    /// - Parameters:
    ///   - method: What was called; the journals of region and hub are not the tenant's.
    ///   - status: How the call ended.
    package func note(_ method: Method, _ status: Status) {
        guard method.facts.scope == .tenant, !status.dryRun else { return }
        remember(epoch: status.epoch, revision: status.revision, chainHead: status.chainHead)
    }
}
