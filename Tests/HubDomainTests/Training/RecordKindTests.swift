import HubDomain
import HubTestKit
import HubText
import Testing

/// Records of other kinds than training, from a file to what a rule sees.
struct RecordKindTests {
    /// Reads a file of one kind by the mapping that is suggested for it.
    private func read(_ kind: RecordKind, _ text: String) throws -> ReadFile {
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        let titles = try CSVReader.records(of: Array(line.utf8)).first?.fields ?? []
        let matcher = TopicMatcher(try TrainingCatalogue.shipped())
        let mapping = MappingSuggestion(titles: titles, topics: matcher, kind: kind).mapping
        return try ReadFile(text, mapping: mapping)
    }

    private func subjects(_ read: ReadFile) -> [String] {
        read.records.map { read.reader.topics[$0.topic].text }
    }

    @Test(arguments: RecordKind.allCases)
    func `a subject reads back as itself, and its word as its kind`(kind: RecordKind) {
        let subject = RecordSubject(kind, TopicCode(text: "fire-safety"))
        #expect(RecordSubject(text: subject.text) == subject)
        #expect(RecordKind.read(kind.word) == kind)
        #expect(RecordKind.read(kind.word.uppercased() + " ") == kind)
        #expect((subject.text == "fire-safety") == (kind == .training))
    }

    @Test
    func `a name makes a code, and what has no letters makes none`() {
        func code(_ name: String) -> String? { RecordSubject(.check, named: name)?.text }
        #expect(code("DBS check (enhanced)") == "check:dbs-check-enhanced")
        #expect(code("dbs  Check – Enhanced ") == "check:dbs-check-enhanced")
        #expect(code("?!") == nil && code("") == nil)
        // A topic of training is never taken for another kind.
        #expect(RecordSubject(text: "other:thing").kind == .training)
        #expect(RecordSubject(text: "check:").kind == .training)
    }

