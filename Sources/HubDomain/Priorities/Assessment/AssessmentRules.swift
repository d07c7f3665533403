package import HubText

/// What the rules say about an assessment, and the assessment with its texts normalised.
package struct AssessmentCheck: Equatable, Sendable {
    /// The assessment to keep if nothing is wrong.
    package let tidy: Assessment
    /// Errors, warnings and notes, in the order of the edition's items.
    package let findings: [Finding]
    /// Whether every count is within its limit; where one is not, nothing behind it was looked at.
    package let isWithinCounts: Bool

    /// Whether the assessment can be kept.
    package var isAcceptable: Bool { findings.allSatisfy { $0.severity < .error } }
}

/// The rules that every self-assessment keeps.
package enum AssessmentRules {
    /// Checks an assessment against its edition and normalises its texts; nothing stops it.
    ///
    /// - Parameters:
    ///   - assessment: The assessment as it came.
    ///   - edition: The edition it names.
    /// - Returns: The findings, and the tidy assessment.
    package static func check(_ assessment: Assessment, against edition: Edition) -> AssessmentCheck
    {
        check(assessment, against: edition, .free)
    }

    /// Checks an assessment against its edition and normalises its texts.
    ///
    /// Counts come first: of what there is too much of, nothing is read.
    ///
    /// - Parameters:
    ///   - assessment: The assessment as it came.
    ///   - edition: The edition it names.
    ///   - pace: Asked at every note and every piece of evidence.
    /// - Returns: The findings, and the tidy assessment.
    /// - Throws: What stops the work.
    /// - Complexity: Linear in the assessment.
    package static func check<Stop: Error>(
        _ assessment: Assessment,
        against edition: Edition,
        _ pace: Pace<Stop>
    ) throws(Stop) -> AssessmentCheck {
        var tidy = assessment
        var errors: [DomainError] = []
        var seen: Set<NoteReference> = []
        let order = edition.items.map(\.code)
        for code in order {
            guard let entry = assessment.entries[code] else { continue }
            let part = Part(path: "items[\(code)]", subject: edition.words(for: code))
            tidy.entries[code] = try checked(
                entry,
                part,
                in: assessment,
                seen: &seen,
                &errors,
                pace
            )
        }
        let known = Set(order)
        for code in assessment.entries.keys.sorted() where !known.contains(code) {
            errors.append(edition.unknownItem(code))
        }
        if let note = assessment.peerChallenge {
            do throws(TextError) {
                let text = try Assessment.textRule.accept(note)
                tidy.peerChallenge = text.isEmpty ? nil : text
            } catch {
                let subject = "The peer challenge note"
                errors.append(
                    DomainError(.noteText, path: "peer_challenge", subject: subject, error)
                )
            }
        }
        return AssessmentCheck(
            tidy: tidy,
            findings: errors.map { $0.finding() },
            isWithinCounts: !errors.contains { $0.reason == .tooMany }
        )
    }

    /// A part of the assessment, for programs and for people.
    private struct Part {
        let path: String
        let subject: String

        func appending(_ path: String, _ words: String) -> Part {
            Part(path: "\(self.path).\(path)", subject: "\(subject), \(words)")
        }
    }

    private static func checked<Stop: Error>(
        _ entry: Assessment.Entry,
        _ part: Part,
        in assessment: Assessment,
        seen: inout Set<NoteReference>,
        _ errors: inout [DomainError],
        _ pace: Pace<Stop>
    ) throws(Stop) -> Assessment.Entry {
        var tidy = entry
        let surplus = surplus(entry, part)
        errors += surplus
        guard surplus.isEmpty else { return entry }
        for (index, note) in entry.notes.enumerated() {
            try pace.step()
            let place = part.appending("notes[\(note.reference)]", "\(note.reference)")
            if !seen.insert(note.reference).inserted {
                errors.append(
                    DomainError(
                        .noteReference,
                        path: place.path,
                        subject: part.subject,
                        found: note.reference.description,
                        problem: "is used twice",
                        expected: "a reference of its own"
                    )
                )
            }
            tidy.notes[index] = try checked(note, place, &errors, pace)
        }
        tidy.notes.sort { $0.reference < $1.reference }
        let rating = part.appending("rating", "rating")
        checkRating(entry.rating, scale: assessment.scale, rating, &errors)
        return tidy
    }

    /// What there is too much of under an item.
    private static func surplus(_ entry: Assessment.Entry, _ part: Part) -> [DomainError] {
        AssessmentNote.Kind.allCases.compactMap { kind in
            guard
                entry.notes.count(where: { $0.reference.kind == kind })
                    > Assessment.notesPerKindMax
            else { return nil }
            return DomainError(
                .tooMany,
                path: "\(part.path).notes",
                subject: part.subject,
                problem: "there are too many entries (\(kind.words))",
                expected: "at most \(Assessment.notesPerKindMax) for each priority"
            )
        }
    }

    /// The error for more evidence than one note may have.
    static func tooMuchEvidence(path: String, subject: String = "") -> DomainError {
        DomainError(
            .tooMany,
            path: path,
            subject: subject,
            problem: "there are too many pieces of evidence",
            expected: "at most \(Assessment.evidenceMax)"
        )
    }

    private static func checked<Stop: Error>(
        _ note: AssessmentNote,
        _ part: Part,
        _ errors: inout [DomainError],
        _ pace: Pace<Stop>
    ) throws(Stop) -> AssessmentNote {
        var tidy = note
        do throws(TextError) {
            tidy.text = try Assessment.textRule.acceptRequired(note.text)
        } catch {
            let reason: ReasonCode = error.rule == .textMissing ? .noteMissing : .noteText
            errors.append(
                DomainError(reason, path: "\(part.path).text", subject: part.subject, error)
            )
        }
        guard note.evidence.count <= Assessment.evidenceMax else {
            let path = "\(part.path).evidence"
            errors.append(tooMuchEvidence(path: path, subject: part.subject))
            return note
        }
        tidy.evidence = []
        var seen: Set<Evidence> = []
        for (index, evidence) in note.evidence.enumerated() {
            try pace.step()
            let place = part.appending("evidence[\(index + 1)]", "evidence \(index + 1)")
            do throws(DomainError) {
                let read = try Evidence.read(
                    evidence.text,
                    path: place.path,
                    subject: place.subject
                )
                if seen.insert(read).inserted { tidy.evidence.append(read) }
            } catch {
                errors.append(error)
            }
        }
        return tidy
    }

    private static func checkRating(
        _ rating: Int?,
        scale: RatingScale?,
        _ part: Part,
        _ errors: inout [DomainError]
    ) {
        guard let rating else { return }
        guard let scale else {
            errors.append(withoutScale(path: part.path, subject: part.subject))
            return
        }
        guard scale.name(of: rating) == nil else { return }
        errors.append(
            DomainError(
                .ratingLevel,
                path: part.path,
                subject: part.subject,
                found: "\(rating)",
                problem: "is not a level of the scale “\(scale.name)”",
                expected: "a level from 1 to \(scale.levels.count)"
            )
        )
    }

    /// The error for a rating where the region set no scale.
    static func withoutScale(path: String, subject: String = "") -> DomainError {
        DomainError(
            .ratingWithoutScale,
            path: path,
            subject: subject,
            problem: "there is a rating, but the region has set no scale",
            expected: "no rating"
        )
    }
}
