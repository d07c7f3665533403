/// A generated enum: an open set of numbers, some of which have names.
///
/// A number that a newer peer added survives a round trip unless a strict rule forbids it.
public protocol WireEnum: RawRepresentable, Sendable, Hashable, CustomStringConvertible
where RawValue == Int32 {
    /// The value of this number, with or without a name.
    init(rawValue: Int32)
    /// Its names.
    static var wireTable: EnumTable { get }
    /// Whether the schema has this number.
    static func isKnown(_ number: Int32) -> Bool
}

extension WireEnum {
    /// The schema's name of the value, or its number.
    public var description: String {
        Self.wireTable.name(of: rawValue) ?? String(rawValue)
    }

    /// The value of a name as the schema writes it, or nil.
    public init?(name: String) {
        guard let number = Self.wireTable.number(of: name) else { return nil }
        self.init(rawValue: number)
    }
}

/// The names of an enum.
public struct EnumTable: Sendable {
    /// The enum's full name: `workforcehub.v1.HubKind`.
    public let name: String
    /// The values in the order of the schema; of several names of a number the first is canonical.
    public let values: [(name: String, number: Int32)]

    /// A table for generated code.
    public init(name: String, values: [(name: String, number: Int32)]) {
        self.name = name
        self.values = values
    }

    /// The canonical name of a number, or nil.
    public func name(of number: Int32) -> String? {
        values.first { $0.number == number }?.name
    }

    /// The number of a name, compared byte for byte, or nil.
    public func number(of name: String) -> Int32? {
        values.first { $0.name.utf8.elementsEqual(name.utf8) }?.number
    }
}
