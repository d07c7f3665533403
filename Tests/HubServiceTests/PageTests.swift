import HubClient
import HubWire
import Testing

@testable import HubService

/// Lists in pages, over a connection.
struct PageTests {
    private let served: ServedHub
    private let channel: Channel
    private let client: PriorityServiceClient

    init() throws {
        served = try ServedHub()
        try served.hub.loadStarterKit()
        channel = try served.channel(.steward)
        client = PriorityServiceClient(channel)
    }

    /// Makes so many changes of the draft.
    private func change(_ count: Int, _ word: String = "Note") throws {
        for number in 0..<count {
            var request = SaveAssessmentRequest(window: ChangeFixtures.window)
            request.peerChallengeNote = "\(word) \(number)"
            request.baseRevision = try ChangeFixtures(channel).revision()
            _ = try client.saveAssessment(request)
        }
    }

    private func page(_ cursor: String, size: UInt32 = 3) throws -> GetHistoryResponse {
        try client.getHistory(
            GetHistoryRequest(window: ChangeFixtures.window, cursor: cursor, pageSize: size)
        )
    }

    private func pages(size: UInt32) throws -> [HistoryEntry] {
        var all: [HistoryEntry] = []
        var cursor = ""
        repeat {
            let page = try page(cursor, size: size)
            #expect(page.entries.count <= Int(size))
            all += page.entries
            cursor = page.nextCursor
        } while !cursor.isEmpty
        return all
    }

    @Test(arguments: [1, 3, 6, 7, 8, 20, 100])
    func `pages of any size are the same history, newest first`(size: UInt32) throws {
        try change(7)
        let all = try page("", size: 0)
        #expect(all.nextCursor.isEmpty)
        #expect(all.entries.count == 7)
        let revisions = all.entries.map(\.revision)
        #expect(revisions == revisions.sorted(by: >))
        #expect(all.entries.allSatisfy { $0.summary == ["peer challenge note changed"] })
        #expect(try pages(size: size) == all.entries)
    }

    @Test
    func `a page does not move when the record changes between two pages`() throws {
        try change(7)
        let before = try page("", size: 0).entries
        let first = try page("")
        try change(5, "Later")
        let second = try page(first.nextCursor)
        let third = try page(second.nextCursor)
        #expect(first.entries + second.entries + third.entries == before)
        #expect(third.nextCursor.isEmpty)
        #expect(try page("", size: 0).entries.count == 12)
    }

    @Test
    func `a reason stands with the change that it was given for, on whichever page`() throws {
        try change(1)
        let fixtures = ChangeFixtures(channel)
        var draft = SaveAssessmentRequest(window: ChangeFixtures.window)
        let window = try client.listWindows().windows.first { $0.id == ChangeFixtures.window }
        let edition = try client.getFramework(GetFrameworkRequest(edition: window?.edition ?? ""))
        let item = edition.edition?.items.first?.code ?? ""
        draft.priorities = [PriorityAssessment(item: item, strengths: [Statement(text: "Words.")])]
        draft.baseRevision = try fixtures.revision()
        _ = try client.saveAssessment(draft)
        _ = try client.handInAssessment(
            HandInAssessmentRequest(
                window: ChangeFixtures.window,
                baseRevision: fixtures.revision()
            )
        )
        _ = try client.reopenAssessment(
            ReopenAssessmentRequest(
                window: ChangeFixtures.window,
                why: "One more look.",
                baseRevision: fixtures.revision()
            )
        )
        let all = try page("", size: 0).entries
        let told = ["made a draft again", "why: One more look."]
        #expect(all.map(\.summary).first == told)
        #expect(all.map(\.summary).dropFirst().first == ["handed in"])
        #expect(try pages(size: 1) == all)
    }

    @Test
    func `more changes than one reading of the journal holds are all there`() throws {
        try change(40)
        #expect(try pages(size: 7).count == 40)
    }

    @Test
    func `a cursor of another list, of another caller, or altered is no cursor`() throws {
        try change(4)
        let cursor = try page("").nextCursor
        #expect(!cursor.isEmpty)
        var lead = Window(id: "second", name: "Second")
        lead.edition = try client.listWindows().windows.first?.edition ?? ""
        _ = try PriorityServiceClient(served.channel(.regionLead, tenant: nil))
            .saveWindow(SaveWindowRequest(window: lead))
        _ = try client.saveAssessment(
            SaveAssessmentRequest(window: "second", peerChallengeNote: "A note")
        )
        func refusal(
            _ window: String,
            _ cursor: String,
            _ client: PriorityServiceClient
        ) -> String? {
            failure { () throws(ClientError) in
                try client.getHistory(GetHistoryRequest(window: window, cursor: cursor))
            }?.reasonCode
        }
        let code = Reason.pageMarkerNotValid.code
        // The filter is another one: the window.
        #expect(refusal("second", cursor, client) == code)
        let other = PriorityServiceClient(try served.channel(.steward))
        #expect(refusal(ChangeFixtures.window, cursor, other) == code)
        #expect(refusal(ChangeFixtures.window, cursor.uppercased() + "00", client) == code)
        for place in [0, 2, 20, cursor.utf8.count - 1] {
            var bytes = Array(cursor.utf8)
            bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let altered = String(decoding: bytes, as: UTF8.self)
            #expect(refusal(ChangeFixtures.window, altered, client) == code, "byte \(place)")
        }
        let list = failure { () throws(ClientError) in
            try client.listAssessments(ListAssessmentsRequest(cursor: cursor))
        }
        #expect(list?.reasonCode == code)
        // The size is no part of the list: pages may be of any.
        #expect(refusal(ChangeFixtures.window, cursor, client) == nil)
    }

    @Test
    func `the pages of a list show one state, and that is part of its filter`() throws {
        let lead = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        let edition = try client.listWindows().windows.first?.edition ?? ""
        for number in 1...3 {
            let window = Window(id: "w\(number)", name: "Window", edition: edition)
            _ = try lead.saveWindow(SaveWindowRequest(window: window))
            _ = try client.saveAssessment(
                SaveAssessmentRequest(window: "w\(number)", peerChallengeNote: "A note")
            )
        }
        let then = channel.lastStatus?.revision ?? 0
        let first = try client.listAssessments(ListAssessmentsRequest(pageSize: 2))
        #expect(first.assessments.map(\.window) == ["w1", "w2"])
        let base = try client.listAssessments().assessments.last?.revision ?? 0
        _ = try client.saveAssessment(
            SaveAssessmentRequest(window: "w3", peerChallengeNote: "B", baseRevision: base)
        )
        let request = ListAssessmentsRequest(cursor: first.nextCursor)
        let second = try client.listAssessments(request)
        #expect(second.assessments.map(\.peerChallengeNote) == ["A note"])
        #expect(second.nextCursor.isEmpty)
        var options = CallOptions()
        options.asOf = .revision(then)
        let asked = failure { () throws(ClientError) in
            try client.listAssessments(request, options)
        }
        #expect(asked?.reasonCode == Reason.pageMarkerNotValid.code)
    }
}
