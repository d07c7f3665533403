/// The messages of protobuf's own schemas that have a JSON form of their own.
enum WellKnownType: String {
    case any = "google.protobuf.Any"
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"
    case fieldMask = "google.protobuf.FieldMask"
    case structure = "google.protobuf.Struct"
    case value = "google.protobuf.Value"
    case listValue = "google.protobuf.ListValue"
    case wrapper

    /// The enum whose only value is null.
    static let nullValueName = "google.protobuf.NullValue"

    private static let wrapperNames: Set<String> = [
        "BoolValue", "BytesValue", "DoubleValue", "FloatValue", "Int32Value", "Int64Value",
        "StringValue", "UInt32Value", "UInt64Value",
    ]

    /// The special form of a message's full name, or nil.
    init?(_ name: String) {
        let package = "google.protobuf."
        guard name.hasPrefix(package) else { return nil }
        if Self.wrapperNames.contains(String(name.dropFirst(package.count))) {
            self = .wrapper
        } else {
            self.init(rawValue: name)
        }
    }
}
