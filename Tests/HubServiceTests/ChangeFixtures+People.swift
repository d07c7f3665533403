import HubClient
import HubCrypto
import HubDomain
import HubText
import HubWire

@testable import HubService

// Changes of what is about people: race equality returns, and training records.
extension ChangeFixtures {
    private var wres: WresServiceClient { WresServiceClient(channel) }

    private var calls: TrainingCalls { TrainingCalls(TrainingServiceClient(channel)) }

    /// From a draft to what was sent, and the plan's actions.
    var returns: [Change] {
        [
            Change(method: .wresServiceDraftReturn) { try sheet(ServedWres.filled(), why: "") },
            Change(method: .wresServiceHandInReturn) {
                [HandInReturnRequest(cycle: "2024", baseRevision: try returnRevision()).encoded()]
            },
            Change(method: .wresServiceAgreeReturn) {
                var request = AgreeReturnRequest(cycle: "2024")
                request.agreement = Agreement(role: "director", day: day)
                request.baseRevision = try returnRevision()
                return [request.encoded()]
            },
            Change(method: .wresServiceMarkReturnSent) {
                let base = try returnRevision()
                return [
                    MarkReturnSentRequest(cycle: "2024", day: day, baseRevision: base).encoded()
                ]
            },
            Change(method: .wresServiceSaveCycleBands, isOfRegion: true) {
                let bands = [
                    CycleBand(code: "lower", label: "Under £30,000", belowPounds: 30_000),
                    CycleBand(code: "upper", label: "£30,000 and over", fromPounds: 30_000),
                ]
                let cycle = CycleBands(cycle: "2025", bands: bands, source: "Invented.")
                return [SaveCycleBandsRequest(cycle: cycle).encoded()]
            },
            Change(method: .wresServiceWithdrawRelease) {
                var request = WithdrawReleaseRequest(cycle: "2024", why: "To be looked at.")
                request.baseRevision = try returnRevision()
                return [request.encoded()]
            },
            Change(method: .wresServiceRestoreRelease) {
                [RestoreReleaseRequest(cycle: "2024", baseRevision: try returnRevision()).encoded()]
            },
            Change(method: .wresServiceCorrectReturn) {
                var corrected = ServedWres.filled()
                corrected[.leavers, .adults, .minority] = .count(31)
                return try sheet(corrected, why: "A leaver was missing.")
            },
            Change(method: .wresServiceRewordReason) {
                let base = try returnRevision()
                let request = RewordReasonRequest(
                    cycle: "2024",
                    revision: base,
                    reason: "A leaver was not counted.",
                    baseRevision: base
                )
                return [request.encoded()]
            },
            Change(method: .wresServiceSaveAction) {
                let action = WresAction(indicators: ["2"], action: "Mixed panels")
                return [SaveActionRequest(action: action).encoded()]
            },
            Change(method: .wresServiceFinishAction) {
                let action = try wres.listActions().actions.first
                var request = FinishActionRequest(code: action?.code ?? "", day: day)
                request.outcome = "All panels are mixed."
                request.baseRevision = action?.revision ?? 0
                return [request.encoded()]
            },
        ]
    }

    /// A mapping, an import, and taking it back.
    var training: [Change] {
        [
            Change(method: .trainingServiceSaveTrainingMapping) {
                var mapping = TrainingCalls.smallMapping
                mapping.name = "ours"
                return [SaveTrainingMappingRequest(mapping: mapping).encoded()]
            },
            Change(method: .trainingServiceCommitTraining) {
                let text = "No,Topic,Done,Left\n1,Fire safety,04/03/2025,\n"
                let file = Array((text + "2,Fire safety,04/03/2015,04/03/2016\n").utf8)
                var mapping = TrainingMapping()
                let meanings = ["staff_number", "topic", "completed", "left"]
                for (title, meaning) in zip(["No", "Topic", "Done", "Left"], meanings) {
                    mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
                }
                let (batch, preview) = try calls.preview(file, mapping)
                var request = CommitTrainingRequest(batch: batch.description)
                request.preview = preview.preview
                return [request.encoded()]
            },
            Change(method: .trainingServiceSetTrainingArrangements) {
                var one = TrainingArrangement(worker: "1", kind: .paused)
                one.from = day
                return [SetTrainingArrangementsRequest(arrangements: [one]).encoded()]
            },
            Change(method: .trainingServiceEndTrainingArrangement) {
                var request = EndTrainingArrangementRequest(worker: "1", kind: .paused)
                request.from = day
                return [request.encoded()]
            },
        ] + delegated + funded + developed + [
            Change(method: .trainingServiceSaveTrainingRules) {
                var request = SaveTrainingRulesRequest(profile: "own")
                let file = try calls.steward.getTrainingRuleFile()
                request.file = file.file
                request.baseRevision = file.revision
                return [request.encoded()]
            },
            Change(method: .trainingServiceSaveRetentionRule) {
                var rule = RetentionRule(recordClass: .worker, months: 12, event: .left)
                (rule.basis, rule.decidedBy, rule.decided) = ("schedule", "board", day)
                return [SaveRetentionRuleRequest(rule: rule).encoded()]
            },
            Change(method: .trainingServiceRunPurge) { [RunPurgeRequest().encoded()] },
            Change(method: .trainingServiceWithdrawRetentionRule) {
                var request = WithdrawRetentionRuleRequest(recordClass: .worker)
                request.baseRevision =
                    try calls.steward.listRetentionRules().rules.first?.revision ?? 0
                return [request.encoded()]
            },
            Change(method: .trainingServiceRemoveTrainingRecord) {
                var request = RemoveTrainingRecordRequest(worker: "1", topic: "fire-safety")
                (request.completed, request.reason) = ("2025-03-04", "RC-1")
                return [request.encoded()]
            },
            Change(method: .trainingServiceRestrictTrainingWorker) {
                [RestrictTrainingWorkerRequest(worker: "1", restricted: true).encoded()]
            },
            Change(method: .trainingServiceEraseTrainingWorker) {
                [EraseTrainingWorkerRequest(worker: "1", ground: "DR-17").encoded()]
            },
            Change(method: .trainingServiceLiftTrainingErasure) {
                [LiftTrainingErasureRequest(worker: "1").encoded()]
            },
            Change(method: .trainingServiceUndoTraining) {
                let batch = try calls.steward.listTrainingBatches().batches.first?.batch ?? ""
                return [UndoTrainingRequest(batch: batch).encoded()]
            },
        ]
    }

