extension WireReader {
    /// Merges the nested message at the cursor into `value`.
    ///
    /// - Parameter value: What was read of the message before.
    /// - Throws: Whatever the message's fields throw.
    public mutating func message<Message: WireMessage>(
        _ value: inout Message
    ) throws(WireError) {
        let outer = try enter()
        try value.merge(from: &self)
        leave(outer)
    }

    /// Merges the nested message at the cursor into `value`, which it makes when it is absent.
    ///
    /// - Parameter value: What was read of the message before.
    /// - Throws: Whatever the message's fields throw.
    public mutating func message<Message: WireMessage>(
        _ value: inout Message?
    ) throws(WireError) {
        var present = value.take() ?? Message()
        try message(&present)
        value = present
    }

    /// Merges the nested message at the cursor into `value`, kept behind a reference.
    ///
    /// - Parameter value: What was read of the message before.
    /// - Throws: Whatever the message's fields throw.
    public mutating func message<Message: WireMessage>(
        _ value: inout Indirect<Message>?
    ) throws(WireError) {
        var present = value.take()?.value ?? Message()
        try message(&present)
        value = .value(present)
    }

    /// Appends the nested message at the cursor to `values`.
    ///
    /// - Parameter values: What was read of the field before.
    /// - Throws: Whatever the message's fields throw.
    public mutating func message<Message: WireMessage>(
        appendingTo values: inout [Message]
    ) throws(WireError) {
        var value = Message()
        try message(&value)
        values.append(value)
    }

    /// Appends the packed values at the cursor to `values`.
    ///
    /// - Parameters:
    ///   - values: What was read of the field before.
    ///   - codec: How one value is written.
    /// - Throws: `malformedLength`, or whatever the values throw.
    public mutating func packed<Codec: WireCodec>(
        _ values: inout [Codec.Value],
        _ codec: Codec.Type
    ) throws(WireError) {
        let length = try length()
        let outer = end
        end = position &+ length
        if let size = codec.fixedSize {
            guard length % size == 0 else { throw WireError(.malformedLength) }
            // Only once: exact growth for each of many small fields would be quadratic.
            if values.isEmpty { values.reserveCapacity(length / size) }
        }
        while position < end {
            values.append(try codec.read(from: &self))
        }
        end = outer
    }

    /// Adds the map entry at the cursor to `map`.
    ///
    /// - Parameters:
    ///   - map: The entries read before; the last one of a key wins under the lenient rule.
    ///   - keys: How keys are written.
    ///   - values: How values are written.
    /// - Throws: `repeatedField` for a key that is there already, and whatever key and value throw.
    public mutating func mapEntry<Keys: WireKeyCodec, Values: WireCodec>(
        _ map: inout [Keys.Value: Values.Value],
        _ keys: Keys.Type,
        _ values: Values.Type
    ) throws(WireError) {
        let entryStart = fieldStart
        let outer = try enter()
        var key = keys.zero
        var value = values.zero
        var seen: UInt64 = 0
        while let tag = try nextTag() {
            if tag == 1 << 3 | keys.wireType {
                try once(1, &seen)
                key = try keys.read(from: &self)
            } else if tag == 2 << 3 | values.wireType {
                try once(2, &seen)
                try values.merge(&value, from: &self)
            } else {
                var dropped = UnknownFields()
                try unknown(tag, into: &dropped)
            }
        }
        leave(outer)
        let previous = map.updateValue(value, forKey: key)
        guard previous == nil || rules == .lenient else {
            // It is the entry that is there twice, not the last field in it.
            fieldStart = entryStart
            throw WireError(.repeatedField)
        }
    }
}
