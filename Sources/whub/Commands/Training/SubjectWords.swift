import HubDomain
import HubText
import HubWire

/// A person's own copy in plain words: what is recorded, since when, by which role and how.
struct SubjectWords {
    private let topics: [TopicCode: String]
    // Text keys: codes of rules, as the hub writes them.
    private let rules: [String: String]
    private let times: [UInt64: Timestamp]

    /// Words for the rows of one copy.
    ///
    /// - Parameters:
    ///   - rows: The rows: one that was replaced ended when the next began.
    ///   - catalogue: The topics.
    ///   - rules: The rules that the standings are about.
    init(
        _ rows: [TrainingSubjectRow],
        _ catalogue: TrainingCatalogue,
        _ rules: [TrainingRuleEntry]
    ) {
        topics = Dictionary(
            catalogue.topics.map { ($0.code, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
        self.rules = Dictionary(
            rules.map { ($0.rule, $0.topic) },
            uniquingKeysWith: { first, _ in first }
        )
        var times: [UInt64: Timestamp] = [:]
        for row in rows { times[row.fromRevision] = row.time ?? times[row.fromRevision] }
        self.times = times
    }

    /// The copy as a table; its titles are words too, since the file is for the person.
    func listing(_ rows: [TrainingSubjectRow]) -> Listing {
        let titles = [
            "What", "Details", "Recorded", "State", "By", "How", "Ended by", "How it ended",
        ]
        var listing = Listing(columns: titles.map { .init($0, $0) })
        listing.rows = rows.map { row in
            [
                .text(Self.parts[row.part] ?? row.part), .text(details(row)),
                .text(row.time.map(Wording.time) ?? "worked out by the hub"), .text(state(row)),
                .text(row.role), .text(how(row.method)), .text(row.toRole), .text(ending(row)),
            ]
        }
        return listing
    }

    private func state(_ row: TrainingSubjectRow) -> String {
        if row.toRevision == 0 { return "as it is now" }
        let ended = row.toTime ?? times[row.toRevision]
        return ended.map { "until \(Wording.time($0))" } ?? "no longer so"
    }

    private func details(_ row: TrainingSubjectRow) -> String {
        row.fields.map { "\(label($0.name)): \(value($0))" }.joined(separator: "; ")
    }

    private func label(_ name: String) -> String {
        if let label = Self.labels[name] { return label }
        return name.split(separator: "_").filter { !$0.elementsEqual("pence") }
            .joined(separator: " ")
    }

    private func value(_ field: TrainingSubjectField) -> String {
        switch field.name {
        case "topic", "subject", "prerequisites":
            return field.value.split(separator: ",").map { code in
                let text = TextRule.trimmed(String(code))
                return topics[TopicCode(text: text)] ?? rules[text] ?? text
            }.joined(separator: ", ")
        case "rule": return rules[field.value] ?? field.value
        default: break
        }
        if field.name.hasSuffix("pence"), let pence = Int(field.value) {
            let rest = pence % 100
            return "£\(NumberText.grouped(pence / 100)).\(rest < 10 ? "0" : "")\(rest)"
        }
        if field.value.utf8.count == 10, field.value.utf8.filter({ $0 == 0x2D }).count == 2 {
            return Wording.day(field.value)
        }
        let words = ["eLearning": "online", "faceToFace": "face to face", "inHouse": "in house"]
        return words[field.value] ?? field.value
    }

    /// How it came to be recorded, by the method that did it.
    private func how(_ method: String) -> String {
        guard let name = method.split(separator: "/").last.map(String.init) else { return "" }
        return Self.methods[name] ?? "recorded on the hub"
    }

    /// How it ended, by the method that did it; nothing while it stands.
    private func ending(_ row: TrainingSubjectRow) -> String {
        guard row.toRevision > 0 else { return "" }
        let name = row.toMethod.split(separator: "/").last.map(String.init) ?? ""
        return Self.endings[name] ?? "a later entry says otherwise"
    }

    // Text keys: what the hub calls the parts of a copy.
    private static let parts: [String: String] = [
        "worker": "Your place at work", "restriction": "A restriction of processing",
        "record": "Training or another record",
        "arrangement": "Something arranged", "standing": "How you stand to a requirement",
        "delegation": "A delegated healthcare activity", "funding": "A funded course",
        "programme": "A development programme",
    ]

    // Text keys: what the hub calls the fields of a copy.
    private static let labels: [String: String] = [
        "token": "reference that stands for your staff number", "organisation": "workplace",
        "employer": "workplace", "role": "main job", "other_roles": "other jobs",
        "started": "first day", "left": "last day", "employer_type": "kind of employer",
        "pathway": "category of the Care Workforce Pathway", "pathway_from": "category since",
        "restricted": "your records are kept and not used", "kind": "kind", "topic": "about",
        "subject": "about", "completed": "done on", "expiry": "counts until",
        "delivery": "taught", "delivered_by": "taught by", "title": "title",
        "evidence": "evidence", "from": "from", "until": "until", "accepted_by": "accepted by",
        "rule": "requirement", "state": "state", "required": "required of you",
        "last_day": "last day that counts", "prerequisites": "needs", "answer": "you said",
        "answered": "you said so on", "assessed": "assessed on", "review_due": "review due by",
        "oversight": "whom to ask", "registration_body": "registered with", "ended": "ended on",
        "cause": "why it ended", "cost_pence": "cost", "first_paid": "first paid on",
        "id": "number of the entry", "planned_end": "planned last day",
        "stopped": "ended before completion on", "hours_planned": "off-the-job hours planned",
        "hours_done": "off-the-job hours done", "funding": "where the money comes from",
        "funding_pence": "how much", "review_months": "reviews after so many months",
        "review_pattern": "whose pattern of reviews", "extension_months": "months longer",
        "extension": "longer for", "missing_standards": "standards without a day",
    ]

    // Text keys: names of methods.
    private static let methods: [String: String] = [
        "CommitTraining": "came with a file", "UndoTraining": "a file was taken back",
        "SaveProgrammes": "recorded by hand or from a file of programmes",
        "UndoProgramme": "an entry was taken back",
        "SetTrainingArrangements": "recorded by hand", "EndTrainingArrangement": "ended by hand",
        "RestrictTrainingWorker": "restricted by hand", "RecordDelegation": "recorded by hand",
        "AnswerDelegation": "what you said was recorded", "AssessDelegation": "assessed",
        "EndDelegation": "ended by hand", "UndoDelegation": "taken back by hand",
        "RecordFundedCourse": "recorded by hand", "RemoveTrainingRecord": "taken out by hand",
        "RecordClaim": "a claim was recorded",
    ]

    // Text keys: names of methods.
    private static let endings: [String: String] = [
        "CommitTraining": "a later file says otherwise", "UndoTraining": "a file was taken back",
        "UndoProgramme": "taken back", "EndTrainingArrangement": "ended by hand",
        "RestrictTrainingWorker": "lifted by hand", "EndDelegation": "ended by hand",
        "UndoDelegation": "taken back by hand", "RemoveTrainingRecord": "taken out by hand",
    ]
}
