package import HubWire

/// Which handler answers which method.
///
/// A service registers all its methods at once, through generated code, so that none can be
/// forgotten; a method that nobody registered is refused.
package struct Router: Sendable {
    /// Answers a read: decodes the request, calls the handler, appends the encoded response.
    package typealias Read =
        @Sendable (Span<UInt8>, borrowing ReadScope, inout [UInt8]) throws(Fault) -> Void

    /// How a method is answered.
    package enum Route: Sendable {
        /// Nobody has registered it.
        case missing
        /// By a reading handler with one response.
        case read(Read)
    }

    private var routes = [Route](repeating: .missing, count: Method.allCases.count)

    /// A router that knows nobody.
    package init() {}

    /// How `method` is answered.
    package subscript(method: Method) -> Route { routes[Int(method.rawValue)] }

    /// Methods that no service registered.
    package var missing: [Method] {
        Method.allCases.filter { if case .missing = self[$0] { true } else { false } }
    }

    /// Registers a reading handler.
    ///
    /// - Parameters:
    ///   - method: What it answers.
    ///   - handler: Given the decoded request and the scope.
    package mutating func read<Request: WireMessage, Response: WireMessage>(
        _ method: Method,
        _ handler:
            @escaping @Sendable (Request, borrowing ReadScope) throws(Fault) -> Response
    ) {
        routes[Int(method.rawValue)] = .read { (bytes, scope, output) throws(Fault) in
            let request = try Router.decode(Request.self, bytes)
            try handler(request, scope).encode(into: &output)
        }
    }

    private static func decode<Request: WireMessage>(
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
