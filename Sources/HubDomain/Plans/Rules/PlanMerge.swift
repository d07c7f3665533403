import HubText

/// Two people's changes of the same plan, put together.
///
/// Nothing is lost, and what both changed differently stands side by side.
package struct PlanMerge: Equatable, Sendable {
    /// What both changed differently.
    package struct Conflict: Equatable, Sendable {
        /// The reference of the part; "plan" for the plan itself.
        package let part: String
        /// The name of the field; empty where one removed the part and the other changed it.
        package let field: String
        /// What it said before, for people.
        package let base: String
        /// What one says now; nil where the part was removed.
        package let mine: String?
        /// What the other says, which was kept first; nil where the part was removed.
        package let theirs: String?
    }

    /// The plan with both people's changes; what is in conflict as the other has it.
    package private(set) var plan: Plan
    /// What somebody has to decide.
    package private(set) var conflicts: [Conflict]

    /// Puts two changes of one plan together, part by part and field by field.
    ///
    /// - Parameters:
    ///   - base: The plan that both began with.
    ///   - mine: The plan as one left it.
    ///   - theirs: The plan as the other left it, which was kept first; its state is the result's.
    /// - Complexity: Linear in the parts.
    package init(base: Plan, mine: Plan, theirs: Plan) {
        plan = theirs
        conflicts = []
        var merged = theirs
        merge(Plan.fields, "plan", base, mine, theirs, into: &merged)
        merged.partners = parts(base.partners, mine.partners, theirs.partners)
        merged.challenges = parts(base.challenges, mine.challenges, theirs.challenges)
        merged.objectives = parts(base.objectives, mine.objectives, theirs.objectives)
        merged.actions = parts(base.actions, mine.actions, theirs.actions)
        merged.risks = parts(base.risks, mine.risks, theirs.risks)
        plan = merged
    }

    /// The parts of one kind with both changes.
    private mutating func parts<Part: PlanPart>(
        _ base: [Part],
        _ mine: [Part],
        _ theirs: [Part]
    ) -> [Part] {
        let before = Dictionary(base.map { ($0.ref, $0) }) { first, _ in first }
        let own = Dictionary(mine.map { ($0.ref, $0) }) { first, _ in first }
        let other = Set(theirs.map(\.ref))
        var merged: [Part] = []
        for part in theirs {
            switch (before[part.ref], own[part.ref]) {
            case (nil, nil): merged.append(part)
            case (let old?, nil):
                // Removed here: gone, unless the other changed it in the meantime.
                if old == part { continue }
                merged.append(part)
                conflicts.append(Self.removed(old, mine: nil, theirs: part))
            case (let old, let changed?):
                var both = part
                merge(Part.fields, part.ref.text, old, changed, part, into: &both)
                merged.append(both)
            }
        }
        for part in mine where !other.contains(part.ref) {
            guard let old = before[part.ref] else {
                merged.append(part)
                continue
            }
            if old != part { conflicts.append(Self.removed(old, mine: part, theirs: nil)) }
        }
        return merged
    }

    /// The fields of one part with both changes.
    private mutating func merge<Part>(
        _ fields: [PlanField<Part>],
        _ name: String,
        _ base: Part?,
        _ mine: Part,
        _ theirs: Part,
        into both: inout Part
    ) {
        for field in fields where !field.isSame(mine, theirs) {
            if let base, field.isSame(base, mine) { continue }
            if let base, field.isSame(base, theirs) {
                field.take(&both, mine)
                continue
            }
            conflicts.append(
                Conflict(
                    part: name,
                    field: field.name,
                    base: base.map(field.words) ?? "",
                    mine: field.words(mine),
                    theirs: field.words(theirs)
                )
            )
        }
    }

    private static func removed<Part: PlanPart>(
        _ base: Part,
        mine: Part?,
        theirs: Part?
    ) -> Conflict {
        Conflict(
            part: base.ref.text,
            field: "",
            base: base.title,
            mine: mine?.title,
            theirs: theirs?.title
        )
    }
}

extension PlanMerge.Conflict {
    /// Both sides as a sentence without its full stop.
    package var words: String {
        func said(_ text: String) -> String { text.isEmpty ? "nothing" : "“\(text)”" }
        guard let mine else { return "your document removes it, and it was changed since" }
        guard let theirs else { return "it was removed since, and your document changes it" }
        return "you say \(said(mine)), the plan says \(said(theirs)) since"
            + ", before it was \(said(base))"
    }
}
