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
        guard let facts = try facts(of: field, in: message) else { return nil }
        return member(facts.dataClass, DataClass.self)
    }

    /// Whether a field says that its text may have several lines; only a string can.
    static func hasSeveralLines(
        _ field: FieldDescriptorProto,
        in message: String
    ) throws(GeneratorError) -> Bool {
        guard let facts = try facts(of: field, in: message), facts.severalLines else {
            return false
        }
        guard field.type == .string else {
            throw GeneratorError(
                "\(message.dropFirst()).\(field.name ?? ""): several_lines is for strings"
            )
        }
        return true
    }

    private static func facts(
        of field: FieldDescriptorProto,
        in message: String
    ) throws(GeneratorError) -> FieldFacts? {
        guard let options = field.options,
            let bytes = extensionBytes(fieldNumber, in: options.unknownFields)
        else { return nil }
        do throws(WireError) {
            return try FieldFacts(decoding: bytes, rules: .strict)
        } catch {
            throw GeneratorError("\(message.dropFirst()).\(field.name ?? ""): \(error)")
        }
    }

    /// The facts of a method, all of them stated.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - shape: The case of `MethodShape`.
    ///   - name: What the method is called in messages.
    /// - Returns: The arguments of `MethodFacts.init`, as source.
    /// - Throws: Naming the rpc and the fact that is missing or contradicts another.
    static func facts(
        of method: MethodDescriptorProto,
        shape: String,
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
        try check(facts, shape, name)
        return [
            "scope: " + (try stated(facts.scope, "scope", name)),
            "permission: " + (try stated(facts.permission, "permission", name)),
            "family: " + (try stated(facts.family, "family", name)),
            "dataClass: " + (try stated(facts.dataClass, "data_class", name)),
            "audit: " + (try stated(facts.audit, "audit", name)),
            "cost: " + (try stated(facts.cost, "cost", name)),
            "isMutating: " + (try stated(facts.mutating, "mutating", name)),
            "supportsAsOf: " + (try stated(facts.asOf, "as_of", name)),
            "supportsDryRun: " + (try stated(facts.dryRun, "dry_run", name)),
            "isPaged: " + (try stated(facts.paged, "paged", name)),
            "needsSecondPerson: " + (try stated(facts.secondPerson, "second_person", name)),
            "dataSet: " + (try stated(facts.dataSet, "data_set", name)),
        ]
    }

    /// Refuses facts that cannot be true together.
    private static func check(
        _ facts: MethodFacts,
        _ shape: String,
        _ name: String
    ) throws(GeneratorError) {
        let isMutating = facts.mutating ?? false
        if isMutating, facts.asOf == true {
            throw GeneratorError("rpc \(name): a mutating method cannot answer as of a time")
        }
        if !isMutating, facts.dryRun == true {
            throw GeneratorError("rpc \(name): only a mutating method has a dry run")
        }
        try checkPeople(facts, isMutating, name)
        if isMutating, shape == "serverStream" {
            throw GeneratorError("rpc \(name): a stream of responses cannot be mutating")
        }
    }

    /// Refuses a service's method on data about people that is not accounted for.
    ///
    /// The hub's own family is about those who use it; what they are told of colleagues is no
    /// record of a service.
    private static func checkPeople(
        _ facts: MethodFacts,
        _ isMutating: Bool,
        _ name: String
    ) throws(GeneratorError) {
        let isAboutPeople = [.personal, .special].contains(facts.dataClass)
        guard isAboutPeople, facts.family != .hub else { return }
        if isMutating, facts.dataSet == .none {
            throw GeneratorError("rpc \(name): loads data about people without a data set")
        }
        if !isMutating, facts.audit != .access {
            throw GeneratorError("rpc \(name): shows data about people without a trace")
        }
    }

    private static func stated<Value: WireEnum>(
        _ value: Value,
        _ fact: String,
        _ name: String
    ) throws(GeneratorError) -> String {
        guard value.rawValue != 0, let member = member(value, Value.self) else {
            throw GeneratorError("rpc \(name): the fact \(fact) is not stated")
        }
        return "." + member
    }

    private static func stated(
        _ value: Bool?,
        _ fact: String,
        _ name: String
    ) throws(GeneratorError) -> String {
        guard let value else {
            throw GeneratorError("rpc \(name): the fact \(fact) is not stated")
        }
        return String(value)
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
