import HubClient
import HubStore
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Which reads a loop does itself, seen while no thread of the pool is free.
struct LoopReadTests {
    /// How long a call waits for a pool that never comes.
    private static let patience: UInt64 = 300

    /// Keeps every thread of the pool busy, each with another party's read.
    private func fill(_ served: ServedHub) throws -> [Gate] {
        let stores = served.hub.stores
        let region = stores.directory.region
        return try (0..<UInt8(2)).map { party in
            let gate = Gate()
            var call = ReadCall()
            call.party = [party]
            try stores.readers.submit(call, on: region) { (_) throws(StoreError) in
                gate.pass()
            } completion: { (_: ReadResult<Void, StoreError>) in
            }
            gate.waitUntilReached()
            return gate
        }
    }

    @Test
    func `the present state is read on the loop, an earlier one by the pool`() throws {
        let served = try ServedHub()
        let client = ProviderServiceClient(try served.channel(.steward))
        let provider = Provider(code: "EXA", name: "Example Home", kind: .independent)
        let saved = try client.saveProvider(SaveProviderRequest(provider: provider)).saved
        let request = GetProviderRequest(code: "EXA")
        var options = CallOptions()
        options.asOf = .revision(saved?.revision ?? 0)
        #expect(try client.getProvider(request, options).provider?.name == "Example Home")
        let gates = try fill(served)
        options.timeoutMilliseconds = Self.patience
        var present = options
        present.asOf = nil
        present.timeoutMilliseconds = CallOptions.timeoutMillisecondsDefault
        #expect(try client.getProvider(request, present).provider?.name == "Example Home")
        let waited = failure { () throws(ClientError) in try client.getProvider(request, options) }
        #expect(waited?.code == .deadlineExceeded)
        for gate in gates { gate.open() }
        options.timeoutMilliseconds = CallOptions.timeoutMillisecondsDefault
        #expect(try client.getProvider(request, options).provider?.name == "Example Home")
    }
}
