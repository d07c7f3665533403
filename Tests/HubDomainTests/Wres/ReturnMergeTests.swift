import HubDomain
import HubTestKit
import HubText
import Testing

/// Two changes of one return, put together where they are of different counts.
struct ReturnMergeTests {
    private let cycle: WresCycle
    private let base: WresReturn

    init() throws {
        cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        var entry = WresReturn(cycle: cycle.id, unit: ReportingUnit(body: "Example Council A"))
        entry.snapshot = Day(year: 2024, month: 3, day: 31)
        for quantity in WresQuantity.asked(in: cycle) {
            for group in EthnicGroup.allCases { entry[quantity, .adults, group] = .count(10) }
        }
        base = entry
    }

    private func changed(_ body: (inout WresReturn) -> Void) -> WresReturn {
        var entry = base
        body(&entry)
        return entry
    }

    @Test func `what each alone changed stands, and what both changed alike stands once`() {
        let theirs = changed {
            $0[.leavers, .adults, .white] = .count(12)
            $0[.staff, .adults, .unknown] = .notProvided
            $0.snapshot = Day(year: 2024, month: 3, day: 30)
        }
        let yours = changed {
            $0[.leavers, .adults, .minority] = nil
            $0[.staff, .adults, .unknown] = .notProvided
            $0[.staff, .children, .white] = .count(0)
            $0.unit.jointPosts = "two social workers"
        }
        let merge = ReturnMerge(from: base, theirs: theirs, yours: yours, cycle)
        #expect(merge.isWhole)
        var both = theirs
        both[.leavers, .adults, .minority] = nil
        both[.staff, .children, .white] = .count(0)
        both.unit.jointPosts = "two social workers"
        #expect(merge.merged == both)
        // It is one whichever side is asked.
        #expect(ReturnMerge(from: base, theirs: yours, yours: theirs, cycle).merged == both)
    }

    @Test func `what both changed to something else is named and decided by nobody`() {
        let theirs = changed {
            $0[.leavers, .adults, .white] = .count(12)
            $0[.appointed, .adults, .white] = .count(0)
            $0.unit.body = "Example Council"
        }
        let yours = changed {
            $0[.leavers, .adults, .white] = .count(13)
            // Missing is not zero.
            $0[.appointed, .adults, .white] = nil
            $0.unit.body = "Council of Example"
        }
        let merge = ReturnMerge(from: base, theirs: theirs, yours: yours, cycle)
        #expect(!merge.isWhole && merge.facts == ["body"])
        #expect(
            merge.counts == [
                WresCell(.appointed, .adults, .white), WresCell(.leavers, .adults, .white),
            ]
        )
    }

    @Test func `every fact about a return is taken from whoever changed it`() throws {
        let yours = changed {
            $0.unit = ReportingUnit(
                body: "Another",
                councils: ["E09000001"],
                jointPosts: "one"
            )
            $0.snapshot = Day(year: 2024, month: 3, day: 29)
            $0.periodFrom = Day(year: 2023, month: 4, day: 1)
            $0.periodTo = Day(year: 2024, month: 3, day: 31)
            $0.harassmentSource = .survey
        }
        #expect(ReturnMerge(from: base, theirs: base, yours: yours, cycle).merged == yours)
        #expect(ReturnMerge(from: base, theirs: yours, yours: base, cycle).merged == yours)
    }

    /// Against a second way of saying it: cell by cell, from the three values alone.
    @Test func `of any three returns each cell is what the rule of three says`() {
        var numbers = SeededGenerator(seed: 20_261_128)
        let values: [CountEntry?] = [nil, .count(0), .count(1), .underTen, .notProvided]
        func any() -> CountEntry? { values[Int(numbers.next() % UInt64(values.count))] }
        let quantities = WresQuantity.asked(in: cycle)
        for _ in 0..<200 {
            let three = (0..<3).map { _ in
                changed { entry in
                    for quantity in quantities {
                        for group in EthnicGroup.allCases {
                            entry[quantity, .adults, group] = any()
                        }
                    }
                }
            }
            let merge = ReturnMerge(from: three[0], theirs: three[1], yours: three[2], cycle)
            for quantity in quantities {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, .adults, group)
                    let (old, now, new) = (
                        three[0].entries[cell], three[1].entries[cell], three[2].entries[cell]
                    )
                    let isClash = old != now && old != new && now != new
                    #expect(merge.counts.contains(cell) == isClash)
                    #expect(merge.merged.entries[cell] == (isClash || old == new ? now : new))
                }
            }
        }
    }
}
