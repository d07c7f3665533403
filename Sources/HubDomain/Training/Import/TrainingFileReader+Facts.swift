import HubText

// What a file says of the workers themselves.
extension TrainingFileReader {
    /// Takes the cell of a fact about a worker.
    mutating func takeFact(
        _ field: ImportField,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        switch field {
        case .started:
            let last = TrainingLimits.lastStart(policy.today)
            facts.started = employed(bytes, range, until: last, index, &row)
        case .left:
            let last = TrainingLimits.lastEnd(policy.today)
            facts.left = employed(bytes, range, until: last, index, &row)
        case .employerType:
            do throws(DomainError) {
                facts.employer = try EmployerType.read(CellText.text(bytes, range))
            } catch {
                fail(error.reason, index, &row) { error }
            }
        case .pathway:
            do throws(DomainError) {
                let typed = CellText.text(bytes, range)
                facts.pathway = try PathwayAnswer.read(typed, among: pathway)
            } catch {
                fail(error.reason, index, &row) { error }
            }
        default:
            let jobs = text(bytes, range, index, TrainingLimits.reference, &row)
            if let error = OtherJobs.error(texts[jobs]) {
                fail(error.reason, index, &row) { error }
            } else {
                facts.otherRoles = jobs
                tellName(jobs, index)
            }
        }
    }

    /// Whether one of the jobs of a cell reads as a person’s name.
    static func readsAsName(_ jobs: String) -> Bool {
        jobs.split(separator: ";").contains { RoleWords.looksLikeName(String($0)) }
    }

    /// Remarks on a role that reads as a person’s name; it is not repeated.
    mutating func tellName(_ role: Int, _ index: Int) {
        guard nameLike.contains(role) else { return }
        remark(
            .roleName,
            .warning,
            column: index,
            "the job role reads as the name of a person",
            expected: "a job, such as care worker; where it is one, nothing is to be done"
        )
    }

    /// A day of employment, which may be to come.
    private mutating func employed(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        until last: Day,
        _ index: Int,
        _ row: inout RowCells
    ) -> Day? {
        let stated = end(day(bytes, range, index), until: last, index, &row)
        if case .day(let day) = stated { return day }
        return nil
    }

    /// Looks at what the row said of its worker.
    mutating func checkFacts(_ row: inout RowCells) {
        if let started = facts.started, let left = facts.left, left < started {
            fail(.employmentDays, column(of: .left), &row) {
                DomainError(
                    .employmentDays,
                    path: "",
                    found: left.slashed,
                    problem: "is before \(started.slashed), the first day",
                    expected: "the same day or a later one"
                )
            }
        }
    }

    /// Ends a row: one that is right makes its worker, with what it said; one that was refused
    /// makes nobody, or the line of totals would be somebody.
    mutating func settle(_ row: RowCells) {
        defer { if hasFacts { facts = ImportedFacts() } }
        guard let worker = row.worker, !row.isWrong else { return }
        hasRightRow.insert(worker)
        guard hasFacts else { return }
        facts.organisation = row.record.organisation
        facts.team = row.record.team
        facts.role = row.record.role
        workerFacts[worker, default: ImportedFacts()].take(facts)
    }
}
