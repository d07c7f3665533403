import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// How long records are kept, and what goes when that time is over.
extension TrainingHandlers {
    /// The workers that a preview names.
    static let purgeWorkersToldMax = 100

    /// Sets how long a class of records is kept.
    package func saveRetentionRule(
        _ request: SaveRetentionRuleRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveRetentionRuleResponse {
        var kept = request.rule ?? RetentionRule()
        let rule = try TrainingHandlers.rule(kept)
        kept.basis = try Fault.impersonal(
            kept.basis,
            "rule.basis",
            .line,
            isRequired: true,
            .namePersonal
        )
        kept.decidedBy = try Fault.impersonal(
            kept.decidedBy,
            "rule.decided_by",
            TrainingLimits.name,
            isRequired: true,
            .namePersonal
        )
        guard try Fault.day(kept.decided, "rule.decided") <= (try call.today()) else {
            throw .invalid("rule.decided", "in_the_future", "today or a day that has passed")
        }
        (kept.revision, kept.words) = (0, "")
        let body = kept.encoded()
        let saved = try stored { () throws(StoreError) in
            try TenantTables.retentionRules.save(
                rule.kept.word,
                body,
                basedOn: request.baseRevision,
                in: &store
            )
        }
        (kept.revision, kept.words) = (saved.revision, rule.words)
        return SaveRetentionRuleResponse(
            saved: Saved(id: rule.kept.word, revision: saved.revision),
            rule: kept
        )
    }

    private static func rule(_ asked: RetentionRule) throws(Fault) -> KeepingRule {
        guard let kept = KeptClass(asked.recordClass) else {
            throw .invalid("rule.record_class", "required", "one of \(KeptRules.words)")
        }
        guard let event = KeepingEvent(rawValue: Int(asked.event.rawValue)),
            kept.events.contains(event)
        else {
            let words = kept.events.map(\.word).joined(separator: " or ")
            throw .invalid("rule.event", "not_a_kind", "\(words), for \(kept.words)")
        }
        guard let rule = KeepingRule(kept, months: Int(asked.months), after: event) else {
            let range = KeepingRule.monthsRange
            throw .invalid(
                "rule.months",
                "out_of_range",
                "\(range.lowerBound) to \(range.upperBound) months"
            )
        }
        return rule
    }

    /// Takes a rule of keeping away.
    package func withdrawRetentionRule(
        _ request: WithdrawRetentionRuleRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawRetentionRuleResponse {
        let rule = try KeptRules(in: store.database).rules(of: [request.recordClass])[0]
        let revision = try stored { () throws(StoreError) in
            try TenantTables.retentionRules.close(
                rule.kept.word,
                basedOn: request.baseRevision,
                [],
                in: &store
            )
        }
        return WithdrawRetentionRuleResponse(
            saved: Saved(id: rule.kept.word, revision: revision)
        )
    }

    /// Lists the rules of keeping.
    package func listRetentionRules(
        _ request: ListRetentionRulesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListRetentionRulesResponse {
        let rules = try KeptRules(in: store).all
        let set = Set(rules.map(\.rule.kept))
        return ListRetentionRulesResponse(
            rules: rules.map(\.message),
            withoutRule: KeptClass.allCases.filter { !set.contains($0) }.map(\.wire)
        )
    }

    /// Tells what a purge would take, and what it would leave and why.
    package func previewPurge(
        _ request: PreviewPurgeRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> PreviewPurgeResponse {
        scope.showed(rows: 0)
        let today = try scope.call.today()
        let rules = try KeptRules(in: store).rules(of: request.classes)
        let plan = try PurgePlan(rules, on: today, in: store)
        let workers = plan.workers
        var response = PreviewPurgeResponse(day: today.iso, parts: plan.wire)
        for number in workers.prefix(TrainingHandlers.purgeWorkersToldMax) {
            let worker = try stored { () throws(StoreError) in
                try KeptWorker.find(number, in: store)
            }
            if let worker { response.workers.append(WorkerReference.text(worker.token)) }
        }
        response.workersLeftOut = UInt64(workers.count - response.workers.count)
        scope.showed(rows: response.workers.count)
        return response
    }

    /// Erases what is kept longer than the rules say.
    package func runPurge(
        _ request: RunPurgeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> RunPurgeResponse {
        let today = try call.today()
        let rules = try KeptRules(in: store.database).rules(of: request.classes)
        guard !rules.isEmpty else {
            throw .training(.retentionNotSet, "no rule of keeping is set, so nothing is due")
        }
        let plan = try PurgePlan(rules, on: today, in: store.database)
        var response = RunPurgeResponse(day: today.iso, parts: plan.wire)
        guard plan.isSomething else { return response }
        var act = PurgeAct(TrainingSettling(try self.rules(call, in: store.database), today: today))
        var entry = PurgeEntry(day: today.iso, parts: plan.wire)
        entry.role = RoleWords.of(call.caller?.role(for: call.method.facts) ?? .unspecified)
        do throws(StoreError) {
            _ = try act.run(plan, in: &store)
            guard let id = UniqueID(bytes: store.makeID().bytes) else {
                throw StoreError(.corrupt, "an id of a purge")
            }
            let revision = try PurgeLog.add(entry, id, in: &store)
            response.saved = Saved(id: id.description, revision: revision)
            // It settles whoever is left, and looks after what is on its way in and after the file.
            if !call.isDryRun, let tenant = call.caller?.tenant {
                keeper?.settle(tenant)
            }
        } catch {
            throw Fault(error)
        }
        return response
    }

    /// Lists the purges that were run.
    package func listPurges(
        _ request: ListPurgesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListPurgesResponse {
        let page = try Page(request, scope, store, cursors)
        let after = page.after.map { String(decoding: $0, as: UTF8.self) } ?? ""
        var response = ListPurgesResponse()
        response.purges = try PurgeLog.page(after: after, limit: page.size, in: store)
        if response.purges.count == page.size, let last = response.purges.last {
            response.nextCursor = try page.next(after: Array(last.id.utf8))
        }
        return response
    }
}

extension SaveRetentionRuleResponse: ChangeAnswer {}
extension WithdrawRetentionRuleResponse: ChangeAnswer {}
extension RunPurgeResponse: ChangeAnswer {}
