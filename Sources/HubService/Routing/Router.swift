import HubCrypto
package import HubStore
package import HubWire

/// Which handler answers which method.
///
/// A service registers all its methods at once, through generated code, so that none can be
/// forgotten; a method that nobody registered is refused.
package struct Router: Sendable {
    /// Answers from memory: decodes the request, calls the handler, appends the encoded response.
    package typealias Answer =
        @Sendable (Span<UInt8>, CallContext, inout [UInt8]) throws(Fault) -> Void
    /// Answers from a store lent for reading.
    package typealias Read =
        @Sendable (
            Span<UInt8>, CallContext, borrowing Database, FileIdentity, inout [UInt8]
        ) throws(Fault) -> Void
    /// Changes a store lent for writing, and answers.
    package typealias Write =
        @Sendable (Span<UInt8>, CallContext, inout WriteContext) throws(Fault) -> EncodedChange
    /// Answers one piece of a stream.
    package typealias Stream =
        @Sendable (
            Span<UInt8>, CallContext, borrowing Database, FileIdentity, StreamCursor?
        ) throws(Fault) -> EncodedPart
    /// Begins to take a client's stream in.
    package typealias Begin = @Sendable (CallContext) throws(Fault) -> any EncodedIntake

    /// How a method is answered.
    package enum Route: Sendable {
        /// Nobody has registered it.
        case missing
        /// From memory, on the loop.
        case answer(Answer)
        /// From a store lent for reading.
        case read(Read)
        /// In a store lent for writing.
        case write(Write)
        /// Piece by piece from a store lent for reading.
        case stream(Stream)
        /// By an intake.
        case intake(Begin)
    }

    private var routes = [Route](repeating: .missing, count: Method.allCases.count)

    /// A router that knows nobody.
    package init() {}

    /// How `method` is answered.
    package internal(set) subscript(method: Method) -> Route {
        get { routes[Int(method.rawValue)] }
        set { routes[Int(method.rawValue)] = newValue }
    }

    /// Methods that no service registered.
    package var missing: [Method] {
        Method.allCases.filter { if case .missing = self[$0] { true } else { false } }
    }

    private mutating func set(
        _ method: Method,
        _ handling: Handling,
        _ route: Route,
        takesPages: Bool = false
    ) {
        let objection = handling.objection(
            to: method.facts,
            method.shape,
            takesPages: takesPages
        )
        precondition(objection == nil, "\(method.name) \(objection ?? "")")
        routes[Int(method.rawValue)] = route
    }

    /// Registers a handler that answers from memory.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Given the decoded request and the call.
    package mutating func answer<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ handler: @escaping @Sendable (Request, CallContext) throws(Fault) -> Response
    ) {
        set(
            method,
            .answer,
            .answer { (bytes, call, output) throws(Fault) in
                let request = try Router.decode(Request.self, bytes)
                try handler(request, call).encode(into: &output)
            }
        )
    }

    /// Registers a handler that reads.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Given the decoded request, the scope, and the store of the method's scope.
    package mutating func read<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ handler:
            @escaping @Sendable (
                Request, ReadScope, borrowing Database
            ) throws(Fault) -> Response
    ) {
        set(
            method,
            .read,
            .read { (bytes, call, store, file, output) throws(Fault) in
                let request = try Router.decode(Request.self, bytes)
                let scope = try ReadScope(call, store, file)
                try handler(request, scope, store).encode(into: &output)
            },
            takesPages: Request.self is any PagedRequest.Type
        )
    }

    /// Registers a handler that writes.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Given the decoded request, the call, and the store of the method's scope.
    package mutating func write<Request: WireMessage, Response: ChangeAnswer>(
        _ method: Method,
        _ handler:
            @escaping @Sendable (
                Request, CallContext, inout WriteContext
            ) throws(Fault) -> Response
    ) {
        set(
            method,
            .write,
            .write { (bytes, call, store) throws(Fault) in
                let request = try Router.decode(Request.self, bytes)
                return try EncodedChange(try handler(request, call, &store))
            }
        )
    }

    /// Registers a handler that streams.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Given the decoded request, the scope, the store and where to go on; the scope's
    ///     view is that of one revision for all pieces.
    package mutating func stream<Request: WireMessage, Item: WireMessage>(
        _ method: Method,
        _ handler:
            @escaping @Sendable (
                Request, ReadScope, borrowing Database, StreamCursor?
            ) throws(Fault) -> StreamPart<Item>
    ) {
        set(
            method,
            .stream,
            .stream { (bytes, call, store, file, cursor) throws(Fault) in
                let request = try Router.decode(Request.self, bytes)
                let scope = try ReadScope(call, store, file, from: cursor)
                let part = try handler(request, scope, store, cursor)
                return try EncodedPart(part, at: try scope.revision(in: store))
            }
        )
    }

    /// Registers a handler that takes a client's stream in.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Begins an intake.
    package mutating func intake<Chunk: WireMessage, Response: ChangeAnswer>(
        _ method: Method,
        _ handler:
            @escaping @Sendable (CallContext) throws(Fault) -> any Intake<Chunk, Response>
    ) {
        set(
            method,
            .intake,
            .intake { (call) throws(Fault) in
                DecodingIntake<Chunk, Response>(try handler(call))
            }
        )
    }

    /// Scans a request that cannot be run yet: what is wrong with the first is told before it is
    /// known whether a second comes.
    ///
    /// - Parameters:
    ///   - bytes: The request.
    ///   - method: What is called.
    /// - Throws: What the strict scan finds.
    static func scan(_ bytes: Span<UInt8>, for method: Method) throws(Fault) {
        _ = try decode(method.requestType, bytes)
    }

    /// Decodes a request by the strict rules.
    fileprivate static func decode<Request: WireMessage>(
        _: Request.Type,
        _ bytes: Span<UInt8>
    ) throws(Fault) -> Request {
        do throws(WireError) {
            return try Request(decoding: bytes, rules: .strict)
        } catch {
            throw Fault.request(error)
        }
    }
}

private struct DecodingIntake<Chunk: WireMessage, Response: ChangeAnswer>: EncodedIntake {
    private var intake: any Intake<Chunk, Response>

    init(_ intake: any Intake<Chunk, Response>) { self.intake = intake }

    var keptBytes: Int { intake.keptBytes }
    var batch: UniqueID? { intake.batch }

    mutating func receive(_ bytes: Span<UInt8>) throws(Fault) {
        try intake.receive(try Router.decode(Chunk.self, bytes))
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EncodedChange {
        try EncodedChange(try intake.commit(in: call, &store))
    }
}
