import HubClient
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Every method that there is, called over a connection by another council with everything that
/// belongs to the first: a new method, and a new field, are tried by being declared.
struct IsolationTests {
    private static let roles: [(role: Role, tenant: String?)] = [
        (.viewer, "X00000002"), (.contributor, "X00000002"), (.steward, "X00000002"),
        (.admin, "X00000002"), (.integrator, "X00000002"), (.regionLead, nil),
        (.regionAnalyst, nil), (.operator, nil),
    ]

    /// How many bytes the times of two calls may make between their answers.
    private static let timeBytesMax = 16

    @Test
    func `what is another council's answers as what does not exist`() throws {
        let councils = try TwoCouncils()
        let before = try councils.footprint()
        let start = HubClock.system.moment
        var cases = 0
        for (role, tenant) in IsolationTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            // The first look finds no look.
            _ = Answer(.governanceServiceListAccesses, [], CallOptions(), channel)
            for method in Method.allCases {
                let begun = cases
                for one in try IsolationCase.all(method, councils, channel) {
                    cases += 1
                    let (real, twin) = one.answers(method, channel, councils.ids)
                    let told = "\(role) \(method.name): \(one.name)"
                    #expect(real.text == one.asReal(twin.text), "\(told)")
                    // The list of looks grows by each look at it.
                    if method != .governanceServiceListAccesses {
                        let difference = abs(real.size - twin.size)
                        #expect(difference <= IsolationTests.timeBytesMax, "\(told)")
                    }
                    for word in councils.planted where !one.sends(word) {
                        #expect(!real.raw.contains(word), "\(told)")
                    }
                }
                #expect(cases > begun, "\(method.name)")
            }
        }
        #expect(try councils.footprint() == before)
        try councils.expectNoTrace()
        let seconds = (HubClock.system.moment.nanoseconds - start.nanoseconds) / 1_000_000_000
        print("isolation: \(cases) cases over \(Method.allCases.count) methods, \(seconds) s")
    }

    @Test
    func `a change that names another council's things is the caller's own, or none`() throws {
        let councils = try TwoCouncils()
        let before = try councils.footprint()
        var cases = 0
        for (role, tenant) in IsolationTests.roles {
            let channel = try councils.served.channel(role, tenant: tenant)
            for method in Method.allCases where method.facts.isMutating {
                let table = method.requestType.wireTable
                let plain = councils.requests.json(table)
                guard try IsolationCase.mayCall(method, plain, channel) else { continue }
                for leaf in councils.requests.leaves(table) {
                    for pair in councils.pairs(for: method, leaf) {
                        cases += 1
                        let json = councils.requests.json(table, leaf, pair.quoted.real)
                        let request = try method.request(json: json)
                        let answer = Answer(method, request, .init(), channel)
                        for word in councils.planted where !pair.real.contains(word) {
                            #expect(!answer.raw.contains(word), "\(method.name) \(pair.name)")
                        }
                    }
                }
            }
        }
        #expect(try councils.footprint() == before)
        try councils.expectNoTrace()
        print("isolation: \(cases) changes")
    }

    @Test
    func `the search finds what it looks for, and the footprint what has changed`() throws {
        let councils = try TwoCouncils()
        let before = try councils.footprint()
        #expect(before.count == 2 && before[0].count > 40 && !before[1].isEmpty)
        let own = try councils.filesWithTraces(everywhere: true)
        #expect(own.contains { $0.contains("/tenants/") })
        #expect(own.contains { $0.hasSuffix("registry.db") || $0.hasSuffix("registry.db-wal") })
        try councils.change()
        #expect(try councils.footprint()[0] != before[0])
        #expect(try councils.footprint()[1] == before[1])
    }
}
