import HubDomain
import HubText
import HubWire

/// What a change of a programme would change, part by part, for whoever is asked about it.
enum ProgrammeDifference {
    /// A line for each part that is another: "hours done: 40, and 30 now".
    ///
    /// - Parameters:
    ///   - before: As it is recorded; nothing for one that is begun.
    ///   - after: As it would be.
    /// - Returns: Lines; none where nothing is another.
    static func lines(_ before: Programme?, _ after: Programme) -> [String] {
        let old = before.map(parts) ?? []
        let new = parts(after)
        var lines = new.compactMap { part -> String? in
            guard let was = old.first(where: { $0.name.utf8.elementsEqual(part.name.utf8) }) else {
                return "\(part.name): \(part.value)"
            }
            guard !was.value.utf8.elementsEqual(part.value.utf8) else { return nil }
            return "\(part.name): \(part.value), and \(was.value) now"
        }
        lines += old.filter { part in
            !new.contains { $0.name.utf8.elementsEqual(part.name.utf8) }
        }.map { "\($0.name): nothing, and \($0.value) now" }
        return lines
    }

    private typealias Part = (name: String, value: String)

    /// What is recorded, in words.
    private static func parts(_ one: Programme) -> [Part] {
        let facts: [(name: String, value: String?)] = [
            ("title", one.title), ("edition", one.edition), ("level", one.level.map { "\($0)" }),
            ("provider", one.provider), ("started", one.started.map(Wording.day)),
            ("planned end", one.plannedEnd.map(Wording.day)),
            ("review due", one.reviewDue.map(Wording.day)),
            ("hours planned", one.hoursPlanned.map { "\($0)" }),
            ("hours done", one.hoursDone.map { "\($0)" }), ("funding", one.funding),
            ("amount in pounds", ClaimWords.pounds(one.fundingPence)),
            ("months of reviews", one.reviewMonths.map { "\($0)" }.joined(separator: ", ")),
            ("pattern of reviews", one.reviewPattern), ("longer by", extensionWords(one)),
        ]
        let steps = one.steps.map { step in
            let kind = DevelopmentStep.Kind(rawValue: Int(step.kind.rawValue))?.word ?? "step"
            return Part(
                name: step.number > 0 ? "\(kind) \(step.number)" : kind,
                value: ProgrammeList.day(of: step)
            )
        }
        let breaks = one.breaks.map { away in
            Part(
                name: "break from \(Wording.day(away.from))",
                value: away.until.map { "until \(Wording.day($0))" } ?? "until nobody knows"
            )
        }
        let ends: [(name: String, value: String?)] = [
            ("completed", one.completed.map(Wording.day)),
            ("stopped", one.stopped.map(Wording.day)),
        ]
        let known = (facts + ends).compactMap { part in
            part.value.flatMap { $0.isEmpty ? nil : Part(name: part.name, value: $0) }
        }
        return known + steps + breaks
    }

    private static func extensionWords(_ one: Programme) -> String {
        guard one.extensionMonths > 0 else { return "" }
        let months = Wording.count(Int(one.extensionMonths), "month")
        return "\(months), \(one.extension == .partTime ? "part time" : "long leave")"
    }
}
