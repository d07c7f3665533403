/// Who reports: an employing body, and the councils whose staff it counts.
package struct ReportingUnit: Equatable, Sendable {
    /// The employing body.
    package var body: String
    /// The councils whose staff are counted, by code.
    package var councils: [GSSCode]
    /// Jointly funded posts that are counted here, and therefore nowhere else; empty for none.
    package var jointPosts: String

    /// A unit.
    package init(body: String = "", councils: [GSSCode] = [], jointPosts: String = "") {
        self.body = body
        self.councils = councils
        self.jointPosts = jointPosts
    }

    /// The councils that more than one unit counts: whoever pools these units would count their
    /// staff twice.
    package static func overlap(of units: [ReportingUnit]) -> [GSSCode] {
        var seen: Set<GSSCode> = []
        var twice: Set<GSSCode> = []
        for unit in units {
            for council in Set(unit.councils) where !seen.insert(council).inserted {
                twice.insert(council)
            }
        }
        return twice.sorted()
    }
}

/// How reports of harassment were collected.
package enum HarassmentSource: String, Sendable, CaseIterable {
    /// Reports to the human resources department.
    case reports = "HR reports"
    /// Answers to a survey.
    case survey
}
