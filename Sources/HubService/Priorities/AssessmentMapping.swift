import HubDomain
import HubText
import HubWire

// Self-assessments as the domain's rules look at them, and as they travel and are stored.

extension HubWire.RatingScale {
    /// The scale as the domain knows it.
    ///
    /// - Returns: The checked scale.
    /// - Throws: What is wrong with its levels or names.
    func domain() throws(Fault) -> HubDomain.RatingScale {
        let direction: HubDomain.RatingScale.Direction
        switch self.direction {
        case .higherIsBetter: direction = .higherIsBetter
        case .lowerIsBetter: direction = .lowerIsBetter
        default:
            throw .invalid(
                "scale.direction",
                "required",
                "which end of the scale is the good one",
                about: "the direction"
            )
        }
        return try Fault.domain { () throws(DomainError) in
            try HubDomain.RatingScale(
                id: ScaleID(text: id),
                name: name,
                levels: levels.map { .init($0.name, meaning: $0.meaning) },
                direction: direction
            )
        }
    }
}

/// A window with what belongs to it: the edition it asks about, the scale of its ratings.
struct AssessmentFrame {
    let window: Window
    let edition: FrameworkEdition
    let scale: HubWire.RatingScale?
    let domainEdition: HubDomain.Edition
    let domainScale: HubDomain.RatingScale?

    /// The frame of a window.
    ///
    /// - Parameters:
    ///   - id: The window's id.
    ///   - region: What the region holds.
    /// - Throws: `notFound`, or a fault of what the region holds.
    init(_ id: String, in region: RegionSnapshot) throws(Fault) {
        guard let window = region.window(id) else {
            throw .noWindow(id, in: region)
        }
        guard let edition = region.edition(window.edition) else {
            throw Fault.internal("window \(window.id) names an edition that is not there")
        }
        self.window = window
        self.edition = edition
        scale = window.scale.flatMap { region.scale($0) }
        domainEdition = edition.domain
        domainScale = try scale?.domain()
    }

    /// The revision of the latest change of window, edition or scale.
    var revision: Int64 {
        Int64(clamping: max(window.revision, edition.revision, scale?.revision ?? 0))
    }

    /// An item as people call it.
    func words(for item: ItemCode) -> String {
        let name = edition.items.first { $0.code.utf8.elementsEqual(item.text.utf8) }?.name
        return name.map { "\(item) \($0)" } ?? Excerpt.of(item.text)
    }

    /// The first day, where it is confirmed.
    var opens: Day? { window.opens.flatMap { ISODay.read($0) } }

    /// The last day, where the dates are confirmed.
    var closes: Day? { window.closes.flatMap { ISODay.read($0) } }

    /// An assessment in which nothing is said.
    var empty: HubDomain.Assessment {
        HubDomain.Assessment(
            framework: FrameworkID(text: edition.framework),
            edition: EditionID(text: edition.id),
            opening: opens,
            closing: closes,
            scale: domainScale
        )
    }

    /// The domain's form of a stored assessment.
    func domain(_ stored: HubWire.Assessment) -> HubDomain.Assessment {
        var assessment = empty
        for priority in stored.priorities {
            var entry = HubDomain.Assessment.Entry(rating: priority.rating.map { Int($0) })
            for (kind, statements) in [
                (AssessmentNote.Kind.strength, priority.strengths),
                (.improvement, priority.improvements),
            ] {
                entry.notes += statements.compactMap { AssessmentNote($0, kind) }
            }
            assessment.entries[ItemCode(text: priority.item)] = entry
        }
        assessment.peerChallenge =
            stored.peerChallengeNote.isEmpty ? nil : stored.peerChallengeNote
        assessment.state = stored.domainState
        return assessment
    }

