import HubClient
import HubCrypto
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// Data that a council holds as commissioner of the services whose workers it is about.
struct CapacityTests {
    private let training: ServedTraining
    private let admin: Channel

    init() throws {
        training = try ServedTraining()
        admin = try training.served.channel(.admin)
    }

    private func register(_ capacity: Capacity, _ dataSet: DataSet = .trainingRecords) throws {
        let entry = DataSetEntry(
            dataSet: dataSet,
            capacity: capacity,
            controller: "Example Council A",
            purpose: "To see who is due.",
            lawfulBasis: "Article 6(1)(e)",
            specialCondition: "Article 9(2)(g), Schedule 1 paragraph 8",
            dpiaReference: "EX-DPIA-015",
            policyDocument: "EX-APD-004",
            policyReview: "2999-03-03",
            retention: "6 years",
            recipients: ["Nobody outside"]
        )
        _ = try GovernanceServiceClient(admin).saveDataSets(SaveDataSetsRequest(entries: [entry]))
    }

    private func steward() throws -> Principal {
        let id = try IdentityServiceClient(training.channel).whoAmI().principalId
        let all = try AdminServiceClient(admin).listPrincipals().principals
        return try #require(all.first { $0.id.utf8.elementsEqual(id.utf8) })
    }

    private func setRoles(_ grants: [Grant]) throws -> Principal {
        let now = try steward()
        let request = ChangeRolesRequest(
            principal: now.id,
            grants: grants,
            baseVersion: now.version
        )
        return try #require(try AdminServiceClient(admin).changeRoles(request).principal)
    }

    private static let rows = TrainingCalls.file("E1,Blue,Fire safety,01/02/2024,,,")

    @Test
    func `an entry as commissioner shuts its data set, reading and loading, until it is granted`()
        throws
    {
        let calls = training.calls
        try calls.keep(CapacityTests.rows)
        try register(.employer)
        #expect(try !calls.worker("E1").worker.isEmpty)
        try register(.commissioner)
        let reading = failure { () throws(ClientError) in try calls.worker("E1") }
        #expect(reading?.reasonCode == "GATE-0203")
        let loading = failure { () throws(ClientError) in try calls.keep(CapacityTests.rows) }
        #expect(loading?.reasonCode == "GATE-0203")
        let identity = IdentityServiceClient(training.channel)
        let method = Method.trainingServiceGetTrainingWorker
        let asked = try identity.canI(CanIRequest(method: "\(method.name)"))
        #expect(!asked.allowed && asked.asCommissioner)
        // A count of a small team tells of a person, and rules ask about one.
        let counting = failure { () throws(ClientError) in try calls.status(.team) }
        #expect(counting?.reasonCode == "GATE-0203")
        let needs = failure { () throws(ClientError) in
            try calls.steward.listTrainingNeeds(ListTrainingNeedsRequest())
        }
        #expect(needs?.reasonCode == "GATE-0203")
        let ruling = failure { () throws(ClientError) in
            try calls.steward.saveTrainingRules(SaveTrainingRulesRequest())
        }
        #expect(ruling?.reasonCode == "GATE-0203")
        // What is about nobody, other services and the council next door go on.
        _ = try calls.steward.listTrainingMappings()
        _ = try PriorityServiceClient(training.channel).listWindows()
        _ = try WresServiceClient(training.channel).listReturns()
        let other = try training.served.channel(.viewer, tenant: "X00000002")
        _ = try TrainingServiceClient(other).listTrainingStandings(
            ListTrainingStandingsRequest(chase: .expired)
        )
        let wide = try steward().grants.map { grant in
            var grant = grant
            grant.alsoAsCommissioner = grant.family == .training
            return grant
        }
        #expect(try setRoles(wide).grants == wide)
        #expect(try !calls.worker("E1").worker.isEmpty)
        #expect(try calls.status(.team).counts != nil)
        #expect(try identity.canI(CanIRequest(method: "\(method.name)")).allowed)
        #expect(try identity.whoAmI().grants == wide)
    }

