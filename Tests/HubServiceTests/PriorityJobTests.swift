import HubClient
import HubCrypto
import HubService
import HubText
import HubWire
import Testing

/// A council's self-assessment over a connection: what is said before and after each change.
struct PriorityJobTests {
    private let hub: ServedPriorities

    init() throws { hub = try ServedPriorities() }

    private static let rows = """
        SWP1,strength,,We plan,private,,
        SWP6,area for improvement,,Few leaders,shared unnamed,,

        """

    @Test func `a file sent twice is kept once`() throws {
        let first = try hub.send(Self.rows)
        #expect(first.differences.map(\.sharingAfter) == [.private, .unnamed])
        let second = try hub.send(Self.rows)
        #expect(second.differences == [])
        #expect(second.saved == first.saved)
        #expect(try hub.assessment().priorities.count == 2)
    }

    @Test func `a preview shows what others will see`() throws {
        _ = try hub.send(Self.rows)
        let shown = Self.rows.replacing("We plan,private", with: "We plan,shared named")
        let preview = try hub.send(shown, isDryRun: true)
        #expect(preview.differences.map(\.aspect) == ["sharing"])
        #expect(preview.differences.map(\.before) == ["private"])
        #expect(preview.differences.map(\.after) == ["shared named"])
        _ = try hub.send(shown)
        let entry = try hub.steward.getHistory(GetHistoryRequest(window: "first")).entries[0]
        #expect(entry.summary.contains("1 statement changed (sharing 1)"))
        #expect(entry.summary.contains("1 statement shared outside the council"))
    }

    @Test func `the history says who, from which file and in which batch`() throws {
        let batch = UniqueID(milliseconds: 7)
        _ = try hub.send(Self.rows, batch: batch, fileName: "autumn ours.csv")
        let entry = try hub.steward.getHistory(GetHistoryRequest(window: "first")).entries[0]
        #expect(entry.principalName == "test")
        #expect(entry.fileName == "autumn ours.csv")
        #expect(entry.batch == batch.description)
        #expect(
            entry.summary == [
                "2 statements added", "1 statement shared outside the council",
                "from autumn ours.csv",
            ]
        )
    }

    @Test(arguments: ["a/b.csv", "a\\b.csv", "a\nb.csv", String(repeating: "x", count: 201)])
    func `a file's name is one line without a folder`(name: String) throws {
        let error = failure { () throws(ClientError) in try hub.send(Self.rows, fileName: name) }
        #expect(error?.status?.violations.map(\.path) == ["start.file_name"])
        #expect(failure { () throws(ClientError) in try hub.send(Self.rows, fileName: "") } == nil)
    }

    @Test func `an old export undoes nothing and overwrites nothing unseen`() throws {
        _ = try hub.send(Self.rows)
        let old = try hub.export()
        _ = try hub.send("SWP1,strength,S1,A colleague's words,private,,\n")
        let untouched = try hub.send(old)
        #expect(untouched.findings.map(\.reason) == ["PRIO-0140"])
        #expect(untouched.findings[0].severity == .warning)
        #expect(try hub.assessment().priorities[0].strengths[0].text == "A colleague's words")
        let text = String(decoding: old, as: UTF8.self)
        let changed = Array(text.replacing("We plan", with: "My words").utf8)
        let error = failure { () throws(ClientError) in try hub.send(changed) }
        #expect(error?.code == .aborted)
        #expect(error?.message.contains("S1 was changed at revision") == true)
        #expect(try hub.assessment().priorities[0].strengths[0].text == "A colleague's words")
        let unknown = Array(text.replacing(",1\r\n", with: ",99\r\n").utf8)
        let refused = failure { () throws(ClientError) in try hub.send(unknown) }
        #expect(refused?.reasonCode == "PRIO-0139", "\(text)")
    }

    @Test func `a name in what is shared unnamed is warned about on every way`() throws {
        let named = "SWP1,strength,,Example Council A plans,shared unnamed,,\n"
        let sent = try hub.send(named)
        #expect(sent.findings.map(\.reason) == ["PRIO-0122"])
        #expect(sent.findings[0].row == 2)
        let draft = try hub.assessment()
        let saved = try hub.steward.saveAssessment(
            SaveAssessmentRequest(
                window: "first",
                priorities: draft.priorities,
                baseRevision: draft.revision
            )
        )
        #expect(saved.findings.map(\.reason) == ["PRIO-0122"])
        let handedIn = try hub.steward.handInAssessment(
            HandInAssessmentRequest(window: "first", baseRevision: draft.revision)
        )
        #expect(handedIn.findings.contains { $0.reason == "PRIO-0122" })
        #expect(handedIn.saved != nil)
        #expect(handedIn.before?.state == .draft)
        #expect(handedIn.after?.state == .handedIn)
    }

    @Test func `before the first day a draft is kept and not handed in`() throws {
        try hub.set("first", opens: 2, closes: 3)
        let sent = try hub.send(Self.rows)
        #expect(sent.findings.map(\.reason) == ["PRIO-0123"])
        #expect(sent.annotatedCsv == nil)
        let request = HandInAssessmentRequest(
            window: "first",
            baseRevision: sent.saved?.revision ?? 0
        )
        let error = failure { () throws(ClientError) in try hub.steward.handInAssessment(request) }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.reasonCode == "PRIO-0123")
        try hub.set("first", opens: 0, closes: 3)
        #expect(try hub.steward.handInAssessment(request).saved != nil)
    }

    @Test func `a closed window takes a draft with a warning`() throws {
        try hub.set("first", opens: -9, closes: -1)
        #expect(try hub.send(Self.rows).findings.map(\.reason) == ["PRIO-0124"])
        #expect(try hub.send(Self.rows, window: "first").saved != nil)
    }

    @Test func `a director may agree before it is handed in`() throws {
        try hub.set("first", opens: -5, closes: 5)
        let sent = try hub.send(Self.rows)
        let handedIn = try hub.steward.handInAssessment(
            HandInAssessmentRequest(window: "first", baseRevision: sent.saved?.revision ?? 0)
        )
        var request = AgreeAssessmentRequest(window: "first")
        request.baseRevision = handedIn.saved?.revision ?? 0
        request.agreement = Agreement(role: "director", day: hub.day(-6))
        let early = failure { () throws(ClientError) in try hub.steward.agreeAssessment(request) }
        #expect(early?.reasonCode == "PRIO-0118")
        request.agreement?.day = hub.day(-3)
        var options = CallOptions()
        options.isDryRun = true
        #expect(try hub.steward.getOverview().due.map(\.isDone) == [false])
        let rehearsed = try hub.steward.agreeAssessment(request, options)
        #expect(rehearsed.after?.state == .agreed)
        #expect(rehearsed.before?.state == .handedIn)
        #expect(try hub.assessment().state == .handedIn)
        #expect(try hub.steward.agreeAssessment(request).saved != nil)
        #expect(try hub.steward.getOverview().due.map(\.isDone) == [true])
    }
}
