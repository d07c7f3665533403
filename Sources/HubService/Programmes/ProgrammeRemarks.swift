import HubDomain
import HubText
import HubWire

/// What there is to look at in programmes that are kept, gathered over one call.
struct ProgrammeRemarks {
    /// The remarks that an answer has.
    static let max = 200

    private(set) var told: [ProgrammeRemark] = []
    private(set) var leftOut: UInt32 = 0

    /// Looks at one change.
    ///
    /// - Parameters:
    ///   - place: Which change of the call.
    ///   - programme: What is kept.
    ///   - before: What was recorded before it, in whose place it is kept.
    ///   - worker: The worker's days of employment.
    ///   - today: The day in London.
    mutating func look(
        at place: Int,
        _ programme: DevelopmentProgramme,
        over before: DevelopmentProgramme?,
        _ worker: WorkerFacts,
        on today: Day
    ) {
        let standing = DevelopmentStanding(programme, left: worker.left, on: today)
        for doubt in standing.doubts {
            let day = doubt.day.map { ", \($0.words)" } ?? ""
            tell(place, "", doubt.word, doubt.words + day, .programmeDoubt)
        }
        // Told once and kept in no list: what somebody did elsewhere is no fault.
        if let started = worker.started {
            let early = programme.days(before: started)
            if !early.isEmpty, early != before?.days(before: started) {
                let words =
                    "before \(started.words), the first day of employment: "
                    + early.joined(separator: ", ")
                    + "; right where it was with an earlier employer"
                tell(place, "", "before-employment", words, .programmeEarly)
            }
        }
        if let words = before.flatMap({ programme.editionMove(from: $0) }) {
            tell(place, "edition", "edition-changed", words, .programmeEditionMoved)
        }
        // How many there were is not told: an answer to a change is no way of reading.
        if let done = programme.hoursDone, let earlier = before?.hoursDone, done < earlier {
            let words = "fewer off-the-job hours than were recorded before"
            tell(place, "hours_done", "hours-down", words, .programmeDoubt)
        }
        let known = before?.nameHints ?? []
        for hint in programme.nameHints where !known.contains(hint) {
            tell(place, hint.path, "name", hint.finding().sentence, .programmeName)
        }
    }

    /// Says that another of the same kind and title has ended, beside which one was begun.
    mutating func tellEnded(_ ended: Day, _ id: String, at place: Int) {
        tell(
            place,
            "",
            "ended-before",
            "one of the same kind and title ended on \(ended.words); what belongs to that one is a "
                + "change of \(id)",
            .programmeDoubt
        )
    }

    /// Says that an earlier change of the call was of the same programme.
    mutating func tellSame(_ other: Int, at place: Int) {
        let words = "another row is of the same programme, and what this one says stands over it"
        tell(place, "", "same-programme", words, .programmeDoubt, other)
    }

    private mutating func tell(
        _ place: Int,
        _ field: String,
        _ word: String,
        _ words: String,
        _ reason: ReasonCode,
        _ other: Int? = nil
    ) {
        guard told.count < ProgrammeRemarks.max else {
            leftOut += 1
            return
        }
        told.append(
            ProgrammeRemark(
                change: UInt32(clamping: place),
                field: field,
                word: word,
                words: words,
                reason: reason.text,
                otherChange: other.map { UInt32(clamping: $0) }
            )
        )
    }
}
