import HubDomain
package import HubStore
import HubText
package import HubWire

// The golden thread: from a priority to what is done about it, and back.
extension PlanHandlers {
    /// Follows the golden thread from a priority to what is done about it, and back.
    package func getThread(
        _ request: GetThreadRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetThreadResponse {
        let start = try Fault.text(request.start, "start", isRequired: true, about: "the start")
        let today = try scope.call.today()
        let caller = scope.call.caller
        // Whoever may see plans alone is told nothing of the other families' records.
        let seesThemes = caller?.mayCall(.priorityServiceListLocalThemes) ?? false
        let seesActions = caller?.mayCall(.wresServiceListActions) ?? false
        let seesGaps = caller?.mayCall(.trainingServiceListTrainingNeeds) ?? false
        var thread = PlanThread(
            region.snapshot,
            try Fault.domain(status: .internal) { () throws(DomainError) in
                try FigureLibrary.shipped().catalogue
            },
            themes: seesThemes ? try messages(TenantTables.localThemes, store) : nil,
            wresActions: seesActions ? try messages(TenantTables.wresActions, store) : nil,
            scenarios: try messages(TenantTables.scenarios, store),
            training: seesGaps ? try PlanTraining(training, scope.call, store) : nil
        )
        var response = GetThreadResponse()
        var plans: [(code: String, plan: Plan)] = []
        for record in try PlanRecords.all(in: store) {
            plans.append((record.code, try PlanRecords.plan(record).domain()))
        }
        if let (code, plan, ref) = Self.part(start, plans) {
            thread.back(from: ref, plan, code, today)
        } else {
            let reference = (try? FigureReference.read(start)).flatMap(\.self)
            let targets = try begin(start, reference, &thread, plans)
            try addAssessments(targets, &thread, scope, store)
            thread.addSpotlights(region.snapshot, targets)
            thread.addActions(of: targets)
            if reference == nil {
                for (code, plan) in plans { thread.follow(plan, code, targets, today) }
            }
            thread.addResting(targets, reference, plans, today)
            let isPriority = targets.keys.contains { link in
                if case .item = link { true } else { false }
            }
            if isPriority { response.nothingYet = thread.nothingYet(seesGaps: seesGaps) }
            thread.sayWhereNothingHangs()
        }
        var room = AnswerRoom()
        (response.entries, response.entriesLeftOut) = room.take(thread.entries)
        return response
    }

    /// The action, objective or challenge that `CODE/A3` names, or `A3` where one plan has it.
    private static func part(
        _ start: String,
        _ plans: [(code: String, plan: Plan)]
    ) -> (code: String, plan: Plan, ref: String)? {
        for (code, plan) in plans where start.hasPrefix("\(code)/") {
            let ref = String(start.dropFirst(code.count + 1))
            if plan.hasPart(ref) { return (code, plan, ref) }
        }
        let having = plans.filter { $0.plan.hasPart(start) }
        guard having.count == 1, let (code, plan) = having.first else { return nil }
        return (code, plan, start)
    }

    /// What a thread begins with: links that a start names, and themes that belong to them.
    private func begin(
        _ start: String,
        _ reference: FigureReference?,
        _ thread: inout PlanThread,
        _ plans: [(code: String, plan: Plan)]
    ) throws(Fault) -> [PlanLink: UInt32] {
        var targets: [PlanLink: UInt32] = [:]
        if let reference {
            let link = PlanLink.measure(reference.measure)
            targets[link] = thread.add(link, about: reference.threadWords)
        } else if let link = PlanLink.read(start) {
            targets[link] = thread.add(link, from: 0)
        } else {
            for edition in region.snapshot.editions {
                let codes = edition.items.map(\.code) + edition.headings.map(\.code)
                guard codes.contains(where: { $0.utf8.elementsEqual(start.utf8) }) else { continue }
                let link = PlanFrameworks.link(edition, start)
                targets[link] = thread.add(link, from: 0)
            }
        }
        guard !targets.isEmpty else {
            let known = region.snapshot.editions.flatMap { $0.items.map(\.code) }
            let having = plans.filter { $0.plan.hasPart(start) }.map { "\($0.code)/\(start)" }
            let near = Suggestion.nearest(to: start, among: known)
            let meant = having.isEmpty ? near.map { [$0] } ?? [] : having
            throw .notFound(
                "beginning of a thread",
                next: "write the code of a priority, a link such as \(PlanLink.expectedForm), or "
                    + "CODE/A3 for a part of a plan"
                    + (meant.isEmpty ? "" : "; did you mean \(meant.joined(separator: " or "))?")
            )
        }
        thread.addThemes(&targets)
        return targets
    }

    /// Self-assessments that say something about an item, where the caller may see them.
    private func addAssessments(
        _ targets: [PlanLink: UInt32],
        _ thread: inout PlanThread,
        _ scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) {
        guard scope.call.caller?.mayCall(.priorityServiceGetAssessment) ?? false else { return }
        let snapshot = region.snapshot
        let all: [HubWire.Assessment] = try messages(TenantTables.assessments, store)
        for assessment in all {
            guard let edition = snapshot.edition(assessment.edition) else { continue }
            for priority in assessment.priorities {
                let link = PlanFrameworks.link(edition, priority.item)
                guard let from = targets[link] else { continue }
                let said = [
                    NumberText.count(priority.strengths.count, "strength"),
                    NumberText.count(
                        priority.improvements.count,
                        "area for improvement",
                        "areas for improvement"
                    ),
                    assessment.state.words,
                ]
                let window = snapshot.window(assessment.window)?.name ?? assessment.window
                thread.add(
                    "assessment",
                    "\(assessment.window) \(priority.item)",
                    "Self-assessment: \(window)",
                    said.joined(separator: ", "),
                    from: from
                )
            }
        }
    }

    /// All messages of a kind.
    private func messages<Message: WireMessage>(
        _ records: CodedRecords,
        _ store: borrowing Database
    ) throws(Fault) -> [Message] {
        let found = try stored { () throws(StoreError) in try records.all(in: store) }
        var messages: [Message] = []
        for record in found { messages.append(try Fault.decoded(Message.self, record.body)) }
        return messages
    }
}

extension PlanThread {
    /// Adds the tenant's themes that belong to an item that was begun with, and begins with them,
    /// too.
    mutating func addThemes(_ targets: inout [PlanLink: UInt32]) {
        for (theme, link) in themeLinks() {
            guard let from = targets[link] else { continue }
            let own = PlanLink.theme(ThemeCode(text: theme))
            targets[own] = add(own, from: from)
        }
    }

