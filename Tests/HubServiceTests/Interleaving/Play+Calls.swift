import HubClient
import HubCrypto
import HubSession
import HubSystem
import HubWire
import Testing

@testable import HubClient
@testable import HubService

/// One principal, with connections that its calls share.
final class Party {
    let tenant: Int
    var role: Role
    let id: String
    let target: Target
    var channels: [Channel]

    /// How many connections each has.
    private static let channelCount = 2

    /// A new principal of a council.
    init(_ role: Role, _ tenant: Int, _ served: ServedHub) throws {
        let bundle = try served.hub.issue(
            IssueRequest(tenantCode: Play.tenants[tenant], role: role, name: Play.canaries[tenant])
        )
        let target = try served.target(bundle)
        self.role = role
        self.tenant = tenant
        self.target = target
        channels = (0..<Party.channelCount).map { _ in Channel(target, settings: .once) }
        id = try IdentityServiceClient(channels[0]).whoAmI().principalId
    }
}

/// A call that has no end yet.
struct Pending {
    let party: Party
    let link: Link
    let id: UInt32
    let method: Method
    /// What the change is known by.
    var code: String?
    var isCancelled = false
}

extension Play {
    /// Methods that anybody of a council may try: those that change nobody's rights.
    private static let methods = Method.allCases.filter { method in
        let isOfPriorities = method.facts.family == .priorities && method.facts.scope == .tenant
        let isSpecial = [.invited, .renew].contains(method.facts.permission)
        return method.shape != .clientStream && !isSpecial
            && (!method.facts.isMutating || isOfPriorities)
    }

    /// How long a call may take that has all it needs; far longer than any should.
    private static let endMilliseconds: UInt64 = 60_000

    /// Opens a call, with its request or without the last of it.
    func begin(
        _ party: Party,
        _ method: Method,
        _ request: [UInt8],
        ends: Bool = true,
        code: String? = nil
    ) throws {
        var options = CallOptions()
        options.timeoutMilliseconds = 120_000
        let link = try pick(party.channels).connected(until: nil)
        let id = try link.open(CallPlan(method, options, clock: .system))
        _ = try link.send(request.span, on: id, ends: ends, until: nil)
        open.append(Pending(party: party, link: link, id: id, method: method, code: code))
    }

    /// Any method with anything in it.
    func call(_ party: Party) throws {
        let method = pick(Play.methods)
        let table = method.requestType.wireTable
        let maker = RequestMaker(texts: ["window": "first", "item": "SWP1"], numbers: [:])
        var json = maker.json(table)
        let leaves = maker.leaves(table).filter { $0.kind == .string }
        if !leaves.isEmpty, Bool.random(using: &generator) {
            json = maker.json(table, pick(leaves), "\"\(Play.canaries[party.tenant])\"")
        }
        count("call")
        try begin(party, method, try method.request(json: json))
    }

    /// A file of which only a part is sent, or all of it.
    func upload(_ party: Party) throws {
        let batch = UniqueID(milliseconds: 1_700_000_000_000)
        var start = ImportStart(window: "first", batch: batch.description)
        let words = "SWP1,strength,\(Play.canaries[party.tenant])\r\n"
        let file = Array("Priority,Kind,Text\r\n\(words)".utf8)
        start.fileBytes = UInt64(file.count)
        count("upload")
        let first = ImportChunk(start: start).encoded()
        try begin(party, .priorityServiceImportAssessment, first, ends: false)
        guard let call = open.last, Bool.random(using: &generator) else { return }
        _ = try call.link.send(
            ImportChunk(data: Array(file.prefix(Int.random(in: 1...file.count, using: &generator))))
                .encoded().span,
            on: call.id,
            ends: Bool.random(using: &generator),
            until: nil
        )
    }

    /// Asks the hub to stop one call; it still ends by itself.
    func cancelOne() {
        guard !open.isEmpty else { return }
        let index = Int.random(in: 0..<open.count, using: &generator)
        guard open[index].link.ending == nil, !open[index].isCancelled else { return }
        open[index].isCancelled = true
        open[index].link.session.cancel(open[index].id)
        open[index].link.flush()
        count("cancel")
    }

    /// Leaves one connection: with GOAWAY, after which its calls are answered, or without a word.
    func leave(_ party: Party, isPolite: Bool) {
        let index = Int.random(in: 0..<party.channels.count, using: &generator)
        let channel = party.channels[index]
        party.channels[index] = Channel(party.target, settings: .once)
        left.append(channel)
        guard isPolite, let link = try? channel.connected(until: nil) else {
            return channel.close()
        }
        var goAway = GoAway()
        goAway.reason = .draining
        link.session.output.append(.goAway, stream: 0, message: goAway)
        link.flush()
        count("goaway")
    }

    /// Waits for the end of one call.
    func settleOne() throws {
        guard !open.isEmpty else { return }
        let call = open.remove(at: Int.random(in: 0..<open.count, using: &generator))
        // One that waits for more of its request would wait for ever.
        if call.method.shape == .clientStream, !call.isCancelled { call.link.endRequest(call.id) }
        var messages: [[UInt8]] = []
        let limit = HubClock.system.moment.advanced(milliseconds: Play.endMilliseconds)
        do throws(ClientError) {
            while true {
                switch try call.link.next(on: call.id, until: limit) {
                case .message(let bytes): messages.append(bytes)
                case .result(let status): return take(call, messages, .success(status))
                }
            }
        } catch {
            take(call, messages, .failure(error))
        }
    }
}
