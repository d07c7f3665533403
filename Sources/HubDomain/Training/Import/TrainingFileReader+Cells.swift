import HubText

extension TrainingFileReader {
    /// Takes one cell that is not empty.
    mutating func take(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        let column = mapping.columns[index]
        switch column.meaning {
        case .left: break
        case .completed(let topic):
            let cell = day(bytes, range, index)
            takeWide(cell, topic, index, isExpiry: false, &row)
        case .expiry(let topic):
            let cell = day(bytes, range, index)
            takeWide(cell, topic, index, isExpiry: true, &row)
        case .field(let field): take(field, bytes, range, index, &row)
        }
    }

    private mutating func take(
        _ field: ImportField,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        guard row.kind.holds(field) else { return leaveOut(row.kind, index) }
        switch field {
        case .staffNumber: row.worker = worker(bytes, range, index, &row)
        case .topic:
            if row.kind.isAboutTopics {
                takeTopic(bytes, range, index, &row)
            } else {
                row.name = text(bytes, range, index, TrainingLimits.title, &row)
            }
        case .category: takeCategory(bytes, range, index, &row)
        case .completed: takeCompleted(day(bytes, range, index), index, &row)
        case .expiry: takeExpiry(day(bytes, range, index), index, &row)
        case .accredited, .recognised:
            let answer = caches.answers.value(bytes, range, make: TriState.read)
            if answer == nil {
                fail(
                    .answerUnknown,
                    index,
                    bytes,
                    range,
                    "is no answer",
                    "yes, no or don’t know",
                    &row
                )
            }
            row.record.accredited = answer
        case .delivery:
            let folded = CSVColumn.folded(CellText.text(bytes, range))
            row.record.delivery =
                folded.hasPrefix("e") || folded == "online" ? .eLearning : .faceToFace
        case .deliveredBy:
            let folded = CSVColumn.folded(CellText.text(bytes, range))
            row.record.deliveredBy =
                folded.hasPrefix("inhouse") || folded == "internal" ? .inHouse : .external
        case .title: row.record.title = text(bytes, range, index, TrainingLimits.title, &row)
        case .provider, .assessedBy:
            row.record.provider = text(bytes, range, index, TrainingLimits.name, &row)
        case .evidence:
            row.record.evidence = text(bytes, range, index, TrainingLimits.reference, &row)
        case .organisation:
            row.record.organisation = text(bytes, range, index, TrainingLimits.ownID, &row)
        case .team: row.record.team = text(bytes, range, index, TrainingLimits.name, &row)
        case .role: takeRole(bytes, range, index, &row)
        case .notes:
            // Notes of a file are never kept: a person adds them one by one where they are.
            remark(.notesOff, .note, column: index, "the notes are left out")
        case .started, .left, .employerType, .pathway, .otherRoles:
            takeFact(field, bytes, range, index, &row)
        case .level, .year, .able: takePart(field, bytes, range, index, &row)
        case .kind: break  // Looked at before the other cells.
        }
    }

    private mutating func takeRole(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        row.record.role = text(bytes, range, index, TrainingLimits.name, &row)
        if !nameLike.isEmpty { tellName(row.record.role, index) }
    }

    /// Says that a cell is wrong, and that its row makes no record.
    mutating func fail(
        _ reason: ReasonCode,
        _ column: Int,
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ problem: String,
        _ expected: String,
        _ row: inout RowCells
    ) {
        let found = CellText.text(bytes, range)
        fail(reason, column, &row) {
            DomainError(reason, path: "", found: found, problem: problem, expected: expected)
        }
    }

    /// Says that a cell is wrong, and that its row makes no record.
    mutating func fail(
        _ reason: ReasonCode,
        _ column: Int?,
        _ row: inout RowCells,
        _ error: () -> DomainError
    ) {
        row.isWrong = true
        if let column { row.failed.append(column) }
        let place = place(column)
        report.add(reason, .error, column: column, isOfFile: isEnded) {
            error().withoutPersons.finding(at: place)
        }
    }

    /// Remarks on a cell or on the file.
    mutating func remark(
        _ reason: ReasonCode,
        _ severity: Severity,
        column: Int?,
        found: String? = nil,
        _ problem: @autoclosure () -> String,
        expected: @autoclosure () -> String = ""
    ) {
        let place = place(column)
        report.add(reason, severity, column: column, isOfFile: isEnded) {
            DomainError(
                reason,
                path: "",
                found: found,
                problem: problem(),
                expected: expected()
            ).finding(at: place, severity: severity)
        }
    }

    private mutating func worker(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) -> Int? {
        let found = caches.workers.value(bytes, range) { typed in
            do throws(DomainError) {
                let number = try StaffNumber.read(typed)
                if let known = workers[number] { return .known(known) }
                staffNumbers.append(number)
                firstRows.append(Int32(clamping: scanner.row))
                workers[number] = staffNumbers.count - 1
                return .known(staffNumbers.count - 1)
            } catch {
                return .wrong(error)
            }
        }
        switch found {
        case .known(let worker): return worker
        case .wrong(let error):
            fail(error.reason, index, &row) { error }
            return nil
        }
    }

