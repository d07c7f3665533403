import HubClient
import HubService
import HubText
import HubWire
import Testing

/// What the region's calendar means for councils and for its lead.
struct PriorityWindowTests {
    private let hub: ServedPriorities

    init() throws { hub = try ServedPriorities() }

    private static let row = "SWP1,strength,,We plan,private,,\n"

    private func saveScale(_ id: String) throws {
        var scale = RatingScale(id: id, name: id, direction: .higherIsBetter)
        scale.levels = [ScaleLevel(name: "Low"), ScaleLevel(name: "High")]
        let answer = try hub.lead.saveScale(SaveScaleRequest(scale: scale))
        #expect(answer.before == nil)
        #expect(answer.after?.levels.count == 2)
    }

    @Test func `the overview begins with what is open, for the caller's role`() throws {
        try hub.set("first", opens: -9, closes: -3)
        try hub.set("later", opens: 9)
        try hub.set("now", opens: -1, closes: 1)
        let overview = try hub.steward.getOverview()
        #expect(overview.due.map(\.window) == ["now", "later", "first"])
        #expect(overview.due.map(\.phase) == [.open, .upcoming, .closed])
        #expect(overview.due[1].what.contains("It opens on "))
        #expect(overview.nextSteps.allSatisfy { $0.contains("self-assessment-now.csv") })
        let viewer = PriorityServiceClient(try hub.served.channel(.viewer))
        let steps = try viewer.getOverview().nextSteps
        #expect(steps == ["whub priorities frameworks"])
        let contributor = PriorityServiceClient(try hub.served.channel(.contributor))
        let begin = try contributor.getOverview().nextSteps
        #expect(begin[0].contains("priorities template --draft"))
        #expect(begin[1].contains("priorities save"))
    }

    @Test func `reading needs no open window`() throws {
        _ = try hub.send(Self.row)
        try hub.set("later", opens: 9)
        try hub.set("first", opens: -9, closes: -3)
        let read = try hub.steward.getAssessment()
        #expect(read.assessment?.window == "first")
        #expect(try hub.steward.getHistory().entries.count == 1)
        #expect(try hub.steward.getReport().markdown.contains("We plan"))
        #expect(try hub.lead.getStatusBoard().window?.id == "first")
        try hub.set("second", opens: -1)
        try hub.set("third", opens: -1)
        let error = failure { () throws(ClientError) in try hub.steward.getAssessment() }
        #expect(error?.message == "the window: several are open: second, third")
    }

    @Test func `edition and scale stay once a council has begun`() throws {
        try saveScale("one")
        try saveScale("two")
        let set = try hub.set("first", scale: "one")
        #expect(set.before?.scale == nil)
        #expect(set.after?.scale == "one")
        try hub.set("first", scale: "two")
        try hub.set("first", scale: nil)
        _ = try hub.send(Self.row)
        // The council's state reaches the region a little after its own change.
        var asked = 0
        while asked < 10_000, try !hasBegun() { asked += 1 }
        try hub.set("first", scale: "two")
        for scale in ["one", nil] {
            let error = failure { () throws(ClientError) in try hub.set("first", scale: scale) }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.reasonCode == "PRIO-0125")
            #expect(error?.message.contains("1 council has begun") == true)
        }
        try hub.set("first", opens: 0, closes: 3, scale: "two")
    }

    private func hasBegun() throws -> Bool {
        let board = try hub.lead.getStatusBoard(GetStatusBoardRequest(window: "first"))
        return board.councils.contains { $0.state != .notStarted }
    }

    @Test func `a window is withdrawn with a reason, unless a council has begun`() throws {
        let set = try hub.set("mistake")
        var request = WithdrawWindowRequest(window: "mistake", why: "a slip")
        request.baseRevision = set.saved?.revision ?? 0
        var unsaid = request
        unsaid.why = " "
        let without = failure { () throws(ClientError) in try hub.lead.withdrawWindow(unsaid) }
        #expect(without?.status?.violations.map(\.path) == ["why"])
        var stale = request
        stale.baseRevision -= 1
        let old = failure { () throws(ClientError) in try hub.lead.withdrawWindow(stale) }
        #expect(old?.code == .aborted)
        #expect(try hub.lead.withdrawWindow(request).before?.id == "mistake")
        #expect(try hub.lead.listWindows().windows.map(\.id) == ["first"])
        let gone = failure { () throws(ClientError) in try hub.lead.withdrawWindow(request) }
        #expect(gone?.code == .notFound)
        _ = try hub.send(Self.row)
        var asked = 0
        while asked < 10_000, try !hasBegun() { asked += 1 }
        let first = try hub.lead.listWindows().windows[0]
        let begun = failure { () throws(ClientError) in
            try hub.lead.withdrawWindow(
                WithdrawWindowRequest(window: "first", why: "x", baseRevision: first.revision)
            )
        }
        #expect(begun?.reasonCode == "PRIO-0125")
    }

    @Test func `a session is withdrawn with a reason`() throws {
        var spotlight = Spotlight(month: "2027-01", edition: "shared-priorities-2023-24")
        (spotlight.items, spotlight.host) = (["SWP1"], "Example Council A")
        let saved = try hub.lead.saveSpotlight(SaveSpotlightRequest(spotlight: spotlight)).saved
        let request = WithdrawSpotlightRequest(
            spotlight: saved?.id ?? "",
            why: "recorded twice",
            baseRevision: saved?.revision ?? 0
        )
        #expect(try hub.lead.withdrawSpotlight(request).before?.month == "2027-01")
        #expect(try hub.lead.listSpotlights().spotlights == [])
        let gone = failure { () throws(ClientError) in try hub.lead.withdrawSpotlight(request) }
        #expect(gone?.code == .notFound)
    }

    @Test func `what is unknown is named with what there is`() throws {
        try saveScale("yh-scale")
        let error = failure { () throws(ClientError) in try hub.set("first", scale: "foo") }
        #expect(error?.message == "the scale: the region has no scale foo; it has yh-scale")
        #expect(error?.status?.violations.map(\.path) == ["window.scale"])
        let window = failure { () throws(ClientError) in try hub.send(Self.row, window: "x") }
        #expect(window?.message == "the region has no window x; it has first")
        var theme = LocalTheme(code: "a", name: "A")
        theme.links = [ItemLink(edition: "shared-priorities-2023-24", item: "SWP9")]
        let link = failure { () throws(ClientError) in
            try hub.steward.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        }
        #expect(
            link?.message.contains("link 1: shared-priorities-2023-24 has no item SWP9") == true
        )
        #expect(link?.message.contains("SWP6") == true)
        #expect(link?.status?.violations.map(\.path) == ["theme.links[0].item"])
    }

    @Test(
        arguments: [
            ("2027-01", "2027-01-04", true), ("2027-01", "2027-02-04", false),
            ("2027-01", nil, true), ("2027-13", nil, false),
        ] as [(String, String?, Bool)]
    )
    func `a spotlight's day lies in its month`(month: String, day: String?, isRight: Bool) throws {
        var spotlight = Spotlight(month: month, day: day, edition: "shared-priorities-2023-24")
        spotlight.items = ["SWP1"]
        spotlight.host = "Example Council A"
        let error = failure { () throws(ClientError) in
            try hub.lead.saveSpotlight(SaveSpotlightRequest(spotlight: spotlight))
        }
        #expect((error == nil) == isRight, "\(String(describing: error))")
    }

    @Test func `the starter's window says nothing that its dates say`() throws {
        #expect(try hub.lead.listWindows().windows.map(\.note) == [""])
    }
}
