import HubWire

/// How a handler answers, as far as a method's facts have to agree with it.
enum Handling: CaseIterable, Sendable {
    /// From memory.
    case answer
    /// From a store lent for reading.
    case read
    /// In a store lent for writing.
    case write
    /// Piece by piece.
    case stream
    /// By taking a client's stream in.
    case intake

    /// What stands against answering a method so; `nil` when nothing does.
    ///
    /// A fact that has no effect here would be a promise that nobody keeps, so a method that states
    /// one may not be callable.
    ///
    /// - Parameters:
    ///   - facts: The method's facts.
    ///   - shape: How many messages each side sends.
    ///   - takesPages: Whether its request has a cursor and a page size.
    /// - Returns: The first thing that is wrong, to be read after the method's name.
    func objection(
        to facts: MethodFacts,
        _ shape: MethodShape,
        takesPages: Bool = false
    ) -> String? {
        if facts.needsSecondPerson, self != .write { return "needs a second person for a read" }
        if shape != self.shape { return "has another shape than its handler" }
        if facts.isMutating != isMutating { return "is a change or a read, and its handler is not" }
        if isMutating != (facts.audit == .journal) {
            return "leaves another trace than its handler does"
        }
        if facts.audit == .access, self != .read, self != .stream {
            return "shows data about people from memory"
        }
        if facts.isPaged != takesPages || facts.isPaged && self != .read {
            return "is paged, or its request is, and not both"
        }
        if facts.supportsAsOf, self != .read, self != .stream { return "reads no earlier state" }
        if facts.supportsDryRun, !isMutating { return "has nothing to rehearse" }
        if (facts.cost == .memory) != (self == .answer) {
            return "is answered from memory, or its cost says so, and not both"
        }
        return nil
    }

    private var isMutating: Bool { self == .write || self == .intake }

    private var shape: MethodShape {
        switch self {
        case .answer, .read, .write: .unary
        case .stream: .serverStream
        case .intake: .clientStream
        }
    }
}
