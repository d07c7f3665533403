/// Calls that wait for one file, of parties that take turns.
///
/// Whoever has queued a hundred calls waits, from its second on, behind everybody's first. Calls of
/// nobody in particular, such as all those of a tenant's own file, are a party of their own, and
/// where there is no other they are simply a line.
///
/// Invariant: a party stands in `round` exactly once while one of its calls waits in its line.
struct PartyLines<Element> {
    /// Calls that had their turn and were put back.
    private var front = WaitingLine<Element>()
    /// Calls of nobody in particular.
    private var plain = WaitingLine<Element>()
    private var lines: [OpaqueID: WaitingLine<Element>] = [:]
    private var round = WaitingLine<OpaqueID?>()
    /// How many wait.
    private(set) var count = 0

    /// Whether nobody waits.
    var isEmpty: Bool { count == 0 }

    /// How many calls of a party wait.
    func count(of party: OpaqueID) -> Int { lines[party]?.count ?? 0 }

    /// Puts a call at the end of its party's line.
    mutating func append(_ element: Element, of party: OpaqueID?) {
        count += 1
        guard let party else {
            if plain.isEmpty { round.append(nil) }
            plain.append(element)
            return
        }
        if lines[party] == nil { round.append(party) }
        lines[party, default: WaitingLine()].append(element)
    }

    /// Takes so many out, the next of each party in turn.
    mutating func popFirst(_ countMax: Int) -> [Element] {
        var taken = front.popFirst(countMax)
        count -= taken.count
        guard !lines.isEmpty else { return takePlain(after: taken, countMax) }
        taken.reserveCapacity(min(count + taken.count, countMax))
        while taken.count < countMax, let next = popFirst() { taken.append(next) }
        return taken
    }

    /// Where nobody takes turns, calls are taken together.
    private mutating func takePlain(after taken: [Element], _ countMax: Int) -> [Element] {
        let more = plain.popFirst(countMax - taken.count)
        count -= more.count
        if plain.isEmpty { _ = round.popFirst() }
        return taken.isEmpty ? more : taken + more
    }

    private mutating func popFirst() -> Element? {
        guard let party = round.popFirst() else { return nil }
        var line = party.flatMap { lines[$0] } ?? plain
        guard let next = line.popFirst() else { return nil }
        count -= 1
        if !line.isEmpty { round.append(party) }
        if let party { lines[party] = line.isEmpty ? nil : line } else { plain = line }
        return next
    }

    /// Puts calls back before all others: they had their turn.
    mutating func putBack(_ elements: [Element]) {
        front.putBack(elements)
        count += elements.count
    }
}
