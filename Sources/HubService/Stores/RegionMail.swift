package import HubStore

/// What tenants tell the region, and how each kind of message is applied in the region's file.
///
/// A service that posts a kind registers here how it is applied, as it registers its methods with
/// the router.
package struct RegionMail: Sendable {
    /// Applies a message in the region's file, in the commit that claims it.
    package typealias Application =
        @Sendable (inout WriteContext, OutboxMessage) throws(StoreError) -> Void

    /// What senders call the region.
    static let target: StaticString = "region"

    private var kinds: [(kind: StaticString, apply: Application)] = []

    /// Mail of which no kind is known.
    package init() {}

    /// Registers how messages of a kind are applied.
    ///
    /// - Parameters:
    ///   - kind: The kind, registered once.
    ///   - apply: Applies one; what it throws leaves the message in its outbox.
    package mutating func register(_ kind: StaticString, _ apply: @escaping Application) {
        precondition(find("\(kind)") == nil, "\(kind) is registered twice")
        kinds.append((kind, apply))
    }

    /// Applies a message by its kind.
    ///
    /// - Parameters:
    ///   - store: The region's file.
    ///   - message: What a tenant tells.
    /// - Throws: `newerFile` for a kind that is not known: a newer program wrote it, and will apply
    ///   it; or what applying throws.
    package func apply(
        _ store: inout WriteContext,
        _ message: OutboxMessage
    ) throws(StoreError) {
        guard let apply = find(message.kind) else {
            throw StoreError(.newerFile, "a message of a kind that this program does not know")
        }
        try apply(&store, message)
    }

    private func find(_ kind: String) -> Application? {
        kinds.first { "\($0.kind)".utf8.elementsEqual(kind.utf8) }?.apply
    }
}
