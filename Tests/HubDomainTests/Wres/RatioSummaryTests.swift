import HubDomain
import HubText
import Testing

/// What stands before each indicator is read by itself, and names where there is little room.
struct RatioSummaryTests {
    private func entry(
        _ ratio: Computed<Double>,
        _ reading: Reading?,
        isClear: Bool = false,
        isTooFew: Bool = false
    ) -> RatioChart.Entry {
        RatioChart.Entry(
            "label",
            ratio: ratio,
            interval: nil,
            reading: reading,
            isClear: isClear,
            isTooFew: isTooFew
        )
    }

    @Test func `each thing that is said names its indicators, the doubt before the direction`() {
        let lines = RatioSummary.lines([
            ("2", entry(.known(0.5), .adverse, isClear: true)),
            ("3", entry(.known(2), .adverse)), ("4", entry(.known(9), .adverse, isTooFew: true)),
            ("5", entry(.known(2), .favourable, isClear: true)),
            ("6", entry(.unknown(.noEvents), .neither)), ("8", entry(.known(1.1), .neither)),
            ("7", entry(.known(0.6), .favourable)),
            ("9", entry(.known(0.4), .adverse, isClear: true)),
        ])
        #expect(
            lines == [
                "Adverse and clear: 2, 9.", "Adverse, not clear: 3.",
                "In favour of minoritised staff and clear: 5.",
                "In favour of minoritised staff, not clear: 7.",
                "Inside the four-fifths range: 8.", "Too few cases to read: 4.", "No ratio: 6.",
            ]
        )
        #expect(RatioSummary.lines([("2", entry(.known(0.5), .adverse))]).isEmpty)
        #expect(RatioSummary.words(entry(.known(9), .adverse, isTooFew: true)).hasPrefix("Too few"))
    }

    @Test func `no name of an indicator is cut beside a chart of eighty columns`() throws {
        let chart = try WresFixtures.filled().chart([.adults])
        let style = TerminalStyle(columns: 80)
        let lines = chart.lines(style)
        #expect(lines.contains { $0.hasPrefix("7a Harassment: colleagues") }, "\(lines)")
        #expect(!lines.contains { $0.contains("…") || $0.contains("...") }, "\(lines)")
        let wide = chart.lines(TerminalStyle(columns: 200))
        #expect(wide.contains { $0.hasPrefix("3 Entry into the formal disciplinary process") })
    }

    @Test func `an indicator that is named by its word is suggested by its number`() {
        #expect(throws: DomainError.self) { try ActionWords.indicators(["disciplinary"]) }
        do throws(DomainError) {
            _ = try ActionWords.indicators(["2", "disciplinary"])
        } catch {
            let finding = error.finding()
            #expect(finding.suggestion == "3" && finding.found == "disciplinary")
        }
        do throws(DomainError) {
            _ = try ActionWords.indicators(["harassment"])
        } catch {
            // Three have it in their names.
            #expect(error.finding().suggestion == nil)
        }
    }

    @Test func `what the unknown could do is told of all services together, where it is given`()
        throws
    {
        var entry = try WresFixtures.filled(WresService.allCases)
        let figures = ReturnFigures(entry).figures
        let adults = try #require(figures.first { $0.indicator == .appointment })
        let table = try #require(adults.reading.value?.table)
        let unknown = UnknownSensitivity(table, unknown: try EventCount(events: 20, people: 100))
        #expect(adults.unknown == unknown)
        let both = figures.last { $0.indicator == .appointment }
        let twice = try EventCount(events: 40, people: 200)
        #expect(
            both?.unknown
                == UnknownSensitivity(try #require(both?.reading.value?.table), unknown: twice)
        )
        entry[.appointed, .children, .unknown] = nil
        let open = ReturnFigures(entry).figures.filter { $0.indicator == .appointment }
        #expect(open.map { $0.unknown != nil } == [true, false, false])
        for quantity in [WresQuantity.shortlisted, .appointed] {
            entry[quantity, .adults, .unknown] = .count(0)
        }
        #expect(ReturnFigures(entry).figures[0].unknown == nil)
    }
}
