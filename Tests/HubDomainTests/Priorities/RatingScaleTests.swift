import HubDomain
import HubText
import Testing

struct RatingScaleTests {
    @Test(arguments: [(1, false), (2, true), (10, true), (11, false), (0, false)])
    func `a scale has from two to ten levels`(count: Int, isRight: Bool) throws {
        let names = (0..<count).map { "Level \($0)" }
        if isRight {
            #expect(try Fixtures.scale(names).levels.count == count)
        } else {
            #expect(throws: DomainError(.scaleLevels, path: "levels", problem: "")) {
                try Fixtures.scale(names)
            }
        }
    }

    @Test(arguments: [
        ["Good", "good"], ["Good", " GOOD! "], ["Good", ""], ["Good", "!!"],
        ["Good", String(repeating: "x", count: 61)], ["Good", "a\u{202E}b"],
    ])
    func `two levels never look alike`(names: [String]) {
        #expect(throws: DomainError(.scaleNames, path: "levels[2]", problem: "")) {
            try Fixtures.scale(names)
        }
    }

    @Test
    func `names are normalised`() throws {
        let scale = try Fixtures.scale([" Cafe\u{301} ", String(repeating: "x", count: 60)])
        #expect(Array((scale.name(of: 1) ?? "").utf8) == Array("Caf\u{E9}".utf8))
    }

    @Test(arguments: [
        ("Developing", 2), ("developing", 2), (" DEVELOPING ", 2), ("2 Developing", 2),
        ("2 - Developing", 2),
    ])
    func `a level is found by its name, or by its number and name`(typed: String, level: Int) throws
    {
        #expect(try Fixtures.scale().level(typed) == level)
    }

    @Test(arguments: ["", "0", "4", "3", " 2 ", "Develop", "1 Developing", "-1", "1.5"])
    func `what is no level is refused with the levels there are`(typed: String) throws {
        let scale = try Fixtures.scale()
        do {
            _ = try scale.level(typed)
            Issue.record("accepted")
        } catch {
            #expect(error.reason == .ratingLevel)
            #expect(error.detail.expected == "Starting, Developing, Leading")
        }
    }

    @Test
    func `a level that is named like a number is that level`() throws {
        let scale = try Fixtures.scale(["3", "2", "1"])
        #expect(try scale.level("3") == 1)
        #expect(scale.name(of: 0) == nil)
        #expect(scale.name(of: 4) == nil)
    }

    @Test(arguments: [
        (1, 3, RatingScale.Direction.higherIsBetter, RatingMovement.better(levels: 2)),
        (3, 1, .higherIsBetter, .worse(levels: 2)), (1, 3, .lowerIsBetter, .worse(levels: 2)),
        (3, 2, .lowerIsBetter, .better(levels: 1)), (2, 2, .lowerIsBetter, .same),
    ])
    func `a rating moves towards the good end of its own scale`(
        old: Int,
        new: Int,
        direction: RatingScale.Direction,
        expected: RatingMovement
    ) throws {
        let scale = try Fixtures.scale(["a", "b", "c"], direction)
        #expect(RatingMovement.between((old, scale), (new, scale)) == expected)
    }

    @Test
    func `ratings on different scales are never compared`() throws {
        let three = try Fixtures.scale()
        let turned = try Fixtures.scale(["Starting", "Developing", "Leading"], .lowerIsBetter)
        #expect(RatingMovement.between((2, three), (2, turned)) == .notComparable)
        #expect(RatingMovement.between(nil, (2, turned)) == .firstRating)
        #expect(RatingMovement.between((2, three), nil) == .withdrawn)
        #expect(RatingMovement.between(nil, nil) == nil)
    }
}
