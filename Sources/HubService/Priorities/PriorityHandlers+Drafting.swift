import HubDomain
package import HubStore
import HubText
package import HubWire

// The council's draft: templates, saving, importing, exporting.
extension PriorityHandlers {
    /// Makes an empty self-assessment as a CSV file.
    package func getTemplate(
        _ request: GetTemplateRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetTemplateResponse {
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        let export = AssessmentExport(edition: frame.domainEdition, council: nil)
        return GetTemplateResponse(
            csv: export.file(export.templateRows(scale: frame.domainScale)),
            fileName: WindowDue.fileName(frame.window.id)
        )
    }

    /// Saves the draft of a self-assessment.
    package func saveAssessment(
        _ request: SaveAssessmentRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveAssessmentResponse {
        let frame = try AssessmentFrame(request.window, in: region.snapshot)
        let current = try AssessmentRecords.find(frame.window.id, in: store.database)
        try requireBase(request.baseRevision, current)
        let before = current.map { frame.domain($0) } ?? frame.empty
        let today = try call.today()
        try Fault.step(.edit, from: before.state, by: .contributor, today)
        let pace = store.interruption.pace
        let proposed = try DraftReader(frame, pace).read(request, over: before)
        let check = try AssessmentRules.check(proposed, against: frame.domainEdition, pace)
        var response = SaveAssessmentResponse()
        var findings = check.findings
        if check.isWithinCounts { findings += try disclosures(check.tidy, call, pace) }
        findings += AssessmentRules.timing(of: before, today: today)
        var room = AnswerRoom()
        (response.findings, response.findingsLeftOut) = room.take(findings)
        guard check.isAcceptable else { return response }
        let kept = record(check.tidy, frame, current)
        if let surplus = AssessmentRecords.surplus(kept) {
            response.findings.append(HubWire.Finding(surplus))
            return response
        }
        let change = try keep(kept, check.tidy, before, frame, current, call, &store)
        response.saved = change.saved
        (response.differences, response.differencesLeftOut) = room.take(change.differences)
        return response
    }

    /// Begins to read a CSV file into the draft.
    package func importAssessment(
        in call: CallContext
    ) throws(Fault) -> any Intake<ImportChunk, ImportAssessmentResponse> {
        AssessmentIntake(handlers: self)
    }

    /// Writes the self-assessment as a CSV file.
    package func exportAssessment(
        _ request: ExportAssessmentRequest,
        in scope: ReadScope,
        _ store: borrowing Database,
        after cursor: StreamCursor?
    ) throws(Fault) -> StreamPart<ExportChunk> {
        let snapshot = region.snapshot
        let frame = try DefaultWindow.frame(request.window, in: snapshot, scope, store)
        let place = try ExportPlace(cursor, layout: frame.revision)
        guard
            let stored = try AssessmentRecords.find(frame.window.id, scope.view, in: store)
        else { throw .noAssessment }
        let council = scope.call.caller.map { GSSCode(text: $0.tenantCode) }
        let export = AssessmentExport(
            edition: frame.domainEdition,
            council: council,
            revision: stored.revision
        )
        let file = export.file(export.rows(of: frame.domain(stored)))
        let name = WindowDue.fileName(frame.window.id)
        let end = min(place.offset + AssessmentIntake.pieceBytesMax, file.count)
        let chunks = stride(from: place.offset, to: end, by: AssessmentIntake.chunkBytesMax).map {
            let last = min($0 + AssessmentIntake.chunkBytesMax, end)
            return ExportChunk(data: Array(file[$0..<last]), fileName: name)
        }
        return StreamPart(chunks, next: end < file.count ? place.key(after: end) : nil)
    }

    /// Reads a whole file into the draft.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - start: What the client said of it.
    ///   - call: Who imports.
    ///   - store: The tenant's file.
    /// - Returns: Findings and differences; the draft is saved only without errors.
    /// - Throws: A fault; then nothing is kept.
    func take(
        _ file: [UInt8],
        _ start: ImportStart,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ImportAssessmentResponse {
        let frame = try AssessmentFrame(start.window, in: region.snapshot)
        let current = try AssessmentRecords.find(frame.window.id, in: store.database)
        if let base = start.baseRevision { try requireBase(base, current) }
        let before = current.map { frame.domain($0) } ?? frame.empty
        let today = try call.today()
        try Fault.step(.edit, from: before.state, by: .contributor, today)
        let table = AssessmentTable(file: file)
        let pace = store.interruption.pace
        let result = try AssessmentImport(
            table,
            current: before,
            edition: frame.domainEdition,
            council: call.caller.map { GSSCode(text: $0.tenantCode) },
            councilName: call.caller.flatMap { registry().tenants[$0.tenant]?.name },
            past: try AssessmentRecords.past(table, current, frame, in: store.database),
            mentions: mentions(call),
            pace: pace
        )
        if result.isOutOfDate { throw .outOfDate(result, current?.revision ?? 0) }
        var response = ImportAssessmentResponse()
        var room = AnswerRoom()
        let timing = AssessmentRules.timing(of: before, today: today)
        (response.findings, response.findingsLeftOut) = room.take(timing + result.findings)
        response.encoding = result.source?.encoding.name ?? ""
        response.rows = UInt32(clamping: result.changingRows)
        response.baseRevision = current?.revision ?? 0
        if let proposed = result.proposed {
            let kept = record(proposed, frame, current)
            if let surplus = AssessmentRecords.surplus(kept) {
                response.findings.insert(HubWire.Finding(surplus), at: 0)
                return response
            }
            let change = try keep(kept, proposed, before, frame, current, call, &store)
            if change.isKept, !start.fileName.isEmpty {
                let note = ChangeNote(fileName: start.fileName)
                try AssessmentRecords.note(note, frame.window.id, in: &store)
            }
            response.saved = change.saved
            (response.differences, response.differencesLeftOut) = room.take(change.differences)
        }
        if !result.findings.isEmpty { response.annotatedCsv = room.take(result.annotatedFile) }
        return response
    }

    /// A draft as it is stored.
    private func record(
        _ proposed: HubDomain.Assessment,
        _ frame: AssessmentFrame,
        _ current: HubWire.Assessment?
    ) -> HubWire.Assessment {
        var kept = current ?? HubWire.Assessment()
        kept.priorities = frame.priorities(proposed)
        kept.peerChallengeNote = proposed.peerChallenge ?? ""
        kept.take(proposed.state)
        return kept
    }

    /// Saves a changed draft; an unchanged one moves no revision.
    private func keep(
        _ kept: HubWire.Assessment,
        _ proposed: HubDomain.Assessment,
        _ before: HubDomain.Assessment,
        _ frame: AssessmentFrame,
        _ current: HubWire.Assessment?,
        _ call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> (saved: Saved, differences: [HubWire.Difference], isKept: Bool) {
        let edition = frame.domainEdition
        let comparison = AssessmentComparison(from: before, edition, to: proposed, edition)
        let differences = HubWire.Difference.all(
            comparison,
            frame.domainScale,
            frame.domainScale
        )
        if comparison.isEmpty, let current {
            return (Saved(id: current.id, revision: current.revision), [], false)
        }
        let saved = try AssessmentRecords.save(
            kept,
            frame,
            basedOn: current?.revision ?? 0,
            by: call,
            in: &store
        )
        return (saved, differences, true)
    }

    /// Refuses a change that was based on another state.
    func requireBase(
        _ base: UInt64,
        _ current: HubWire.Assessment?
    ) throws(Fault) {
        let revision = current?.revision ?? 0
        guard base == revision else {
            var fault = Fault(.changedSinceYouReadIt)
            fault.revision = revision
            throw fault
        }
    }
}

extension Fault {
    /// Where a council has no assessment in a window.
    static var noAssessment: Fault {
        .notFound(
            "self-assessment",
            next: "`whub priorities template` makes an empty one to begin with"
        )
    }

    /// Conflicts that one refusal tells.
    private static let conflictsTold = 5

    /// A file that changes what somebody else changed after it was made.
    ///
    /// - Parameters:
    ///   - result: What the file asks for.
    ///   - revision: The draft's revision.
    /// - Returns: The conflict, with each row.
    static func outOfDate(_ result: AssessmentImport, _ revision: UInt64) -> Fault {
        let errors = result.findings.filter { $0.severity == .error }
        let told = errors.prefix(conflictsTold).map { finding in
            "\(finding.place.words): \(finding.problem)."
        }
        var words = ["the file and somebody else changed the same entries."] + told
        if errors.count > told.count { words.append("\(errors.count - told.count) more rows.") }
        words.append(
            "Export again and make your changes there; to overwrite, empty the column “Based on "
                + "revision” in every row."
        )
        var fault = Fault(.changedSinceYouReadIt, words.joined(separator: " "))
        fault.revision = revision
        return fault
    }

    /// Takes a step of a self-assessment's states.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - state: The state before.
    ///   - actor: Who takes it; the gate has looked at the caller's role.
    ///   - today: The day in London.
    ///   - opening: The window's first day.
    /// - Returns: The state after.
    /// - Throws: What stands against it.
    @discardableResult
    static func step(
        _ step: HubDomain.AssessmentState.Step,
        from state: HubDomain.AssessmentState,
        by actor: HubDomain.AssessmentState.Actor,
        _ today: Day,
        opening: Day? = nil
    ) throws(Fault) -> HubDomain.AssessmentState {
        try domain(status: .failedPrecondition) { () throws(DomainError) in
            try state.after(step, by: actor, today: today, opening: opening)
        }
    }
}
