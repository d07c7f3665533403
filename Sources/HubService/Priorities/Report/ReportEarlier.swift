import HubDomain
import HubStore
import HubText
import HubWire

/// The assessment before the one of a report: of the same framework, and handed in.
struct ReportEarlier {
    let frame: AssessmentFrame
    let stored: HubWire.Assessment

    /// Finds it.
    ///
    /// - Parameters:
    ///   - frame: The report's window.
    ///   - stored: The report's assessment.
    ///   - region: What the region holds.
    ///   - view: Which state is read.
    ///   - store: The council's file.
    /// - Returns: The latest one of an earlier window; `nil` where there is none.
    /// - Throws: A fault of the store, or of what the region holds.
    static func find(
        before frame: AssessmentFrame,
        _ stored: HubWire.Assessment,
        in region: RegionSnapshot,
        _ view: RecordView,
        _ store: borrowing Database
    ) throws(Fault) -> ReportEarlier? {
        var latest: (day: Day, earlier: ReportEarlier)?
        for window in region.windows where window.id != frame.window.id {
            let other = try AssessmentFrame(window.id, in: region)
            guard other.edition.framework == frame.edition.framework,
                let found = try AssessmentRecords.find(window.id, view, in: store),
                found.state == .handedIn || found.state == .agreed,
                let day = day(other, found)
            else { continue }
            if let own = Self.day(frame, stored), day >= own { continue }
            if let latest, latest.day >= day { continue }
            latest = (day, ReportEarlier(frame: other, stored: found))
        }
        return latest?.earlier
    }

    /// The day by which windows are in order: the first, else the last, else that of handing in.
    private static func day(_ frame: AssessmentFrame, _ stored: HubWire.Assessment) -> Day? {
        frame.opens ?? frame.closes ?? stored.handedIn.flatMap { ISODay.read($0) }
    }

    /// What changed from it.
    ///
    /// - Parameters:
    ///   - frame: The later window.
    ///   - stored: The later assessment.
    /// - Returns: The comparison.
    func comparison(
        to frame: AssessmentFrame,
        _ stored: HubWire.Assessment
    ) -> AssessmentComparison {
        AssessmentComparison(
            from: self.frame.domain(self.stored),
            self.frame.domainEdition,
            to: frame.domain(stored),
            frame.domainEdition
        )
    }

    /// The changes in a sentence or two.
    ///
    /// - Parameters:
    ///   - comparison: The comparison.
    ///   - escape: What keeps a text of anybody from being markup.
    /// - Returns: One line.
    func sentence(
        _ comparison: AssessmentComparison,
        _ escape: (String) -> String
    ) -> String {
        let parts = notes(comparison) + ratings(comparison) + others(comparison)
        let what = parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
        let scales =
            comparison.isSameScale
            ? "" : " The two are not on one scale, so ratings are not compared."
        let name = escape(frame.window.name)
        let state = stored.state == .agreed ? "agreed" : "handed in"
        return "Since “\(name)” (\(state)): \(what).\(scales)"
    }

    private func notes(_ comparison: AssessmentComparison) -> [String] {
        let notes = comparison.items.flatMap(\.notes)
        return ["added", "changed", "removed"].compactMap { word in
            let count = notes.count { $0.word == word }
            guard count > 0 else { return nil }
            return ReportText.counted(count, "statement \(word)", "statements \(word)")
        }
    }

    private func ratings(_ comparison: AssessmentComparison) -> [String] {
        var (better, worse) = (0, 0)
        for item in comparison.items {
            switch item.movement {
            case .better: better += 1
            case .worse: worse += 1
            default: break
            }
        }
        return [(better, "better"), (worse, "worse")].filter { $0.0 > 0 }.map { count, word in
            ReportText.counted(count, "rating \(word)", "ratings \(word)")
        }
    }

    private func others(_ comparison: AssessmentComparison) -> [String] {
        var parts: [String] = []
        if comparison.peerChallenge != nil { parts.append("peer challenge note changed") }
        let dropped = comparison.droppedItems.count
        if dropped > 0 {
            let nouns = ("priority", "priorities")
            parts.append(ReportText.counted(dropped, nouns.0, nouns.1) + " not asked any more")
        }
        return parts
    }
}
