import HubDomain
import HubText
import Testing

struct AssessmentProgressTests {
    @Test
    func `an empty draft has not been started`() throws {
        let day = try Fixtures.day("2025-03-03")
        #expect(AssessmentProgress(nil, changed: day) == .notStarted)
        #expect(AssessmentProgress(Fixtures.empty(), changed: day) == .notStarted)
        var assessment = try Fixtures.filled()
        #expect(AssessmentProgress(assessment, changed: day) == .draft(changed: day))
        assessment.state = .handedIn(day)
        #expect(AssessmentProgress(assessment, changed: day) == .handedIn(day))
        assessment.state = .agreed(.init(role: "x", day: day), handedIn: day)
        let agreed = AssessmentProgress(assessment, changed: day)
        #expect(agreed == .agreed(day, handedIn: day))
        #expect(agreed.day == day)
        #expect(agreed.words == "agreed")
        #expect(AssessmentProgress.notStarted.day == nil)
    }

    @Test
    func `nobody is told to do what a steward does but a steward`() throws {
        let today = try Fixtures.day("2025-03-03")
        let draft = AssessmentDue(.draft(changed: today), closing: today, today: today)
        let writes = "A draft; finish it, and a steward hands it in. It closes today."
        #expect(draft.sentence(for: .contributor) == writes)
        #expect(draft.sentence(for: .reader) == "A draft; a steward hands it in. It closes today.")
        #expect(draft.sentence(for: .steward) == draft.sentence)
        let handedIn = AssessmentDue(.handedIn(today), closing: today, today: today)
        #expect(handedIn.sentence(for: .reader) == "Handed in; a steward records the agreement.")
    }

    @Test(arguments: [
        (
            0, AssessmentDue.Urgency.soon(days: 0),
            "A draft; finish it and hand it in. It closes today."
        ),
        (1, .soon(days: 1), "A draft; finish it and hand it in. It closes tomorrow."),
        (14, .soon(days: 14), "A draft; finish it and hand it in. It closes in 14 days."),
        (15, .later(days: 15), "A draft; finish it and hand it in. It closes in 15 days."),
        (-1, .overdue(days: 1), "A draft; finish it and hand it in. It closed yesterday."),
        (-30, .overdue(days: 30), "A draft; finish it and hand it in. It closed 30 days ago."),
    ])
    func `a draft is due by its closing date`(
        days: Int,
        urgency: AssessmentDue.Urgency,
        sentence: String
    ) throws {
        let today = try Fixtures.day("2025-03-03")
        let due = AssessmentDue(
            .draft(changed: today),
            closing: today.advanced(by: days),
            today: today
        )
        #expect(due.urgency == urgency)
        #expect(due.step == .handIn)
        #expect(due.sentence == sentence)
        #expect(!due.wasLate)
    }

    @Test
    func `what was handed in is due no more, and late stays late`() throws {
        let closing = try Fixtures.day("2025-03-03")
        let after = try Fixtures.day("2025-03-04")
        let inTime = AssessmentDue(.handedIn(closing), closing: closing, today: after)
        #expect(inTime.urgency == .done && !inTime.wasLate && inTime.step == .agree)
        let late = AssessmentDue(.agreed(after, handedIn: after), closing: closing, today: after)
        #expect(late.wasLate && late.step == .none)
        #expect(late.sentence == "Handed in and agreed. It was handed in after the closing date.")
        let never = AssessmentDue(.notStarted, closing: nil, today: after)
        #expect(never.urgency == .noClosingDate)
        #expect(never.sentence == "Not started. There is no closing date.")
    }

    @Test
    func `the closing date ends at midnight in London`() throws {
        let closing = try Fixtures.day("2025-06-30")
        let lastSecond = try #require(closing.advanced(by: 1).flatMap(LondonTime.start(of:))) - 1
        let last = try #require(LondonTime.day(atSeconds: lastSecond))
        let next = try #require(LondonTime.day(atSeconds: lastSecond + 1))
        #expect(AssessmentDue(.notStarted, closing: closing, today: last).urgency == .soon(days: 0))
        #expect(
            AssessmentDue(.notStarted, closing: closing, today: next).urgency == .overdue(days: 1)
        )
        // In summer the day ends at 23:00 UTC.
        #expect((lastSecond + 1) % 86_400 == 23 * 3_600)
    }
}
