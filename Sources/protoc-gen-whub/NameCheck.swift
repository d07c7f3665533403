import HubWire

/// Finds types that Swift would take for one another, because packages are no modules.
struct NameCheck {
    let schema: Schema

    /// Refuses two top-level types of one name.
    ///
    /// - Parameters:
    ///   - files: The files whose types share a module.
    ///   - omitted: Full names that are left out.
    /// - Throws: Naming both.
    func checkTopLevel(
        of files: [FileDescriptorProto],
        omitting omitted: Set<String>
    ) throws(GeneratorError) {
        // Text keys: ASCII names of schemas, as protoc has checked them.
        var owners: [String: String] = [:]
        for file in files {
            let names = file.messageType.map { $0.name ?? "" } + file.enumType.map { $0.name ?? "" }
            for name in names {
                let fullName = file.packageName.isEmpty ? name : file.packageName + "." + name
                if omitted.contains(fullName) { continue }
                let swiftName = try schema.swiftName("." + fullName)
                if let other = owners.updateValue(fullName, forKey: swiftName) {
                    throw GeneratorError("\(other) and \(fullName) would both be \(swiftName)")
                }
            }
        }
    }

    /// Refuses a field whose type is hidden by a type inside the message or one around it.
    ///
    /// - Parameters:
    ///   - model: The message.
    ///   - hiding: The names that the messages around it declare, each with its owner.
    /// - Returns: The names that hold inside the message.
    /// - Throws: Naming the field.
    func checkFields(
        of model: MessageModel,
        hiding: OwnersByName
    ) throws(GeneratorError) -> OwnersByName {
        var hiding = hiding
        let nested =
            model.descriptor.nestedType.map { SwiftNames.type($0.name ?? "", suffix: "Message") }
            + model.descriptor.enumType.map { SwiftNames.type($0.name ?? "", suffix: "Enum") }
        for name in nested + model.oneofs.map({ $0.type }) {
            hiding[name] = model.fullName
        }
        for field in model.descriptor.field {
            guard let type = field.typeName, let entry = schema.entries[type] else { continue }
            let first = entry.swiftName.split(separator: ".").first.map { String($0) } ?? ""
            if let owner = hiding[first] {
                let path = "\(model.fullName.dropFirst()).\(field.name ?? "")"
                throw GeneratorError(
                    "field \(path): \(first) inside \(owner.dropFirst()) hides \(type.dropFirst())"
                )
            }
        }
        return hiding
    }
}

// Text keys: ASCII names of schemas, as protoc has checked them.
typealias OwnersByName = [String: String]
