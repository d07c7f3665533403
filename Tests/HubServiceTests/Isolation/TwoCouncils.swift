import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import Testing

@testable import HubService
@testable import HubWire

/// A served hub in which Example Council A has everything that a council can have, planted with
/// words that appear nowhere else, and Example Council B a draft of its own.
struct TwoCouncils {
    /// Something of A's, beside one like it that nobody has.
    struct Pair {
        let name: String
        let real: String
        let twin: String
        var isNumber = false

        /// Both as JSON.
        var quoted: (real: String, twin: String) {
            isNumber ? (real, twin) : ("\"\(real)\"", "\"\(twin)\"")
        }
    }

    let served: ServedHub
    /// What the security log of the hub has.
    let security = LogLines()
    /// Words that A wrote, or was given, and B never sends.
    let planted: [String]
    /// The string that A's admin was given for somebody: no file may hold it.
    let code: String
    let requests: RequestMaker
    /// Texts of A's: ids, codes, names, cursors.
    let texts: [Pair]
    /// Bytes of A's: ids, the head of its journal, the id of its invitation.
    let bytes: [Pair]
    /// A's last revision, which is ahead of B's, and one ahead of both.
    let revisions: (real: UInt64, twin: UInt64)
    /// The key of a change that A made, and one of nobody's.
    let keys: (real: UniqueID, twin: UniqueID)
    let steward: Channel
    private let tenant: UniqueID

