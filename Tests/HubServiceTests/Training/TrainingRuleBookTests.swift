import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// A council's own rules, over a connection.
struct TrainingRuleBookTests {
    private let served: ServedTraining
    private let calls: TrainingCalls

    init() throws {
        served = try ServedTraining()
        calls = served.calls
        try calls.keep(
            TrainingCalls.file(
                "E1,Blue,Fire safety,01/02/2020,,,",
                "E2,Red,Oral health,01/02/2020,,,"
            )
        )
    }

    private static let head = "Kind,Rule,Topics,Who,Basis,From,Until,Months,Trigger\n"

    private func save(
        _ text: String,
        base: UInt64 = 0,
        _ options: CallOptions = CallOptions()
    ) throws(ClientError) -> SaveTrainingRulesResponse {
        var request = SaveTrainingRulesRequest(profile: "own")
        request.file = Array((Self.head + text).utf8)
        request.baseRevision = base
        return try calls.steward.saveTrainingRules(request, options)
    }

    private func settled() throws -> TrainingCounts {
        var status = try calls.status()
        while status.workersDue > 0 { status = try calls.status() }
        return status.counts ?? TrainingCounts()
    }

    @Test
    func `what is exported is taken as it is, and changes nothing`() throws {
        let before = try settled()
        let file = try calls.steward.getTrainingRuleFile()
        #expect(file.profile == "guide-2024" && file.revision == 0)
        let request = SaveTrainingRulesRequest(profile: "own", file: file.file)
        let saved = try calls.steward.saveTrainingRules(request)
        #expect(saved.saved != nil && saved.findings.isEmpty)
        #expect(saved.added == 0 && saved.changed == 0 && saved.removed == 0)
        #expect(saved.workers == 2 && saved.workersLookedAt == 2 && saved.statesChanged == 0)
        #expect(try settled() == before)
        let again = try calls.steward.getTrainingRuleFile()
        #expect(again.profile == "own" && again.file == file.file && again.revision > 0)
    }

    @Test
    func `rules of one's own are previewed, kept, and everybody is looked at again`() throws {
        let before = try settled()
        var trial = CallOptions()
        trial.isDryRun = true
        let text = "rule,c1,fire-safety,everyone,employer,,,once,\n"
        let seen = try save(text, trial)
        #expect(seen.rules == 1 && seen.added == 1 && seen.removed == 11)
        // Two workers: what was asked of each is asked no more, and one thing is asked of both.
        #expect(seen.statesChanged == before.required + 2)
        #expect(try settled() == before)
        let kept = try save(text)
        let counts = try settled()
        #expect(counts.required == 2 && counts.upToDate == 1 && counts.missing == 1)
        #expect(try calls.steward.listTrainingRules().rules.map(\.rule) == ["c1"])
        #expect(try calls.worker("E1").standings.map(\.state) == ["up to date"])
        let split = try calls.status()
        #expect(split.byBasis.map(\.name) == ["employer"])
        let stale = failure { () throws(ClientError) in try save(text) }
        #expect(stale != nil)
        var back = SaveTrainingRulesRequest(profile: "guide-2024")
        back.baseRevision = kept.saved?.revision ?? 0
        _ = try calls.steward.saveTrainingRules(back)
        #expect(try settled() == before)
    }

    @Test
    func `an event cuts an interval on its day`() throws {
        let now = HubClock.system.instant.microseconds
        let today = try #require(LondonTime.day(atMicroseconds: now))
        let rule = "rule,c1,fire-safety,everyone,,,,once,\n"
        let past = today.advanced(by: -1)?.slashed ?? ""
        let first = try save(rule + "event,e1,fire-safety,,,\(past),\(past),,risk\n")
        #expect(first.events == 1)
        #expect(try settled().expired == 1)
        let second = try save(
            rule + "event,e1,fire-safety,,,\(past),\(today.slashed),,risk\n",
            base: first.saved?.revision ?? 0
        )
        #expect(second.saved != nil)
        let counts = try settled()
        #expect(counts.expired == 0 && counts.expiring == 1)
    }

    @Test
    func `the intervals before 2024 bind nobody until somebody says whom`() throws {
        let saved = try calls.steward.saveTrainingRules(
            SaveTrainingRulesRequest(profile: "pre-2024")
        )
        #expect(saved.rules == 21)
        #expect(try settled().required == 0)
        #expect(try calls.steward.listTrainingRules().profile == "pre-2024")
    }

    @Test
    func `a file with errors keeps nothing and says where they are`() throws {
        let before = try served.tables()
        let bad = try save("rule,c1,swimming,everyone,,,,12,\nrule,c2,fire-safety,all,,,,12,\n")
        #expect(bad.saved == nil)
        #expect(bad.findings.map(\.row).sorted() == [2, 3])
        #expect(try calls.steward.getTrainingRuleFile().profile == "guide-2024")
        func kept(_ rows: [String]) -> [String] { rows.filter { $0.hasPrefix("training") } }
        #expect(kept(try served.tables()) == kept(before))
        for request in [
            SaveTrainingRulesRequest(profile: "own"),
            SaveTrainingRulesRequest(profile: "guide-2024", file: [0x61]),
            SaveTrainingRulesRequest(profile: "guide-1999"), SaveTrainingRulesRequest(),
        ] {
            let refused = failure { () throws(ClientError) in
                try calls.steward.saveTrainingRules(request)
            }
            #expect(refused?.status?.violations.map(\.path) == ["profile"])
        }
    }
}
