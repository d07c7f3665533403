/// A value kept behind a reference, for the messages that contain themselves.
public indirect enum Indirect<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The value.
    case value(Value)

    /// The value.
    public var value: Value {
        switch self {
        case .value(let value): value
        }
    }
}