    init() throws {
        served = try ServedHub(security: SecurityLog(own: security.log))
        let words = Canaries()
        let hub = served.hub
        try hub.loadStarterKit()
        let first = try #require(hub.snapshots.region.snapshot.window("first"))
        let edition = try #require(hub.snapshots.region.snapshot.edition(first.edition))
        let item = try #require(edition.items.first?.code)
        try TwoCouncils.openWindows(edition.id, served.channel(.regionLead, tenant: nil))
        let bundle = try hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .steward, name: words.name)
        )
        steward = try served.channel(bundle)
        let own = try IdentityServiceClient(steward).whoAmI()
        let key = UniqueID(milliseconds: UInt64(clamping: hub.clock.instant.microseconds / 1_000))
        try words.plantReturn(WresServiceClient(steward))
        let cursor = try words.plant(item, key, PriorityServiceClient(steward))
        try served.allowPersonLinks()
        try served.allowPersonLinks(of: ("X00000002", "Example Council B"))
        let training = try words.train(steward)
        let plan = try words.plan(PlanServiceClient(steward))
        let figures = try words.count(steward)
        let admin = IssueRequest(tenantCode: "X00000001", role: .admin, name: words.admin)
        code = try words.invite(served.channel(hub.issue(admin)))
        let invitation = try #require(InvitationCode(code))
        planted = words.all + [code]
        tenant = try #require(UniqueID(own.tenantId))
        let other = PriorityServiceClient(try served.channel(.steward, tenant: "X00000002"))
        let draft = SaveAssessmentRequest(window: "first", priorities: [.init(item: item)])
        let base = try other.saveAssessment(draft).saved?.revision ?? 0
        // Of the other council's own, and nobody's in this test: it may be suspended and revoked.
        let spare = IssueRequest(tenantCode: "X00000002", role: .viewer, name: "spare")
        _ = try hub.issue(spare)
        let disposable = hub.contents.principals.values.first { $0.name == "spare" }?.id
        requests = TwoCouncils.maker(edition.id, item, disposable ?? "", base)
        let end = try IdentityServiceClient(steward).whoAmI()
        bytes = [
            TwoCouncils.pair("chain head", end.chainHead),
            TwoCouncils.pair("tenant", tenant.bytes),
            TwoCouncils.pair("key", key.bytes),
            TwoCouncils.pair("invitation", invitation.id),
        ]
        // So large that no random id has its digits in it.
        revisions = (end.revision, end.revision + 700_000)
        keys = (key, try #require(UniqueID(TwoCouncils.otherID(key.description))))
        let assessment =
            try PriorityServiceClient(steward)
            .getAssessment(GetAssessmentRequest(window: "first")).assessment?.id ?? ""
        let certificates = hub.contents.certificates
        let device = certificates.first { $0.principalId == own.principalId }?.code ?? ""
        texts = TwoCouncils.texts([
            ("tenant", own.tenantId), ("principal", own.principalId), ("assessment", assessment),
            ("key", key.description), ("cursor", cursor), ("name", words.name),
            ("invitation", Hexadecimal.text(invitation.id.span)),
            ("device", device), ("batch", training.batch), ("trained", training.worker),
            ("person", training.person),
            ("plan", plan), ("figures", figures),
        ])
    }

    /// Ids with others of the same form, and what has a form of its own.
    private static func texts(_ ids: [(name: String, real: String)]) -> [Pair] {
        ids.map { Pair(name: $0.name, real: $0.real, twin: otherID($0.real)) } + [
            Pair(name: "code", real: "X00000001", twin: "X00000009"),
            Pair(name: "theme", real: "canary-theme", twin: "nobody-theme"),
            Pair(name: "place", real: "canary-place", twin: "nobody-place"),
            Pair(name: "scenario", real: "canary-scenario", twin: "nobody-scenario"),
            Pair(name: "provider", real: "canary-provider", twin: "nobody-provider"),
            Pair(name: "unit", real: "canary-unit", twin: "nobody-unit"),
            Pair(name: "window", real: "w-1", twin: "w-0"),
            Pair(name: "plan code", real: "canary-plan-code", twin: "nobody-plan-code"),
            Pair(name: "plan action", real: "canary-plan-code/A1", twin: "nobody-plan-code/A1"),
        ]
    }

    /// One window that A takes part in, and one that nobody does.
    private static func openWindows(_ edition: String, _ lead: Channel) throws {
        for id in ["w-1", "w-0"] {
            let window = Window(id: id, name: "Window", edition: edition)
            _ = try PriorityServiceClient(lead).saveWindow(SaveWindowRequest(window: window))
        }
    }

    /// What makes plausible requests of B.
    private static func maker(
        _ edition: String,
        _ item: String,
        _ disposable: String,
        _ base: UInt64
    ) -> RequestMaker {
        RequestMaker(
            texts: [
                "window": "first", "edition": edition, "item": item, "code": "T1",
                "name": "A name", "text": "Some words", "why": "A reason", "role": "Director",
                "day": "2025-11-03", "month": "2025-11", "host": "A host", "id": "an-id",
                "file_name": "a.csv", "principal": disposable, "reason": "A reason",
                "confirmed": disposable, "fingerprint": "0000-0000-0000-0000",
                "batch": UniqueID(milliseconds: 1).description, "worker": "E1",
                "cycle": "2024", "from": "2026-04-01", "to": "2029-03-31", "title": "A title",
                "start": "SWP1", "measure": "vacancies", "area": "England",
            ],
            numbers: ["base_revision": base]
        )
    }

    /// What of A's can stand in a field of a method.
    func pairs(for method: Method, _ leaf: RequestMaker.Leaf) -> [Pair] {
        switch leaf.kind {
        // So many digits make a number to call of any word, whosever it is.
        case .string where leaf.path.last == "contact_role": return []
        case .string: return pairs(for: method)
        // Hours have a limit of their own, and are nobody's.
        case .number where leaf.path.last == "valid_hours": return []
        // So is the size of a file that is sent.
        case .number where leaf.path.last == "file_bytes": return []
        case .number:
            let (real, twin) = revisions
            return [Pair(name: "revision", real: "\(real)", twin: "\(twin)", isNumber: true)]
        // And what its columns are, which is the caller's own file.
        case .bytes where leaf.path.last == "mapping": return []
        case .bytes: return bytes
        }
    }

    /// What is A's to a method: the region knows how far A is in a window, and tells its lead.
    private func pairs(for method: Method) -> [Pair] {
        texts.filter { pair in
            // Operators name tenants by their codes, which are public.
            let isPublic = pair.name == "code" && method.facts.permission == .operate
            return !isPublic && (method.facts.scope == .tenant || pair.name != "window")
        }
    }

    /// Ids of A's, and those like them that nobody has.
    var ids: [String] { texts.flatMap { [$0.real, $0.twin] } }

    /// An id of the same form that names nothing.
    private static func otherID(_ id: String) -> String {
        guard let last = id.utf8.last else { return id }
        return String(id.dropLast()) + (last == UInt8(ascii: "0") ? "1" : "0")
    }

    /// Bytes as JSON, and others of the same length.
    private static func pair(_ name: String, _ bytes: [UInt8]) -> Pair {
        var other = bytes
        if let last = other.indices.last { other[last] ^= 1 }
        let texts = [bytes, other].map { String(decoding: Base64.encode($0), as: UTF8.self) }
        return Pair(name: name, real: texts[0], twin: texts[1])
    }

    /// Everything that A's two files hold, row by row: records, then accesses.
    func footprint() throws -> [[String]] {
        let files = try served.hub.stores.directory.tenant(OpaqueID(tenant))
        return [try Footprint.of(files.records), try Footprint.of(files.accesses)]
    }

    /// A change of A's own.
    func change() throws {
        let theme = LocalTheme(code: "T1", name: "Another name")
        let base = try PriorityServiceClient(steward).listLocalThemes().themes
            .first { $0.code == "T1" }?.revision
        let request = SaveLocalThemeRequest(theme: theme, baseRevision: base ?? 0)
        _ = try PriorityServiceClient(steward).saveLocalTheme(request)
    }

    /// Looks whether anything of A's stands in a log, or in a file that is not A's own.
    func expectNoTrace() throws {
        for line in served.log.all + security.all {
            for word in planted + ["canary-theme"] { #expect(!line.contains(word), "\(line)") }
        }
        let traces = try filesWithTraces(everywhere: false)
        #expect(traces == [], "\(traces)")
        let codes = try Footprint.files([code], below: [served.folder.path], besides: [])
        #expect(codes == [], "\(codes)")
    }

    /// Files with anything of A's: below the hub's data and where programs put what is temporary,
    /// without A's own and those of the registry, which names everybody, unless `everywhere`.
    func filesWithTraces(everywhere: Bool) throws -> [String] {
        let own = everywhere ? [] : ["\(OpaqueID(tenant))", "registry.db"]
        let inData = try Footprint.files(planted, below: [served.folder.path], besides: own)
        return try inData + Footprint.temporary(planted, besides: served.folder.path)
    }
}
