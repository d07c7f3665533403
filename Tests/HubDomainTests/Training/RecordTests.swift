import HubDomain
import HubText
import Testing

let policy = RecordPolicy(today: day("2025-06-15"))

/// A text of so many characters.
func long(_ count: Int) -> String { String(repeating: "x", count: count) }

struct TrainingRecordTests {
    private static func record(
        _ title: String = "Fire safety",
        _ completed: String? = "2025-06-01",
        _ expiry: StatedExpiry = .unstated
    ) -> TrainingRecord {
        TrainingRecord(
            topic: "fire-safety",
            title: title,
            completed: completed.map(day),
            expiry: expiry
        )
    }

    @Test(arguments: [
        (record(), []), (record(long(120)), []), (record(long(121)), ["TRNG-0103"]),
        (record("a\u{0}b"), ["TRNG-0103"]), (record("Fire", "2025-06-15"), []),
        (record("Fire", "2025-06-16"), ["TRNG-0104"]), (record("Fire", "1950-01-01"), []),
        (record("Fire", "1949-12-31"), ["TRNG-0105"]),
        (record("Fire", "2025-06-01", .day(day("2025-06-02"))), []),
        (record("Fire", "2025-06-01", .day(day("2025-06-01"))), ["TRNG-0106"]),
        (record("Fire", "2025-06-01", .day(day("2025-05-31"))), ["TRNG-0106"]),
        (record("Fire", "2025-06-01", .day(day("2075-06-15"))), []),
        (record("Fire", "2025-06-01", .day(day("2075-06-16"))), ["TRNG-0105"]),
        (record("Fire", nil), []), (record("", "2025-06-01"), []),
        (record("", nil, .never), []), (record("", nil), ["TRNG-0112"]),
        (record(long(121), "2025-06-16"), ["TRNG-0103", "TRNG-0104"]),
    ])
    func `a training record is taken, or refused with every reason`(
        record: TrainingRecord,
        reasons: [ReasonCode]
    ) {
        let checked = record.checked(policy)
        #expect(checked.errors.map(\.reason) == reasons)
        #expect(checked.isAccepted == reasons.isEmpty)
    }

    @Test
    func `notes are left out and said so, unless the council keeps them`() {
        var record = Self.record()
        record.notes = "Passed with a merit"
        let without = record.checked(policy)
        #expect(without.isAccepted && without.value.notes.isEmpty)
        #expect(without.remarks.map(\.reason) == [.notesOff])
        let keeping = RecordPolicy(today: policy.today, keepsNotes: true)
        #expect(record.checked(keeping).value.notes == record.notes)
        record.notes = long(1_000)
        #expect(record.checked(keeping).isAccepted)
        record.notes = long(1_001)
        #expect(record.checked(keeping).errors.map(\.reason) == [.trainingText])
    }

    @Test(arguments: [
        ("1", TriState.yes), ("0", .no), ("999", .doNotKnow), ("Yes", .yes),
        ("don't know", .doNotKnow),
        ("2", nil), ("", nil), ("maybe", nil),
    ])
    func `accredited is yes, no or don't know, and nothing else`(typed: String, answer: TriState?) {
        #expect(TriState.read(typed) == answer)
    }
}

struct OtherRecordTests {
    @Test(arguments: [
        (Qualification(title: "Diploma", level: 3, achieved: .year(2024)), []),
        (Qualification(title: "Diploma", achieved: .year(2025)), []),
        (Qualification(title: "Diploma", achieved: .year(2026)), ["TRNG-0110"]),
        (Qualification(title: "Diploma", achieved: .year(1950)), []),
        (Qualification(title: "Diploma", achieved: .year(1949)), ["TRNG-0110"]),
        (Qualification(title: "Diploma", achieved: .day(day("2025-06-16"))), ["TRNG-0104"]),
        (Qualification(title: "Diploma", level: 8), []),
        (Qualification(title: "Diploma", level: 9), ["TRNG-0103"]),
        (Qualification(title: " "), ["TRNG-0112"]),
    ])
    func `a qualification is taken or refused`(record: Qualification, reasons: [ReasonCode]) {
        #expect(record.checked(policy).errors.map(\.reason) == reasons)
    }