    /// The stored form of an assessment's content, in the order of the edition.
    func priorities(_ assessment: HubDomain.Assessment) -> [PriorityAssessment] {
        domainEdition.items.compactMap { item in
            guard let entry = assessment.entries[item.code], !entry.isEmpty else { return nil }
            var priority = PriorityAssessment(item: item.code.text)
            priority.strengths = entry.notes(.strength).map { HubWire.Statement($0) }
            priority.improvements = entry.notes(.improvement).map { HubWire.Statement($0) }
            priority.rating = entry.rating.map { UInt32(clamping: $0) }
            return priority
        }
    }
}

extension HubWire.Assessment {
    /// The state as the domain's rules know it.
    var domainState: HubDomain.AssessmentState {
        let handedIn = self.handedIn.flatMap { ISODay.read($0) }
        switch state {
        case .handedIn:
            if let handedIn { return .handedIn(handedIn) }
        case .agreed:
            if let handedIn, let agreement, let day = ISODay.read(agreement.day) {
                return .agreed(.init(role: agreement.role, day: day), handedIn: handedIn)
            }
        default: break
        }
        return .draft
    }

    /// The assessment without what was written.
    var head: HubWire.Assessment {
        var head = self
        head.priorities = []
        return head
    }

    /// Takes a state of the domain over.
    mutating func take(_ state: HubDomain.AssessmentState) {
        handedIn = nil
        agreement = nil
        switch state {
        case .draft: self.state = .draft
        case .handedIn(let day):
            self.state = .handedIn
            handedIn = day.iso
        case .agreed(let agreed, let day):
            self.state = .agreed
            handedIn = day.iso
            agreement = HubWire.Agreement(role: agreed.role, day: agreed.day.iso)
        }
    }
}

extension AssessmentNote {
    /// A stored statement; `nil` when its reference is none of its kind.
    init?(_ statement: HubWire.Statement, _ kind: AssessmentNote.Kind) {
        guard let reference = NoteReference(statement.reference), reference.kind == kind else {
            return nil
        }
        self.init(
            reference,
            text: statement.text,
            evidence: statement.evidence.compactMap { HubDomain.Evidence($0) },
            sharing: Sharing(statement.sharing)
        )
    }
}

extension AssessmentNote.Sharing {
    init(_ sharing: HubWire.Sharing) {
        switch sharing {
        case .unnamed: self = .sharedUnnamed
        case .named: self = .sharedNamed
        default: self = .privateToCouncil
        }
    }
}

extension HubWire.Sharing {
    init(_ sharing: AssessmentNote.Sharing) {
        switch sharing {
        case .privateToCouncil: self = .private
        case .sharedUnnamed: self = .unnamed
        case .sharedNamed: self = .named
        }
    }
}

extension HubDomain.Evidence {
    init?(_ evidence: HubWire.Evidence) {
        switch evidence.evidence {
        case .link(let text)?: self = .link(SecureLink(text: text))
        case .document(let text)?: self = .document(text)
        case nil: return nil
        }
    }
}

extension HubWire.Statement {
    init(_ note: AssessmentNote) {
        self.init()
        reference = note.reference.description
        text = note.text
        evidence = note.evidence.map { evidence in
            switch evidence {
            case .link(let link): HubWire.Evidence(evidence: .link(link.text))
            case .document(let text): HubWire.Evidence(evidence: .document(text))
            }
        }
        sharing = HubWire.Sharing(note.sharing)
    }
}

extension HubWire.Severity {
    /// How much a finding matters, as it travels.
    init(_ severity: HubText.Severity) {
        switch severity {
        case .note: self = .note
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}

extension HubWire.Finding {
    /// A finding as it travels.
    init(_ finding: HubText.Finding) {
        self.init()
        row = finding.place.row.map { UInt32(clamping: $0) } ?? 0
        column = finding.place.columnName ?? finding.place.columnLetter ?? ""
        severity = HubWire.Severity(finding.severity)
        reason = finding.reason ?? ""
        found = finding.found ?? ""
        message = finding.sentence
        suggestion = finding.suggestion
        path = finding.place.path ?? ""
    }
}
