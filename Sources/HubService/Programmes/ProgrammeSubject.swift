import HubCrypto
import HubDomain
import HubStore
import HubWire

/// Programmes in somebody's own copy: what stands and what stood.
enum ProgrammeSubject {
    static func rows(
        of worker: Int64,
        in store: borrowing Database
    ) throws(StoreError) -> [TrainingSubjectRow] {
        var rows: [TrainingSubjectRow] = []
        for version in try TenantTables.programmes.versions(of: worker, in: store) {
            let message: Programme
            do throws(WireError) {
                message = try Programme(decoding: version.body)
            } catch {
                throw StoreError(.corrupt, "a programme: \(error)")
            }
            rows.append(row(version, message))
        }
        return rows
    }

    private static func row(
        _ version: WorkerRecords.Version,
        _ one: Programme
    ) -> TrainingSubjectRow {
        var row = TrainingSubjectRow(part: "programme")
        row.fromRevision = UInt64(clamping: version.from)
        row.toRevision = UInt64(clamping: version.to)
        row.add("id", UniqueID(bytes: version.id.bytes)?.description)
        let kind = DevelopmentKind(rawValue: Int(one.kind.rawValue))
        row.add("kind", kind?.words)
        row.add("title", one.title)
        row.add("edition", one.edition)
        row.add("level", one.level.map { "\($0)" })
        row.add("provider", one.provider)
        row.add("started", one.started)
        row.add("planned_end", one.plannedEnd)
        row.add("completed", one.completed)
        row.add("stopped", one.stopped)
        row.add("review_due", one.reviewDue)
        row.add("hours_planned", one.hoursPlanned.map { "\($0)" })
        row.add("hours_done", one.hoursDone.map { "\($0)" })
        row.add("funding", one.funding)
        row.add("funding_pence", one.fundingPence.map { "\($0)" })
        row.add("review_months", one.reviewMonths.map { "\($0)" }.joined(separator: ", "))
        row.add("review_pattern", one.reviewPattern)
        if one.extensionMonths > 0 {
            row.add("extension_months", "\(one.extensionMonths)")
            row.add("extension", one.extension == .partTime ? "part time" : "long leave")
        }
        if let edition = CareCertificateEdition(rawValue: one.edition) {
            let missing = (1...edition.standardCount).filter { number in
                !one.steps.contains { $0.kind == .standard && $0.number == UInt32(number) }
            }
            row.add("missing_standards", missing.map { "\($0)" }.joined(separator: ", "))
        }
        for step in one.steps {
            guard let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue)) else {
                continue
            }
            let name = step.number > 0 ? "\(kind.word) \(step.number)" : kind.word
            row.add(name, step.day)
            switch step.outcome {
            case .passed: row.add("\(name) outcome", "passed")
            case .notPassed: row.add("\(name) outcome", "not passed")
            default: break
            }
        }
        for (place, away) in one.breaks.enumerated() {
            row.add("break \(place + 1) from", away.from)
            row.add("break \(place + 1) until", away.until)
        }
        return row
    }
}
