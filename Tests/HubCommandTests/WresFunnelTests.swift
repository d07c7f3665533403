import HubDomain
import HubTestKit
import HubText
import HubWire
import Testing

@testable import whub

/// A region's councils in a funnel, made of what is printed of each.
struct WresFunnelTests {
    /// Events and people of both groups, as they are printed.
    private func view(_ name: String, _ printed: [String], unit: String = "") -> ReleaseView {
        var view = ReleaseView()
        (view.councilName, view.unit) = (name, unit)
        let cells = [
            ("appointed", "minority"), ("shortlisted", "minority"), ("appointed", "white"),
            ("shortlisted", "white"),
        ]
        view.counts = zip(cells, printed).map { cell, printed in
            ReleasedCount(
                service: "adults",
                quantity: cell.0,
                group: cell.1,
                printed: printed
            )
        }
        return view
    }

    private func text(_ funnel: ReleaseFunnel) -> String {
        funnel.lines(TerminalStyle()).joined(separator: " ")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `who lies outside is named, and whose counts are hidden has no ratio`() throws {
        var views = (1...8).map { view("Council \($0)", ["100", "500", "400", "2,000"]) }
        views.append(view("Council out", ["20", "500", "400", "2,000"]))
        views.append(view("Council hidden", ["<10", "25", "20", "100"]))
        views.append(view("Council few", ["too few people", "25", "20", "100"], unit: "trust"))
        let funnel = ReleaseFunnel(views, .appointment, .adults)
        let told = text(funnel)
        #expect(told.contains("8 of 9 lie between the limits."), "\(told)")
        #expect(told.contains("Council out: 0.20, outside the limits."))
        #expect(told.contains("a count of it is hidden, such as <10: Council hidden, Council few,"))
        let svg = try #require(funnel.picture(isExample: true))
        #expect(svg.contains(">Council out<") && svg.contains("Example data: invented"))
        #expect(svg.contains("rounding moves a ratio"))
        // Whoever a pool leaves out is left out here, and told.
        var trust = view("Trust", ["20", "500", "400", "2,000"])
        (trust.councilCode, trust.body, trust.councils) = ("Z", "Trust", ["X00000001"])
        var own = view("Council 1", ["100", "500", "400", "2,000"])
        (own.councilCode, own.body, own.councils) = ("A", "Council 1", ["X00000001"])
        let apart = text(ReleaseFunnel([trust] + views.dropFirst() + [own], .appointment, .adults))
        #expect(apart.contains("Left out: Trust, cycle"), "\(apart)")
        #expect(apart.contains("because the return of Council 1 counts the staff of X00000001"))
        #expect(!apart.contains("Trust: 0.20"))
        // Another service has none of it.
        let none = ReleaseFunnel(views, .appointment, .children)
        #expect(none.picture(isExample: false) == nil)
        #expect(text(none).contains("no council has a ratio that can be drawn."))
    }

    @Test func `fewer than three are not drawn, and too few cases are too few as in a pool`() throws
    {
        let views = (1...2).map { view("Council \($0)", ["100", "500", "400", "2,000"]) }
        let two = ReleaseFunnel(views, .appointment, .adults)
        #expect(two.picture(isExample: false) == nil)
        #expect(text(two).contains("No funnel: 2 councils have a ratio that can be drawn"))
        #expect(!text(two).contains("lie between"))
        // Below five expected cases in a cell; the pool says the same of the same counts.
        let few = try RatioTable(
            minority: EventCount(events: 10, people: 20),
            white: EventCount(events: 10, people: 400)
        )
        #expect(RatioReading(few, polarity: .none).isTooFew)
        let small = view("Small", ["10", "20", "10", "400"])
        let zero = view("Zero", ["0", "500", "400", "2,000"])
        let still = text(ReleaseFunnel(views + [small, zero], .appointment, .adults))
        #expect(still.contains("No funnel: 2 councils"), "\(still)")
        #expect(still.contains("too few cases to read anything into it: Small."))
        #expect(still.contains("no ratio above zero: Zero."))
        let third = view("Council 3", ["90", "500", "400", "2,000"])
        let three = ReleaseFunnel(views + [third, small], .appointment, .adults)
        #expect(three.picture(isExample: false) != nil)
        #expect(text(three).contains("3 of 3 lie between the limits."))
        #expect(!text(three).contains("Small: "))
    }

    @Test func `the line is the ratio of all together, drawn or not, and the picture says so`()
        throws
    {
        let views = (1...3).map { view("Council \($0)", ["100", "500", "400", "2,000"]) }
        let small = view("Small", ["10", "20", "10", "400"])
        let zero = view("Zero", ["0", "500", "400", "2,000"])
        let hidden = view("Hidden", ["<10", "25", "20", "100"])
        func told(_ views: [ReleaseView], _ pool: [ReleasedFigure] = []) throws -> String {
            let funnel = ReleaseFunnel(views, .appointment, .adults, pool: pool)
            let svg = try #require(funnel.picture(isExample: false))
            let line = try #require(text(funnel).firstMatch(of: /The line is [^.]*\./))
            // Words of the picture and of the terminal are the same.
            #expect(svg.contains(String(line.0)), "\(line.0)")
            return String(line.0)
        }
        let plain = "The line is the ratio of the 3 councils together whose counts are shown."
        #expect(try told(views) == plain)
        let all = try told(views + [small, zero, hidden])
        #expect(all.contains("of the 5 councils") && all.contains("2 of them without a place here"))
        #expect(all.contains("1 is not in it, because a count of it is hidden"))
        // Counts without a place move the line: 300 of 1,500 against 1,200 of 6,000 is 1, and with
        // those of the two others 310 of 2,020 against 1,610 of 8,400 is 0.80.
        let tables = try [[100, 500, 400, 2_000], [10, 20, 10, 400], [0, 500, 400, 2_000]].map {
            RatioTable(
                minority: try EventCount(events: $0[0], people: $0[1]),
                white: try EventCount(events: $0[2], people: $0[3])
            )
        }
        let three = Array(repeating: tables[0], count: 3)
        let alone = try #require(RatioFunnel(three))
        #expect((alone.centre - 1).magnitude < 1e-12)
        let with = try #require(RatioFunnel(three, with: Array(tables.dropFirst())))
        #expect((with.centre - (310.0 / 2_020) / (1_610.0 / 8_400)).magnitude < 1e-12)
        // The region's own sum has hidden counts too, and is taken where the hub prints it.
        var pool = ReleasedFigure(service: "adults", indicator: "2")
        (pool.relativeLikelihood, pool.contributors) = (0.7, 6)
        let whole = try told(views + [small, zero, hidden], [pool])
        #expect(whole.contains("of all 6 councils that released it together"))
        #expect(try #require(RatioFunnel(three, around: 0.7)).centre == 0.7)
        // A pool of another indicator, or without a ratio, is none.
        var other = pool
        other.indicator = "3"
        var none = pool
        none.relativeLikelihood = nil
        for figure in [other, none] { #expect(try told(views, [figure]) == plain) }
    }

    @Test func `entries and referrals are not drawn together, and each alone is`() throws {
        func fitness(_ name: String, _ events: String) -> ReleaseView {
            var view = view(name, ["20", "100", "40", "400"])
            for index in view.counts.indices {
                let isEvent = view.counts[index].quantity.utf8.elementsEqual("appointed".utf8)
                view.counts[index].quantity = isEvent ? events : "regulated"
            }
            return view
        }
        let entered = (1...3).map { fitness("Entered \($0)", "fitness-entered") }
        let referred = (1...3).map { fitness("Referred \($0)", "fitness-referred") }
        for alike in [entered, referred] {
            let funnel = ReleaseFunnel(alike, .fitnessToPractise, .adults)
            #expect(funnel.picture(isExample: false) != nil)
            #expect(text(funnel).contains("3 of 3 lie between the limits."))
        }
        let mixed = ReleaseFunnel(entered + referred, .fitnessToPractise, .adults)
        #expect(mixed.picture(isExample: false) == nil)
        #expect(text(mixed).contains("Not drawn, not comparable: entered / referred"))
        #expect(!text(mixed).contains("lie between"))
        // Another council that released none of it changes nothing.
        let other = [view("Other", ["20", "100", "40", "400"])]
        let beside = ReleaseFunnel(entered + other, .fitnessToPractise, .adults)
        #expect(beside.picture(isExample: false) != nil)
    }

    @Test func `an indicator that is not counted alike everywhere is not drawn`() throws {
        let home = try TemporaryDirectory()
        func run(_ more: String...) throws -> ProgramRun {
            let words = ["wres", "releases", "--cycle", "2024", "--funnel", "f.svg"]
            return try ProgramRun("whub", words + more, home: home)
        }
        for indicator in ["1", "6", "7a", "7b", "12"] {
            // It is refused before any hub is asked.
            let refused = try run("--indicator", indicator, "--service", "adults")
            #expect(refused.exit == .code(2), "\(refused.error)")
            #expect(refused.error.contains("not counted alike everywhere"))
        }
    }
}
