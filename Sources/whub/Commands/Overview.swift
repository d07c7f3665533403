import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub overview`, and `whub` alone.
    static let overview = Command(
        CommandDeclaration(
            "overview",
            summary: "what is due, what changed, and how to go on; `whub` alone does the same",
            details:
                "Everybody is shown what their roles are for: a council's windows, actions of its "
                + "workforce plans that are late or due, its race equality returns and the days "
                + "of their cycle, training that has expired or is missing, development programmes "
                + "that are behind or due, what waits for an "
                + "admin or an operator, and how far the councils of a region are.",
            examples: [.init("whub", "begin here"), .init("whub overview", "the same")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let identity = try invocation.whoAmI(desk.channel, desk.options)
        guard identity.keyConfirmed || identity.keyFingerprint.isEmpty else {
            throw .keyWaits(identity.keyFingerprint)
        }
        let caller = OverviewDesk(desk, identity)
        let duties = try caller.duties()
        if identity.grants.contains(where: { $0.role == .regionLead }) {
            try caller.showRegion(duties)
        } else {
            try caller.showOwn(duties)
        }
        for notice in identity.notices { invocation.console.warn(notice) }
    }
}

/// What one caller is shown first.
private struct OverviewDesk {
    private let desk: AdminDesk
    private let identity: WhoAmIResponse
    private let priorities: PriorityServiceClient

    init(_ desk: AdminDesk, _ identity: WhoAmIResponse) {
        self.desk = desk
        self.identity = identity
        priorities = PriorityServiceClient(desk.channel)
    }

    private var invocation: Invocation { desk.invocation }

    private var isProgram: Bool { identity.grants.contains { $0.role == .integrator } }

    private func may(_ method: Method) -> Bool {
        RoleTable.allows(method.facts, identity.grants)
    }

    /// What waits for an admin or an operator.
    func duties() throws(CommandError) -> Duties {
        var duties = Duties(identity)
        if may(.identityServiceListOwnKeys), !isProgram {
            let client = IdentityServiceClient(desk.channel)
            let own = try desk.ask(client.listOwnKeys, ListOwnKeysRequest(), desk.asides)
            duties.take(ownKeys: own.keys)
        }
        if may(.adminServiceListPrincipals) {
            duties.take(principals: try desk.principals())
            duties.take(invitations: try desk.invitations())
            // Without anybody to confirm it is a question.
            var options = desk.asides
            options.isDryRun = true
            let review = ReviewAccessRequest()
            duties.take(review: try desk.ask(desk.admin.reviewAccess, review, options).due)
        }
        if may(.governanceServiceSaveDataSets), identity.tenantKind != .region {
            let request = ListDataSetsRequest()
            let register = try desk.ask(desk.governance.listDataSets, request, desk.asides)
            duties.take(register: register.findings, of: register.entries)
        }
        if may(.operatorServiceListApprovals) {
            let request = ListApprovalsRequest()
            let waiting = try desk.ask(desk.operators.listApprovals, request, desk.asides)
            duties.take(approvals: waiting.approvals)
            let tenants = try desk.ask(desk.operators.listTenants, .init(), desk.asides).tenants
            duties.take(tenants: tenants)
        }
        try addActions(to: &duties)
        try addRaceEquality(to: &duties)
        try addTraining(to: &duties)
        return duties
    }

    /// What is late in workforce plans, and due soon.
    private func addActions(to duties: inout Duties) throws(CommandError) {
        guard may(.planServiceFindPlanActions), !isProgram, identity.tenantKind != .unspecified
        else { return }
        let plans = PlanServiceClient(desk.channel)
        for question in [ActionQuestion.overdue, .due] {
            let request = FindPlanActionsRequest(question: question)
            let found = try desk.ask(plans.findPlanActions, request, desk.asides)
            duties.take(
                actions: found.actions,
                leftOut: found.actionsLeftOut,
                isLate: question == .overdue
            )
        }
    }

    /// What is due about the race equality standard.
    private func addRaceEquality(to duties: inout Duties) throws(CommandError) {
        guard may(.wresServiceListReturns), !isProgram, identity.tenantKind == .council else {
            return
        }
        let wres = WresServiceClient(desk.channel)
        duties.take(
            returns: try desk.ask(wres.listReturns, ListReturnsRequest(), desk.asides).returns
        )
        if let today = WindowChoice.today {
            let plan = try desk.ask(wres.listActions, ListActionsRequest(), desk.asides).actions
            duties.take(raceActions: plan, on: today)
        }
        duties.take(calendar: try desk.ask(wres.getCalendar, GetCalendarRequest(), desk.asides))
    }

    /// What is required of workers today and not recorded as valid.
    private func addTraining(to duties: inout Duties) throws(CommandError) {
        guard may(.trainingServiceGetTrainingStatus), !isProgram, identity.tenantKind == .council
        else { return }
        let training = TrainingServiceClient(desk.channel)
        do throws(ClientError) {
            let status = try training.getTrainingStatus(GetTrainingStatusRequest(), desk.asides)
            duties.take(training: status.counts ?? TrainingCounts())
            let programmes = ProgrammeServiceClient(desk.channel)
            let coverage = GetProgrammeCoverageRequest(
                by: .team,
                dueWithinDays: Duties.programmeDays
            )
            let answer = try programmes.getProgrammeCoverage(coverage, desk.asides)
            duties.take(programmes: answer.total ?? ProgrammeCoverage())
        } catch {
            // Before the register of data sets has an entry nothing is recorded either.
            guard error.code == .permissionDenied || error.code == .failedPrecondition else {
                throw CommandError(error)
            }
        }
    }

    /// The page of an organisation, or of an operator.
    func showOwn(_ duties: Duties) throws(CommandError) {
        let answer = try windows()
        let hasRecords = answer != nil
        var shown = answer ?? GetOverviewResponse()
        shown.due = duties.items + shown.due
        // More than these nobody reads.
        let own = hasRecords ? shown.nextSteps : duties.items.isEmpty ? duties.usual : []
        shown.nextSteps = duties.steps + own.prefix(OverviewPage.stepsMax)
        let page = OverviewPage(
            shown,
            name: identity.tenantName,
            showsChanges: hasRecords,
            isProgram: isProgram,
            hint: invocation.console.hint
        )
        try invocation.print(shown, page.listing, lines: page.lines)
    }

    /// What the hub says about the windows of a council; `nil` for whom that is not for.
    private func windows() throws(CommandError) -> GetOverviewResponse? {
        guard may(.priorityServiceGetOverview) else { return nil }
        do throws(ClientError) {
            return try priorities.getOverview(GetOverviewRequest(), desk.options)
        } catch {
            // Of a program's methods an admin may have left this one out.
            guard isProgram, error.reason == .notAllowed else { throw CommandError(error) }
            return nil
        }
    }

    /// The boards of the windows that are open, after what waits.
    func showRegion(_ duties: Duties) throws(CommandError) {
        let boards = try boards()
        if invocation.line.common.output == .json {
            for board in boards { try invocation.printJSON(board) }
            return
        }
        var listing = Listing(columns: [.init("window", "Window")] + StatusBoard.columns)
        for board in boards {
            let window = board.window?.id ?? ""
            listing.rows += StatusBoard(board).listing.rows.map { [.text(window)] + $0 }
        }
        if invocation.line.common.output == .csv {
            return try invocation.console.write(bytes: listing.csv)
        }
        var page = Page(invocation.style)
        if !duties.items.isEmpty { OverviewPage.add(duties.items, to: &page) }
        for board in boards {
            page.gap()
            page.add(StatusBoard(board).summary(invocation.style))
        }
        if boards.isEmpty {
            page.gap()
            page.paragraph("No window is open.")
        }
        let steps = duties.steps + OverviewPage.regionSteps
        OverviewPage.add(steps: steps, invocation.console.hint, to: &page)
        try invocation.print(lines: page.lines)
    }

    private func boards() throws(CommandError) -> [GetStatusBoardResponse] {
        do throws(ClientError) {
            let windows = try priorities.listWindows(ListWindowsRequest(), desk.options).windows
            let open = WindowChoice(windows, today: WindowChoice.today).open
            return try open.map { (window) throws(ClientError) in
                try priorities.getStatusBoard(
                    GetStatusBoardRequest(window: window.id),
                    desk.options
                )
            }
        } catch {
            throw CommandError(error)
        }
    }
}
