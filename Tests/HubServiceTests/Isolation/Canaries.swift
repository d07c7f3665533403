import HubClient
import HubCrypto
import HubWire
import Testing

@testable import HubService

/// Words that appear nowhere else, not even in another test that runs at the same time.
struct Canaries {
    /// Different in every run.
    private let tag = Hexadecimal.text(SecureRandom.bytes(4).span)

    var name: String { "canary-name-\(tag)" }
    var admin: String { "canary-admin-\(tag)" }
    private var invited: String { "canary-invited-\(tag)" }
    private var statement: String { "canary-statement-\(tag)" }
    private var note: String { "canary-note-\(tag)" }
    private var themeWords: String { "canary-theme-words-\(tag)" }
    private var ethnicity: String { "canary-ethnicity-\(tag): Asian or Asian British 12, White 31" }
    private var purpose: String { "canary-purpose-\(tag)" }
    var body: String { "canary-body-\(tag)" }
    var action: String { "canary-action-\(tag)" }
    private var course: String { "canary-course-\(tag)" }
    private var team: String { "canary-team-\(tag)" }
    private var advice: String { "canary-advice-\(tag)" }
    private var proof: String { "canary-proof-\(tag)" }
    private var programme: String { "canary-programme-\(tag)" }
    private var development: String { "canary-development-\(tag)" }
    private var plan: String { "canary-plan-\(tag)" }
    private var source: String { "canary-source-\(tag)" }
    private var assumption: String { "canary-assumption-\(tag)" }
    private var schedule: String { "canary-schedule-\(tag)" }
    private var reference: String { "canary-person-\(tag)" }
    private var organisation: String { "canary-organisation-\(tag)" }

    /// All of them.
    var all: [String] {
        [
            name, admin, invited, statement, note, themeWords, ethnicity, purpose, body, action,
            course, team, advice, proof, programme, development, plan, source, assumption,
            organisation,
            schedule, reference,
        ]
    }

