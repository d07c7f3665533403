import HubClient
import HubCrypto
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// The register of data sets, and the gate that asks for it.
struct RegisterTests {
    private static let now = Instant(microseconds: 1_750_000_000_000_000)

    private static func entry(
        _ dataSet: DataSet = .wresReturns,
        _ change: (inout DataSetEntry) -> Void = { _ in }
    ) -> DataSetEntry {
        var entry = DataSetEntry()
        entry.dataSet = dataSet
        entry.capacity = .employer
        entry.controller = "Example Council A"
        entry.purpose = "To see whether staff are treated equally.\nNot for decisions."
        entry.lawfulBasis = "Article 6(1)(e)"
        entry.specialCondition = "Article 9(2)(g), Schedule 1 paragraph 8"
        entry.dpiaReference = "EX-DPIA-014, version 2"
        entry.policyDocument = "EX-APD-003"
        entry.policyReview = "2999-03-03"
        entry.retention = "6 years from the end of the cycle"
        entry.recipients = ["The region: protected counts"]
        change(&entry)
        return entry
    }

    private static let today = Day(year: 2026, month: 1, day: 31)

    private static func rules(_ entries: [DataSetEntry]) throws -> [String] {
        let today = try #require(RegisterTests.today)
        do throws(Fault) {
            _ = try DataSetRules.accept(entries, today: today)
            return []
        } catch {
            return error.violations.map { "\($0.path) \($0.rule)" }
        }
    }

