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
    private mutating func locate(
        _ target: Int,
        in table: MessageTable,
        _ error: inout WireError
    ) {
        var counts: [UInt32: Int] = [:]
        do throws(WireError) {
            while let tag = try nextTag() {
                let number = tag >> 3
                let field = table.field(number: number)
                if fieldStart == target {
                    error.extendPath(number, field, counts[number])
                    if error.code == .unknownField, field != nil { error.code = .wrongWireType }
                    return
                }
                let start = position
                try skip(tag)
                guard position > target else {
                    counts[number, default: 0] += 1
                    continue
                }
                error.extendPath(number, field, counts[number])
                guard tag & 7 == 2, case .message(let type)? = field?.kind else { return }
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
}

extension WireError {
    /// Adds a step to the path.
    fileprivate mutating func extendPath(_ number: UInt32, _ field: FieldTable?, _ count: Int?) {
        if !path.isEmpty { path += "." }
        path += field?.name ?? String(number)
        if field?.cardinality == .repeated { path += "[\(count ?? 0)]" }
    }
}
