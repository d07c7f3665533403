import HubDomain
import HubTestKit
import HubText
import Testing

/// A tenant that changes at random: workers, their files, the rules and the day.
private struct RandomTenant {
    var random: SeededGenerator
    var today = day("2025-01-01")
    var rules: [TrainingRule] = []
    var workers: [WorkerToken: (worker: Worker, file: WorkerFile)] = [:]
    var ledger = StatusLedger()

    static let topics: [TopicCode] = ["a", "b", "c"]
    static let roles: [JobRoleCode] = ["carer", "senior"]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        rules = (0..<4).map { makeRule($0) }
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func near(_ range: ClosedRange<Int>) -> Day {
        today.advanced(by: number(range)) ?? .first
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }

    mutating func makeRule(_ index: Int) -> TrainingRule {
        let interval = RefreshInterval(months: number(1...6)) ?? RefreshInterval(months: 1)
        let refreshes: [Refresh] = [
            .once, .notStated, interval.map { .every($0) } ?? .once,
            interval.map { .unlessQualified($0, .restarts) } ?? .once,
        ]
        let ways: [[TopicCode]] = pick([[["a"]], [["b", "c"]], [["a"], ["b", "c"]], [["c"]]])
        return TrainingRule(
            id: RuleID(text: "r\(index)"),
            fulfilment: Fulfilment(ways: ways) ?? Fulfilment("a"),
            roles: pick([.everyone, .mainRoles(["carer"]), .anyRoles(["senior"]), .notStated]),
            basis: pick([nil] + RequirementBasis.allCases.map(Optional.some)),
            refresh: pick(refreshes),
            graceDays: number(0...60),
            warning: WarningPeriod(days: number(0...40)) ?? .standard,
            validFrom: number(0...1) == 0 ? nil : near(-60...60),
            validUntil: number(0...2) == 0 ? near(0...120) : nil
        )
    }

    mutating func makeWorker(_ token: WorkerToken) -> Worker {
        Worker(
            token: token,
            employer: .organisation(pick(["U1", "U2"]), .privateSector, isRegistered: .yes),
            team: pick(["North", "South"]),
            mainRole: pick(Self.roles),
            otherRoles: number(0...1) == 0 ? [] : [pick(Self.roles)],
            started: number(0...3) == 0 ? nil : near(-100...30),
            left: number(0...4) == 0 ? near(30...200) : nil
        )
    }

    /// One thing that happens to one worker.
    mutating func change(_ token: WorkerToken) {
        if workers[token] == nil || number(0...9) == 0 {
            let file = workers[token]?.file ?? WorkerFile()
            workers[token] = (makeWorker(token), file)
            return
        }
        var file = workers[token]?.file ?? WorkerFile()
        let topic = pick(Self.topics)
        switch number(0...6) {
        case 0, 1:
            let stated: [StatedExpiry] = [.unstated, .never, .day(near(1...150))]
            let isFormer = number(0...3) == 0
            file.evidence.append(
                TrainingEvidence(
                    topic: topic,
                    done: number(0...9) == 0 ? nil : near(-200...0),
                    expiry: pick(stated),
                    origin: isFormer ? .formerEmployer(acceptedBy: "manager") : .own
                )
            )
        case 2:
            if !file.evidence.isEmpty {
                file.evidence.remove(at: number(0...file.evidence.count - 1))
            }
        case 3: file.bookings.append(Booking(topic: topic, day: near(0...40)))
        case 4:
            file.pauses.append(
                Pause(from: near(-10...30), until: number(0...1) == 0 ? nil : near(31...60))
            )
        case 5:
            let rule = pick(rules).id
            file.exemptions.append(
                Exemption(rule: rule, reason: "Agreed", from: near(-10...30), until: near(31...90))
            )
        default:
            file.recognised.append(.day(near(-100...0)))
            file.cuts.append(
                IntervalCut(
                    trigger: .risk,
                    topics: [topic],
                    day: near(-50...0),
                    countsUntil: near(0...50)
                )
            )
        }
        workers[token]?.file = file
    }

    mutating func refresh(_ token: WorkerToken) {
        guard let known = workers[token] else { return ledger.put(nil, for: token) }
        let entry = StatusLedger.Entry(known.worker, known.file, rules: rules, on: today)
        ledger.put(entry, for: token)
    }

    /// The ledger from scratch.
    var fromScratch: StatusLedger {
        var ledger = StatusLedger()
        for (token, known) in workers {
            let entry = StatusLedger.Entry(known.worker, known.file, rules: rules, on: today)
            ledger.put(entry, for: token)
        }
        return ledger
    }
}

