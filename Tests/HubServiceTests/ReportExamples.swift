import HubText
import HubWire
import Testing

import struct HubDomain.PlaceAtlas
import struct HubDomain.WresLibrary

@testable import HubService

/// Invented self-assessments of an invented council, and their pages on one day.
enum ReportExamples {
    private static let today = Day(year: 2026, month: 11, day: 26)

    /// One of the pages that are kept word by word.
    static func report(_ name: String) throws -> AssessmentReport {
        switch name {
        case "empty": try report(Assessment(window: "undated", state: .draft, revision: 1))
        case "half": try report(half)
        default: try report(full, earlier: spring)
        }
    }

    /// The same page of another assessment.
    static func with(
        _ report: AssessmentReport,
        _ stored: Assessment,
        isExample: Bool = true
    ) -> AssessmentReport {
        AssessmentReport(
            frame: report.frame,
            stored: stored,
            councilName: report.councilName,
            isExample: isExample,
            today: report.today,
            earlier: report.earlier
        )
    }

    /// Six priorities with so many strengths and so many areas each.
    static func overfull(_ count: Int) throws -> AssessmentReport {
        var stored = full
        let text = "An invented sentence that is about as long as people write them in a form."
        stored.priorities = (1...6).map { number in
            let notes = { (letter: String) in
                (1...count).map {
                    Statement(reference: "\(letter)\($0)", text: text, sharing: .named)
                }
            }
            return PriorityAssessment(
                item: "SWP\(number)",
                strengths: notes("S"),
                improvements: notes("A"),
                rating: 2
            )
        }
        return try report(stored, earlier: spring)
    }

    private static func report(
        _ stored: Assessment,
        earlier: Assessment? = nil
    ) throws -> AssessmentReport {
        let region = try region()
        let before = try earlier.map {
            ReportEarlier(frame: try AssessmentFrame($0.window, in: region), stored: $0)
        }
        return AssessmentReport(
            frame: try AssessmentFrame(stored.window, in: region),
            stored: stored,
            councilName: "Example Council A",
            isExample: true,
            today: try #require(today),
            earlier: before
        )
    }

    private static func region() throws -> RegionSnapshot {
        var scale = RatingScale(id: "ours", name: "Invented scale", direction: .higherIsBetter)
        scale.levels = [
            ScaleLevel(name: "Beginning", meaning: "We know what we want to do."),
            ScaleLevel(name: "Developing", meaning: "We do it in places."),
            ScaleLevel(name: "Embedded", meaning: "It is how we work."),
        ]
        let edition = "shared-priorities-2023-24"
        var undated = Window(id: "undated", name: "Window without days", edition: edition)
        undated.note = "Invented."
        var spring = Window(id: "spring", name: "Spring 2026", edition: edition, scale: "ours")
        (spring.opens, spring.closes) = ("2026-03-02", "2026-04-30")
        var autumn = Window(id: "autumn", name: "Autumn 2026", edition: edition, scale: "ours")
        (autumn.opens, autumn.closes) = ("2026-11-02", "2026-12-18")
        return RegionSnapshot(
            editions: try StarterKit().editions,
            scales: [scale],
            windows: [autumn, spring, undated],
            library: try WresLibrary.shipped(),
            atlas: try PlaceAtlas.known([])
        )
    }

    private static let forecast = Evidence(evidence: .link("https://council-a.example/forecast"))
    private static let board = Evidence(evidence: .document("Note to the workforce board"))

    private static var half: Assessment {
        var stored = Assessment(window: "autumn", state: .draft, revision: 4)
        stored.changed = Timestamp(seconds: 1_795_608_000)
        let forecast = Statement(
            reference: "S1",
            text: "Vacancies are forecast three years ahead (invented).",
            evidence: [forecast],
            sharing: .named
        )
        let apprentices = Statement(
            reference: "A1",
            text: "Few apprentices stay after their first year (invented).",
            sharing: .private
        )
        stored.priorities = [
            PriorityAssessment(item: "SWP1", strengths: [forecast], rating: 2),
            PriorityAssessment(item: "SWP2", improvements: [apprentices]),
        ]
        return stored
    }

    private static var spring: Assessment {
        var stored = Assessment(window: "spring", state: .agreed, revision: 2)
        stored.handedIn = "2026-04-28"
        stored.agreement = Agreement(role: "director of adult social services", day: "2026-04-30")
        stored.priorities = half.priorities
        stored.priorities[1].rating = 3
        return stored
    }

    private static var full: Assessment {
        var stored = Assessment(window: "autumn", state: .agreed, revision: 12)
        stored.handedIn = "2026-11-20"
        stored.agreement = Agreement(role: "director of adult social services", day: "2026-11-24")
        stored.priorities = half.priorities
        stored.priorities[0].rating = 3
        stored.priorities[1].rating = 2
        stored.priorities[1].strengths = [
            Statement(
                reference: "S1",
                text: "Apprentices now have a mentor each (invented).",
                evidence: [forecast, board, board],
                sharing: .unnamed
            )
        ]
        let long = String(repeating: "What stands here is invented, and it goes on. ", count: 9)
        for number in 3...6 {
            stored.priorities.append(
                PriorityAssessment(
                    item: "SWP\(number)",
                    strengths: [
                        Statement(reference: "S1", text: "Every team has a lead.", sharing: .named)
                    ],
                    improvements: [
                        Statement(reference: "A1", text: long, evidence: [board], sharing: .private)
                    ],
                    rating: UInt32(number - 2 > 3 ? 1 : number - 2)
                )
            )
        }
        stored.peerChallengeNote = "The forecast convinced;\nthe apprentices did not (invented)."
        return stored
    }
}
