extension WireReader {
    /// Finds out where reading stopped, after it failed.
    ///
    /// - Parameters:
    ///   - error: What stopped it.
    ///   - table: The table of the outermost message.
    /// - Returns: The error with the path of the field.
    public func located(_ error: WireError, in table: MessageTable) -> WireError {
        guard error.path.isEmpty else { return error }
        var walker = WireReader(bytes)
        var located = error
        walker.locate(fieldStart, in: table, &located)
        return located
    }

    /// Walks over the fields before the one whose tag begins at `target`, and into those around it.
    ///
    /// - Complexity: Linear in the bytes for each level; the table is asked once a level.
    private mutating func locate(
        _ target: Int,
        in table: MessageTable,
        _ error: inout WireError
    ) {
        let messageStart = position
        do throws(WireError) {
            while let tag = try nextTag() {
                let start = position
                let isTarget = fieldStart == target
                if !isTarget { try skip(tag) }
                guard isTarget || position > target else { continue }
                // A tag that is none names no field.
                if isTarget, error.code == .malformedTag { return }
                let field = table.field(number: tag >> 3)
                let index =
                    field?.cardinality == .repeated ? try count(tag >> 3, messageStart) : nil
                error.extendPath(tag >> 3, field, index)
                if isTarget, error.code == .unknownField, field != nil {
                    error.code = .wrongWireType
                }
                guard !isTarget, tag & 7 == 2, case .message(let type)? = field?.kind else {
                    return
                }
                position = start
                let length = try length()
                end = position + length
                locate(target, in: type.wireTable, &error)
                return
            }
        } catch {
            // The bytes are broken before the target: it stays unnamed.
        }
    }

    /// Counts the fields of a number between the start of their message and the last tag.
    private func count(_ number: UInt32, _ messageStart: Int) throws(WireError) -> Int {
        var walker = fork()
        walker.position = messageStart
        walker.end = fieldStart
        var count = 0
        while let tag = try walker.nextTag() {
            try walker.skip(tag)
            if tag >> 3 == number { count += 1 }
        }
        return count
    }
}

extension WireError {
    /// Adds a step to the path.
    fileprivate mutating func extendPath(_ number: UInt32, _ field: FieldTable?, _ index: Int?) {
        if !path.isEmpty { path += "." }
        path += field?.name ?? String(number)
        if let index { path += "[\(index)]" }
    }
}