    @Test(arguments: [
        (CertificateAnswer.completed, 2_024 as Int?, true), (.completed, 2_025, true),
        (.completed, nil, true), (.completed, 2_023, false), (.completed, 2_026, false),
        (.started, nil, true), (.started, 2_025, false), (.no, 2_025, false), (.no, nil, true),
    ])
    func `the Level 2 certificate has a year only when completed, from 2024 to this year`(
        answer: CertificateAnswer,
        year: Int?,
        isTaken: Bool
    ) {
        let checked = LevelTwoCertificate(answer: answer, year: year).checked(policy)
        #expect(checked.errors.map(\.reason) == (isTaken ? [] : [.levelTwoYear]))
    }

    @Test
    func `registrations, checks, competencies and supervisions say what and when`() {
        let (past, future) = (day("2025-06-01"), day("2025-06-16"))
        #expect(ProfessionalRegistration(body: "A body", from: past).checked(policy).isAccepted)
        #expect(!ProfessionalRegistration(body: "", from: past).checked(policy).isAccepted)
        #expect(!ProfessionalRegistration(body: "A body", from: future).checked(policy).isAccepted)
        #expect(EmploymentCheck(kind: "Check", done: past).checked(policy).isAccepted)
        #expect(!EmploymentCheck(kind: "Check", done: future).checked(policy).isAccepted)
        #expect(!EmploymentCheck(kind: "", done: past).checked(policy).isAccepted)
        let able = Competency(
            topic: "medication-management",
            assessed: past,
            assessedBy: "nurse",
            isAble: true,
            reviewBy: future
        )
        #expect(able.checked(policy).isAccepted)
        var nobody = able
        nobody.assessedBy = ""
        #expect(nobody.checked(policy).errors.map(\.reason) == [.recordEmpty])
        var turned = able
        turned.reviewBy = past
        #expect(turned.checked(policy).errors.map(\.reason) == [.expiryBeforeCompleted])
        #expect(Supervision(kind: "One to one", held: past).checked(policy).isAccepted)
        #expect(!Supervision(kind: "One to one", held: future).checked(policy).isAccepted)
    }

    @Test
    func `a supported year has reviews every three months, and more when extended`() {
        var year = SupportedYear(started: day("2024-09-30"))
        #expect(
            year.reviewsDue.map(\.iso) == [
                "2024-12-30", "2025-03-30", "2025-06-30", "2025-09-30",
            ]
        )
        #expect(year.ends == day("2025-09-30"))
        year.reviews = [day("2024-12-20"), day("2025-03-20")]
        #expect(year.nextReview == day("2025-06-30"))
        #expect(year.checked(policy).isAccepted)
        year.extensionMonths = 6
        #expect(year.reviewsDue.count == 6)
        year.reviews = [day("2025-06-16")]
        #expect(year.checked(policy).errors.map(\.reason) == [.reviewDays])
        year.reviews = []
        year.extensionMonths = 37
        #expect(!year.checked(policy).isAccepted)
    }

    @Test
    func `an apprenticeship counts the hours that are left`() {
        var one = Apprenticeship(
            title: "A standard",
            started: day("2025-01-06"),
            hoursPlanned: 400,
            hoursDone: 100
        )
        #expect(one.hoursLeft == 300 && one.checked(policy).isAccepted)
        one.hoursDone = 20_001
        #expect(one.checked(policy).errors.map(\.reason) == [.trainingTooMany])
    }
}

struct WorkerTests {
    @Test(arguments: [
        (" e 0012 ", "E 0012"), ("0012", "0012"), ("12", "12"), ("e  17", "E 17"), ("a  b", nil),
        ("7" + long(49), "7" + long(49).uppercased()), ("7" + long(50), nil), ("", nil),
        ("  ", nil), ("a\nb", nil),
    ])
    func `a staff number has one form, and keeps its zeros`(typed: String, form: String?) {
        let read = try? StaffNumber.read(typed)
        #expect(read?.text == form)
    }

