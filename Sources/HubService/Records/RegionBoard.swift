package import HubStore
import HubSystem
package import HubWire

/// What the region holds for its tenants, as it was after one revision.
package struct RegionSnapshot: Sendable {
    let revision: Int64
    /// Editions of frameworks, in the order of their ids.
    package let editions: [FrameworkEdition]
    /// Rating scales, in the order of their ids.
    package let scales: [RatingScale]
    /// Windows, in the order of their ids.
    package let windows: [Window]

    /// The edition of an id.
    package func edition(_ id: String) -> FrameworkEdition? {
        editions.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// The scale of an id.
    package func scale(_ id: String) -> RatingScale? {
        scales.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// The window of an id.
    package func window(_ id: String) -> Window? {
        windows.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}

/// The newest snapshot of the region, for handlers that work in a tenant's file.
///
/// It is small, read by every council, and seldom changed: each change publishes a new one before
/// its caller is answered, so that nobody who knows of a change reads the state before it.
package final class RegionBoard: Sendable {
    private let newest: Lock<RegionSnapshot>

    /// A board that shows `snapshot`.
    package init(_ snapshot: RegionSnapshot) { newest = Lock(snapshot) }

    /// What the region holds now.
    package var snapshot: RegionSnapshot { newest.withLock { $0 } }

    /// Shows a newer snapshot; an older one is passed over.
    func publish(_ snapshot: RegionSnapshot) {
        newest.withLock { if $0.revision <= snapshot.revision { $0 = snapshot } }
    }

    /// Reads what the region's file holds.
    ///
    /// - Parameters:
    ///   - store: The region's file.
    ///   - revision: Its last revision.
    /// - Returns: The snapshot.
    /// - Throws: A fault of the store, or of what is stored.
    package static func read(
        _ store: borrowing Database,
        revision: Int64
    ) throws(Fault) -> RegionSnapshot {
        RegionSnapshot(
            revision: revision,
            editions: try all(RegionTables.frameworks, in: store) { $0.revision = $1 },
            scales: try all(RegionTables.scales, in: store) { $0.revision = $1 },
            windows: try all(RegionTables.windows, in: store) { $0.revision = $1 }
        )
    }

    /// The same, for a board that will show it.
    func read(_ store: borrowing Database, revision: Int64) throws(Fault) -> RegionSnapshot {
        try RegionBoard.read(store, revision: revision)
    }

    private static func all<Message: WireMessage>(
        _ records: CodedRecords,
        in store: borrowing Database,
        _ mark: (inout Message, UInt64) -> Void
    ) throws(Fault) -> [Message] {
        let found = try stored { () throws(StoreError) in try records.list(in: store) }
        var messages: [Message] = []
        for record in found {
            var message = try Fault.decoded(Message.self, record.body)
            mark(&message, record.revision)
            messages.append(message)
        }
        return messages
    }
}

extension Fault {
    /// Decodes a stored message; unknown fields are kept.
    ///
    /// - Parameters:
    ///   - type: The message's type.
    ///   - bytes: What was stored.
    /// - Returns: The message.
    /// - Throws: `dataDamaged`.
    static func decoded<Message: WireMessage>(
        _ type: Message.Type,
        _ bytes: [UInt8]
    ) throws(Fault) -> Message {
        do throws(WireError) {
            return try Message(decoding: bytes)
        } catch {
            var fault = Fault(.dataDamaged)
            fault.cause = "\(Message.name): \(error)"
            throw fault
        }
    }
}
