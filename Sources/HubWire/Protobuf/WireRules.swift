/// How a reader treats what its schema does not have.
public enum WireRules: Sendable, Hashable {
    /// Unknown fields are kept, the last of several singular values wins: for stored records and
    /// responses.
    case lenient
    /// An unknown field at any depth, a wrong wire type, a repeated singular field or an unknown
    /// enum value is an error: for requests. "Erase team X" must never reach an old server as
    /// "erase".
    case strict
    /// As `strict`, but unknown fields with numbers from `firstIgnorableNumber` on, and known ones
    /// of them in another encoding, are dropped: for the header of a call.
    case strictHeader

    /// The first field number that an old server may ignore in the header of a call.
    public static let firstIgnorableNumber: UInt32 = 100
}
