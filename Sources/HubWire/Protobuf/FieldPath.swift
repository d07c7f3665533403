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
        walker.locate(FailedRead(fieldStart: fieldStart, position: position), in: table, &located)
        return located
    }

    /// Walks over the fields before the one that failed, and into those around it.
    ///
    /// - Complexity: Linear in the bytes for each level; the table is asked once a level.
    private mutating func locate(
        _ failed: FailedRead,
        in table: MessageTable,
        _ error: inout WireError
    ) {
        let messageStart = position
        do throws(WireError) {
            while let tag = try nextTag() {
                let start = position
                let isTarget = fieldStart == failed.fieldStart
                if !isTarget { try skip(tag) }
                guard isTarget || position > failed.fieldStart else { continue }
                // A tag that is none names no field.
                if isTarget, error.code == .malformedTag { return }
                let field = table.field(number: tag >> 3)
                if isTarget, error.code == .unknownField, field != nil {
                    error.code = .wrongWireType
                }
                let before = fork(from: messageStart)
                position = start
                let place = try place(of: field, tag, failed, error.code, before)
                error.extendPath(tag >> 3, field, place)
                guard !isTarget, let inner = field?.kind.table else { return }
                position = start
                let length = try length()
                end = position + length
                locate(failed, in: inner, &error)
                return
            }
        } catch {
            // The bytes are broken before the target: it stays unnamed.
        }
    }

    /// A cursor over the fields between the start of their message and the last tag.
    @_lifetime(copy self)
    private func fork(from messageStart: Int) -> WireReader {
        var walker = fork()
        walker.position = messageStart
        walker.end = fieldStart
        return walker
    }

    /// The place of the value that failed among those of its field, which is `nil` for one that can
    /// be there once, for another kind of value than the field has, and for a pack as a whole.
    ///
    /// - Complexity: Linear in the bytes of the message up to the failure.
    private mutating func place(
        of field: FieldTable?,
        _ tag: UInt32,
        _ failed: FailedRead,
        _ code: WireError.Code,
        _ earlier: consuming WireReader
    ) throws(WireError) -> Int? {
        guard let field, field.cardinality.isMany, code != .wrongWireType else { return nil }
        var place = 0
        if fieldStart == failed.fieldStart, tag & 7 == 2, field.kind.isPackable {
            guard let first = enterPack() else { return nil }
            place =
                switch field.kind.fixedSize {
                case let size? where code == .malformedLength: (end - first) / size
                case let size?: (failed.position - first - 1) / size
                case nil: endedVarints(first..<max(first, failed.position - 1))
                }
        }
        while let tag = try earlier.nextTag() {
            let start = earlier.position
            try earlier.skip(tag)
            guard tag >> 3 == field.number else { continue }
            guard tag & 7 == 2, field.kind.isPackable else {
                place += 1
                continue
            }
            let end = earlier.position
            earlier.position = start
            let length = try earlier.length()
            place +=
                field.kind.fixedSize.map { length / $0 }
                ?? endedVarints((end - length)..<end)
            earlier.position = end
        }
        return place
    }

    /// Reads the length of a pack and moves the end to its own; `nil` where it is none.
    private mutating func enterPack() -> Int? {
        do throws(WireError) {
            let length = try length()
            end = position + length
            return position
        } catch {
            return nil
        }
    }

    /// Varints end with a byte below 128.
    private func endedVarints(_ range: Range<Int>) -> Int {
        range.count { bytes[$0] < 0x80 }
    }
}

/// Where reading stopped.
private struct FailedRead {
    /// Where the last tag began.
    let fieldStart: Int
    /// How far its value was read: behind it, where it was read and then refused.
    let position: Int
}

extension FieldKind {
    /// The message that a value is: that of the schema, or the entry of a map.
    fileprivate var table: MessageTable? {
        switch self {
        case .message(let type): type.wireTable
        case .map(let key, let value):
            MessageTable(
                name: "",
                fields: [
                    FieldTable(1, "key", "key", key), FieldTable(2, "value", "value", value),
                ]
            )
        default: nil
        }
    }

    /// Whether several values may stand in one field.
    fileprivate var isPackable: Bool { wireType != 2 }

    /// The bytes of every value, or `nil` where they vary.
    fileprivate var fixedSize: Int? {
        switch wireType {
        case 1: 8
        case 5: 4
        default: nil
        }
    }
}

extension FieldTable.Cardinality {
    /// Whether there may be more than one value.
    fileprivate var isMany: Bool {
        switch self {
        case .repeated, .packed, .map: true
        case .implicit, .explicit: false
        }
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
