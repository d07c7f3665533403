import HubWire
import Testing

@testable import protoc_gen_whub

private typealias Facts = protoc_gen_whub.MethodFacts
private typealias Class = protoc_gen_whub.DataClass

@Suite struct `Facts of methods` {
    private func failure(_ facts: Facts?, serverStreaming: Bool = false) throws -> String? {
        let method = try Requests.method("GetPlan", facts, serverStreaming: serverStreaming)
        return Requests.failure(Requests.request("methods", methods: [method]))
    }

    @Test func `a method with all facts is generated`() throws {
        #expect(try failure(Requests.facts()) == nil)
        #expect(try failure(Requests.facts(mutating: true)) == nil)
    }

    @Test func `a method without facts is refused`() throws {
        #expect(
            try failure(nil) == "rpc a.v1.PlanService/GetPlan: option (whub.facts) is missing"
        )
    }

    @Test(arguments: [
        "scope", "permission", "family", "data_class", "audit", "cost", "mutating", "as_of",
        "dry_run", "paged", "second_person", "data_set",
    ])
    func `each fact that is not stated is named`(fact: String) throws {
        var facts = Requests.facts()
        switch fact {
        case "scope": facts.scope = .unspecified
        case "permission": facts.permission = .unspecified
        case "family": facts.family = .unspecified
        case "data_class": facts.dataClass = .unspecified
        case "audit": facts.audit = .unspecified
        case "cost": facts.cost = .unspecified
        case "mutating": facts.mutating = nil
        case "as_of": facts.asOf = nil
        case "dry_run": facts.dryRun = nil
        case "paged": facts.paged = nil
        case "second_person": facts.secondPerson = nil
        default: facts.dataSet = .unspecified
        }
        #expect(
            try failure(facts) == "rpc a.v1.PlanService/GetPlan: the fact \(fact) is not stated"
        )
    }

    @Test func `data about people is accounted for`() throws {
        var facts = Requests.facts()
        facts.dataClass = .personal
        #expect(try failure(facts)?.hasSuffix("shows data about people without a trace") == true)
        facts.audit = .access
        #expect(try failure(facts) == nil)
        facts = Requests.facts(mutating: true)
        facts.dataClass = .special
        #expect(try failure(facts)?.hasSuffix("without a data set") == true)
        facts.dataSet = .wresReturns
        #expect(try failure(facts) == nil)
        facts.dataSet = .none
        facts.family = .hub
        #expect(try failure(facts) == nil)
    }

    @Test func `facts that contradict each other are refused`() throws {
        var facts = Requests.facts(mutating: true)
        facts.asOf = true
        #expect(try failure(facts)?.hasSuffix("cannot answer as of a time") == true)
        facts = Requests.facts()
        facts.dryRun = true
        #expect(try failure(facts)?.hasSuffix("only a mutating method has a dry run") == true)
        facts = Requests.facts(mutating: true)
        #expect(try failure(facts, serverStreaming: true)?.hasSuffix("cannot be mutating") == true)
    }

    @Test(
        arguments: [
            (.public, nil), (.aggregate, nil), (.unspecified, nil),
            (.personal, "personal"), (.special, "special"),
        ] as [(Class, String?)]
    )
    private func `a method states at least the class of each field`(
        dataClass: Class,
        word: String?
    ) throws {
        var writer = WireWriter()
        writer.message(FactsReader.fieldNumber << 3 | 2, FieldFacts(dataClass: dataClass))
        var field = FieldDescriptorProto(name: "who", number: 1, label: .optional, type: .string)
        field.options = try FieldOptions(decoding: writer.finish())
        let method = try Requests.method("GetPlan", Requests.facts())
        let request = Requests.request("methods", methods: [method], fields: [field])
        let message = word.map {
            "rpc a.v1.PlanService/GetPlan: carries a.v1.Ask.who of class \($0), "
                + "but states aggregate"
        }
        #expect(Requests.failure(request) == message)
    }

    @Test func `a fact that this generator does not know is refused`() throws {
        var facts = Requests.facts()
        facts.cost = Cost(rawValue: 99)
        #expect(try failure(facts)?.contains("unknown_enum_value at cost") == true)
    }
}
