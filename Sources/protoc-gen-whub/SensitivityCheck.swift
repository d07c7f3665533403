import HubWire

/// Compares the class of data that a method states with those of the fields it carries.
struct SensitivityCheck {
    let schema: Schema

    /// The members of `DataClass`, the least sensitive first.
    private static let order = ["`public`", "aggregate", "personal", "special"]

    /// Refuses a method that carries a field of a more sensitive class than its own.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - facts: Its facts, as arguments.
    ///   - name: What the method is called in messages.
    /// - Throws: Naming the rpc and the field.
    func check(
        _ method: MethodDescriptorProto,
        _ facts: [String],
        named name: String
    ) throws(GeneratorError) {
        let stated = Self.order.firstIndex { facts.contains("dataClass: .\($0)") } ?? 0
        var waiting = [method.inputType ?? "", method.outputType ?? ""]
        var visited: Set<String> = []
        while let type = waiting.popLast() {
            guard visited.insert(type).inserted, let message = schema.entries[type]?.message else {
                continue
            }
            for field in message.field {
                if let inner = field.typeName { waiting.append(inner) }
                let dataClass = try FactsReader.dataClass(of: field, in: type)
                let rank = Self.order.firstIndex { $0 == dataClass } ?? 0
                guard rank <= stated else {
                    let path = "\(type.dropFirst()).\(field.name ?? "")"
                    throw GeneratorError(
                        "rpc \(name): carries \(path) of class \(dataClass ?? ""), "
                            + "but states \(Self.order[stated])"
                    )
                }
            }
        }
    }
}
