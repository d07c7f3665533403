import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// The one person for whom an activity is delegated: off by default, and nobody else's.
struct DelegatedPersonTests {
    private let served: ServedTraining
    private let calls: TrainingCalls
    private let steward: DelegationServiceClient
    private let today: Day

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        steward = DelegationServiceClient(served.channel)
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
        try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Oral health,01/02/2025,,,",
                "E2,Blue,Oral health,01/02/2025,,,"
            )
        )
    }

    /// An entry of the register for links, as an admin fills it.
    private func allow(_ change: (inout DataSetEntry) -> Void = { _ in }) throws {
        try served.served.allowPersonLinks(change)
    }

    /// A delegation to which nothing is missing but the worker's answer, and that.
    private func delegate(_ worker: String = "E1", _ registration: String = "EX1") throws -> String
    {
        var one = DelegationServiceTests.whole(worker) { today.advanced(by: $0)?.iso ?? "" }
        one.registration = registration
        let made = try steward.recordDelegation(RecordDelegationRequest(delegation: one))
        let id = made.saved?.id ?? ""
        var answer = AnswerDelegationRequest(worker: worker, activity: one.activity, id: id)
        (answer.answer, answer.day) = (.accepted, today.iso)
        _ = try steward.answerDelegation(answer)
        return id
    }

    private func link(
        _ person: String,
        _ id: String,
        worker: String = "E1"
    ) throws(ClientError) -> LinkDelegatedPersonResponse {
        var request = LinkDelegatedPersonRequest(worker: worker, activity: "wound-care")
        (request.id, request.person) = (id, person)
        return try steward.linkDelegatedPerson(request)
    }

    private func people(_ person: String = "") throws(ClientError) -> [DelegatedPerson] {
        try steward.listDelegatedPeople(ListDelegatedPeopleRequest(person: person)).people
    }

    private func end(_ id: String, on day: Day, worker: String = "E1") throws(ClientError) {
        var request = EndDelegationRequest(worker: worker, activity: "wound-care", id: id)
        (request.cause, request.day) = (.needChanged, day.iso)
        _ = try steward.endDelegation(request)
    }

    private func one(_ id: String) throws -> ActivityDelegation {
        var request = ListDelegationsRequest()
        request.withEnded = true
        let found = try steward.listDelegations(request).delegations.first { $0.id == id }
        return try #require(found)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func reason<Answer>(_ call: () throws(ClientError) -> Answer) -> String? {
        failure { () throws(ClientError) in try call() }?.reasonCode
    }

    @Test
    func `it is off until the register has an entry of its own, of a special category`() throws {
        let id = try delegate()
        #expect(reason { () throws(ClientError) in try link("C-0471", id) } == "GOV-0101")
        let admin = GovernanceServiceClient(try served.served.channel(.admin))
        // Nobody is told that it is missing, and no trial entry opens it.
        let register = try admin.listDataSets()
        #expect(!register.entries.contains { $0.dataSet == .personLinks })
        #expect(!register.findings.contains { $0.dataSet == .personLinks })
        #expect(throws: ClientError.self) { try allow { $0.specialCondition = "" } }
        #expect(reason { () throws(ClientError) in try link("C-0471", id) } == "GOV-0101")
        try allow()
        #expect(try link("C-0471", id).saved?.id == id)
        let viewer = DelegationServiceClient(try served.served.channel(.viewer))
        #expect(
            reason { () throws(ClientError) in try viewer.listDelegatedPeople() } == "GATE-0201"
        )
    }

    @Test
    func `the reference is never kept, and finds the person again`() throws {
        try allow()
        let id = try delegate()
        _ = try link(" canary-ref-0471 ", id)
        let found = try people("CANARY-REF-0471")
        #expect(found.map { $0.delegation?.id } == [id])
        let person = try #require(found.first?.person)
        #expect(person.hasPrefix("p:") && person.utf8.count == 34)
        #expect(try people(person).count == 1 && people("other-1").isEmpty)
        #expect(found.first?.delegation?.isSignedOff == true)
        // The same words as a staff number and as a person's reference make two tokens.
        let worker = try calls.worker("E1").worker
        let second = try delegate("E1", "EX2")
        _ = try link("E1", second)
        #expect(try people("E1").first?.person.dropFirst(2) != worker.dropFirst(2))
        let files = try Footprint.files(
            ["canary-ref-0471", "CANARY-REF-0471"],
            below: [served.served.folder.path],
            besides: []
        )
        #expect(files == [])
        // Other lists say that there is one, and not who.
        let told = try one(id)
        let words = Self.text(try told.json())
        #expect(told.isForOnePerson && !words.contains("p:"))
        let copy = try calls.steward.exportTrainingSubject(
            ExportTrainingSubjectRequest(worker: "E1")
        )
        #expect(!copy.rows.flatMap(\.fields).contains { $0.value.hasPrefix("p:") })
    }

    @Test(arguments: [
        ("943 476 5919", "TRNG-0252"), ("QQ123456C", "TRNG-0253"), ("Ann Example", "TRNG-0253"),
        ("", "TRNG-0251"),
    ])
    func `what tells who somebody is is refused`(typed: String, expected: String) throws {
        try allow()
        let id = try delegate()
        #expect(reason { () throws(ClientError) in try link(typed, id) } == expected)
        #expect(try people().isEmpty && one(id).isForOnePerson == false)
    }

    @Test
    func `nothing passes on to another person, and each has a delegation of its own`() throws {
        try allow()
        let first = try delegate()
        _ = try link("C-1", first)
        #expect(reason { () throws(ClientError) in try link("C-2", first) } == "TRNG-0254")
        // The same professional and activity again: for another person, not for the same.
        let second = try delegate()
        #expect(reason { () throws(ClientError) in try link("C-1", second) } == "TRNG-0166")
        _ = try link("C-2", second)
        #expect(try people().count == 2)
        let other = try delegate("E2")
        _ = try link("C-1", other, worker: "E2")
        #expect(try people("C-1").compactMap { $0.delegation?.id }.count == 2)
    }

    @Test
    func `it goes with the activity, and what is for nobody is not signed off`() throws {
        try allow()
        let id = try delegate()
        _ = try link("C-1", id)
        try end(id, on: today)
        #expect(try people().isEmpty)
        let ended = try one(id)
        var undo = UndoDelegationRequest(id: id, baseRevision: ended.revision)
        #expect(try steward.undoDelegation(undo).delegation?.isSignedOff == false)
        #expect(try one(id).obstacles.map(\.word) == ["no-person"])
        _ = try link("C-1", id)
        #expect(try one(id).isSignedOff)
        // An end to come: the link counts until then, and no list has it from that day on.
        try end(id, on: try #require(today.advanced(by: 1)))
        #expect(try people().count == 1)
        // Taking back that it is for one person takes the link with it.
        undo.baseRevision = try one(id).revision
        _ = try steward.undoDelegation(undo)
        #expect(try people().count == 1)
    }

    @Test
    func `what the worker declined is for nobody, whatever end is put to it later`() throws {
        try allow()
        let id = try delegate()
        _ = try link("C-1", id)
        var answer = AnswerDelegationRequest(worker: "E1", activity: "wound-care", id: id)
        (answer.answer, answer.day) = (.declined, today.iso)
        _ = try steward.answerDelegation(answer)
        #expect(try people().isEmpty)
        try end(id, on: try #require(today.advanced(by: 1)))
        #expect(try people().isEmpty)
    }

    @Test
    func `of a worker whose records are restricted nobody is linked and nothing assessed`() throws {
        try allow()
        let id = try delegate()
        func restrict(_ on: Bool) throws {
            _ = try calls.steward.restrictTrainingWorker(
                RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
            )
        }
        var request = AssessDelegationRequest(worker: "E1", activity: "wound-care", id: id)
        (request.assessed, request.assessedBy) = (today.iso, "registered nurse")
        let assess = request
        try restrict(true)
        #expect(reason { () throws(ClientError) in try link("C-1", id) } == "TRNG-0258")
        #expect(
            reason { () throws(ClientError) in try steward.assessDelegation(assess) }
                == "TRNG-0258"
        )
        try restrict(false)
        #expect(try link("C-1", id).saved?.id == id)
        #expect(try steward.assessDelegation(assess).saved != nil)
    }

    @Test
    func `an activity ends while records are restricted, and the link is kept with them`() throws {
        try allow()
        let id = try delegate()
        _ = try link("C-1", id)
        func restrict(_ on: Bool) throws {
            _ = try calls.steward.restrictTrainingWorker(
                RestrictTrainingWorkerRequest(worker: "E1", restricted: on)
            )
        }
        func links() throws -> Int {
            try served.tables().count { $0.hasPrefix("training_person_link|") }
        }
        try restrict(true)
        try end(id, on: today)
        #expect(try people().isEmpty)
        #expect(try links() == 1)
        try restrict(false)
        #expect(try people().isEmpty)
    }

    @Test
    func `it goes with an activity that is taken back as a whole`() throws {
        try allow()
        var one = DelegationServiceTests.whole("E1") { today.advanced(by: $0)?.iso ?? "" }
        one.isForOnePerson = true
        let made = try steward.recordDelegation(RecordDelegationRequest(delegation: one))
        let saved = try #require(made.saved)
        _ = try link("C-1", saved.id)
        func links() throws -> Int {
            try served.tables().count { $0.hasPrefix("training_person_link|") }
        }
        #expect(try links() == 1)
        let undo = UndoDelegationRequest(id: saved.id, baseRevision: saved.revision)
        #expect(try steward.undoDelegation(undo).delegation == nil)
        #expect(try links() == 0)
    }

    @Test
    func `a person is erased with history and journal, and every look is on record`() throws {
        try allow()
        let (first, second) = (try delegate(), try delegate("E2"))
        _ = try link("C-1", first)
        _ = try link("C-1", second, worker: "E2")
        try end(second, on: today, worker: "E2")
        var erase = EraseDelegatedPersonRequest(person: "C-1", ground: "DR-18")
        var trial = CallOptions()
        trial.isDryRun = true
        #expect(try steward.eraseDelegatedPerson(erase, trial).links == 2)
        #expect(try people().count == 1)
        let erased = try steward.eraseDelegatedPerson(erase)
        #expect(erased.links == 2 && erased.journalRows >= 2 && erased.saved?.id == "DR-18")
        #expect(try people().isEmpty && steward.eraseDelegatedPerson(erase).saved == nil)
        #expect(try one(first).obstacles.map(\.word) == ["no-person"])
        erase.ground = "was ill"
        let request = erase
        #expect(
            reason { () throws(ClientError) in try steward.eraseDelegatedPerson(request) }
                == "CALL-0412"
        )
        let log = try GovernanceServiceClient(served.channel).listAccesses().accesses
        let looks = log.filter { $0.method.hasSuffix("/ListDelegatedPeople") }
        #expect(looks.map(\.rows) == [0, 1] && looks.allSatisfy { $0.dataSet == .personLinks })
    }

    @Test
    func `a worker who is erased takes the links along`() throws {
        try allow()
        _ = try link("C-1", try delegate())
        _ = try calls.steward.eraseTrainingWorker(
            EraseTrainingWorkerRequest(worker: "E1", ground: "DR-17")
        )
        #expect(try people().isEmpty)
        #expect(
            try steward.eraseDelegatedPerson(
                EraseDelegatedPersonRequest(person: "C-1", ground: "DR-18")
            ).links == 0
        )
    }

    @Test
    func `delegations that have ended do not count against those that may be open`() throws {
        for _ in 0..<(KeptDelegation.openMax + 1) {
            let id = try delegate()
            try end(id, on: today)
        }
        let open = try delegate()
        #expect(try steward.listDelegations().delegations.map(\.id) == [open])
        var request = ListDelegationsRequest()
        request.withEnded = true
        var count = 0
        repeat {
            let page = try steward.listDelegations(request)
            #expect(page.delegations.count <= 100)
            count += page.delegations.count
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        #expect(count == KeptDelegation.openMax + 2)
        // Steps mean the open one, however many of the activity have ended.
        try end("", on: today)
        #expect(try steward.listDelegations().delegations.isEmpty)
    }
}

extension ServedHub {
    /// Fills the entry of a council's register that lets it link people who draw on care.
    func allowPersonLinks(
        of council: (code: String, name: String) = ("X00000001", "Example Council A"),
        _ change: (inout DataSetEntry) -> Void = { _ in }
    ) throws {
        var entry = DataSetRegister.trialEntries(for: council.name)[1]
        entry.dataSet = .personLinks
        (entry.isTrial, entry.policyReview) = (false, "2999-03-03")
        change(&entry)
        let admin = GovernanceServiceClient(try channel(.admin, tenant: council.code))
        _ = try admin.saveDataSets(SaveDataSetsRequest(entries: [entry]))
    }
}