    mutating func text(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ rule: TextRule,
        _ row: inout RowCells
    ) -> Int {
        let found = caches.texts[index].value(bytes, range) { typed in
            do throws(TextError) {
                let tidy = try rule.accept(typed)
                let isReference = mapping.columns[index].meaning.isReference
                if let personal = PersonalText.find(in: tidy, isReference: isReference) {
                    return .wrong(personal.error())
                }
                guard texts.count < Self.textsMax else {
                    return .wrong(
                        DomainError(
                            .trainingTooMany,
                            path: "",
                            problem: "the file has more than \(Self.textsMax) different texts",
                            expected: "the file in several"
                        )
                    )
                }
                texts.append(tidy)
                textHashes.append(Self.hash(tidy))
                if mapping.columns[index].meaning.isRole, Self.readsAsName(tidy) {
                    nameLike.insert(texts.count - 1)
                }
                return .known(texts.count - 1)
            } catch {
                return .wrong(DomainError(.trainingText, path: "", error))
            }
        }
        switch found {
        case .known(let number): return number
        case .wrong(let error):
            fail(error.reason, index, &row) { error }
            return 0
        }
    }

    /// What a text says, the same for two that differ in capitals and spaces alone.
    static func hash(_ text: String) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in CSVColumn.folded(text).utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        // What has neither letters nor digits is no less a text.
        if hash == 0x811C_9DC5 {
            for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        }
        return hash
    }

    private mutating func takeTopic(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        let (matcher, numbers) = (matcher, topicNumbers)
        let found = caches.topics.value(bytes, range) { typed in
            let match = matcher.match(typed, looksAround: unknownTopics.looksAround)
            return Self.known(typed, match, numbers, &unknownTopics)
        }
        switch found {
        case .known(let number): row.topic = number
        case .ignored: row.isApplicable = false
        case .personal(let personal): fail(.textPersonal, index, &row) { personal.error() }
        case .unknown(let match, let place):
            unknownTopics.count(place)
            failTopic(CellText.text(bytes, range), match, index, &row)
        }
    }

    /// Says that a name is no topic, or could be several.
    mutating func failTopic(
        _ found: String,
        _ match: TopicMatch,
        _ index: Int?,
        _ row: inout RowCells
    ) {
        if case .several(let codes) = match {
            fail(.topicSeveral, index, &row) {
                DomainError(
                    .topicSeveral,
                    path: "",
                    found: found,
                    problem: "could be one of several topics",
                    expected: codes.map(\.text).joined(separator: ", ")
                )
            }
        } else {
            var suggestion: String?
            if case .none(let near) = match { suggestion = near }
            fail(.topicUnknown, index, &row) {
                DomainError(
                    .topicUnknown,
                    path: "",
                    found: found,
                    problem: "is not a topic of the catalogue",
                    expected: suggestion == nil
                        ? "a topic’s name or code, or a mapping that says which is meant" : "",
                    suggestion: suggestion
                )
            }
        }
    }

    static func known(
        _ typed: String,
        _ match: TopicMatch,
        _ numbers: [TopicCode: Int],
        _ unknown: inout UnknownTopics
    ) -> ReaderCaches.Topic {
        if case .topic(let code) = match, let number = numbers[code] { return .known(number) }
        // Such a name is never repeated, and stands in no list of names.
        if match != .ignored, let personal = PersonalText.find(in: typed) {
            return .personal(personal)
        }
        switch match {
        case .topic:
            return .unknown(
                .none(suggestion: nil),
                place: unknown.place(of: typed, .none(suggestion: nil))
            )
        case .ignored: return .ignored
        case .several, .none: return .unknown(match, place: unknown.place(of: typed, match))
        }
    }

    private mutating func takeCategory(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ index: Int,
        _ row: inout RowCells
    ) {
        let (matcher, numbers) = (matcher, topicNumbers)
        let found = caches.categories.value(bytes, range) { typed in
            // A number is a code or nothing; words may be a name.
            guard let number = try? NumberText.whole(typed, in: 0...1_000_000) else {
                let match = matcher.match(typed, looksAround: unknownTopics.looksAround)
                return Self.known(typed, match, numbers, &unknownTopics)
            }
            let topic = matcher.topic(of: CategoryCode(rawValue: number))
            let known = topic.flatMap { numbers[$0] }
            return known.map { .known($0) } ?? .unknown(.none(suggestion: nil), place: nil)
        }
        switch found {
        case .known(let number): row.topic = row.topic ?? number
        case .ignored: row.isApplicable = false
        case .personal(let personal): fail(.textPersonal, index, &row) { personal.error() }
        case .unknown(_, let place):
            if let place { unknownTopics.count(place) }
            fail(
                .categoryUnknown,
                index,
                bytes,
                range,
                "is not a category of ASC-WDS",
                "a code from 1 to 51 that is in use, or a category’s name",
                &row
            )
        }
    }
}
