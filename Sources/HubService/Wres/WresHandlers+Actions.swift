import HubDomain
package import HubStore
import HubText
package import HubWire

// The council's plan about race equality.
extension WresHandlers {
    /// Lists the actions of the council's plan.
    package func listActions(
        _ request: ListActionsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListActionsResponse {
        ListActionsResponse(actions: try actions(scope.view, in: store))
    }

    /// Adds an action to the plan, or changes one.
    package func saveAction(
        _ request: SaveActionRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveActionResponse {
        guard let typed = request.action else {
            throw .invalid("action", "required", "the action to save")
        }
        var action = try accept(typed)
        let all = try actions(in: store.database)
        if action.code.isEmpty {
            guard all.count < ActionWords.actionsMax else { throw Self.tooMany(all.count) }
            let last = all.compactMap { Self.number($0.code) }.max() ?? 0
            action.code = "A\(last + 1)"
        }
        let before = all.first { $0.code.utf8.elementsEqual(action.code.utf8) }
        guard before != nil || typed.code.isEmpty else { throw Self.noAction(typed.code) }
        if let before {
            (action.state, action.done, action.outcome) =
                (before.state, before.done, before.outcome)
        } else {
            action.state = .open
        }
        let saved = try keep(action, request.baseRevision, &store)
        action.revision = saved.revision
        return SaveActionResponse(saved: saved, before: before, after: action)
    }

    /// Records that an action is done, and what came of it.
    package func finishAction(
        _ request: FinishActionRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> FinishActionResponse {
        let all = try actions(in: store.database)
        let day = try Fault.day(request.day, "day", about: "the day")
        let today = try call.today()
        guard let before = all.first(where: { $0.code.utf8.elementsEqual(request.code.utf8) })
        else { throw Self.noAction(request.code) }
        guard day <= today else {
            throw Fault(
                DomainError(
                    .wresActionDay,
                    path: "day",
                    subject: "The day",
                    found: day.words,
                    problem: "is in the future",
                    expected: "\(today.words) or an earlier day"
                )
            )
        }
        var action = before
        action.state = .done
        action.done = day.iso
        action.outcome = try Fault.impersonal(request.outcome, "outcome", .prose, .wresPerson)
        let saved = try keep(action, request.baseRevision, &store)
        action.revision = saved.revision
        return FinishActionResponse(saved: saved, before: before, after: action)
    }

    private func actions(
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> [WresAction] {
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresActions.all(view, in: store, recordsMax: ActionWords.actionsMax)
        }
        var actions: [WresAction] = []
        for record in found {
            var action = try Fault.decoded(WresAction.self, record.body)
            action.revision = record.revision
            actions.append(action)
        }
        return actions.sorted { (Self.number($0.code) ?? 0) < (Self.number($1.code) ?? 0) }
    }

    private func keep(
        _ action: WresAction,
        _ base: UInt64,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        var kept = action
        kept.revision = 0
        let body = kept.encoded()
        let saved = try stored { () throws(StoreError) in
            try TenantTables.wresActions.save(action.code, body, basedOn: base, in: &store)
        }
        return Saved(id: action.code, revision: saved.revision)
    }

    private func accept(_ typed: WresAction) throws(Fault) -> WresAction {
        var action = WresAction(code: typed.code)
        let linked = try Fault.domain { () throws(DomainError) in
            try ActionWords.indicators(typed.indicators)
        }
        action.indicators = linked.map(\.rawValue)
        action.theme =
            try Fault.domain { () throws(DomainError) in
                try ActionWords.word(WresTheme.self, typed.theme, path: "action.theme")
            }?.rawValue ?? ""
        action.term =
            try Fault.domain { () throws(DomainError) in
                try ActionWords.word(ActionTerm.self, typed.term, path: "action.term")
            }?.rawValue ?? ""
        func text(
            _ text: String,
            _ name: String,
            _ rule: TextRule = .prose,
            isRequired: Bool = false
        ) throws(Fault) -> String {
            let path = "action.\(name)"
            return try Fault.impersonal(text, path, rule, isRequired: isRequired, .wresPerson)
        }
        action.action = try text(typed.action, "action", isRequired: true)
        action.objective = try text(typed.objective, "objective")
        action.lead = try text(typed.lead, "lead", .name)
        action.dataStatement = try text(typed.dataStatement, "data_statement")
        if let day = typed.dataDay {
            action.dataDay = try Fault.day(day, "action.data_day").iso
        }
        if let day = typed.due { action.due = try Fault.day(day, "action.due").iso }
        action.good = try text(typed.good, "good")
        action.timescale = try text(typed.timescale, "timescale", .line)
        action.measure = try text(typed.measure, "measure")
        return action
    }

    /// The number of a code: 3 of A3.
    private static func number(_ code: String) -> Int? {
        guard code.utf8.first == UInt8(ascii: "A") else { return nil }
        return Int(code.dropFirst())
    }

    private static func noAction(_ code: String) -> Fault {
        .notFound("action \(Excerpt.of(code))", next: "`whub wres actions` lists them")
    }

    private static func tooMany(_ count: Int) -> Fault {
        Fault(
            DomainError(
                .wresActionsMax,
                path: "action",
                problem: "the plan has \(count) actions already",
                expected: "at most \(ActionWords.actionsMax)"
            )
        )
    }
}
