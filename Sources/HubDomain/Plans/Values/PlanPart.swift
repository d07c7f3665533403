package import HubText

/// A part of a plan that has a reference of its own.
///
/// What compares and merges plans works on the fields that a part declares, so that a new field is
/// compared and merged by being declared.
package protocol PlanPart: Hashable, Sendable {
    /// The kind of its reference.
    associatedtype Ref: BytewiseIdentifier

    /// Its reference.
    var ref: Ref { get set }
    /// What people call it.
    var title: String { get set }
    /// What else it says, in the order in which people are told.
    static var fields: [PlanField<Self>] { get }
    /// The letter of its references.
    static var letter: String { get }
    /// What one is called, and several are.
    static var nouns: (one: String, many: String) { get }
}

/// A field of a part: how two are told apart, taken over, and shown.
package struct PlanField<Part: Sendable>: Sendable {
    /// The name, as the schema spells it.
    package let name: String
    /// Whether two parts say the same.
    let isSame: @Sendable (Part, Part) -> Bool
    /// Takes what another part says.
    let take: @Sendable (inout Part, Part) -> Void
    /// What it says, for people.
    let words: @Sendable (Part) -> String

    init<Value: Equatable & SendableMetatype>(
        _ name: String,
        _ path: any WritableKeyPath<Part, Value> & Sendable,
        _ words: @escaping @Sendable (Value) -> String
    ) {
        self.name = name
        isSame = { $0[keyPath: path] == $1[keyPath: path] }
        take = { $0[keyPath: path] = $1[keyPath: path] }
        self.words = { words($0[keyPath: path]) }
    }

    init(_ name: String, _ path: any WritableKeyPath<Part, String> & Sendable) {
        self.init(name, path) { $0 }
    }

    init(_ name: String, _ path: any WritableKeyPath<Part, Day?> & Sendable) {
        self.init(name, path) { $0?.words ?? "" }
    }

    init<Member>(
        _ name: String,
        list path: any WritableKeyPath<Part, [Member]> & Sendable
    ) where Member: Equatable & CustomStringConvertible & SendableMetatype {
        self.init(name, path) { $0.map(\.description).joined(separator: ", ") }
    }
}

extension Partner: PlanPart {
    /// The letter of its references.
    package static let letter = "P"
    /// What one is called, and several are.
    package static let nouns = (one: "partner", many: "partners")
    /// What it says, in the order in which people are told.
    package static let fields: [PlanField<Partner>] = [
        PlanField("organisation", \.organisation),
        PlanField("type", \.kind) { $0.words },
        PlanField("role", \.role),
        PlanField("provider", \.provider),
    ]

    /// The organisation.
    package var title: String {
        get { organisation }
        set { organisation = newValue }
    }
}

extension Challenge: PlanPart {
    /// The letter of its references.
    package static let letter = "C"
    /// What one is called, and several are.
    package static let nouns = (one: "challenge", many: "challenges")
    /// What it says, in the order in which people are told.
    package static let fields: [PlanField<Challenge>] = [
        PlanField("title", \.title),
        PlanField("levels", \.rating) { $0?.words ?? "" },
        PlanField("decision", \.decision) { $0.words },
        PlanField("links", list: \.links),
    ]
}

extension Objective: PlanPart {
    /// The letter of its references.
    package static let letter = "O"
    /// What one is called, and several are.
    package static let nouns = (one: "objective", many: "objectives")
    /// What it says, in the order in which people are told.
    package static let fields: [PlanField<Objective>] = [
        PlanField("title", \.title), PlanField("challenges", list: \.challenges),
        PlanField("links", list: \.links),
    ]
}

extension PlanAction: PlanPart {
    /// The letter of its references.
    package static let letter = "A"
    /// What one is called, and several are.
    package static let nouns = (one: "action", many: "actions")
    /// What it says, in the order in which people are told.
    package static let fields: [PlanField<PlanAction>] = [
        PlanField("title", \.title), PlanField("objective", \.objective) { $0.text },
        PlanField("owner", \.owner), PlanField("role", \.role), PlanField("start", \.start),
        PlanField("due", \.due), PlanField("done", \.done),
        PlanField("progress", \.progress) { $0.words },
        PlanField("rating", \.rating) { $0?.rawValue ?? "" },
        PlanField("reason", \.reason), PlanField("note", \.note),
        PlanField("depends_on", list: \.dependsOn), PlanField("links", list: \.links),
        PlanField("measures", \.measures) { $0.map(\.words).joined(separator: "; ") },
        PlanField("cost", \.cost) { $0?.words ?? "" },
        PlanField("partners", list: \.partners), PlanField("risks", list: \.risks),
    ]

    /// The fields that tell how an action goes; they are written while its plan is live.
    static let progressFields = ["done", "progress", "rating", "reason", "note"]
}

extension PlanRisk: PlanPart {
    /// The letter of its references.
    package static let letter = "R"
    /// What one is called, and several are.
    package static let nouns = (one: "risk", many: "risks")
    /// What it says, in the order in which people are told.
    package static let fields: [PlanField<PlanRisk>] = [
        PlanField("title", \.title),
        PlanField("type", \.kind) { $0.words },
        PlanField("likelihood", \.likelihood) { "\($0)" },
        PlanField("impact", \.impact) { "\($0)" },
        PlanField("answer", \.answer),
    ]
}

extension Plan {
    /// What a plan says beside its parts; why a kind of partner takes no part is a field of its own
    /// for each kind, so that two people who write about two kinds do not clash.
    static let fields: [PlanField<Plan>] =
        [
            PlanField("title", \.title),
            PlanField("from", \.from) { $0.words },
            PlanField("to", \.to) { $0.words },
        ]
        + PartnerKind.allCases.map { kind in
            PlanField(absencesField, \.[absenceOf: kind]) { reason in
                reason.map { PartnerAbsence(kind, $0).words } ?? ""
            }
        }
    /// The field that says why kinds of partner take no part, as the schema spells it.
    static let absencesField = "absences"

    /// Why no partner of a kind takes part; nil where nothing says so.
    subscript(absenceOf kind: PartnerKind) -> String? {
        get { absences.first { $0.kind == kind }?.reason }
        set {
            let place = absences.firstIndex { $0.kind == kind }
            switch (place, newValue) {
            case (let place?, let reason?): absences[place].reason = reason
            case (let place?, nil): absences.remove(at: place)
            case (nil, let reason?): absences.append(PartnerAbsence(kind, reason))
            case (nil, nil): break
            }
        }
    }
}
