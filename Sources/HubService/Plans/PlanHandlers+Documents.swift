import HubDomain
import HubReport
package import HubStore
import HubText
package import HubWire

// Plans as documents, and what is found in them.
extension PlanHandlers {
    /// What is due within so many days is told where nobody says until when.
    static let dueDays = 28

    /// Writes a plan as a document.
    package func getPlanDocument(
        _ request: GetPlanDocumentRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetPlanDocumentResponse {
        let found = try PlanRecords.require(request.code, scope.view, in: store)
        let plan = try shown(found, scope.call).domain()
        let today = try scope.call.today()
        var lookup = FigureLookup(figures, scope.call, scope.view)
        let known = try context(plan, today, scope.call, &lookup, store)
        let readings = try readings(plan, known.figures, scope.call, &lookup, store)
        let names = try names(known, scope.view, store)
        switch request.form {
        case .markdown:
            let lines = PlanMarkdown.lines(
                plan,
                today: today,
                names: names,
                readings: readings
            )
            return GetPlanDocumentResponse(
                document: Array((lines.joined(separator: "\n") + "\n").utf8),
                fileName: "plan-\(found.code).md"
            )
        case .actions:
            return GetPlanDocumentResponse(
                document: PlanActionTable.write(
                    plan,
                    from: .init(plan: found.code, revision: found.revision)
                ),
                fileName: "plan-\(found.code)-actions.csv"
            )
        case .page:
            let owner = scope.call.caller.flatMap { registry().tenants[$0.tenant]?.name } ?? ""
            let report = PlanReport(
                plan,
                owner: owner,
                revision: found.revision,
                today: today,
                names: names,
                readings: readings,
                isExample: registry().hub?.kind == .example
            )
            return GetPlanDocumentResponse(
                document: Array(report.html.utf8),
                fileName: "plan-\(found.code).html",
                isCut: report.isCut
            )
        default: throw .invalid("form", "required", "the form in which the plan is written")
        }
    }

    /// Finds actions that are due, overdue or blocked.
    package func findPlanActions(
        _ request: FindPlanActionsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> FindPlanActionsResponse {
        let today = try scope.call.today()
        var until = today.advanced(by: PlanHandlers.dueDays) ?? today
        if let text = request.until { until = try Fault.day(text, "until") }
        var plans: [WorkforcePlan] = []
        if request.code.isEmpty {
            for record in try PlanRecords.all(scope.view, in: store) {
                plans.append(try PlanRecords.plan(record))
            }
            plans = PlansInForce.actionsOnce(plans)
        } else {
            plans = [try PlanRecords.require(request.code, scope.view, in: store)]
        }
        var found: [FoundAction] = []
        for plan in plans {
            let known = try plan.domain()
            switch request.question {
            case .due:
                found += known.due(from: today, to: until).map {
                    FoundAction($0, plan.code, today)
                }
            case .overdue:
                found += known.overdue(on: today).map { FoundAction($0, plan.code, today) }
            case .blocked:
                found += known.blocked().map { action, by in
                    var found = FoundAction(action, plan.code, today)
                    found.waitsFor = by.map(\.text)
                    return found
                }
            default: throw .invalid("question", "required", "due, overdue or blocked")
            }
        }
        // ISO days are in the order of their texts; those without one come last.
        let order = found.enumerated().sorted { left, right in
            let (one, other) = (left.element.due ?? "~", right.element.due ?? "~")
            return one == other ? left.offset < right.offset : one < other
        }
        var response = FindPlanActionsResponse()
        var room = AnswerRoom()
        (response.actions, response.actionsLeftOut) = room.take(order.map(\.element))
        return response
    }
}

extension FoundAction {
    /// An action of a plan, seen from a day.
    init(_ action: PlanAction, _ plan: String, _ today: Day) {
        self.init(plan: plan, ref: action.ref.text, title: action.title)
        (owner, role, due) = (action.owner, action.role, action.due?.iso)
        daysLeft = action.due.map { Int32(clamping: today.days(until: $0)) }
        progress = ActionProgress(action.progress)
        rating = ActionRating(action.rating)
    }
}
