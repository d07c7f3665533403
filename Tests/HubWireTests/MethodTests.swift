import HubWire
import Testing

@Suite struct `The table of methods` {
    @Test(arguments: Method.allCases)
    func `every method is found by the bytes of its name`(method: Method) {
        #expect(Method(name: method.nameBytes.span) == method)
        #expect(Method(name: method.name.description) == method)
        #expect(method.requestType.name.hasPrefix("workforcehub.v1."))
        #expect(!method.documentation.isEmpty)
    }

    @Test(arguments: [
        "", "/", "workforcehub.v1.IdentityService/Whoami",
        "/workforcehub.v1.IdentityService/WhoAmI",
        "workforcehub.v1.IdentityService/WhoAmI ", "orkforcehub.v1.IdentityService/WhoAmI",
        "workforcehub.v1.IdentityService/Who\u{212B}mI", "WhoAmI",
    ])
    func `no other name is found`(name: String) {
        #expect(Method(name: name) == nil)
    }

    @Test func `facts and shape are those of the schema`() {
        let facts = Method.identityServiceWhoAmI.facts
        #expect(facts.scope == .tenant)
        #expect(facts.permission == .known)
        #expect(facts.dataClass == .personal)
        #expect(facts.cost == .page)
        #expect(!facts.isMutating)
        #expect(Method.identityServiceWhoAmI.shape == .unary)
    }
}
