import HubDomain
import HubText
import Testing

/// What a return says, and what changed in it.
struct ReturnFiguresTests {
    @Test func `a change names the counts and facts that differ and no other`() throws {
        let cycle = try WresFixtures.cycle()
        let before = try WresFixtures.filled()
        #expect(ReturnChange(from: before, to: before, cycle).isEmpty)
        var after = before
        after[.appointed, .adults, .minority] = .count(53)
        after[.regulated, .adults, .unknown] = nil
        after.unit.jointPosts = "Head of service"
        let change = ReturnChange(from: before, to: after, cycle)
        #expect(
            change.counts.map(\.cell.path) == [
                "adults.appointed.minority", "adults.regulated.unknown",
            ]
        )
        #expect(change.counts.map(\.before) == [.count(52), .count(10)])
        #expect(change.counts.map(\.after) == [.count(53), nil])
        #expect(change.facts.map(\.name) == ["joint-posts"])
        #expect(change.facts.map(\.before) == [""])
        #expect(change.facts.map(\.after) == ["Head of service"])
        let first = ReturnChange(from: nil, to: before, cycle)
        #expect(first.counts.count == before.entries.count)
    }

    @Test func `both services together are a third reading, and change is told per indicator`()
        throws
    {
        let entry = try WresFixtures.filled(WresService.allCases)
        var earlier = try WresFixtures.filled([.adults])
        earlier[.appointed, .adults, .minority] = .count(26)
        earlier[.disciplinary, .adults, .white] = .notProvided
        let figures = ReturnFigures(entry, earlier: earlier).figures
        #expect(figures.count == 3 * WresIndicator.ratios.count)
        #expect(
            figures.map(\.services.count)
                == [1, 1, 2].flatMap {
                    [Int](repeating: $0, count: WresIndicator.ratios.count)
                }
        )
        let appointment = figures[0]
        #expect(appointment.indicator == .appointment)
        let factor = try #require(appointment.change?.value).factor
        #expect((factor - 2).magnitude < 1e-9)
        #expect(figures[1].change == .unknown(.notProvided))
        #expect(figures[9].change == .unknown(.notProvided))
        #expect(ReturnFigures(entry).figures.allSatisfy { $0.change == nil })
    }

    @Test func `a survey is not compared with reports, and nothing else minds`() throws {
        var entry = try WresFixtures.filled()
        let earlier = entry
        entry.harassmentSource = earlier.harassmentSource == .survey ? .reports : .survey
        for figure in ReturnFigures(entry, earlier: earlier).figures {
            let isMixed = figure.change == .unknown(.differentCollection)
            #expect(isMixed == figure.indicator.dependsOnCollection, "\(figure.indicator)")
        }
        for figure in ReturnFigures(earlier, earlier: earlier).figures {
            #expect(figure.change != .unknown(.differentCollection))
        }
    }

    /// The return with referrals in the place of entries.
    private func referred(_ entry: WresReturn, _ service: WresService = .adults) -> WresReturn {
        var other = entry
        for group in EthnicGroup.allCases {
            other[.fitnessReferred, service, group] = entry[.fitnessEntered, service, group]
            other[.fitnessEntered, service, group] = .notProvided
        }
        return other
    }

    @Test func `entries into fitness to practise are neither compared with referrals nor added`()
        throws
    {
        let entry = try WresFixtures.filled(WresService.allCases)
        let earlier = referred(entry)
        for figure in ReturnFigures(entry, earlier: earlier).figures {
            let isUnlike =
                figure.indicator == .fitnessToPractise && figure.services != [.children]
            #expect((figure.change == .unknown(.differentMeaning)) == isUnlike, "\(figure)")
        }
        #expect(NotComputable.differentMeaning.words == "not comparable: entered / referred")
        // One service of a return may have the one and the other the other.
        let together = ReturnFigures(earlier).figures.filter {
            $0.indicator == .fitnessToPractise
        }
        #expect(together.map(\.reading.reason) == [nil, nil, .differentMeaning])
        let alike = ReturnFigures(earlier, earlier: earlier).figures
        #expect(alike.first { $0.indicator == .fitnessToPractise }?.change?.value != nil)
        // What was not given at all is not given, and no other thing.
        var none = earlier
        for group in EthnicGroup.allCases {
            none[.fitnessReferred, .adults, group] = .notProvided
        }
        let absent = ReturnFigures(entry, earlier: none).figures
        let first = absent.first { $0.indicator == .fitnessToPractise }
        #expect(first?.change == .unknown(.notProvided))
    }

    @Test func `a pool adds no entries to referrals`() throws {
        let entry = try WresFixtures.filled([.adults])
        func pool(_ referrals: Int) throws -> PooledFigure {
            WresPool(
                try (0..<12).map { index in
                    try ReleaseFixtures.release(
                        index < referrals ? referred(entry) : entry,
                        UInt64(index)
                    )
                }
            ).figure(.fitnessToPractise, [.adults])
        }
        #expect(try pool(1) == .notComputable(.differentMeaning))
        #expect(try pool(0) != .notComputable(.differentMeaning))
        #expect(try pool(12) == pool(0))
    }

    @Test func `of too few cases no sentence says that anything is clear`() throws {
        let few = RatioTable(
            minority: try EventCount(events: 4, people: 20),
            white: try EventCount(events: 1, people: 400)
        )
        let reading = RatioReading(few, polarity: .adverseAbove)
        #expect(reading.isTooFew && reading.isClear == .known(true))
        let sentences = ReadingWords.findings(reading, .disciplinary)
        #expect(!sentences.contains { $0.contains("clear") }, "\(sentences)")
        let many = RatioTable(
            minority: try EventCount(events: 40, people: 200),
            white: try EventCount(events: 10, people: 400)
        )
        let told = ReadingWords.findings(RatioReading(many, polarity: .adverseAbove), .disciplinary)
        #expect(told.contains { $0.contains("statistically clear") })
        // A change is as little to be read as the one of its years that has fewer.
        #expect(RatioChange.from(few, to: many).value?.isTooFew == true)
        #expect(RatioChange.from(many, to: few).value?.isTooFew == true)
        #expect(RatioChange.from(many, to: many).value?.isTooFew == false)
    }

    @Test func `the known share counts people of every group`() throws {
        var entry = try WresFixtures.filled()
        let figures = ReturnFigures(entry).figures
        let appointment = try #require(figures[0].knownShare)
        #expect((appointment - 1_600.0 / 1_700).magnitude < 1e-12)
        entry[.shortlisted, .adults, .unknown] = .notProvided
        #expect(ReturnFigures(entry).figures[0].knownShare == nil)
    }

    @Test func `a sheet says which revision it was made from, and only where it was`() throws {
        let (entry, cycle) = (try WresFixtures.filled(), try WresFixtures.cycle())
        let plain = read(WresSheet.file(entry, cycle), cycle)
        #expect(plain.basedOn == nil && plain.entry == entry)
        let based = read(WresSheet.file(entry, cycle, basedOn: 17), cycle)
        #expect(based.basedOn == 17 && based.entry == entry && based.isAcceptable)
        let text = String(decoding: WresSheet.file(entry, cycle, basedOn: 17), as: UTF8.self)
        let wrong = read(Array(text.replacing(",17\r\n", with: ",seven\r\n").utf8), cycle)
        #expect(wrong.entry == nil)
        #expect(wrong.findings.map(\.reason) == ["WRES-0101"])
    }

    private func read(_ file: [UInt8], _ cycle: WresCycle) -> WresSheetReading {
        WresSheetReading(file: file, cycle: cycle, today: WresFixtures.today)
    }

    @Test func `a release that was kept is the release that was made`() throws {
        let (entry, cycle) = (
            try WresFixtures.filled(WresService.allCases), try WresFixtures.cycle()
        )
        let made = ReleasedReturn(entry, cycle, offsets: ReleaseOffsets { _ in [0, 0, 0, 3] })
        let kept = ReleasedReturn(
            cycle: made.cycle,
            policy: made.policy,
            harassmentSource: made.harassmentSource,
            bands: made.bands,
            atoms: made.atoms
        )
        #expect(kept == made)
        #expect(ReleasePreview(kept, cycle) == ReleasePreview(made, cycle))
    }

    @Test func `words of an action are those of the lists`() throws {
        #expect(try ActionWords.indicators(["9", "2"]) == [.appointment, .seniorManagement])
        #expect(
            try ActionWords.indicators(["7"]) == [.harassmentColleagues, .harassmentManagers]
        )
        #expect(try ActionWords.indicators(WresIndicator.allCases.map(\.rawValue)).count == 10)
        for wrong in [["10"], ["2", "2"], ["7", "7a"], [""]] {
            #expect(throws: DomainError(.wresActionIndicator, path: path(wrong), problem: "")) {
                try ActionWords.indicators(wrong)
            }
        }
        #expect(try ActionWords.word(WresTheme.self, "Leadership", path: "t") == .leadership)
        #expect(try ActionWords.word(WresTheme.self, "", path: "t") == nil)
        #expect(throws: DomainError(.wresActionWord, path: "t", problem: "")) {
            try ActionWords.word(WresTheme.self, "shoes", path: "t")
        }
    }

    private func path(_ list: [String]) -> String { "action.indicators[\(list.count - 1)]" }
}