    /// Writes what A has, so many times that its revision is ahead of B's.
    ///
    /// - Returns: A cursor of A's.
    func plant(
        _ item: String,
        _ key: UniqueID,
        _ client: PriorityServiceClient
    ) throws -> String {
        var options = CallOptions()
        options.key = key
        var theme = LocalTheme(code: "canary-theme", name: name)
        theme.descriptionValue = themeWords
        _ = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme), options)
        for window in ["first", "w-1"] {
            var priority = PriorityAssessment(item: item)
            priority.strengths = [HubWire.Statement(text: statement, sharing: .private)]
            priority.improvements = [HubWire.Statement(text: ethnicity, sharing: .private)]
            var request = SaveAssessmentRequest(window: window, priorities: [priority])
            request.peerChallengeNote = note
            let saved = try client.saveAssessment(request).saved
            #expect(saved != nil, "\(window)")
        }
        for number in 0..<20 {
            let theme = LocalTheme(code: "T\(number)", name: name)
            _ = try client.saveLocalTheme(SaveLocalThemeRequest(theme: theme))
        }
        var page = ListAssessmentsRequest()
        page.pageSize = 1
        let cursor = try client.listAssessments(page).nextCursor
        #expect(!cursor.isEmpty)
        return cursor
    }

    /// Writes a workforce plan that says the word everywhere.
    ///
    /// - Returns: The plan's id.
    func plan(_ client: PlanServiceClient) throws -> String {
        var kept = WorkforcePlan(code: "canary-plan-code", title: plan)
        (kept.from, kept.to) = ("2026-04-01", "2029-03-31")
        kept.partners = [PlanPartner(type: .council, organisation: plan, role: plan)]
        kept.challenges = [PlanChallenge(title: plan)]
        kept.objectives = [PlanObjective(title: plan)]
        var action = PlannedAction(title: plan, objective: "O1", owner: plan, role: plan)
        (action.note, action.due) = (plan, "2026-05-01")
        kept.actions = [action]
        kept.risks = [PlannedRisk(title: plan, likelihood: 1, impact: 1, answer: plan)]
        return try client.savePlan(SavePlanRequest(plan: kept)).saved?.id ?? ""
    }

    /// Imports a worker's training, and records an activity that was delegated to the worker, for
    /// one person.
    ///
    /// - Returns: The batch, the reference of the worker, and the pseudonym of the person.
    func train(
        _ channel: Channel
    ) throws -> (batch: String, worker: String, person: String) {
        let served = TrainingCalls(TrainingServiceClient(channel))
        let row = "E1,\(team),Fire safety,01/02/2025,,\(course),"
        let batch = try served.keep(TrainingCalls.file(row)).batch
        var one = DelegationServiceTests.whole("E1") { _ in "2025-02-01" }
        (one.oversight, one.reviewDue) = (advice, nil)
        _ = try DelegationServiceClient(channel).recordDelegation(
            RecordDelegationRequest(delegation: one)
        )
        var funded = FundedTraining(worker: "E1", course: "canary-course", evidence: [proof])
        funded.firstPaid = "2025-02-01"
        let client = FundingServiceClient(channel)
        _ = try client.saveFundedTraining(SaveFundedTrainingRequest(training: funded))
        var begun = Programme(worker: "E1", kind: .seniorLeader, title: development)
        begun.started = "2025-02-01"
        _ = try ProgrammeServiceClient(channel).saveProgrammes(
            SaveProgrammesRequest(changes: [ProgrammeChange(programme: begun)])
        )
        var places = ProgrammePlaces(code: "canary-places", programme: programme)
        places.day = "2025-02-01"
        _ = try client.saveProgrammePlaces(SaveProgrammePlacesRequest(places: places))
        var rule = RetentionRule(recordClass: .check, months: 12, event: .done)
        (rule.basis, rule.decidedBy, rule.decided) = (schedule, "board", "2025-02-01")
        _ = try served.steward.saveRetentionRule(SaveRetentionRuleRequest(rule: rule))
        let delegations = DelegationServiceClient(channel)
        var link = LinkDelegatedPersonRequest(worker: "E1", activity: "wound-care")
        link.person = reference
        _ = try delegations.linkDelegatedPerson(link)
        let person = try delegations.listDelegatedPeople().people.first?.person ?? ""
        return (batch.description, try served.worker("E1").worker, person)
    }

    /// Imports a figure about a place that no register has, and keeps a scenario and an
    /// organisation.
    ///
    /// - Returns: The batch.
    func count(_ channel: Channel) throws -> String {
        let batch = FigureCalls.batch()
        let row = "vacancies,,canary-place,2023/24,,all,,5,,\(source),other"
        let kept = try FigureCalls(channel).send(FigureCalls.file(row), batch: batch)
        #expect(kept.saved != nil, "\(kept.findings)")
        var scenario = ScenarioServiceTests.scenario("canary-scenario")
        scenario.assumptions[0].name = assumption
        let request = SaveScenarioRequest(scenario: scenario)
        _ = try ScenarioServiceClient(channel).saveScenario(request)
        let provider = Provider(code: "canary-provider", name: organisation)
        let entry = SaveProviderRequest(provider: provider)
        _ = try ProviderServiceClient(channel).saveProvider(entry)
        return batch.description
    }

    /// Invites somebody, and says what data is used for.
    ///
    /// - Returns: The string that somebody enrols with.
    func invite(_ admin: Channel) throws -> String {
        var entry = DataSetRegister.trialEntries(for: "Example Council A")[0]
        entry.isTrial = false
        entry.purpose = purpose
        _ = try GovernanceServiceClient(admin).saveDataSets(SaveDataSetsRequest(entries: [entry]))
        let request = InviteRequest(role: .viewer, name: invited)
        return try AdminServiceClient(admin).invite(request).code
    }
}
