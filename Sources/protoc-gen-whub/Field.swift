import HubWire

/// One field of a message, as the generated code needs it.
struct Field {
    /// Its number.
    let number: UInt32
    /// Its name in the schema.
    let name: String
    /// Its name in JSON.
    let jsonName: String
    /// Its property or case.
    let member: String
    /// The type of its value; for a map, of the map's values.
    let type: FieldType
    /// The type of a map's keys.
    let key: FieldType?
    /// How many values there may be.
    let cardinality: Cardinality
    /// The index of its oneof, but not of the one that protoc makes for an optional field.
    let oneof: Int?
    /// Whether the value is kept behind a reference, because the message contains itself.
    let isIndirect: Bool
    /// The case of `DataClass` that the schema states, or nil.
    let dataClass: String?
    /// Whether its text may have several lines.
    let hasSeveralLines: Bool
    /// Its comment.
    let comment: String

    /// The cases of `FieldTable.Cardinality`.
    enum Cardinality: String {
        case implicit
        case explicit
        case repeated
        case packed
        case map
    }

    /// The tag of an unpacked value.
    var tag: UInt32 { number << 3 | (cardinality == .map ? 2 : type.wireType) }
    /// The tag of packed values.
    var packedTag: UInt32 { number << 3 | 2 }
    /// The reader's method.
    var reader: String { hasSeveralLines ? "lines" : type.method }
    /// The property that is stored.
    var stored: String { isIndirect ? "indirect\(SwiftNames.camel(name, capital: true))" : member }

    /// Whether absent and zero differ, so that the property is optional.
    var isOptional: Bool { cardinality == .explicit }

    /// The property's type.
    var swift: String {
        switch cardinality {
        case .implicit: type.swift
        case .explicit: "\(type.swift)?"
        case .repeated, .packed: "[\(type.swift)]"
        case .map: "[\(key?.swift ?? ""): \(type.swift)]"
        }
    }

    /// The property's first value.
    var initial: String {
        switch cardinality {
        case .implicit: type.zero
        case .explicit: "nil"
        case .repeated, .packed: "[]"
        case .map: "[:]"
        }
    }
}

extension Schema {
    /// Describes a field.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - fullName: The full name of its message, with the leading dot.
    ///   - file: The message's file.
    ///   - comment: The field's comment.
    /// - Returns: The description.
    /// - Throws: When the field is of a kind that is not generated.
    func field(
        _ field: FieldDescriptorProto,
        of fullName: String,
        in file: FileDescriptorProto,
        comment: String
    ) throws(GeneratorError) -> Field {
        let name = field.name ?? ""
        let isRepeated = field.label == .repeated
        var type = try fieldType(field)
        var key: FieldType?
        if isRepeated, let entry = mapEntry(field), entry.field.count == 2 {
            key = try fieldType(entry.field[0])
            type = try fieldType(entry.field[1])
        }
        let isSynthetic = field.proto3Optional ?? false
        let oneof = isSynthetic ? nil : field.oneofIndex.map { Int($0) }
        let isMessage = if case .message = type { true } else { false }
        let cardinality: Field.Cardinality =
            if key != nil {
                .map
            } else if isRepeated {
                isPacked(field, type, file) ? .packed : .repeated
            } else {
                isMessage || isSynthetic || oneof != nil || !file.isProto3 ? .explicit : .implicit
            }
        return Field(
            number: UInt32(field.number ?? 0),
            name: name,
            jsonName: field.jsonName ?? SwiftNames.camel(name, capital: false),
            member: SwiftNames.member(name),
            type: type,
            key: key,
            cardinality: cardinality,
            oneof: oneof,
            isIndirect: isMessage && !isRepeated && reaches(fullName, from: field.typeName ?? ""),
            dataClass: try FactsReader.dataClass(of: field, in: fullName),
            hasSeveralLines: try FactsReader.hasSeveralLines(field, in: fullName),
            comment: comment
        )
    }

    private func isPacked(
        _ field: FieldDescriptorProto,
        _ type: FieldType,
        _ file: FileDescriptorProto
    ) -> Bool {
        type.isPackable && (field.options?.packed ?? file.isProto3)
    }

    private func fieldType(_ field: FieldDescriptorProto) throws(GeneratorError) -> FieldType {
        guard let type = field.type else {
            throw GeneratorError("field \(field.name ?? "?") has no type")
        }
        if let scalar = FieldType(scalar: type) { return scalar }
        switch type {
        case .enum: return .enumeration(try swiftName(field.typeName))
        case .message: return .message(try swiftName(field.typeName))
        default: throw GeneratorError("field \(field.name ?? "?"): groups are not generated")
        }
    }

    private func mapEntry(_ field: FieldDescriptorProto) -> DescriptorProto? {
        guard field.type == .message,
            let entry = entries[field.typeName ?? ""]?.message,
            entry.options?.mapEntry == true
        else { return nil }
        return entry
    }

    /// Whether a struct of `start` would contain a struct of `target`.
    private func reaches(_ target: String, from start: String) -> Bool {
        var waiting = [start]
        var visited: Set<String> = []
        while let name = waiting.popLast() {
            if name == target { return true }
            guard visited.insert(name).inserted, let message = entries[name]?.message else {
                continue
            }
            for field in message.field where field.type == .message && field.label != .repeated {
                waiting.append(field.typeName ?? "")
            }
        }
        return false
    }
}