    @Test
    func `qualifications have a level, and a day or a year`() throws {
        let file = try read(
            .qualification,
            """
            Staff no,Qualification,Level,Date achieved,Year achieved,Recognised
            E1,Adult care diploma,Level 3,15/02/2024,,yes
            E2,Adult care diploma,8,,2019,no
            E3,Adult care diploma,9,,2019,
            E4,Adult care diploma,,,2027,
            E5,Adult care diploma,2,15/02/2024,2023,
            E6,Adult care diploma,2,15/02/2024,2024,don't know
            E7,,2,15/02/2024,,

            """
        )
        #expect(
            file.found == [
                "TRNG-0214 4", "\(ReasonCode.qualificationYear.text) 5",
                "\(ReasonCode.qualificationYear.text) 6", "\(ReasonCode.recordEmpty.text) 8",
            ]
        )
        #expect(file.records.map(\.level) == [3, 8, 2])
        #expect(file.records.map(\.year) == [nil, 2019, nil])
        #expect(file.records.map(\.accredited) == [.yes, .no, .doNotKnow])
        #expect(Set(subjects(file)) == ["qualification:adult-care-diploma"])
    }

    @Test
    func `of a check the days alone are taken, and a number is refused unseen`() throws {
        let file = try read(
            .check,
            """
            Staff no,Check,Date checked,Renew by,Provider,Evidence,DBS number
            E1,DBS enhanced,15/02/2024,15/02/2027,,,
            E2,001234567890,15/02/2024,,,,
            E3,DBS enhanced,,,,,
            E4,Right to work,,15/02/2027,,,
            E5,Right to work 2024,16/02/2024,,,,

            """
        )
        #expect(file.found == ["TRNG-0213 3", "TRNG-0215 4"])
        #expect(
            subjects(file) == [
                "check:dbs-enhanced", "check:right-to-work", "check:right-to-work-2024",
            ]
        )
        let number = file.reader.report.kept.first { $0.reason == "TRNG-0213" }
        #expect(number?.sentence.contains("001234567890") == false)
        // Provider, evidence and number are no columns of a check: they are not even sent.
        let sent = file.reader.mapping.columns.filter { $0.meaning != .left }.map(\.title)
        #expect(sent == ["Staff no", "Check", "Date checked", "Renew by"])
    }

    @Test
    func `what a mapping says all the same of a check is left out and told`() throws {
        let mapping = ColumnMapping(
            columns: [
                .init(title: "No", meaning: .field(.staffNumber)),
                .init(title: "What", meaning: .field(.title)),
                .init(title: "Done", meaning: .field(.completed)),
                .init(title: "Proof", meaning: .field(.evidence)),
                .init(title: "By", meaning: .field(.provider)),
            ],
            kind: .check
        )
        let file = try ReadFile(
            "No,What,Done,Proof,By\nE1,DBS,15/02/2024,C:/a.pdf,Somebody\n",
            mapping: mapping
        )
        #expect(file.count(.recordPart) == 2 && file.records.count == 1)
        #expect(file.records[0].evidence == 0 && file.records[0].provider == 0)
    }

    @Test
    func `an assessment says how it ended and who assessed, and a supervision needs no name`()
        throws
    {
        let file = try read(
            .competency,
            """
            Staff no,Topic,Date assessed,Review by,Found able,Assessed by
            E1,Fire safety,15/02/2024,15/02/2025,yes,Nurse
            E2,Fire safety,15/02/2024,,not yet competent,Nurse
            E3,Fire safety,15/02/2024,,,Nurse
            E4,Fire safety,15/02/2024,,don't know,Nurse
            E5,Fire safety,15/02/2024,,yes,
            E6,Nothing known,15/02/2024,,yes,Nurse

            """
        )
        #expect(
            file.found == [
                "TRNG-0216 4", "TRNG-0216 5", "\(ReasonCode.recordEmpty.text) 6",
                "\(ReasonCode.topicUnknown.text) 7",
            ]
        )
        #expect(file.records.map(\.accredited) == [.yes, .no])
        #expect(Set(subjects(file)) == ["competency:fire-safety"])
        let held = try read(
            .supervision,
            "Staff no,Date held,Next by\nE1,15/02/2024,15/05/2024\nE2,,\nE3,15/02/2024,14/02/2024\n"
        )
        #expect(
            held.found == [
                "TRNG-0215 3", "\(ReasonCode.expiryBeforeCompleted.text) 4",
            ]
        )
        #expect(subjects(held) == ["supervision:supervision"])
        #expect(held.reader.texts[held.records[0].title] == "Supervision")
    }

    @Test
    func `a column of kinds makes each row what it says`() throws {
        let file = try read(
            .training,
            """
            Staff no,Kind of record,Topic,Date completed,Level,Recognised,Accredited
            E1,training,Fire safety,15/02/2024,,,yes
            E1,Qualification,Fire safety,15/02/2024,2,yes,
            E1,registration,Social work body,15/02/2024,,,
            E1,,Oral health,15/02/2024,,,
            E1,badge,Oral health,16/02/2024,,,
            E1,check,DBS,15/02/2024,2,,
            ,,,,,,

            """
        )
        #expect(
            subjects(file) == [
                "fire-safety", "qualification:fire-safety", "registration:social-work-body",
                "oral-health", "check:dbs",
            ]
        )
        #expect(file.found == ["TRNG-0211 6", "TRNG-0212 7"])
        #expect(file.reader.rowsRead == 6)
        // The same row of a file of training alone has no level, and the column stays at home.
        let plain = MappingSuggestion(
            titles: ["Staff no", "Topic", "Level", "Year"],
            topics: TopicMatcher(try TrainingCatalogue.shipped())
        )
        #expect(plain.mapping.leftOut == ["Level", "Year"])
    }

    @Test
    func `a file with a column for each topic has training alone`() throws {
        let mapping = ColumnMapping(
            columns: [
                .init(title: "No", meaning: .field(.staffNumber)),
                .init(title: "Fire", meaning: .completed("fire-safety")),
            ],
            kind: .qualification
        )
        let file = try ReadFile("No,Fire\nE1,15/02/2024\n", mapping: mapping)
        #expect(file.found == ["TRNG-0211 2"] && file.records.isEmpty)
    }

    @Test
    func `a file has so many names and not one more`() throws {
        func file(_ names: Int) throws -> ReadFile {
            let rows = (0..<names).map { "E1,N\($0)x,15/02/2024" }
            return try read(
                .qualification,
                (["Staff no,Qualification,Date achieved"] + rows).joined(separator: "\n") + "\n"
            )
        }
        let most = TrainingFileReader.namesMax
        #expect(try file(most).records.count == most)
        let over = try file(most + 1)
        #expect(over.records.count == most && over.count(.trainingTooMany) == 1)
    }

    @Test
    func `what differs is named by the kind's own words`() {
        let old = TrainingRecord(
            topic: "qualification:diploma",
            title: "Diploma",
            completed: day("2024-02-01"),
            accredited: .no,
            level: 2
        )
        var new = old
        (new.level, new.accredited) = (3, .yes)
        guard case .changed(let merged, let parts) = RecordDifference(new, kept: old) else {
            Issue.record("nothing differs")
            return
        }
        #expect(parts == [.recognised, .level] && merged.level == 3)
        new.level = nil
        new.accredited = nil
        #expect(RecordDifference(new, kept: old) == .unchanged)
    }
}

/// Until when one record counts.
struct RecordEndTests {
    private func rule(_ id: RuleID, _ evidence: RequiredEvidence, _ refresh: Refresh) -> Requirement
    {
        let fulfilment = Fulfilment("dbs")
        let rule = TrainingRule(
            id: id,
            fulfilment: fulfilment,
            evidence: evidence,
            roles: .everyone,
            organisations: .all,
            basis: nil,
            refresh: refresh
        )
        return Requirement(rule, started: nil)
    }

    @Test
    func `an end is given, derived, or none, and the earlier of several rules decides`() throws {
        let three = try #require(RefreshInterval(months: 36))
        let one = try #require(RefreshInterval(months: 12))
        let done = day("2024-02-01")
        func end(_ stated: StatedExpiry, _ rules: [Requirement]) -> Expiry {
            let evidence = TrainingEvidence(kind: .check, topic: "dbs", done: done, expiry: stated)
            return RecordEnd(of: evidence, rules, in: WorkerFile()).expiry
        }
        let long = rule("a", .check, .every(three))
        let short = rule("b", .check, .every(one))
        let other = rule("c", .training, .every(one))
        #expect(end(.unstated, []) == .none && end(.unstated, [other]) == .none)
        #expect(end(.unstated, [long]) == .derived(day("2027-02-01")))
        #expect(end(.unstated, [long, short]) == .derived(day("2025-02-01")))
        #expect(end(.day(day("2026-01-01")), [long]) == .given(day("2026-01-01")))
        #expect(end(.day(day("2026-01-01")), [long, short]) == .derived(day("2025-02-01")))
        #expect(end(.day(day("2026-01-01")), []) == .given(day("2026-01-01")))
        #expect(end(.never, []) == .none)
    }
}