struct StatusLedgerTests {
    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func `what is kept incrementally is what a count from scratch gives`(seed: UInt64) {
        var tenant = RandomTenant(seed: seed)
        let tokens = (1...6).map { WorkerToken(high: 0, low: $0) }
        for _ in 0..<80 {
            switch tenant.number(0...9) {
            case 0...4:
                let token = tenant.pick(tokens)
                tenant.change(token)
                tenant.refresh(token)
            case 5:
                let token = tenant.pick(tokens)
                tenant.workers[token] = nil
                tenant.refresh(token)
            case 6:
                tenant.rules[tenant.number(0...3)] = tenant.makeRule(tenant.number(0...3))
                for token in tokens { tenant.refresh(token) }
            default:
                tenant.today = tenant.near(1...30)
                for token in tenant.ledger.due(through: tenant.today) { tenant.refresh(token) }
            }
            let scratch = tenant.fromScratch
            #expect(tenant.ledger.counts == scratch.counts, "seed \(seed), \(tenant.today)")
            for token in tokens {
                let kept = tenant.ledger[token]?.lines.map(\.standing.state)
                #expect(kept == scratch[token]?.lines.map(\.standing.state), "seed \(seed)")
            }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `the next change is the first day on which anything is different`(seed: UInt64) {
        var tenant = RandomTenant(seed: seed)
        let token = WorkerToken(high: 0, low: 1)
        for _ in 0..<12 { tenant.change(token) }
        guard let known = tenant.workers[token] else { return }
        for rule in tenant.rules {
            let requirement = Requirement(rule, started: known.worker.started)
            let engine = StatusEngine(requirement, in: known.file)
            var expected = engine.standing(on: tenant.today)
            for step in 1...250 {
                let today = tenant.today.advanced(by: step) ?? .last
                var now = engine.standing(on: today)
                let isAnnounced = expected.nextChange == today
                let next = now.nextChange
                now.nextChange = nil
                expected.nextChange = nil
                #expect((now != expected) == isAnnounced, "seed \(seed), \(today)")
                expected = now
                expected.nextChange = next
            }
        }
    }

    @Test
    func `splits add up to the total, whatever they are by`() {
        var tenant = RandomTenant(seed: 7)
        for low in 1...30 {
            let token = WorkerToken(high: 1, low: UInt64(low))
            for _ in 0..<6 { tenant.change(token) }
            tenant.refresh(token)
        }
        let total = tenant.ledger.total
        #expect(!total.isEmpty)
        func sum<Part: Hashable>(_ split: [Part: StatusCounts]) -> StatusCounts {
            var sum = StatusCounts()
            for count in split.values { sum.add(count) }
            return sum
        }
        #expect(sum(tenant.ledger.split { $0.basis }) == total)
        #expect(sum(tenant.ledger.split { $0.place.team }) == total)
        #expect(sum(tenant.ledger.split { $0.place.role }) == total)
        #expect(sum(tenant.ledger.split { $0.place.organisation }) == total)
        #expect(sum(tenant.ledger.split { $0.rule }) == total)
    }
}

struct HeadlineTests {
    private func counts(_ states: (TrainingState, Int)...) -> StatusCounts {
        var counts = StatusCounts()
        for (state, count) in states {
            let isOutside = [.notYetDue, .exempt, .paused].contains(state)
            for _ in 0..<count {
                counts.add(Standing(state: state, isRequired: !isOutside, lacking: []))
            }
        }
        return counts
    }

    @Test
    func `the headline prints its denominator and what is left out of it`() {
        let headline = Headline(
            counts(
                (.upToDate, 30),
                (.expiring, 4),
                (.noExpiryRecorded, 6),
                (.expired, 5),
                (.missing, 5),
                (.notYetDue, 3),
                (.paused, 2)
            )
        )
        #expect(
            headline.sentence == "34 of 50 required today are recorded as valid (68.0%): "
                + "30 up to date, 4 expiring. Not valid: 6 no expiry recorded, 5 expired, "
                + "5 missing. Not counted: 3 not yet due, 2 paused."
        )
    }

    @Test
    func `where nothing is required there is a dash and no nought`() {
        #expect(Headline(StatusCounts()).share == "–")
        #expect(
            Headline(counts((.exempt, 2))).sentence
                == "Nothing is required today. Not counted: 2 exempt."
        )
        #expect(Headline(counts((.missing, 2))).share == "0.0%")
    }

    @Test(arguments: [(1, 3_000, "0.1%"), (2_999, 1, "99.9%"), (1, 1, "50.0%"), (1, 0, "100.0%")])
    func `all and none are said only where they are true`(valid: Int, missing: Int, share: String) {
        #expect(Headline(counts((.upToDate, valid), (.missing, missing))).share == share)
    }

    @Test
    func `what is shown before it is due is in neither part of the figure`() {
        var counts = StatusCounts()
        let early = Standing(state: .upToDate, isRequired: false, lacking: [])
        counts.add(early)
        #expect(counts.required == 0 && counts.valid == 0 && counts.early == 1)
        counts.remove(early)
        #expect(counts.isEmpty)
    }
}
