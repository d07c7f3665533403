import HubText

/// What differs between two states of a plan, or two plans.
package struct PlanComparison: Equatable, Sendable {
    /// One difference.
    package struct Difference: Equatable, Sendable {
        /// What happened.
        package enum Kind: String, Sendable, CaseIterable {
            /// Only the later plan has the part.
            case added
            /// Only the earlier plan has it.
            case removed
            /// A field of it differs.
            case changed
        }

        /// The reference of the part; "plan" for the plan itself.
        package let part: String
        /// What happened.
        package let kind: Kind
        /// The name of the field that differs.
        package let field: String
        /// What it says in the earlier plan, for people; of a whole part its title.
        package let before: String
        /// What it says in the later plan.
        package let after: String
        /// Whether a rating got worse.
        package let isWorse: Bool
    }

    /// The differences, in the order of the plan's parts.
    package private(set) var differences: [Difference] = []
    /// How many parts came, changed and went, in words: "3 actions added".
    package private(set) var summary: [String] = []

    /// Compares two plans by the references of their parts.
    ///
    /// - Complexity: Linear in both.
    package init(from earlier: Plan, to later: Plan) {
        changes("plan", Plan.fields, earlier, later)
        let absences = differences.count { $0.field == Plan.absencesField }
        if differences.count > absences { summary.append("title or time changed") }
        if absences > 0 { summary.append("reasons why partners are absent changed") }
        compare(earlier.partners, later.partners)
        compare(earlier.challenges, later.challenges)
        compare(earlier.objectives, later.objectives)
        compare(earlier.actions, later.actions)
        compare(earlier.risks, later.risks)
    }

    private mutating func compare<Part: PlanPart>(_ earlier: [Part], _ later: [Part]) {
        let before = Dictionary(earlier.map { ($0.ref, $0) }) { first, _ in first }
        let after = Set(later.map(\.ref))
        var (added, changed, removed) = (0, 0, 0)
        for part in later {
            guard let old = before[part.ref] else {
                added += 1
                whole(part.ref.text, .added, before: "", after: part.title)
                continue
            }
            guard old != part else { continue }
            changed += 1
            changes(part.ref.text, Part.fields, old, part)
        }
        for part in earlier where !after.contains(part.ref) {
            removed += 1
            whole(part.ref.text, .removed, before: part.title, after: "")
        }
        for (count, word) in [(added, "added"), (changed, "changed"), (removed, "removed")]
        where count > 0 {
            let (one, many) = Part.nouns
            summary.append(NumberText.count(count, one, many) + " " + word)
        }
    }

    private mutating func whole(
        _ part: String,
        _ kind: Difference.Kind,
        before: String,
        after: String
    ) {
        differences.append(
            Difference(
                part: part,
                kind: kind,
                field: "",
                before: before,
                after: after,
                isWorse: false
            )
        )
    }

    private mutating func changes<Part>(
        _ name: String,
        _ fields: [PlanField<Part>],
        _ earlier: Part,
        _ later: Part
    ) {
        let ratings = (earlier as? PlanAction, later as? PlanAction)
        // A first rating is no fall, however it is.
        let isWorse =
            ratings.0?.rating.map { ratings.1?.rating?.isWorse(than: $0) ?? false } ?? false
        for field in fields where !field.isSame(earlier, later) {
            differences.append(
                Difference(
                    part: name,
                    kind: .changed,
                    field: field.name,
                    before: field.words(earlier),
                    after: field.words(later),
                    isWorse: isWorse && field.name == "rating"
                )
            )
        }
    }
}

extension PlanComparison.Difference {
    /// The difference as a clause: "A1, note: was “x”, now “y”".
    package var words: String {
        func said(_ text: String) -> String { text.isEmpty ? "nothing" : "“\(text)”" }
        let name = field.split(separator: "_").joined(separator: " ")
        let place = [part, name].filter { !$0.isEmpty }.joined(separator: ", ")
        return switch kind {
        case .added: "\(place) added: \(said(after))"
        case .removed: "\(place) removed: \(said(before))"
        case .changed: "\(place): was \(said(before)), now \(said(after))"
        }
    }
}
