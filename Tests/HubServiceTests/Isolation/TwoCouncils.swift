import HubClient
import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// A served hub in which Example Council A has everything that a council can have, planted with
/// words that appear nowhere else, and Example Council B a draft of its own.
struct TwoCouncils {
    /// Something of A's, beside one like it that nobody has.
    struct Pair {
        let name: String
        let real: String
        let twin: String
    }

    /// Words that A wrote and B never sends.
    static let planted = [
        "canary-statement", "canary-note", "canary-theme-words", "canary-reason", "canary-name",
    ]

    let served: ServedHub
    let requests: RequestMaker
    /// Texts of A's: ids, codes, names, cursors.
    let texts: [Pair]
    /// A's last revision, which is ahead of B's, and one ahead of both.
    let revisions: (real: UInt64, twin: UInt64)
    /// The key of a change that A made, and one of nobody's.
    let keys: (real: UniqueID, twin: UniqueID)
    private let steward: Channel

    init() throws {
        served = try ServedHub()
        let hub = served.hub
        try hub.loadStarterKit()
        let first = try #require(hub.snapshots.region.snapshot.window("first"))
        let edition = try #require(hub.snapshots.region.snapshot.edition(first.edition))
        let item = try #require(edition.items.first?.code)
        let lead = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        for id in ["w-a", "w-0"] {
            let window = Window(id: id, name: "Window", edition: edition.id)
            _ = try lead.saveWindow(SaveWindowRequest(window: window))
        }
        let bundle = try hub.issue(
            IssueRequest(tenantCode: "X00000001", role: .steward, name: "canary-name")
        )
        steward = try served.channel(bundle)
        let own = try IdentityServiceClient(steward).whoAmI()
        let key = UniqueID(milliseconds: UInt64(clamping: hub.clock.instant.microseconds / 1_000))
        let cursor = try TwoCouncils.plant(item, key, PriorityServiceClient(steward))
        let other = PriorityServiceClient(try served.channel(.steward, tenant: "X00000002"))
        let draft = SaveAssessmentRequest(window: "first", priorities: [.init(item: item)])
        let base = try other.saveAssessment(draft).saved?.revision ?? 0
        // Of the other council's own, and nobody's in this test: it may be suspended and revoked.
        let spare = IssueRequest(tenantCode: "X00000002", role: .viewer, name: "spare")
        _ = try hub.issue(spare)
        let disposable = hub.contents.principals.values.first { $0.name == "spare" }
        requests = RequestMaker(
            texts: [
                "window": "first", "edition": edition.id, "item": item, "code": "T1",
                "name": "A name", "text": "Some words", "why": "A reason", "role": "Director",
                "day": "2025-11-03", "month": "2025-11", "host": "A host", "id": "an-id",
                "file_name": "a.csv", "principal": disposable?.id ?? "", "reason": "A reason",
                "confirmed": disposable?.id ?? "", "fingerprint": "0000-0000-0000-0000",
            ],
            numbers: ["base_revision": base]
        )
        let last = try IdentityServiceClient(steward).whoAmI().revision
        // So large that no random id has its digits in it.
        revisions = (last, last + 700_000)
        keys = (key, try #require(UniqueID(TwoCouncils.otherID(key.description))))
        let assessment = try PriorityServiceClient(steward)
            .getAssessment(GetAssessmentRequest(window: "first")).assessment?.id
        let certificates = hub.contents.certificates
        let device = certificates.first { $0.principalId == own.principalId }?.code ?? ""
        texts = [
            Pair(name: "tenant", real: own.tenantId, twin: TwoCouncils.otherID(own.tenantId)),
            Pair(name: "code", real: "X00000001", twin: "X00000009"),
            TwoCouncils.pair("principal", own.principalId),
            Pair(
                name: "assessment",
                real: assessment ?? "",
                twin: TwoCouncils.otherID(assessment ?? "")
            ),
            TwoCouncils.pair("device", device),
            Pair(name: "key", real: keys.real.description, twin: keys.twin.description),
            Pair(name: "theme", real: "canary-theme", twin: "nobody-theme"),
            Pair(name: "window", real: "w-a", twin: "w-0"),
            Pair(name: "cursor", real: cursor, twin: TwoCouncils.otherID(cursor)),
        ]
    }

    /// What is A's to a method: the region knows how far A is in a window, and tells its lead.
    func pairs(for method: Method) -> [Pair] {
        texts.filter { pair in
            // Operators name tenants by their codes, which are public.
            let isPublic = pair.name == "code" && method.facts.permission == .operate
            return !isPublic && (method.facts.scope == .tenant || pair.name != "window")
        }
    }

    /// Ids of A's, and those like them that nobody has.
    var ids: [String] { texts.flatMap { [$0.real, $0.twin] } }

    /// Writes what A has, so many times that its revision is ahead of B's.
    private static func plant(
        _ item: String,
        _ key: UniqueID,
        _ client: PriorityServiceClient
    ) throws -> String {
        var options = CallOptions()
        options.key = key
        var theme = LocalTheme(code: "canary-theme", name: "canary-name")
        theme.descriptionValue = "canary-theme-words"
        _ = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme), options)
        for window in ["first", "w-a"] {
            var priority = PriorityAssessment(item: item)
            priority.strengths = [HubWire.Statement(text: "canary-statement", sharing: .private)]
            var request = SaveAssessmentRequest(window: window, priorities: [priority])
            request.peerChallengeNote = "canary-note"
            let saved = try client.saveAssessment(request).saved
            #expect(saved != nil, "\(window)")
        }
        for number in 0..<20 {
            let theme = LocalTheme(code: "T\(number)", name: "canary-name")
            _ = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        }
        var page = ListAssessmentsRequest()
        page.pageSize = 1
        let cursor = try client.listAssessments(page).nextCursor
        #expect(!cursor.isEmpty)
        return cursor
    }

    /// Something of A's, and the same of nobody's.
    private static func pair(_ name: String, _ real: String) -> Pair {
        Pair(name: name, real: real, twin: otherID(real))
    }

    /// An id of the same form that names nothing.
    private static func otherID(_ id: String) -> String {
        guard let last = id.utf8.last else { return id }
        return String(id.dropLast()) + (last == UInt8(ascii: "0") ? "1" : "0")
    }

    /// What A sees as the end of its journal.
    func head() throws -> [UInt8] { try IdentityServiceClient(steward).whoAmI().chainHead }

    /// How many themes and assessments A has.
    func counts() throws -> [Int] {
        let client = PriorityServiceClient(steward)
        return [
            try client.listLocalThemes().themes.count,
            try client.listAssessments().assessments.count,
        ]
    }
}