    @Test func `of training nothing is open beside the register but what is about nobody`() {
        let open = Method.allCases.filter {
            $0.facts.family == .training && $0.facts.dataSet == .none
        }
        #expect(
            Set(open.map { "\($0.name)".split(separator: "/").last.map(String.init) ?? "" }) == [
                "GetTrainingRuleFile", "ListFundingRates", "ListProgrammePlaces", "ListPurges",
                "ListRetentionRules", "ListTrainingMappings", "ListTrainingRules",
                "SaveFundingRate", "SaveProgrammePlaces", "SaveRetentionRule",
                "SaveTrainingMapping", "WithdrawRetentionRule",
            ]
        )
    }

    @Test func `of race equality nothing is open beside the register but what counts nobody`() {
        let open = Method.allCases.filter {
            $0.facts.family == .wres && $0.facts.dataSet == .none
                && RoleTable.allows($0.facts, [Grant(role: .steward, family: .wres)])
        }
        #expect(
            Set(open.map { "\($0.name)".split(separator: "/").last.map(String.init) ?? "" }) == [
                "FinishAction", "GetCalendar", "ListActions", "ListCycleBands", "ListReturns",
                "SaveAction",
            ]
        )
    }

    @Test
    func `whoever is not covered learns neither that a person came nor what was counted`() throws {
        try training.calls.keep(CapacityTests.rows)
        try register(.employer)
        #expect(try !training.calls.steward.listTrainingBatches().batches.isEmpty)
        try register(.commissioner)
        let batches = failure { () throws(ClientError) in
            try training.calls.steward.listTrainingBatches()
        }
        #expect(batches?.reasonCode == "GATE-0203")
        let wres = WresServiceClient(try training.served.channel(.viewer))
        let before = failure { () throws(ClientError) in
            try wres.previewRelease(PreviewReleaseRequest(cycle: "2024"))
        }
        #expect(before?.reasonCode != "GATE-0203")
        try register(.commissioner, .wresReturns)
        let release = failure { () throws(ClientError) in
            try wres.previewRelease(PreviewReleaseRequest(cycle: "2024"))
        }
        #expect(release?.reasonCode == "GATE-0203")
        let history = failure { () throws(ClientError) in
            try wres.getReturnHistory(GetReturnHistoryRequest(cycle: "2024"))
        }
        #expect(history?.reasonCode == "GATE-0203")
        // Whoever sees priorities alone is not told what the training service did.
        let overview = try PriorityServiceClient(training.served.channel(.viewer)).getOverview()
        #expect(overview.changed.allSatisfy { !$0.contains("Training") }, "\(overview.changed)")
    }

    @Test
    func `the register says how many are shut out, and an entry as employer shuts nobody out`()
        throws
    {
        let governance = GovernanceServiceClient(admin)
        func found() throws -> [DataSetFinding] {
            try governance.listDataSets().findings.filter { finding in
                finding.kind.utf8.elementsEqual("not_granted".utf8)
            }
        }
        try register(.employer)
        #expect(try found().isEmpty)
        try register(.commissioner)
        let finding = try #require(try found().first)
        #expect(finding.dataSet == .trainingRecords && finding.capacity == .commissioner)
        #expect(finding.text.hasPrefix("One person or program has a role"), "\(finding.text)")
        _ = try setRoles([
            Grant(role: .steward, family: .training, alsoAsCommissioner: true)
        ])
        #expect(try found().isEmpty)
    }

    @Test
    func `a stream that is open ends when its role does not cover the capacity any more`() throws {
        let batch = TrainingCalls.batch()
        let call = try training.calls.steward.uploadTraining()
        let rows = CapacityTests.rows
        try call.send(TrainingUpload(batch: batch.description, offset: 0, data: rows))
        try register(.commissioner)
        var ended: ClientError?
        do throws(ClientError) { _ = try call.finish() } catch { ended = error }
        #expect(ended?.reasonCode == "GATE-0201")
        let again = failure { () throws(ClientError) in
            try training.calls.upload(CapacityTests.rows, TrainingCalls.batch())
        }
        #expect(again?.reasonCode == "GATE-0203")
    }

    @Test
    func `an invitation says whether its role covers it, and no role that sees nothing can`()
        throws
    {
        let client = AdminServiceClient(admin)
        var request = InviteRequest(
            role: .viewer,
            families: [.priorities, .training],
            name: "Quality lead",
            alsoAsCommissioner: true
        )
        _ = try client.invite(request)
        let made = try #require(try client.listInvitations().invitations.first)
        #expect(
            made.grants == [
                Grant(role: .viewer, family: .priorities),
                Grant(role: .viewer, family: .training, alsoAsCommissioner: true),
            ]
        )
        request.families = [.priorities]
        let nothing = failure { () throws(ClientError) in try client.invite(request) }
        #expect(nothing?.status?.violations.first?.path == "also_as_commissioner")
        request.families = []
        request.role = .admin
        let blind = failure { () throws(ClientError) in try client.invite(request) }
        #expect(blind?.status?.violations.first?.rule == "no_such_data")
        let now = try steward()
        let wrong = ChangeRolesRequest(
            principal: now.id,
            grants: [Grant(role: .steward, family: .plans, alsoAsCommissioner: true)],
            baseVersion: now.version
        )
        let refused = failure { () throws(ClientError) in try client.changeRoles(wrong) }
        #expect(refused?.status?.violations.first?.path == "grants[0].also_as_commissioner")
    }

    @Test
    func `a role given narrow and wide for one service is held wide, once`() throws {
        let narrow = Grant(role: .steward, family: .training)
        let wide = Grant(role: .steward, family: .training, alsoAsCommissioner: true)
        #expect(try setRoles([narrow, wide, narrow]).grants == [wide])
        #expect(try setRoles([wide, narrow]).grants == [wide])
        #expect(try setRoles([narrow]).grants == [narrow])
    }
}
