import HubClient
import HubDomain
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What the hub says of slips, of numbers of people and of restricted workers, over a connection.
struct TrainingPlainTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    @Test func `a slip of a topic’s name comes with the name that was meant`() throws {
        let (_, answer) = try calls.preview(
            TrainingCalls.file(
                "E1,,Infectoin control,15/02/2025,,,",
                "E2,,Safegaurding,15/02/2025,,,"
            )
        )
        let names = answer.unknownTopics.sorted {
            $0.name.utf8.first ?? 0 < $1.name.utf8.first ?? 0
        }
        #expect(names.map(\.suggestion) == ["Infection control", ""])
        #expect(names.last?.candidates.count == 2)
        #expect(answer.findings.first?.suggestion == "Infection control")
    }

    @Test func `a number of somebody in the topic’s cell comes back in no answer`() throws {
        let (batch, answer) = try calls.preview(
            TrainingCalls.file("E1,,Moving QQ123456C,15/02/2025,,,", "E2,,Autism,07700 900123,,,")
        )
        #expect(answer.unknownTopics.isEmpty && answer.errors == 2)
        #expect(answer.findings.map(\.reason) == ["TRNG-0237", "TRNG-0135"])
        let bytes = String(decoding: answer.encoded(), as: UTF8.self)
        #expect(!bytes.contains("123456") && !bytes.contains("900123"))
        let kept = try calls.commit(batch, answer, rightRowsOnly: true)
        #expect(kept.newRecords == 0)
    }

    @Test func `the first row of each worker whose records are restricted is named`() throws {
        try calls.keep(TrainingCalls.file("E1,,Autism,15/02/2025,,,", "E2,,Autism,15/02/2025,,,"))
        let request = RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        _ = try calls.steward.restrictTrainingWorker(request)
        let (_, answer) = try calls.preview(
            TrainingCalls.file(
                "E2,,Fire safety,15/02/2025,,,",
                "e1,,Fire safety,15/02/2025,,,",
                "E1,,Oral health,15/02/2025,,,"
            )
        )
        #expect(answer.restrictedRows == [3] && answer.erasedRows.isEmpty)
        #expect(answer.errors == 0 && answer.warnings == 1 && answer.newRecords == 1)
    }

    @Test func `a mapping that names somebody is refused and not repeated, a plain one is kept`()
        throws
    {
        var mapping = TrainingCalls.smallMapping
        mapping.name = "lms"
        mapping.topicNames = [LearnedTopic(name: "Meds with 07700 900123", topic: "-")]
        func save() throws(ClientError) {
            _ = try calls.steward.saveTrainingMapping(SaveTrainingMappingRequest(mapping: mapping))
        }
        let named = failure { () throws(ClientError) in try save() }
        #expect(named?.reasonCode == "TRNG-0282")
        #expect(named?.status?.violations.map(\.path) == ["mapping.topic_names[0].name"])
        #expect(named?.message.contains("900123") == false)
        mapping.topicNames = [LearnedTopic(name: "Meds", topic: "-")]
        mapping.columns[1].title = "Team of ann@example.org"
        let titled = failure { () throws(ClientError) in try save() }
        #expect(titled?.status?.violations.map(\.path) == ["mapping.columns[1].title"])
        let file = TrainingCalls.file("E1,,Autism,15/02/2025,,,")
        let looked = failure { () throws(ClientError) in _ = try calls.preview(file, mapping) }
        #expect(looked?.reasonCode == "TRNG-0282")
        mapping.columns[1].title = "Team"
        try save()
        #expect(try calls.steward.listTrainingMappings().mappings.count == 1)
    }

    @Test func `why an import with restricted records cannot be taken back names the worker`()
        throws
    {
        let (batch, _) = try calls.keep(TrainingCalls.file("E1,,Autism,15/02/2025,,,"))
        let reference = try calls.worker("E1").worker
        let request = RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        _ = try calls.steward.restrictTrainingWorker(request)
        let refused = failure { () throws(ClientError) in _ = try calls.undo(batch) }
        #expect(refused?.reasonCode == "TRNG-0258")
        #expect(refused?.message.contains(reference) == true)
    }

    @Test func `a theme is named by what it is`() throws {
        let hub = try ServedHub()
        let client = PriorityServiceClient(try hub.channel(.steward))
        func refused(_ name: String, _ description: String) -> ClientError? {
            var theme = LocalTheme(code: "one", name: name)
            theme.descriptionValue = description
            let request = SaveLocalThemeRequest(theme: theme)
            return failure { () throws(ClientError) in _ = try client.saveLocalTheme(request) }
        }
        let named = refused("Ask 0191 498 0123", "")
        #expect(named?.reasonCode == "TRNG-0282" && named?.message.contains("498") == false)
        #expect(named?.status?.violations.map(\.path) == ["theme.name"])
        let described = refused("Rural", "Write to ann@example.org")
        #expect(described?.status?.violations.map(\.path) == ["theme.description"])
        #expect(try client.listLocalThemes().themes.isEmpty)
        #expect(refused("Rural recruitment 2026", "Six wards, 12 villages") == nil)
        #expect(try client.listLocalThemes().themes.count == 1)
    }
}
