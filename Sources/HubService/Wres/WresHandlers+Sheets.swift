import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

// What a sheet makes of a return: a draft, or a correction of what was handed in.
extension WresHandlers {
    /// A sheet as it was read, and what it meets.
    private struct Taken {
        let place: ReturnPlace
        let current: CouncilReturn?
        let reading: WresSheetReading
        let findings: [HubText.Finding]
        let today: Day
        /// Whether the counts that stand there may not be shown to the caller.
        let isTakenOver: Bool

        /// Whether nothing stands against handing it in.
        var isSound: Bool { findings.allSatisfy { $0.severity < .error } }
    }

    /// Reads a whole sheet into a draft.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - start: What the client said of it.
    ///   - call: Who sends it.
    ///   - store: The tenant's file.
    /// - Returns: Findings and differences; a sheet that cannot be read keeps nothing.
    /// - Throws: A fault; then nothing is kept.
    func draft(
        _ file: [UInt8],
        _ start: SheetStart,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SheetAnswer {
        guard start.why.isEmpty else {
            throw .invalid("start.why", "not_allowed", "nothing: a draft needs no reason")
        }
        let taken = try read(file, start, in: call, store.database)
        let stage = taken.current?.stage ?? .draft
        let next = try Fault.step(.draft(isSound: taken.isSound), from: stage, nil, taken.today)
        guard let entry = taken.reading.entry else { return answer(taken, nil, .unspecified) }
        let change = taken.isTakenOver ? nil : change(taken, entry)
        var response = answer(taken, change, ReturnState(next))
        if let current = taken.current, change?.isEmpty ?? false, current.stage == next {
            response.saved = Saved(id: current.id, revision: current.revision)
            response.isUnchanged = true
            return response
        }
        var kept = taken.current ?? CouncilReturn()
        kept.take(entry, taken.place.cycle)
        kept.state = ReturnState(next)
        kept.authorId = call.caller?.principal.description ?? ""
        response.saved = try keep(kept, taken.place, start, &store)
        return response
    }

    /// Reads a whole sheet as a correction of what was handed in.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - start: What the client said of it.
    ///   - call: Who sends it.
    ///   - store: The tenant's file.
    /// - Returns: Findings and differences; with an error nothing is kept.
    /// - Throws: A fault; then nothing is kept.
    func correct(
        _ file: [UInt8],
        _ start: SheetStart,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SheetAnswer {
        let place = try ReturnPlace(start.cycle, start.unit, of: library, path: "start.")
        guard let current = try ReturnRecords.find(place, in: store.database) else {
            throw .noReturn
        }
        let why = try Fault.impersonal(start.why, "start.why", .line, .wresPerson)
        let next = try Fault.step(
            .correct(why: start.why),
            from: current.stage,
            current.end,
            try call.today()
        )
        let taken = try read(file, start, in: call, store.database)
        guard let entry = taken.reading.entry, taken.isSound else {
            return answer(taken, nil, .unspecified)
        }
        let change = change(taken, entry)
        var response = answer(taken, change, ReturnState(next))
        guard !change.isEmpty else {
            response.saved = Saved(id: current.id, revision: current.revision)
            response.isUnchanged = true
            response.state = current.state
            return response
        }
        try ReturnRecords.requireOwnCouncils(entry, place, in: store.database)
        var kept = current
        kept.take(entry, place.cycle)
        kept.state = ReturnState(next)
        kept.correctionReason = why
        kept.corrected = taken.today.iso
        kept.authorId = call.caller?.principal.description ?? ""
        response.saved = try keep(kept, place, start, &store)
        try ReleaseRecords.release(kept, place, by: call, in: &store)
        return response
    }

    private func read(
        _ file: [UInt8],
        _ start: SheetStart,
        in call: CallContext,
        _ store: borrowing Database
    ) throws(Fault) -> Taken {
        let place = try ReturnPlace(start.cycle, start.unit, of: library, path: "start.")
        let current = try ReturnRecords.find(place, in: store)
        let today = try call.today()
        let isTakenOver = try takesOver(start, current, call)
        let reading = WresSheetReading(file: file, cycle: place.cycle, today: today)
        if let base = start.baseRevision ?? reading.basedOn {
            try ReturnRecords.requireBase(base, current)
        }
        return Taken(
            place: place,
            current: current,
            reading: reading,
            findings: reading.findings + employer(reading.councils, call)
                + elsewhere(reading.councils, call) + unbased(reading, current, call),
            today: today,
            isTakenOver: isTakenOver
        )
    }

    /// Whether the caller goes on in place of the author of a draft.
    private func takesOver(
        _ start: SheetStart,
        _ current: CouncilReturn?,
        _ call: CallContext
    ) throws(Fault) -> Bool {
        guard let current, current.stage.isPrivate, !call.isAuthor(of: current) else {
            return false
        }
        guard start.takesOver, call.isSteward else {
            let error = DomainError(
                .wresDraftOfAnother,
                path: "start.takes_over",
                problem: "somebody else of your council is drafting this return",
                expected: "a steward who takes it over"
            )
            throw Fault(error, status: .failedPrecondition)
        }
        return true
    }

    /// A council's return counts its own staff: a sheet of another employer is not taken.
    private func employer(_ councils: [GSSCode], _ call: CallContext) -> [HubText.Finding] {
        guard let caller = call.caller, !councils.isEmpty,
            registry().tenants[caller.tenant]?.kind == .council
        else { return [] }
        let own = GSSCode(text: caller.tenantCode)
        guard !councils.contains(own) else { return [] }
        let error = DomainError(
            .wresSheetEmployer,
            path: "unit.councils",
            found: councils.map(\.text).joined(separator: " "),
            problem: "your own council is not among the councils whose staff are counted",
            expected: own.text
        )
        return [error.finding()]
    }

    /// Councils besides the caller's own, which may hand in a return of their own.
    ///
    /// Whether they are organisations of the hub is nothing that it tells another one.
    func elsewhere(_ councils: [GSSCode], _ call: CallContext) -> [HubText.Finding] {
        guard let caller = call.caller else { return [] }
        let own = registry().tenants[caller.tenant]?.name ?? ""
        let register = try? CouncilRegister.shipped()
        let others = councils.filter { $0.text != caller.tenantCode }
        return others.sorted { $0.text < $1.text }.map { other in
            let council = try? register?.council(named: other.text, path: "unit.councils")
            let error = DomainError(
                .wresCouncilElsewhere,
                path: "unit.councils",
                found: other.text,
                problem: "is \(council?.name ?? "another council"), which may hand in its own "
                    + "return: with this one of \(own) its staff would be counted twice, and one "
                    + "of the two is left out of the pool",
                expected: "councils whose staff no other return counts"
            )
            return error.finding(severity: .warning)
        }
    }

    /// A sheet that may undo a correction, for nobody can tell whether it was made after it.
    private func unbased(
        _ reading: WresSheetReading,
        _ current: CouncilReturn?,
        _ call: CallContext
    ) -> [HubText.Finding] {
        guard let current, let day = current.corrected, reading.entry != nil,
            reading.basedOn == nil
        else { return [] }
        let actor = UniqueID(current.authorId)?.bytes ?? []
        let who = registry().name(of: actor, in: call.caller?.tenant)
        let error = DomainError(
            .wresSheetUnbased,
            path: "based-on",
            problem: "the sheet does not say which revision it was made from, and \(who) corrected "
                + "the return on \(ISODay.read(day)?.words ?? day): what differs may undo that",
            expected: "a sheet of `whub wres export`, which says it"
        )
        return [error.finding(severity: .warning)]
    }

    private func change(_ taken: Taken, _ entry: WresReturn) -> ReturnChange {
        let cycle = taken.place.cycle
        return ReturnChange(from: taken.current?.domain(cycle), to: entry, cycle)
    }

    private func keep(
        _ kept: CouncilReturn,
        _ place: ReturnPlace,
        _ start: SheetStart,
        _ store: inout WriteContext
    ) throws(Fault) -> Saved {
        let saved = try ReturnRecords.save(kept, place, in: &store)
        // No name of the file: a council's files are often called after somebody.
        if !kept.correctionReason.isEmpty, !start.why.isEmpty {
            try ReturnRecords.note(ChangeNote(why: kept.correctionReason), place, in: &store)
        }
        return saved
    }

    private func answer(
        _ taken: Taken,
        _ change: ReturnChange?,
        _ state: ReturnState
    ) -> SheetAnswer {
        var answer = SheetAnswer()
        var room = AnswerRoom()
        (answer.findings, answer.findingsLeftOut) = room.take(taken.findings)
        answer.encoding = taken.reading.source?.encoding.name ?? ""
        answer.baseRevision = taken.current?.revision ?? 0
        answer.state = state
        if let change {
            let cycle = taken.place.cycle
            answer.facts = room.take(change.facts.map { FactDifference($0) }).taken
            let counts = change.counts.map { CountDifference($0, cycle) }
            (answer.counts, answer.countsLeftOut) = room.take(counts)
        }
        if !taken.findings.isEmpty, taken.reading.source != nil {
            answer.annotatedCsv = room.take(taken.reading.annotatedFile)
        }
        return answer
    }
}

extension Fault {
    /// Takes a step of a return's stages.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - stage: The stage before.
    ///   - end: The last day of the twelve months.
    ///   - corrected: The day of the last correction; `nil` for none.
    ///   - today: The day in London.
    /// - Returns: The stage after.
    /// - Throws: What stands against it.
    static func step(
        _ step: ReturnStage.Step,
        from stage: ReturnStage,
        _ end: Day?,
        corrected: Day? = nil,
        _ today: Day
    ) throws(Fault) -> ReturnStage {
        try domain(status: .failedPrecondition) { () throws(DomainError) in
            try stage.after(step, end: end, corrected: corrected, today: today)
        }
    }
}