    /// Adds the region's sessions on an item that was begun with, and what was shown in them.
    mutating func addSpotlights(_ region: RegionSnapshot, _ targets: [PlanLink: UInt32]) {
        let byMonth = region.spotlights.sorted {
            $0.month.utf8.lexicographicallyPrecedes($1.month.utf8)
        }
        for session in byMonth {
            guard let edition = region.edition(session.edition) else { continue }
            let links = session.items.map { PlanFrameworks.link(edition, $0) }
            guard let from = links.compactMap({ targets[$0] }).first else { continue }
            let ref = "spotlight/\(session.id)"
            let day = session.day.flatMap { ISODay.read($0) }?.words
            let place = add(
                "spotlight",
                ref,
                "Session of \(session.month), \(session.host)",
                day ?? "its day is not confirmed",
                from: from
            )
            for (index, practice) in session.practice.enumerated() {
                add("practice", "\(ref)/\(index + 1)", practice, "shown there", from: place)
            }
        }
    }

    /// What a thread from a priority could lead to, and does not yet.
    ///
    /// - Parameter seesGaps: Whether the caller may see training at all.
    /// - Returns: A line for each kind of which there is none.
    func nothingYet(seesGaps: Bool) -> [ThreadNothing] {
        let kinds = Set(entries.map(\.kind))
        var nothing: [ThreadNothing] = []
        if !kinds.contains("spotlight") {
            let words = "the region has recorded no session on it"
            nothing.append(ThreadNothing(kind: "spotlight", words: words))
        }
        if !kinds.contains("practice") {
            let words =
                "no practice was shown in a session on it, and the hub keeps no library of practice"
            nothing.append(ThreadNothing(kind: "practice", words: words))
        }
        if !kinds.contains("training"), seesGaps {
            let words =
                "no action that is done about it names a topic of training, as training/TOPIC"
            nothing.append(ThreadNothing(kind: "training", words: words))
        }
        return nothing
    }

    /// Adds the actions of the plan about race equality that are to move an indicator.
    mutating func addActions(of targets: [PlanLink: UInt32]) {
        for (code, indicators) in actionIndicators() {
            let places = indicators.compactMap { targets[.indicator($0)] }
            guard let from = places.first else { continue }
            add(.wresAction(WresActionCode(text: code)), from: from)
        }
    }
}
