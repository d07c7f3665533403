import HubLoop
import HubTestKit
import Testing

/// A value that reports its end, to see that each ends exactly once.
private struct Witness: ~Copyable {
    let number: Int
    let ended: Ended

    deinit { ended.numbers.append(number) }
}

private final class Ended {
    var numbers: [Int] = []
}

/// `SlotTable` for `#expect`, which copies what it looks at.
private final class Table<Element: ~Copyable> {
    private var table: SlotTable<Element>

    init(limit: Int) { table = SlotTable(limit: limit) }

    var count: Int { table.count }

    func insert(_ element: consuming Element) -> Token? { table.insert(element) }
    func contains(_ token: Token) -> Bool { table.contains(token) }
    func remove(_ token: Token) -> Element? { table.remove(token) }
    func drop(_ token: Token) { _ = table.remove(token) }
    func change(_ token: Token, _ body: (inout Element) -> Void) { table.with(token, body) }
    func visit(_ body: (Token, inout Element) -> Void) { table.visit(body) }
}

extension Table where Element: Copyable {
    func value(_ token: Token) -> Element? { table.with(token) { $0 } }
}

struct SlotTableTests {
    @Test
    func `a token finds its value until the value leaves`() throws {
        let table = Table<Int>(limit: 4)
        let token = try #require(table.insert(7))
        #expect(table.contains(token))
        table.change(token) { $0 += 1 }
        #expect(table.value(token) == 8)
        #expect(table.remove(token) == 8)
        #expect(!table.contains(token))
        #expect(table.value(token) == nil)
        #expect(table.remove(token) == nil)
    }

    @Test
    func `a slot's next tenant is not found by the last one's token`() throws {
        let table = Table<Int>(limit: 1)
        let first = try #require(table.insert(1))
        table.drop(first)
        let second = try #require(table.insert(2))
        #expect(first.slot == second.slot)
        #expect(first != second)
        #expect(table.value(first) == nil)
        #expect(table.value(second) == 2)
    }

    @Test
    func `a token of the future is not found either`() throws {
        let table = Table<Int>(limit: 1)
        let token = try #require(table.insert(1))
        table.drop(token)
        #expect(!table.contains(Token(slot: token.slot, generation: token.generation + 1)))
        #expect(!table.contains(Token(slot: token.slot + 1, generation: 1)))
        #expect(!table.contains(Token(slot: .max, generation: 0)))
    }

    @Test(arguments: [0, 1, 15, 16, 17, 100])
    func `a table takes its limit and not one more`(limit: Int) {
        let table = Table<Int>(limit: limit)
        for number in 0..<limit { #expect(table.insert(number) != nil) }
        #expect(table.count == limit)
        #expect(table.insert(-1) == nil)
        #expect(table.count == limit)
    }

    @Test
    func `no table hands out a fixed token`() throws {
        let table = Table<Int>(limit: 1)
        for _ in 0..<1_000 {
            let token = try #require(table.insert(0))
            #expect(token.generation != 0)
            table.drop(token)
        }
    }

    @Test
    func `every value ends once, in the table or out of it`() {
        let ended = Ended()
        do {
            let table = Table<Witness>(limit: 40)
            var tokens: [Token] = []
            for number in 0...40 {
                let token = table.insert(Witness(number: number, ended: ended))
                if let token { tokens.append(token) }
            }
            #expect(tokens.count == 40)
            #expect(ended.numbers == [40], "the one that did not fit has ended")
            for token in tokens[..<10] { table.drop(token) }
            #expect(ended.numbers.count == 11)
        }
        #expect(ended.numbers.sorted() == Array(0...40))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a table agrees with a dictionary through any history`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let table = Table<Int>(limit: 64)
        var model: [Token: Int] = [:]
        // Kept in order: a dictionary's own differs from run to run.
        var live: [Token] = []
        var retired: [Token] = []
        for step in 0..<5_000 {
            switch Int.random(in: 0..<3, using: &generator) {
            case 0:
                let isFull = model.count == 64
                let token = table.insert(step)
                #expect((token == nil) == isFull, "seed \(seed)")
                if let token {
                    model[token] = step
                    live.append(token)
                }
            case 1:
                guard let index = live.indices.randomElement(using: &generator) else { continue }
                let token = live.remove(at: index)
                #expect(table.remove(token) == model.removeValue(forKey: token), "seed \(seed)")
                retired.append(token)
            default:
                if let token = retired.randomElement(using: &generator) {
                    #expect(!table.contains(token), "seed \(seed)")
                }
                guard let token = live.randomElement(using: &generator) else { continue }
                model[token, default: 0] += 1
                table.change(token) { $0 += 1 }
            }
            #expect(table.count == model.count, "seed \(seed)")
        }
        var found: [Token: Int] = [:]
        table.visit { token, value in found[token] = value }
        #expect(found == model, "seed \(seed)")
    }
}
