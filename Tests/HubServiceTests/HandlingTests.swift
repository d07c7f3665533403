import HubWire
import Testing

@testable import HubService

/// Facts that a handler keeps, and those that nobody would.
struct HandlingTests {
    /// Facts that agree with a handler.
    private static func facts(
        _ handling: Handling,
        audit: Audit? = nil,
        cost: Cost? = nil,
        isMutating: Bool? = nil,
        supportsAsOf: Bool = false,
        supportsDryRun: Bool = false,
        isPaged: Bool = false,
        needsSecondPerson: Bool = false
    ) -> MethodFacts {
        let writes = handling == .write || handling == .intake
        return MethodFacts(
            scope: .tenant,
            permission: .view,
            family: .priorities,
            dataClass: .aggregate,
            audit: audit ?? (writes ? .journal : .none),
            cost: cost ?? (handling == .answer ? .memory : .page),
            isMutating: isMutating ?? writes,
            supportsAsOf: supportsAsOf,
            supportsDryRun: supportsDryRun,
            isPaged: isPaged,
            needsSecondPerson: needsSecondPerson
        )
    }

    private static func shape(_ handling: Handling) -> MethodShape {
        switch handling {
        case .answer, .read, .write: .unary
        case .stream: .serverStream
        case .intake: .clientStream
        }
    }

    @Test(arguments: Handling.allCases)
    func `facts that the handler keeps are taken, and no fact without effect is`(
        handling: Handling
    ) {
        let shape = HandlingTests.shape(handling)
        func isTaken(_ facts: MethodFacts, _ shape: MethodShape, takesPages: Bool = false) -> Bool {
            handling.objection(to: facts, shape, takesPages: takesPages) == nil
        }
        let sound = HandlingTests.facts(handling)
        #expect(isTaken(sound, shape))
        for other in [MethodShape.unary, .serverStream, .clientStream, .bidirectional] {
            #expect(isTaken(sound, other) == (other == shape), "\(other)")
        }
        for audit in [Audit.none, .journal, .access, .unspecified] {
            let facts = HandlingTests.facts(handling, audit: audit)
            let shows = audit == .access && (handling == .read || handling == .stream)
            let isSound = audit == sound.audit || shows
            #expect(!isSound || isTaken(facts, shape), "\(audit)")
            #expect(isSound || audit == .unspecified || !isTaken(facts, shape), "\(audit)")
        }
        let second = HandlingTests.facts(handling, needsSecondPerson: true)
        #expect(isTaken(second, shape) == (handling == .write))
        let paged = HandlingTests.facts(handling, isPaged: true)
        #expect(isTaken(paged, shape, takesPages: true) == (handling == .read))
        #expect(!isTaken(paged, shape))
        #expect(!isTaken(sound, shape, takesPages: true))
        let changing = HandlingTests.facts(handling, isMutating: !sound.isMutating)
        #expect(!isTaken(changing, shape))
        let isRead = handling == .read || handling == .stream
        #expect(isTaken(HandlingTests.facts(handling, supportsAsOf: true), shape) == isRead)
        let dry = HandlingTests.facts(handling, supportsDryRun: true)
        #expect(isTaken(dry, shape) == sound.isMutating)
        for cost in [Cost.memory, .point, .page, .bulk] {
            let facts = HandlingTests.facts(handling, cost: cost)
            #expect(isTaken(facts, shape) == ((cost == .memory) == (handling == .answer)))
        }
    }

    @Test
    func `a server does not start while a method has no handler`() throws {
        do throws(HubError) {
            try Server.requireAll(Router())
            Issue.record("started")
        } catch {
            for method in Method.allCases { #expect("\(error)".contains("\(method.name)")) }
        }
        #expect(Router().missing == Method.allCases)
    }
}