    /// An activity that is delegated, and what becomes of it.
    private var delegated: [Change] {
        [
            Change(method: .delegationServiceRecordDelegation) {
                let one = DelegationServiceTests.whole("1") { _ in day }
                var request = RecordDelegationRequest(delegation: one)
                request.delegation?.reviewDue = nil
                return [request.encoded()]
            },
            Change(method: .delegationServiceAnswerDelegation) {
                var request = AnswerDelegationRequest(worker: "1", activity: "wound-care")
                request.answer = .accepted
                request.day = day
                return [request.encoded()]
            },
            Change(method: .delegationServiceAssessDelegation) {
                var request = AssessDelegationRequest(worker: "1", activity: "wound-care")
                request.assessed = day
                request.assessedBy = "another nurse"
                return [request.encoded()]
            },
            Change(method: .delegationServiceLinkDelegatedPerson) {
                var request = LinkDelegatedPersonRequest(worker: "1", activity: "wound-care")
                request.person = "C-0471"
                return [request.encoded()]
            },
            Change(method: .delegationServiceEraseDelegatedPerson) {
                [EraseDelegatedPersonRequest(person: "C-0471", ground: "DR-18").encoded()]
            },
            Change(method: .delegationServiceEndDelegation) {
                var request = EndDelegationRequest(worker: "1", activity: "wound-care")
                request.cause = .needChanged
                request.day = day
                return [request.encoded()]
            },
            Change(method: .delegationServiceUndoDelegation) {
                var all = ListDelegationsRequest()
                all.withEnded = true
                let client = DelegationServiceClient(channel)
                let one = try client.listDelegations(all).delegations.first
                var request = UndoDelegationRequest(id: one?.id ?? "")
                request.baseRevision = one?.revision ?? 0
                return [request.encoded()]
            },
        ]
    }

    /// A programme that is begun, and its last change taken back.
    private var developed: [Change] {
        let client = ProgrammeServiceClient(channel)
        return [
            Change(method: .programmeServiceSaveProgrammes) {
                var one = Programme(worker: "1", kind: .careCertificate, edition: "2025")
                one.started = day
                let change = ProgrammeChange(programme: one)
                return [SaveProgrammesRequest(changes: [change]).encoded()]
            },
            Change(method: .programmeServiceUndoProgramme) {
                let one = try client.listProgrammes().programmes.first
                var request = UndoProgrammeRequest(id: one?.id ?? "")
                request.baseRevision = one?.revision ?? 0
                return [request.encoded()]
            },
        ]
    }

    /// A rate, a funded course with its claim, and places.
    private var funded: [Change] {
        let client = FundingServiceClient(channel)
        return [
            Change(method: .fundingServiceSaveFundingRate, isOfRegion: true) {
                let today = ISODay.read(day) ?? .first
                let rate = FundingServiceTests.rate { today.advanced(by: $0)?.iso ?? "" }
                return [SaveFundingRateRequest(rate: rate).encoded()]
            },
            Change(method: .fundingServiceSaveFundedTraining) {
                var one = FundedTraining(worker: "1", course: "example-course")
                one.isQualification = true
                (one.firstPaid, one.started) = (day, day)
                return [SaveFundedTrainingRequest(training: one).encoded()]
            },
            Change(method: .fundingServiceRecordClaim) {
                let id = try client.listClaims().standings.first?.id ?? ""
                var claim = FundingClaim(part: .start, amountPence: 60_000)
                claim.submitted = day
                return [RecordClaimRequest(id: id, claim: claim).encoded()]
            },
            Change(method: .fundingServiceSettleClaim) {
                let id = try client.listClaims().standings.first?.id ?? ""
                var request = SettleClaimRequest(id: id, part: .start)
                (request.decided, request.isGranted) = (day, true)
                return [request.encoded()]
            },
            Change(method: .fundingServiceUndoFunding) {
                let one = try client.listClaims().standings.first
                var request = UndoFundingRequest(id: one?.id ?? "")
                request.baseRevision = one?.revision ?? 0
                return [request.encoded()]
            },
            Change(method: .fundingServiceSaveProgrammePlaces) {
                var places = ProgrammePlaces(code: "leaders", programme: "Leaders")
                (places.day, places.offered, places.taken) = (day, 24, 19)
                return [SaveProgrammePlacesRequest(places: places).encoded()]
            },
        ]
    }

    private func returnRevision() throws -> UInt64 {
        try wres.listReturns().returns.first?.revision ?? 0
    }

    private func sheet(_ entry: WresReturn, why: String) throws -> [[UInt8]] {
        guard let cycle = try WresLibrary.shipped().cycle("2024") else { return [] }
        let file = WresSheet.file(entry, cycle)
        var start = SheetStart(cycle: "2024")
        start.batch = TrainingCalls.batch().description
        start.fileBytes = UInt64(file.count)
        start.why = why
        return [SheetChunk(start: start, data: file).encoded()]
    }
}
