import HubClient
import HubCrypto
import HubWire
import Testing

@testable import HubService

/// Every change, sent twice with one key.
struct ReplayTests {
    @Test
    func `every method that changes something tells of it again as it was`() throws {
        let served = try ServedHub()
        try served.hub.loadStarterKit()
        try served.allowPersonLinks()
        let request = IssueRequest(tenantCode: "X00000001", role: .steward, name: "steward")
        let bundle = try served.hub.issue(request)
        let steward = try served.channel(bundle)
        let lead = try served.channel(.regionLead, tenant: nil)
        let changes = ChangeFixtures(steward).all
        // A part of a training file is nothing that was changed, before the file is kept, and so
        // is throwing it away.
        let mutating = Method.allCases.filter {
            $0.facts.isMutating && $0.facts.family != .hub
                && $0 != .trainingServiceUploadTraining
                && $0 != .trainingServiceDiscardTrainingUpload
        }
        #expect(Set(changes.map(\.method)) == Set(mutating))
        for change in changes {
            let channel = change.isOfRegion ? lead : steward
            let messages = try change.messages()
            let options = CallOptions.keyed
            let first = try channel.send(change.method, messages, options)
            let saved = try ReplayTests.saved(change.method, first.message)
            #expect(first.status.applied == .yes, "\(change.method)")
            #expect(first.status.epoch > 0 && first.status.chainHead.count == 32)
            #expect(saved?.id.isEmpty == false && saved?.revision != 0, "\(change.method)")
            let again = try channel.send(change.method, messages, options)
            #expect(ReplayTests.timeless(again.status) == ReplayTests.timeless(first.status))
            #expect(again.status.requestId != first.status.requestId)
            #expect(try ReplayTests.saved(change.method, again.message) == saved)
            #expect(again.message.count <= first.message.count, "\(change.method)")
        }
        // Another connection of the same principal asks as well.
        let theme = try #require(changes.first { $0.method == .priorityServiceSaveLocalTheme })
        let messages = try theme.messages()
        let options = CallOptions.keyed
        let elsewhere = try served.channel(bundle)
        let failed = failure { () throws(ClientError) in
            try elsewhere.send(theme.method, messages, options)
        }
        // The theme is there, and this key is new.
        #expect(failed?.code == .aborted)
    }

    @Test
    func `a call that only found errors finds them again, and its key stays free`() throws {
        let served = try ServedHub()
        try served.hub.loadStarterKit()
        let channel = try served.channel(.steward)
        let wrong = "Priority,Kind,Text\r\nNOTHING,strength,Words.\r\n"
        var unknown = SaveAssessmentRequest(window: ChangeFixtures.window)
        unknown.priorities = [
            PriorityAssessment(item: "NOTHING", strengths: [Statement(text: "Words.")])
        ]
        let calls: [(Method, [[UInt8]])] = [
            (.priorityServiceSaveAssessment, [unknown.encoded()]),
            (
                .priorityServiceImportAssessment,
                Upload(Array(wrong.utf8)).chunks.map { $0.encoded() }
            ),
        ]
        for (method, messages) in calls {
            let options = CallOptions.keyed
            let first = try channel.send(method, messages, options)
            #expect(first.status.applied == .no, "\(method)")
            #expect(try ReplayTests.saved(method, first.message) == nil, "\(method)")
            let again = try channel.send(method, messages, options)
            #expect(again.message == first.message, "\(method)")
            #expect(ReplayTests.timeless(again.status) == ReplayTests.timeless(first.status))
            let sound = try #require(ChangeFixtures(channel).all.first { $0.method == method })
            let mended = try channel.send(method, try sound.messages(), options)
            #expect(mended.status.applied == .yes, "\(method)")
            let other = failure { () throws(ClientError) in
                try channel.send(method, messages, options)
            }
            #expect(other?.reasonCode == "CALL-0601", "\(method)")
        }
    }

    @Test
    func `handing in what says nothing finds that again`() throws {
        let served = try ServedHub()
        try served.hub.loadStarterKit()
        let channel = try served.channel(.steward)
        var draft = SaveAssessmentRequest(window: ChangeFixtures.window)
        draft.peerChallengeNote = "Peers were here."
        let client = PriorityServiceClient(channel)
        let base = try client.saveAssessment(draft).saved?.revision ?? 0
        let request = HandInAssessmentRequest(window: ChangeFixtures.window, baseRevision: base)
        let options = CallOptions.keyed
        for _ in 1...2 {
            let answer = try client.handInAssessment(request, options)
            #expect(answer.saved == nil)
            #expect(answer.findings.contains { $0.severity == .error })
            #expect(channel.lastStatus?.applied == .no)
        }
        #expect(try ChangeFixtures(channel).revision() == base)
    }

    /// A status without what belongs to one call alone.
    private static func timeless(_ status: Status) -> Status {
        var status = status
        status.requestId = ""
        return status
    }

    /// What an answer says was changed.
    private static func saved(_ method: Method, _ bytes: [UInt8]) throws -> Saved? {
        func saved<Answer: ChangeAnswer>(_: Answer.Type) throws -> Saved? {
            try Answer(decoding: bytes).saved
        }
        let type = try #require(method.responseType as? any ChangeAnswer.Type)
        return try saved(type)
    }
}
