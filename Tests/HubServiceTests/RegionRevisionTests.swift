import HubClient
import HubWire
import Testing

/// What one council's saving shows to another.
struct RegionRevisionTests {
    private let hub: ServedPriorities

    init() throws { hub = try ServedPriorities() }

    /// Every answer of the region that a viewer of council A gets, as bytes.
    private func answers() throws -> [[UInt8]] {
        let viewer = PriorityServiceClient(try hub.served.channel(.viewer))
        var answers = [
            try viewer.listFrameworks().encoded(), try viewer.listScales().encoded(),
            try viewer.listWindows().encoded(), try viewer.listSpotlights().encoded(),
            try viewer.listGlossary().encoded(),
        ]
        let request = GetFrameworkRequest(edition: "shared-priorities-2023-24")
        answers.append(try viewer.getFramework(request).encoded())
        for revision: UInt64 in Array(1...20) + [1 << 40] {
            var options = CallOptions()
            options.asOf = .revision(revision)
            do throws(ClientError) {
                answers.append(try viewer.getFramework(request, options).encoded())
            } catch {
                var status = error.status ?? Status()
                status.requestId = ""
                answers.append(status.encoded())
            }
        }
        return answers
    }

    private func hasBegun() throws -> Bool {
        let board = try hub.lead.getStatusBoard(GetStatusBoardRequest(window: "first"))
        return board.councils.contains { $0.state != .notStarted }
    }

    @Test func `another council's saving changes no answer of the region`() throws {
        let before = try answers()
        let other = PriorityServiceClient(try hub.served.channel(.steward, tenant: "X00000002"))
        var request = SaveAssessmentRequest(window: "first")
        request.priorities = [
            PriorityAssessment(item: "SWP1", strengths: [Statement(text: "We plan")])
        ]
        #expect(try other.saveAssessment(request).saved != nil)
        // The council's state reaches the region a little after its own change.
        var asked = 0
        while asked < 10_000, try !hasBegun() { asked += 1 }
        #expect(try hasBegun())
        #expect(try answers() == before)
        try hub.set("second")
        #expect(try answers() != before)
    }
}