    @Test
    func `an error about a staff number does not repeat it`() {
        let planted = "SECRET" + long(60)
        let error = #expect(throws: DomainError.self) { try StaffNumber.read(planted) }
        #expect(error?.reason == .staffNumber)
        #expect(error?.description.contains("SECRET") == false)
    }

    @Test
    func `a token is sixteen bytes and survives its bytes`() throws {
        let bytes = (1...16).map(UInt8.init)
        let token = try #require(WorkerToken(bytes + [99]))
        #expect(token.bytes == bytes)
        #expect(token.description == "0102030405060708090a0b0c0d0e0f10")
        #expect(WorkerToken(Array(bytes.dropLast())) == nil)
        #expect(token < WorkerToken(high: .max, low: 0))
    }

    @Test
    func `a worker leaves after starting, and an individual employer is not named`() {
        let unit = Employer.organisation("U1", .privateSector, isRegistered: .yes)
        var worker = Worker(
            token: WorkerToken(high: 1, low: 1),
            employer: unit,
            team: "North",
            started: day("2025-01-01"),
            left: day("2025-01-01")
        )
        #expect(worker.checked(policy).isAccepted)
        worker.left = day("2024-12-31")
        #expect(worker.checked(policy).errors.map(\.reason) == [.employmentDays])
        worker.left = nil
        worker.employer = .individual
        #expect(worker.checked(policy).errors.map(\.reason) == [.individualEmployer])
        worker.team = ""
        #expect(worker.checked(policy).isAccepted)
        worker.pauses = [Pause(from: day("2025-01-02"), until: day("2025-01-01"))]
        #expect(worker.checked(policy).errors.map(\.reason) == [.pauseDays])
        worker.pauses = []
        worker.otherRoles = (0..<TrainingLimits.otherRolesMax).map { JobRoleCode(text: "r\($0)") }
        #expect(worker.checked(policy).isAccepted)
        worker.otherRoles.append("more")
        #expect(worker.checked(policy).errors.map(\.reason) == [.trainingTooMany])
    }

    @Test
    func `don't know, none and unset are three things, and the latest entry counts`() throws {
        let all = try TrainingCatalogue.shipped().pathway
        #expect(try PathwayAnswer.read("", among: all) == .unset)
        #expect(try PathwayAnswer.read("999", among: all) == .doNotKnow)
        #expect(try PathwayAnswer.read("I do not know", among: all) == .doNotKnow)
        #expect(try PathwayAnswer.read("998", among: all) == .noneOfThese)
        let deputy = PathwayAnswer.category(PathwayCategoryID(rawValue: 6))
        #expect(try PathwayAnswer.read("Deputy manager", among: all) == deputy)
        // Code 9 is corporate management, whose id is 8.
        let corporate = PathwayAnswer.category(PathwayCategoryID(rawValue: 8))
        #expect(try PathwayAnswer.read("9", among: all) == corporate)
        let error = #expect(throws: DomainError.self) {
            try PathwayAnswer.read("Deputy manger", among: all)
        }
        #expect(error?.reason == .pathwayUnknown && error?.detail.suggestion == "Deputy manager")
        let entries = [
            PathwayEntry(answer: .doNotKnow, day: day("2025-01-01"), recordedBy: "manager"),
            PathwayEntry(answer: deputy, day: day("2025-03-01"), recordedBy: "manager"),
        ]
        #expect(PathwayEntry.answer(of: entries, on: day("2024-12-31")) == .unset)
        #expect(PathwayEntry.answer(of: entries, on: day("2025-02-28")) == .doNotKnow)
        #expect(PathwayEntry.answer(of: entries, on: day("2025-03-01")) == deputy)
    }

    @Test(arguments: [1, 3, 6, 7, 8])
    func `employer types are read by code and by words`(code: Int) throws {
        let type = EmployerType(rawValue: code)
        #expect(try EmployerType.read("\(code)") == type)
        #expect(try EmployerType.read(type.words) == type)
        #expect((try? EmployerType.read("2")) == nil)
    }
}