    @Test
    func `an entry is complete with what its class asks for`() throws {
        #expect(try RegisterTests.rules([RegisterTests.entry()]).isEmpty)
        let plain = RegisterTests.entry(.trainingRecords) { entry in
            entry.specialCondition = ""
            entry.policyDocument = ""
            entry.policyReview = ""
        }
        #expect(try RegisterTests.rules([plain]).isEmpty)
        let special = RegisterTests.entry { entry in
            entry.specialCondition = ""
            entry.policyDocument = ""
            entry.policyReview = ""
        }
        #expect(
            try RegisterTests.rules([special]) == [
                "entries[0].special_condition required", "entries[0].policy_document required",
                "entries[0].policy_review required",
            ]
        )
        #expect(
            try RegisterTests.rules([DataSetEntry()]) == [
                "entries[0].controller required", "entries[0].purpose required",
                "entries[0].lawful_basis required", "entries[0].dpia_reference required",
                "entries[0].retention required", "entries[0].data_set required",
                "entries[0].capacity required", "entries[0].recipients required",
            ]
        )
    }

    @Test
    func `what is too much, twice, past or pretended is named`() throws {
        let same = [RegisterTests.entry(), RegisterTests.entry()]
        #expect(try RegisterTests.rules(same) == ["entries[1] twice"])
        let cases: [(String, (inout DataSetEntry) -> Void)] = [
            ("policy_review in_the_past", { $0.policyReview = "2026-01-30" }),
            ("policy_review not_a_day", { $0.policyReview = "30/01/2027" }),
            ("is_trial not_allowed", { $0.isTrial = true }),
            ("recipients too_many", { $0.recipients = .init(repeating: "x", count: 21) }),
            ("purpose text_too_long", { $0.purpose = .init(repeating: "x", count: 1_001) }),
            ("controller text_character", { $0.controller = "a\u{202E}b" }),
        ]
        // Each text may be so long, and all together no longer than some pages.
        let large = RegisterTests.entry(.wresReturns) { entry in
            let long = String(repeating: "\u{4E00}", count: 400)
            entry.recipients = [String](repeating: long, count: 20)
        }
        #expect(try RegisterTests.rules([large]) == ["entries[0] too_long"])
        for (told, change) in cases {
            let found = try RegisterTests.rules([RegisterTests.entry(.wresReturns, change)])
            #expect(found == ["entries[0].\(told)"])
        }
        let today = RegisterTests.entry { $0.policyReview = "2026-01-31" }
        #expect(try RegisterTests.rules([today]) == [])
        #expect(try RegisterTests.rules([]) == ["entries required"])
        let many = [DataSetEntry](repeating: RegisterTests.entry(), count: 21)
        #expect(try RegisterTests.rules(many) == ["entries too_many"])
    }

    @Test
    func `what is to be done is told: missing, for trial, due, overdue`() throws {
        let today = try #require(RegisterTests.today)
        func kinds(_ entries: [DataSetEntry]) -> [String] {
            DataSetRules.findings(entries, today: today).map(\.kind)
        }
        #expect(kinds([]) == ["not_filled", "not_filled"])
        let both = [RegisterTests.entry(), RegisterTests.entry(.trainingRecords)]
        #expect(kinds(both) == [])
        for (day, kind) in [
            ("2026-01-30", "review_overdue"), ("2026-01-31", "review_due"),
            ("2026-03-02", "review_due"),
        ] {
            let entry = RegisterTests.entry { $0.policyReview = day }
            #expect(kinds([entry, both[1]]) == [kind])
        }
        #expect(kinds([RegisterTests.entry { $0.policyReview = "2026-03-03" }, both[1]]) == [])
        #expect(kinds([RegisterTests.entry { $0.isTrial = true }, both[1]]) == ["trial"])
        #expect(kinds([RegisterTests.entry { $0.purpose = "" }, both[1]]) == ["not_filled"])
        // Links to people who draw on care are off: nobody misses them, and no hub tries them out.
        let linked = RegisterTests.entry(.personLinks) { $0.policyDocument = "" }
        #expect(kinds(both + [linked]) == ["not_filled"])
        let trial = DataSetRegister.trialEntries(for: "Example Council A")
        #expect(!trial.contains { $0.dataSet == .personLinks })
        #expect(trial.allSatisfy { DataSetRules.isFilled($0) })
    }

    @Test
    func `every method with a data set is asked for its entry, and no other`() throws {
        for method in Method.allCases {
            let facts = method.facts
            #expect(facts.dataSet != .unspecified, "\(method.name)")
            let isLoading =
                facts.isMutating && facts.dataSet != .none && !ReserveUse.isFor(method)
            #expect(
                RegisterTests.refusal(method, facts, []) == (isLoading ? "GOV-0101" : nil),
                "\(method.name)"
            )
            guard facts.dataSet != .none else { continue }
            let rank = DataSetRules.dataClass(of: facts.dataSet).rawValue
            #expect(facts.dataClass.rawValue <= rank, "\(method.name)")
            #expect(DataSetRules.dataSets.contains(facts.dataSet), "\(method.name)")
        }
        let members = DataSet.wireTable.values.map { DataSet(rawValue: $0.number) }
        for dataSet in members where dataSet != .unspecified && dataSet != .none {
            #expect(DataSetRules.dataSets.contains(dataSet))
            #expect(DataSetRules.dataClass(of: dataSet) != .unspecified)
        }
    }

    @Test
    func `nobody's erasure waits for the register`() {
        for method in [
            Method.delegationServiceEraseDelegatedPerson, .trainingServiceEraseTrainingWorker,
            .trainingServiceRestrictTrainingWorker, .wresServiceWithdrawRelease,
        ] {
            #expect(method.facts.isMutating && method.facts.dataSet != .none)
            #expect(RegisterTests.refusal(method, method.facts, []) == nil)
        }
        let link = Method.delegationServiceLinkDelegatedPerson
        #expect(RegisterTests.refusal(link, link.facts, []) == "GOV-0101")
    }

    @Test(arguments: [DataSet.trainingRecords, .wresReturns, .personLinks])
    func `data about people is refused until its own entry is filled`(dataSet: DataSet) {
        let method = Method.priorityServiceSaveLocalTheme
        let loading = RegisterTests.facts(dataSet, isMutating: true)
        #expect(RegisterTests.refusal(method, loading, []) == "GOV-0101")
        #expect(RegisterTests.refusal(method, loading, [dataSet]) == nil)
        let other: DataSet = dataSet == .wresReturns ? .trainingRecords : .wresReturns
        #expect(RegisterTests.refusal(method, loading, [other]) == "GOV-0101")
        #expect(RegisterTests.refusal(method, loading, [], isDryRun: true) == "GOV-0101")
        // Reading goes on, and nobody without the right learns anything of the register.
        let read = RegisterTests.facts(dataSet, isMutating: false)
        let reading = Method.priorityServiceListLocalThemes
        #expect(RegisterTests.refusal(reading, read, []) == nil)
        #expect(RegisterTests.refusal(method, loading, [], role: .viewer) == "GATE-0201")
        #expect(RegisterTests.refusal(method, loading, [], tenant: "E09000002") == "GATE-0501")
    }

    private static func facts(_ dataSet: DataSet, isMutating: Bool) -> MethodFacts {
        MethodFacts(
            scope: .tenant,
            permission: .contribute,
            family: .priorities,
            dataClass: .personal,
            audit: isMutating ? .journal : .access,
            cost: .point,
            isMutating: isMutating,
            supportsAsOf: false,
            supportsDryRun: isMutating,
            isPaged: false,
            needsSecondPerson: false,
            dataSet: dataSet
        )
    }

    private static func refusal(
        _ method: Method,
        _ facts: MethodFacts,
        _ filled: Set<DataSet>,
        role: Role? = nil,
        tenant: String? = nil,
        isDryRun: Bool = false
    ) -> String? {
        let roles = role.map { [$0] } ?? [.contributor, .steward, .admin, .regionLead, .operator]
        var admission = Admission(deadlineMillisecondsMax: 300_000, epoch: nil, isLocal: true)
        admission.factsOf = { _ in facts }
        var header = CallHeader()
        header.method = "\(method.name)"
        header.expectedTenant = tenant
        header.dryRun = isDryRun
        if facts.isMutating {
            let milliseconds = UInt64(clamping: now.microseconds / 1_000)
            header.idempotencyKey = UniqueID(milliseconds: milliseconds).description
        }
        let caller = CallerRecord(
            principal: UniqueID(milliseconds: 1),
            tenant: UniqueID(milliseconds: 2),
            tenantCode: "E09000001",
            grants: roles.flatMap { role in
                [Family.priorities, .plans, .wres, .training].map { Grant(role: role, family: $0) }
            },
            filledDataSets: filled
        )
        do throws(Fault) {
            _ = try admission.admit(
                header,
                caller: caller,
                clientClass: .authenticated,
                now: now
            )
            return nil
        } catch {
            // What asks for more than a role lets nobody in here.
            return error.reason == .dataSetNotRegistered || role != nil || tenant != nil
                ? error.reason.code : nil
        }
    }

    @Test
    func `a hub to try out begins with trial entries, and another with none`() throws {
        let served = try ServedHub()
        for code in ["X00000001", "X00000002"] {
            let client = GovernanceServiceClient(try served.channel(.viewer, tenant: code))
            let list = try client.listDataSets()
            #expect(list.entries.count == 2)
            #expect(list.entries.allSatisfy { $0.isTrial && $0.version == 1 })
            #expect(list.findings.map(\.kind) == ["trial", "trial"])
        }
        let caller = served.hub.directory
        #expect(caller.generation > 0)
        let records = served.hub.contents.dataSets
        let registered = RegisteredDataSets.byTenant(records)
        #expect(registered.count == 3 && registered.values.allSatisfy { $0.trial == $0.filled })
        let folder = try TemporaryDirectory()
        let live = try Hub(data: folder.file("data"))
        defer { live.close() }
        try live.found(.example(kind: .live, allowsLocalIssue: false))
        #expect(live.contents.dataSets.isEmpty)
    }

    @Test
    func `an admin fills the register, and nobody else of anybody else's`() throws {
        let served = try ServedHub()
        let admin = GovernanceServiceClient(try served.channel(.admin))
        let request = SaveDataSetsRequest(entries: [RegisterTests.entry()])
        var rehearsal = CallOptions()
        rehearsal.isDryRun = true
        _ = try admin.saveDataSets(request, rehearsal)
        #expect(try admin.listDataSets().entries.allSatisfy(\.isTrial))
        let saved = try admin.saveDataSets(request)
        #expect(saved.saved?.id == GovernanceHandlers.registerID)
        #expect(saved.entries.map(\.version) == [2])
        let list = try admin.listDataSets()
        #expect(list.entries.map(\.isTrial) == [true, false])
        // From here on the calendar speaks of no trial.
        let ready = try WresServiceClient(try served.channel(.viewer))
            .getCalendar(GetCalendarRequest(cycle: "2024")).readiness[0]
        #expect(ready.isDone && !ready.what.contains("trial"))
        #expect(list.findings.map(\.kind) == ["trial"])
        // An entry of one's own is changed by whoever knows it as it is.
        let stale = failure { () throws(ClientError) in try admin.saveDataSets(request) }
        #expect(stale?.reasonCode == "STORE-0101")
        #expect(stale?.status?.revision == 2)
        var next = RegisterTests.entry { $0.purpose = "Something else." }
        next.version = 2
        #expect(try admin.saveDataSets(.init(entries: [next])).entries.first?.version == 3)
        next.version = 3
        #expect(try admin.saveDataSets(.init(entries: [next])).entries.first?.version == 3)
        let other = GovernanceServiceClient(try served.channel(.viewer, tenant: "X00000002"))
        #expect(try other.listDataSets().entries.allSatisfy(\.isTrial))
        for role in [Role.viewer, .contributor, .steward] {
            let client = GovernanceServiceClient(try served.channel(role))
            let refused = failure { () throws(ClientError) in try client.saveDataSets(request) }
            #expect(refused?.reasonCode == "GATE-0201")
        }
    }
}
