import HubClient
import HubCrypto
import HubTestKit
import HubWire
import Testing

@testable import HubClient
@testable import HubService

/// A served hub with people of two councils, and what they do in a random order.
///
/// One thread plays all of them: calls are opened and left open, so that many are under way on the
/// hub's own threads at once, over connections that several calls share.
final class Play {
    let served: ServedHub
    private let seed: UInt64
    var generator: SeededGenerator
    private var parties: [Party] = []
    private let admins: [Channel]
    var open: [Pending] = []
    /// Channels that are not used any more, and whose calls are still to end.
    var left: [Channel] = []
    /// Themes that the hub said it keeps, and those that it said it does not, of each council.
    private var kept: [Set<String>] = [[], []]
    private var notKept: [Set<String>] = [[], []]
    private var made = 0
    /// How often each thing was done.
    private(set) var counts: [String: Int] = [:]

    /// Words of each council that the other one never sees.
    static let canaries = ["canary-of-a", "canary-of-b"]
    static let tenants = ["X00000001", "X00000002"]
    /// Calls that wait for their end, at the most.
    private static let openMax = 40

    init(seed: UInt64) throws {
        self.seed = seed
        generator = SeededGenerator(seed: seed)
        served = try ServedHub(loops: 2)
        try served.hub.loadStarterKit()
        let served = served
        admins = try Play.tenants.map { try served.channel(.admin, tenant: $0) }
        for tenant in 0..<2 {
            for role in [Role.steward, .steward, .contributor, .viewer] {
                parties.append(try Party(role, tenant, served))
            }
        }
    }

    func count(_ what: String) { counts[what, default: 0] += 1 }

    func pick<Element>(_ all: [Element]) -> Element {
        all[Int.random(in: 0..<all.count, using: &generator)]
    }

    /// Does one thing.
    func step() throws {
        if open.count >= Play.openMax { return try settleOne() }
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<30: try call(pick(parties))
        case 30..<50: try write(pick(parties))
        case 50..<58: try upload(pick(parties))
        case 58..<66: cancelOne()
        case 66..<70: leave(pick(parties), isPolite: true)
        case 70..<73: leave(pick(parties), isPolite: false)
        case 73..<76: try changeRoles()
        case 76..<78: try revoke()
        default: try settleOne()
        }
    }

    /// A change that is known by its code.
    private func write(_ party: Party) throws {
        made += 1
        let code = "c\(made)"
        var theme = LocalTheme(code: code, name: Play.canaries[party.tenant])
        theme.descriptionValue = "of \(party.tenant)"
        let request = SaveLocalThemeRequest(theme: theme)
        count("write")
        try begin(party, .priorityServiceSaveLocalTheme, request.encoded(), code: code)
    }

    /// Somebody's roles are changed; what follows the answer goes by the new ones.
    private func changeRoles() throws {
        let all = parties.filter { [.steward, .viewer].contains($0.role) }
        let party = pick(all)
        party.role = party.role == .steward ? .viewer : .steward
        var request = ChangeRolesRequest(principal: party.id, baseVersion: try version(party))
        request.grants = AdminRules.grants(party.role, [])
        _ = try AdminServiceClient(admins[party.tenant]).changeRoles(request)
        count("roles")
        for channel in party.channels {
            made += 1
            let code = "c\(made)"
            let theme = LocalTheme(code: code, name: Play.canaries[party.tenant])
            let error = failure { () throws(ClientError) in
                try PriorityServiceClient(channel)
                    .saveLocalTheme(SaveLocalThemeRequest(theme: theme))
            }
            let isKept = party.role == .steward
            #expect(error?.reasonCode == (isKept ? nil : "GATE-0201"), "seed \(seed)")
            if isKept {
                kept[party.tenant].insert(code)
            } else {
                notKept[party.tenant].insert(code)
            }
        }
    }

    /// Somebody is put out; nothing that follows the answer is answered.
    private func revoke() throws {
        let party = pick(parties)
        let request = RevokePrincipalRequest(
            principal: party.id,
            reason: "Left.",
            baseVersion: try version(party)
        )
        _ = try AdminServiceClient(admins[party.tenant]).revokePrincipal(request)
        count("revoke")
        for channel in party.channels {
            let error = failure { () throws(ClientError) in
                try IdentityServiceClient(channel).ping()
            }
            let told = error?.description.contains("WIRE-0813") ?? false
            #expect(told, "seed \(seed): \(error?.description ?? "answered")")
        }
        left += party.channels
        parties.removeAll { $0 === party }
        parties.append(try Party(party.role, party.tenant, served))
    }

    private func version(_ party: Party) throws -> UInt64 {
        let id = try #require(UniqueID(party.id))
        return try #require(served.hub.contents.principals[id]).version
    }

    /// Takes in how a call ended: once, for good, and without a word of another council.
    func take(_ ended: Pending, _ messages: [[UInt8]], _ result: Result<Status, ClientError>) {
        let other = Play.canaries[1 - ended.party.tenant]
        for message in messages {
            let text = String(decoding: message, as: UTF8.self)
            #expect(!text.contains(other), "seed \(seed): \(ended.method.name)")
        }
        switch result {
        case .success(let status):
            count(status.code == .ok ? "answered" : "refused")
            #expect(!status.message.contains(other), "seed \(seed): \(status.message)")
            #expect(![.internal, .dataLoss].contains(status.code), "seed \(seed): \(status)")
            guard let code = ended.code else { return }
            if status.applied == .yes {
                count("kept")
                kept[ended.party.tenant].insert(code)
            } else if status.applied == .no {
                notKept[ended.party.tenant].insert(code)
            }
        case .failure(let error):
            count("lost")
            #expect(error.reasonCode != "CLNT-0302", "seed \(seed): \(error)")
            #expect(error.reasonCode != "CLNT-0203", "seed \(seed): a call that does not end")
        }
    }

    /// Everything ends, with every other seed while the hub drains; then the hub is looked at.
    ///
    /// - Returns: What has to be in its files.
    func end() throws -> Remains {
        if seed.isMultiple(of: 2) { served.server.drain() }
        while !open.isEmpty { try settleOne() }
        for channel in parties.flatMap(\.channels) + left + admins { channel.close() }
        served.stop()
        #expect(served.budget.total == 0, "seed \(seed)")
        for line in served.log.all {
            for word in Play.canaries + ["call-failed"] {
                #expect(!line.contains(word), "seed \(seed): \(line)")
            }
        }
        return Remains(seed: seed, folder: served.folder, kept: kept, notKept: notKept)
    }
}

/// What a hub has to hold that was stopped.
struct Remains {
    let seed: UInt64
    let folder: TemporaryDirectory
    /// Themes that the hub said it keeps, of each council.
    let kept: [Set<String>]
    /// Themes that it said it does not.
    let notKept: [Set<String>]

    /// Starts the hub again, and looks.
    func check() throws {
        let again = try ServedHub(in: folder)
        for tenant in 0..<2 {
            let channel = try again.channel(.viewer, tenant: Play.tenants[tenant])
            let themes = try PriorityServiceClient(channel).listLocalThemes().themes
            let codes = Set(themes.map(\.code))
            let lost = kept[tenant].subtracting(codes)
            #expect(lost.isEmpty, "seed \(seed): acknowledged, and gone: \(lost)")
            let secret = notKept[tenant].intersection(codes)
            #expect(secret.isEmpty, "seed \(seed): refused, and there: \(secret)")
            let other = Play.canaries[1 - tenant]
            #expect(!themes.contains { $0.name.contains(other) }, "seed \(seed)")
        }
    }
}
