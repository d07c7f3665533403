extension Array where Element == UInt8 {
    /// The bytes of a span, kept.
    package init(copying span: Span<UInt8>) {
        self = []
        reserveCapacity(span.count)
        for index in span.indices { append(span[index]) }
    }
}
