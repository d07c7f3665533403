import HubWire

/// Reads the options of `whub/options.proto`, which reach a plugin as fields that the descriptors'
/// own schema does not have.
enum FactsReader {
    /// The number of the extension `whub.facts` of method options.
    static let factsNumber: UInt32 = 50_700
    /// The number of the extension `whub.field` of field options.
    static let fieldNumber: UInt32 = 50_701

    /// Finds the bytes of one extension; several occurrences are one message in parts.
    static func extensionBytes(_ number: UInt32, in fields: UnknownFields) -> [UInt8]? {
        var found: [UInt8]?
        let bytes = fields.bytes
        var reader = WireReader(bytes.span)
        do throws(WireError) {
            while let tag = try reader.nextTag() {
                if tag == number << 3 | 2 {
                    found = (found ?? []) + (try reader.bytesValue())
                } else {
                    try reader.skip(tag)
                }
            }
        } catch {
            return nil
        }
        return found
    }

    /// The member of `DataClass` that a field states, or nil.
    static func dataClass(
        of field: FieldDescriptorProto,
        in message: String
    ) throws(GeneratorError) -> String? {
        guard let options = field.options,
            let bytes = extensionBytes(fieldNumber, in: options.unknownFields)
        else { return nil }
        do throws(WireError) {
            let facts = try FieldFacts(decoding: bytes, rules: .strict)
            return member(facts.dataClass, DataClass.self)
        } catch {
            throw GeneratorError("\(message.dropFirst()).\(field.name ?? ""): \(error)")
        }
    }

    /// The facts of a method, all of them stated.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - name: What the method is called in messages.
    /// - Returns: The arguments of `MethodFacts.init`, as source.
    /// - Throws: Naming the rpc and the fact that is missing.
    static func facts(
        of method: MethodDescriptorProto,
        named name: String
    ) throws(GeneratorError) -> [String] {
        guard let options = method.options,
            let bytes = extensionBytes(factsNumber, in: options.unknownFields)
        else { throw GeneratorError("rpc \(name): option (whub.facts) is missing") }
        let facts: MethodFacts
        do throws(WireError) {
            facts = try MethodFacts(decoding: bytes, rules: .strict)
        } catch {
            throw GeneratorError("rpc \(name): option (whub.facts): \(error)")
        }
        func stated<Value: WireEnum>(_ fact: String, _ value: Value) throws(GeneratorError)
            -> String
        {
            guard value.rawValue != 0, let member = member(value, Value.self) else {
                throw GeneratorError("rpc \(name): the fact \(fact) is not stated")
            }
            return "." + member
        }
        func stated(_ fact: String, _ value: Bool?) throws(GeneratorError) -> String {
            guard let value else {
                throw GeneratorError("rpc \(name): the fact \(fact) is not stated")
            }
            return String(value)
        }
        return [
            "scope: " + (try stated("scope", facts.scope)),
            "permission: " + (try stated("permission", facts.permission)),
            "family: " + (try stated("family", facts.family)),
            "dataClass: " + (try stated("data_class", facts.dataClass)),
            "audit: " + (try stated("audit", facts.audit)),
            "cost: " + (try stated("cost", facts.cost)),
            "isMutating: " + (try stated("mutating", facts.mutating)),
            "supportsAsOf: " + (try stated("as_of", facts.asOf)),
            "supportsDryRun: " + (try stated("dry_run", facts.dryRun)),
            "isPaged: " + (try stated("paged", facts.paged)),
            "needsSecondPerson: " + (try stated("second_person", facts.secondPerson)),
        ]
    }

    /// The static member of a value, by the rule that named it.
    private static func member<Value: WireEnum>(_ value: Value, _: Value.Type) -> String? {
        let table = Value.wireTable
        guard let index = table.values.firstIndex(where: { $0.number == value.rawValue }) else {
            return nil
        }
        let type = table.name.split(separator: ".").last.map { String($0) } ?? ""
        return SwiftNames.cases(table.values.map { $0.name }, of: type)[index]
    }
}
