import HubDomain
import HubText
import Testing

struct RequirementTests {
    private let unit = Employer.organisation("U1", .privateSector, isRegistered: nil)

    private func worker(_ change: (inout Worker) -> Void = { _ in }) -> Worker {
        var worker = Worker(token: WorkerToken(high: 0, low: 1), employer: unit)
        change(&worker)
        return worker
    }

    private func binds(_ change: (inout TrainingRule) -> Void, _ worker: Worker) -> Bool {
        !RequirementSet(of: worker, rules: [rule(change)], on: today).requirements.isEmpty
    }

    @Test
    func `a rule binds by main job, by any job, by category, or nobody`() {
        let carer = worker {
            $0.mainRole = "carer"
            $0.otherRoles = ["driver"]
        }
        #expect(binds({ $0.roles = .mainRoles(["carer"]) }, carer))
        #expect(!binds({ $0.roles = .mainRoles(["driver"]) }, carer))
        #expect(binds({ $0.roles = .anyRoles(["driver"]) }, carer))
        #expect(!binds({ $0.roles = .anyRoles(["cook"]) }, carer))
        #expect(!binds({ $0.roles = .notStated }, carer))
        #expect(!binds({ $0.roles = .mainRoles(["carer"]) }, worker()))
        let id = PathwayCategoryID(rawValue: 2)
        let known = worker {
            $0.pathway = [PathwayEntry(answer: .category(id), day: today, recordedBy: "manager")]
        }
        #expect(binds({ $0.roles = .pathway([id]) }, known))
        #expect(!binds({ $0.roles = .pathway([id]) }, worker()))
    }

    @Test
    func `what binds registered providers binds where registration is not known`() {
        for (answer, isBound) in [(TriState.yes, true), (.no, false), (.doNotKnow, true)] {
            let one = worker {
                $0.employer = .organisation("U1", .privateSector, isRegistered: answer)
            }
            #expect(binds({ $0.organisations = .registered }, one) == isBound)
        }
        #expect(binds({ $0.organisations = .registered }, worker()))
        #expect(!binds({ $0.organisations = .registered }, worker { $0.employer = .individual }))
        #expect(binds({ $0.organisations = .employerTypes([.privateSector]) }, worker()))
        #expect(!binds({ $0.organisations = .employerTypes([.voluntary]) }, worker()))
    }

    @Test
    func `nothing is required after the last day, and the set says when it changes`() {
        let leaving = worker { $0.left = today }
        #expect(binds({ _ in }, leaving))
        let set = RequirementSet(of: leaving, rules: [rule()], on: today)
        #expect(set.nextChange == day("2025-06-16"))
        let after = RequirementSet(of: leaving, rules: [rule()], on: day("2025-06-16"))
        #expect(after.requirements.isEmpty && after.nextChange == nil)
        let later = rule {
            $0.validFrom = day("2025-07-01")
            $0.validUntil = day("2025-07-31")
        }
        let before = RequirementSet(of: worker(), rules: [later], on: today)
        #expect(before.requirements.isEmpty && before.nextChange == day("2025-07-01"))
        let during = RequirementSet(of: worker(), rules: [later], on: day("2025-07-31"))
        #expect(during.requirements.count == 1 && during.nextChange == day("2025-08-01"))
    }

    @Test
    func `the gap to another role names what is not shown, grace or not`() {
        let rules = [
            rule(),
            rule {
                $0.id = "r2"
                $0.fulfilment = Fulfilment("medication-management")
                $0.roles = .mainRoles(["senior"])
                $0.graceDays = 90
            },
        ]
        let next = worker {
            $0.mainRole = "senior"
            $0.started = today
        }
        let file = WorkerFile(evidence: [trained("2025-01-01", .day(day("2028-01-01")))])
        let gap = PathwayGap(next, file, rules: rules, on: today)
        #expect(gap.required == 2 && gap.open.map(\.rule) == ["r2"])
        #expect(gap.open.first?.standing.state == .missing)
    }

    @Test
    func `a record without an end is open under a rule with an interval alone`() throws {
        let file = WorkerFile(evidence: [trained("2020-01-01", .unstated)])
        let without = rule { $0.refresh = .notStated }
        let gap = PathwayGap(worker(), file, rules: [without], on: today)
        #expect(gap.required == 1 && gap.open.isEmpty)
        let bare = WorkerFile(evidence: [trained(nil, .unstated)])
        let year = try #require(RefreshInterval(months: 12))
        let yearly = rule { $0.refresh = .every(year) }
        #expect(PathwayGap(worker(), bare, rules: [yearly], on: today).open.count == 1)
    }

    @Test(arguments: [
        (25, 12, [9, 8, 8]), (12, 12, [12]), (13, 12, [7, 6]), (0, 12, []), (5, 0, []),
    ])
    func `groups for a course are even`(count: Int, places: Int, sizes: [Int]) {
        #expect(CourseGroups.sizes(count, placesMax: places) == sizes)
    }

    @Test
    func `coverage counts by team who has each skill and who has all`() throws {
        let set = try #require(try TrainingCatalogue.shipped().skillSets.first)
        var coverage = SkillCoverage(of: set)
        coverage.add(team: "North", set.topics.map { trained("2025-01-01", topic: $0) }, on: today)
        let lapsed = trained("2024-01-01", .day(day("2025-06-14")), topic: set.topics[0])
        coverage.add(team: "North", [lapsed], on: today)
        let team = coverage.teams["North"]
        #expect(team?.workers == 2 && team?.havingAll == 1)
        #expect(team?.having[set.topics[0]] == 1)
    }
}
