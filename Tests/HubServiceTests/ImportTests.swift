import HubClient
import HubWire
import Testing

@testable import HubService

/// Files of every size, over a connection.
struct ImportTests {
    private let served: ServedHub
    private let channel: Channel
    private let client: PriorityServiceClient

    init() throws {
        served = try ServedHub()
        try served.hub.loadStarterKit()
        channel = try served.channel(.steward)
        client = PriorityServiceClient(channel)
    }

    private func items() throws -> [String] {
        let window = try client.listWindows().windows.first { $0.id == ChangeFixtures.window }
        let request = GetFrameworkRequest(edition: window?.edition ?? "")
        return try client.getFramework(request).edition?.items.map(\.code) ?? []
    }

    private func export() throws -> [UInt8] {
        var file: [UInt8] = []
        let request = ExportAssessmentRequest(window: ChangeFixtures.window)
        try client.exportAssessment(request) { (chunk) throws(ClientError) in file += chunk.data }
        return file
    }

    @Test(arguments: [(24, 3_900), (190, 4_000)])
    func `a file with more text than the answer holds is kept, and its replay is short`(
        statements: Int,
        characters: Int
    ) throws {
        let items = try items()
        let file = Upload.file(items: items, statements: statements, characters: characters)
        #expect(file.count > (statements > 100 ? 11 : 1) * WireLimits.messageBytesFloor)
        let messages = Upload(file).chunks.map { $0.encoded() }
        let options = CallOptions.keyed
        let reply = try channel.send(.priorityServiceImportAssessment, messages, options)
        let answer = try ImportAssessmentResponse(decoding: reply.message)
        #expect(reply.status.applied == .yes)
        #expect(reply.message.count <= WireLimits.messageBytesFloor)
        #expect(answer.differencesLeftOut > 0 && !answer.differences.isEmpty)
        #expect(answer.differences.count + Int(answer.differencesLeftOut) == statements)
        let again = try channel.send(.priorityServiceImportAssessment, messages, options)
        let replay = try ImportAssessmentResponse(decoding: again.message)
        #expect(replay == ImportAssessmentResponse(saved: answer.saved))
        #expect(again.status.revision == reply.status.revision)
        // Everything that was sent is there.
        let line: Set<UInt8> = [UInt8(ascii: ","), 10, 13]
        let cells = Set(try export().split { line.contains($0) })
        let sent = Set(file.split { line.contains($0) }).filter { $0.count == characters }
        #expect(sent.count == statements)
        #expect(sent.isSubset(of: cells))
    }

    @Test
    func `a file of the largest size is read, and one byte more is refused`() throws {
        let most = AssessmentIntake.fileBytesMax
        func send(_ bytes: Int) -> ClientError? {
            // Blank rows say nothing: what is tested is the size alone.
            let file = [UInt8](repeating: UInt8(ascii: ","), count: bytes)
            let messages = Upload(file).chunks.map { $0.encoded() }
            return failure { () throws(ClientError) in
                try channel.send(.priorityServiceImportAssessment, messages, .keyed)
            }
        }
        #expect(send(most) == nil)
        let refused = send(most + 1)
        #expect(refused?.status?.violations.map(\.path) == ["start.file_bytes"])
    }

    @Test(
        arguments: [
            (WholeFile.pieceBytesMax, nil),
            (WholeFile.pieceBytesMax + 1, "data"),
        ] as [(Int, String?)]
    )
    func `a piece of the largest size is taken, and one byte more is refused`(
        bytes: Int,
        path: String?
    ) throws {
        let file = [UInt8](repeating: UInt8(ascii: ","), count: bytes)
        let messages = Upload(file, chunkBytes: bytes).chunks.map { $0.encoded() }
        let refused = failure { () throws(ClientError) in
            try channel.send(.priorityServiceImportAssessment, messages, .keyed)
        }
        #expect(refused?.status?.violations.first?.path == path)
        #expect((refused?.status?.reason == "CALL-0412") == (path != nil))
    }

    @Test
    func `an import says what draft it was shown for, or nothing`() throws {
        let items = try items()
        func send(_ text: String, base: UInt64?) -> String? {
            let file = Array("Priority,Kind,Text\r\n\(items[0]),strength,\(text)\r\n".utf8)
            let messages = Upload(file, base: base).chunks.map { $0.encoded() }
            return failure { () throws(ClientError) in
                try channel.send(.priorityServiceImportAssessment, messages, .keyed)
            }?.status?.reason
        }
        let fixtures = ChangeFixtures(channel)
        #expect(send("a", base: 0) == nil)
        #expect(send("b", base: 0) == "STORE-0101")
        #expect(send("b", base: nil) == nil)
        let now = try fixtures.revision()
        #expect(send("c", base: now) == nil)
        #expect(send("d", base: 1) == "STORE-0101")
    }

    @Test
    func `an export shows the state of its beginning, whatever changes meanwhile`() throws {
        let items = try items()
        let file = Upload.file(items: items, statements: 190, characters: 4_000)
        let messages = Upload(file).chunks.map { $0.encoded() }
        _ = try channel.send(.priorityServiceImportAssessment, messages, .keyed)
        let before = try export()
        #expect(before.count > 2 * streamPartBytesMax)
        let other = PriorityServiceClient(try served.channel(.steward))
        let base = try ChangeFixtures(channel).revision()
        var hasChanged = false
        var shown: [UInt8] = []
        let request = ExportAssessmentRequest(window: ChangeFixtures.window)
        try client.exportAssessment(request) { (chunk) throws(ClientError) in
            #expect(chunk.byteCount() <= WireLimits.streamedMessageBytesMax)
            shown += chunk.data
            guard !hasChanged else { return }
            hasChanged = true
            // Everything is gone from the draft before most of it was sent.
            var empty = SaveAssessmentRequest(window: ChangeFixtures.window)
            empty.baseRevision = base
            _ = try other.saveAssessment(empty)
        }
        #expect(shown == before)
        #expect(try export().count < 1_024)
    }

    @Test(arguments: [false, true])
    func `an export stops when what it is laid out by changes, and for nothing else`(
        changesItsWindow: Bool
    ) throws {
        let items = try items()
        let file = Upload.file(items: items, statements: 190, characters: 4_000)
        let messages = Upload(file).chunks.map { $0.encoded() }
        _ = try channel.send(.priorityServiceImportAssessment, messages, .keyed)
        let lead = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        var window = try #require(
            try client.listWindows().windows.first { $0.id == ChangeFixtures.window }
        )
        let revision = changesItsWindow ? window.revision : 0
        window.name = "Another name"
        if !changesItsWindow { window.id = "another" }
        let change = SaveWindowRequest(window: window, baseRevision: revision)
        var hasChanged = false
        let error = failure { () throws(ClientError) in
            let request = ExportAssessmentRequest(window: ChangeFixtures.window)
            try client.exportAssessment(request) { (_) throws(ClientError) in
                guard !hasChanged else { return }
                hasChanged = true
                _ = try lead.saveWindow(change)
            }
        }
        #expect(hasChanged)
        #expect(error?.code == (changesItsWindow ? .aborted : nil), "\(String(describing: error))")
    }
}
