import HubClient
import HubDomain
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What a worker would need in another role, and who has which skills, over a connection.
struct TrainingPlanningTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
    }

    /// Imports rows: number, team, role, pathway, topic, completed, expiry, left.
    private func keep(_ rows: String...) throws {
        let columns = [
            ("No", "staff_number"), ("Team", "team"), ("Job", "role"), ("Path", "pathway"),
            ("Topic", "topic"), ("Done", "completed"), ("Ends", "expiry"), ("Left", "left"),
        ]
        var mapping = TrainingMapping()
        for (title, meaning) in columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        let head = columns.map(\.0).joined(separator: ",")
        try calls.keep(Array(([head] + rows).joined(separator: "\n").utf8), mapping)
    }

    private func rules(_ rows: String) throws {
        var request = SaveTrainingRulesRequest(profile: "own")
        request.file = Array("Rule,Topics,Who,Months,Grace days,Organisations\n\(rows)".utf8)
        _ = try calls.steward.saveTrainingRules(request)
    }

    private func gap(
        _ role: String = "",
        pathway: String = "",
        worker: String = "E1"
    ) throws(ClientError) -> GetPathwayGapResponse {
        var request = GetPathwayGapRequest(worker: worker, role: role)
        request.pathway = pathway
        return try calls.steward.getPathwayGap(request)
    }

    @Test
    func `what another role asks for is told, without grace, and changes nothing`() throws {
        try rules(
            "c1,oral-health,main:Cook,12,30,\nc2,fire-safety,pathway:4,,30,\n"
                + "c3,food-hygiene,main:Cook,36,,\n"
        )
        try keep("E1,Blue,Driver,2,Food hygiene,01/02/2025,,")
        let before = try calls.worker("E1")
        let cook = try gap("Cook")
        #expect(cook.required == 2 && cook.open.map(\.rule) == ["c1"])
        #expect(cook.open.map(\.state) == ["missing"] && cook.worker == before.worker)
        #expect(try gap(pathway: "Supervisor or leader").open.map(\.rule) == ["c2"])
        #expect(try gap(pathway: "4").open.map(\.rule) == ["c2"])
        #expect(try gap("Cook", pathway: "4").open.map(\.rule) == ["c1", "c2"])
        #expect(try gap("Driver").required == 0)
        #expect(try calls.worker("E1").standings == before.standings)
        let empty = failure { () throws(ClientError) in try gap() }
        #expect(empty?.status?.violations.map(\.path) == ["role"])
        let unknown = failure { () throws(ClientError) in try gap(pathway: "Wizard") }
        #expect(unknown?.reasonCode == "TRNG-0113")
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E1", restricted: true)
        )
        let restricted = failure { () throws(ClientError) in try gap("Cook") }
        #expect(restricted?.reasonCode == "TRNG-0258")
    }

    @Test
    func `coverage counts those who are here, by team, each skill and all of them`() throws {
        let skills = [
            "Assisted digital and accessibility", "Digital leadership skills",
            "In-house systems and applications", "Online safety and security",
            "Social media and communications", "Working with digital technology",
        ]
        for skill in skills { try keep("E1,Blue,,,\(skill),01/02/2025,,") }
        try keep(
            "E2,Blue,,,Online safety and security,01/02/2015,01/02/2016,",
            "E3,Red,,,Online safety and security,01/02/2025,,",
            "E4,Red,,,Online safety and security,01/02/2025,,01/02/2025",
            "E5,Red,,,Online safety and security,01/02/2025,,",
            "E6,,,,Fire safety,01/02/2025,,"
        )
        _ = try calls.steward.restrictTrainingWorker(
            RestrictTrainingWorkerRequest(worker: "E5", restricted: true)
        )
        let found = try calls.steward.getSkillCoverage(GetSkillCoverageRequest(set: "digital"))
        #expect(found.topics.count == 6 && found.teams.map(\.team) == ["", "Blue", "Red"])
        #expect(found.teams.map(\.workers) == [1, 2, 1])
        #expect(found.teams.map(\.havingAll) == [0, 1, 0])
        #expect(found.teams.map { $0.having.reduce(0, +) } == [0, 6, 1])
        let leaders = try calls.steward.getSkillCoverage(GetSkillCoverageRequest(set: "leadership"))
        #expect(leaders.teams.map(\.havingAll) == [0, 0, 0])
        let unknown = failure { () throws(ClientError) in
            try calls.steward.getSkillCoverage(GetSkillCoverageRequest(set: "magic"))
        }
        #expect(unknown?.status?.violations.map(\.path) == ["set"])
        let looks = try GovernanceServiceClient(served.channel).listAccesses().accesses
        let rows = looks.filter { $0.method.hasSuffix("/GetSkillCoverage") }.map(\.rows)
        #expect(rows == [3, 3])
    }
}
