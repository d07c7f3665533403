import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// A tenant's self-assessments as they are stored: one record per window.
enum AssessmentRecords {
    /// What a message to the region tells: how far a council is.
    static let statusKind: StaticString = "assessment-status"

    /// The largest assessment, encoded: one message carries it with room to spare.
    static let bytesMax = 768 * 1_024
    /// The journal's rows that are looked at one by one when a file is older than the draft.
    static let pastRowsMax = 100
    /// The bytes of their states.
    static let pastBytesMax = 8 * 1_024 * 1_024

    /// The assessment of a window.
    ///
    /// - Parameters:
    ///   - window: The window's id.
    ///   - view: As it is, or as it was.
    ///   - store: The tenant's file.
    /// - Returns: The assessment with its revision; `nil` where nothing was ever saved.
    /// - Throws: A fault of the store.
    static func find(
        _ window: String,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> HubWire.Assessment? {
        let found = try stored { () throws(StoreError) in
            try TenantTables.assessments.find(window, view, in: store)
        }
        guard let found else { return nil }
        var assessment = try Fault.decoded(HubWire.Assessment.self, found.body)
        assessment.revision = found.revision
        return assessment
    }

    /// What happened to an assessment since the revision that a file was made from.
    ///
    /// - Parameters:
    ///   - table: The file.
    ///   - current: The assessment as it is; `nil` where there is none.
    ///   - frame: Its window.
    ///   - store: The tenant's file.
    /// - Returns: The past; `nil` where the file names no revision, or the present one.
    /// - Throws: PRIO-0139 for a revision at which there was no such self-assessment.
    static func past(
        _ table: AssessmentTable,
        _ current: HubWire.Assessment?,
        _ frame: AssessmentFrame,
        in store: borrowing Database
    ) throws(Fault) -> AssessmentPast? {
        guard let (revision, row) = table.basedOn, revision != current?.revision else { return nil }
        let window = frame.window.id
        guard let current, revision < current.revision, let asOf = Int64(exactly: revision),
            let base = try find(window, .asOf(revision: asOf), in: store)
        else { throw Fault(noSuchRevision(revision, row, current?.revision ?? 0)) }
        let rows = try stored { () throws(StoreError) -> [JournalRow] in
            guard let found = try TenantTables.assessments.find(window, in: store) else {
                return []
            }
            return try TenantTables.assessments.table.history(
                of: found.id,
                after: JournalPosition(revision: asOf, ordinal: .max),
                limit: pastRowsMax,
                bytesMax: pastBytesMax,
                in: store
            )
        }
        let interruption = store.interruption
        var later: [(revision: UInt64, assessment: HubDomain.Assessment)] = []
        for row in rows where row.operation != .noted {
            try stored { () throws(StoreError) in try interruption.check() }
            guard let body = row.body else { continue }
            let state = try Fault.decoded(HubWire.Assessment.self, body)
            later.append((UInt64(clamping: row.position.revision), frame.domain(state)))
        }
        // What more there was is taken together, as one change up to the present state.
        if later.last?.revision != current.revision {
            later.append((current.revision, frame.domain(current)))
        }
        return AssessmentPast(revision: revision, base: frame.domain(base), later: later)
    }

    private static func noSuchRevision(
        _ revision: UInt64,
        _ row: CSVRow,
        _ current: UInt64
    ) -> DomainError {
        DomainError(
            .tableRevision,
            path: "rows[\(row.record.row)].based_on_revision",
            problem: "row \(row.record.row): this self-assessment had no revision \(revision)"
                + (current == 0 ? ", nothing is written yet" : "; it is at revision \(current)"),
            expected: "an export of this window, or an empty column “Based on revision”"
        )
    }

    /// Saves an assessment, and tells the region how far it is.
    ///
    /// - Parameters:
    ///   - assessment: The assessment, complete.
    ///   - frame: Its window.
    ///   - base: The revision that the change is based on; 0 for a first draft.
    ///   - call: Who saves.
    ///   - store: The tenant's file.
    /// - Returns: The record's id and revision.
    /// - Throws: `changedSinceYouReadIt`, or another fault of the store.
    static func save(
        _ assessment: HubWire.Assessment,
        _ frame: AssessmentFrame,
        basedOn base: UInt64,
        by call: CallContext,
        in store: inout WriteContext
    ) throws(Fault) -> Saved {
        var kept = assessment
        kept.revision = 0
        kept.changed = Timestamp(store.now)
        kept.window = frame.window.id
        kept.edition = frame.edition.id
        kept.scale = frame.window.scale
        if kept.id.isEmpty {
            let milliseconds = UInt64(clamping: store.now.microseconds / 1_000)
            kept.id = UniqueID(milliseconds: milliseconds).description
        }
        let body = kept.encoded()
        let id = UniqueID(kept.id)
        let saved = try stored { () throws(StoreError) in
            try TenantTables.assessments.save(
                frame.window.id,
                body,
                basedOn: base,
                id: id,
                in: &store
            )
        }
        try tellRegion(kept, frame, call, &store)
        return Saved(id: kept.id, revision: saved.revision)
    }

    /// What stands against keeping an assessment for its size.
    ///
    /// - Parameter assessment: The assessment, complete.
    /// - Returns: The finding; nil if it is small enough.
    static func surplus(_ assessment: HubWire.Assessment) -> HubText.Finding? {
        let bytes = assessment.byteCount()
        guard bytes > bytesMax else { return nil }
        let error = DomainError(
            .tooMany,
            path: "priorities",
            problem: "the self-assessment would take \(bytes) bytes, \(bytes - bytesMax) too many",
            expected: "at most \(bytesMax) bytes"
        )
        return error.finding()
    }

    /// Notes something beside a change, in the same revision.
    ///
    /// - Parameters:
    ///   - note: What the journal says of it.
    ///   - window: The window's id.
    ///   - store: The tenant's file, in which the change was made.
    /// - Throws: `notFound` where nothing was ever saved, or another fault of the store.
    static func note(
        _ note: ChangeNote,
        _ window: String,
        in store: inout WriteContext
    ) throws(Fault) {
        let body = note.encoded()
        let found = try stored { () throws(StoreError) in
            try TenantTables.assessments.find(window, in: store.database)
        }
        guard let found else { throw .noAssessment }
        try stored { () throws(StoreError) in
            try store.record(
                JournalEntry(
                    kind: TenantTables.assessments.table.name,
                    record: found.id,
                    operation: .noted,
                    body: body
                )
            )
        }
    }

    /// States and days, never content.
    private static func tellRegion(
        _ assessment: HubWire.Assessment,
        _ frame: AssessmentFrame,
        _ call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) {
        guard let caller = call.caller else { return }
        let today = try call.today()
        let progress = AssessmentProgress(frame.domain(assessment), changed: today)
        var status = AssessmentStatusRecord()
        status.tenantId = caller.tenant.description
        status.window = frame.window.id
        status.state = HubWire.AssessmentState(progress)
        status.changed = today.iso
        status.handedIn = assessment.handedIn
        status.agreed = assessment.agreement?.day
        let body = status.encoded()
        try stored { () throws(StoreError) in
            try store.post(to: RegionMail.target, kind: statusKind, body: body)
        }
    }

    /// Applies a message to the region in the region's file.
    ///
    /// - Parameters:
    ///   - store: The region's file.
    ///   - message: What a tenant tells.
    /// - Throws: `StoreError`; the message stays in its outbox then.
    static func apply(
        _ store: inout WriteContext,
        _ message: OutboxMessage
    ) throws(StoreError) {
        let told: AssessmentStatusRecord
        do throws(WireError) {
            told = try AssessmentStatusRecord(decoding: message.body)
        } catch {
            throw StoreError(.corrupt, "a message to the region: \(error)")
        }
        let code = "\(told.window)/\(told.tenantId)"
        let known = try RegionTables.status.find(code, in: store.database)
        var kept = told
        if let known, let earlier = try? AssessmentStatusRecord(decoding: known.body) {
            kept.started = earlier.started ?? told.changed
        } else {
            kept.started = told.changed
        }
        if kept.state == .notStarted { kept.started = nil }
        _ = try RegionTables.status.save(
            code,
            kept.encoded(),
            basedOn: known?.revision ?? 0,
            in: &store
        )
    }
}

extension HubWire.AssessmentState {
    /// The state of a progress.
    init(_ progress: AssessmentProgress) {
        switch progress {
        case .notStarted: self = .notStarted
        case .draft: self = .draft
        case .handedIn: self = .handedIn
        case .agreed: self = .agreed
        }
    }

    /// The state in words.
    var words: String {
        switch self {
        case .draft: "draft"
        case .handedIn: "handed in"
        case .agreed: "agreed"
        default: "not started"
        }
    }
}
