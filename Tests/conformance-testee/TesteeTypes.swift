import HubTestMessages
import HubWire

/// The messages that a runner may ask for.
enum TesteeTypes {
    /// The outermost messages.
    static let messages: [any WireMessage.Type] = [Everything.self, Something.self]

    /// What may stand in an `Any`.
    static let types: [any WireMessage.Type] =
        messages + [
            AnyMessage.self, BoolValue.self, BytesValue.self, DoubleValue.self,
            DurationMessage.self, Empty.self, FieldMask.self, FloatValue.self, Int32Value.self,
            Int64Value.self, ListValue.self, StringValue.self, Struct.self, Timestamp.self,
            UInt32Value.self, UInt64Value.self, Value.self,
        ]
}
