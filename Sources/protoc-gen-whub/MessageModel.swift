import HubWire

/// One message, as the generated code needs it.
struct MessageModel {
    /// A oneof with its members.
    struct Oneof {
        /// Its property.
        let member: String
        /// Its nested enum.
        let type: String
        /// Its comment.
        let comment: String
        /// Its members by ascending number.
        let fields: [Field]

        /// Whether a member contains the message itself.
        var isIndirect: Bool { fields.contains { $0.isIndirect } }
    }

    /// The declaration.
    let descriptor: DescriptorProto
    /// The file of the declaration.
    let file: FileDescriptorProto
    /// Where it stands in the file, for comments.
    let path: [Int32]
    /// The full name with a leading dot.
    let fullName: String
    /// The last part of its name in Swift.
    let swiftName: String
    /// The fields by ascending number.
    let fields: [Field]
    /// The oneofs in the order of the schema.
    let oneofs: [Oneof]

    /// Describes a message.
    ///
    /// - Parameters:
    ///   - descriptor: The declaration.
    ///   - scope: The full name around it, with a leading dot.
    ///   - file: Its file.
    ///   - path: The path of the declaration.
    ///   - schema: All types.
    /// - Throws: When it uses something that is not generated.
    init(
        _ descriptor: DescriptorProto,
        in scope: String,
        of file: FileDescriptorProto,
        path: [Int32],
        schema: Schema
    ) throws(GeneratorError) {
        self.descriptor = descriptor
        self.file = file
        self.path = path
        fullName = scope + "." + (descriptor.name ?? "")
        swiftName = SwiftNames.type(descriptor.name ?? "", suffix: "Message")
        var fields: [Field] = []
        for (index, field) in descriptor.field.enumerated() {
            let comment = schema.comment(file, path + [2, Int32(index)])
            fields.append(try schema.field(field, of: fullName, in: file, comment: comment))
        }
        fields.sort { $0.number < $1.number }
        self.fields = fields
        let nested = Set(
            (descriptor.nestedType.map { $0.name ?? "" })
                + (descriptor.enumType.map { $0.name ?? "" })
        )
        var oneofs: [Oneof] = []
        for (index, oneof) in descriptor.oneofDecl.enumerated() {
            let members = fields.filter { $0.oneof == index }
            guard !members.isEmpty else { continue }
            let type = SwiftNames.camel(oneof.name ?? "", capital: true)
            oneofs.append(
                Oneof(
                    member: SwiftNames.member(oneof.name ?? ""),
                    type: nested.contains(type)
                        ? type + "Choice" : SwiftNames.type(type, suffix: "Choice"),
                    comment: schema.comment(file, path + [8, Int32(index)]),
                    fields: members
                )
            )
        }
        self.oneofs = oneofs
    }

    /// The oneof of a field.
    func oneof(of field: Field) -> Oneof? {
        guard field.oneof != nil else { return nil }
        return oneofs.first { $0.fields.contains { $0.number == field.number } }
    }

    /// The bit of each singular field; the members of a oneof share one.
    var bits: [UInt32: Int] {
        var bits: [UInt32: Int] = [:]
        var ofOneof: [Int: Int] = [:]
        var next = 0
        for field in fields where field.cardinality == .implicit || field.cardinality == .explicit {
            if let oneof = field.oneof, let bit = ofOneof[oneof] {
                bits[field.number] = bit
                continue
            }
            bits[field.number] = next
            if let oneof = field.oneof { ofOneof[oneof] = next }
            next += 1
        }
        return bits
    }
}
