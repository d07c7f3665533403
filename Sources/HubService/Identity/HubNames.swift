import HubCrypto
import HubStore
import HubSystem
import HubWire

/// The names of the hub's own people: whoever may approve a request is told by name, and acts are
/// read by name, so no two are alike to the eye.
enum HubNames {
    /// Refuses a name that somebody else of the hub's own people goes by, or is invited under.
    ///
    /// - Parameters:
    ///   - name: The name, within the rules of all names.
    ///   - tenant: The region's tenant.
    ///   - now: The time.
    ///   - store: The registry.
    /// - Throws: `requestNotValid`: `taken`, or `text_character` for letters that can look like
    ///   others.
    static func requireFree(
        _ name: String,
        in tenant: String,
        now: Instant,
        _ store: borrowing WriteContext
    ) throws(Fault) {
        guard name.unicodeScalars.allSatisfy(isPlain) else {
            throw .invalid(
                "name",
                "text_character",
                "Latin letters, digits, spaces and - ' . , ( ): others can look like them"
            )
        }
        let people = try RegistryTables.principalRows.all(
            RegistryQueries.principalsOfTenant,
            tenant,
            in: store.database
        ).filter { $0.state != .ended }.map(\.name)
        let invited = try RegistryTables.invitationRows.all(
            RegistryQueries.invitationsIntoTenant,
            tenant,
            in: store.database
        ).filter { $0.isLive(at: now) && $0.kind != .device }.map(\.name)
        let shape = shape(of: name)
        guard (people + invited).allSatisfy({ HubNames.shape(of: $0) != shape }) else {
            throw .invalid(
                "name",
                "taken",
                "a name that nobody of the hub has, nor one that looks like it: end the other's "
                    + "access, or their invitation, first"
            )
        }
    }

    /// Whether a character has one shape to the eye: ASCII as names are written, Latin letters with
    /// accents, and the apostrophe that word processors write.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x27...0x29, 0x2C...0x2E, 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2019: true
        case 0xC0...0x24F: scalar.properties.isAlphabetic
        default: false
        }
    }

    /// What the eye tells names apart by: letters and digits, without case, and those that look
    /// alike as one.
    private static func shape(of name: String) -> [Unicode.Scalar] {
        name.lowercased().unicodeScalars.compactMap { scalar in
            switch scalar {
            case "i", "1": "l"
            case "0": "o"
            default:
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    ? scalar : nil
            }
        }
    }
}
