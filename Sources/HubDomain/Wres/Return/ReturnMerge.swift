/// Two changes of one return that do not know of each other, put together.
///
/// Whatever only one side changed is taken from that side; what both changed alike is taken once;
/// what both changed otherwise is nobody's to decide but people's.
package struct ReturnMerge: Equatable, Sendable {
    /// Theirs, with what you alone changed.
    package private(set) var merged: WresReturn
    /// The counts that both changed to something else, in the order of the sheet.
    package private(set) var counts: [WresCell] = []
    /// The facts that both changed to something else, by their names, in the order of the sheet.
    package private(set) var facts: [String] = []

    /// Whether the two can stand together.
    package var isWhole: Bool { counts.isEmpty && facts.isEmpty }

    /// Puts two changes together.
    ///
    /// - Parameters:
    ///   - base: What both were made from.
    ///   - theirs: What stands there now.
    ///   - yours: What is to stand there.
    ///   - cycle: The cycle of all three.
    /// - Complexity: Linear in the counts of the cycle.
    package init(from base: WresReturn, theirs: WresReturn, yours: WresReturn, _ cycle: WresCycle) {
        merged = theirs
        let before = ReturnChange(from: base, to: theirs, cycle)
        for count in ReturnChange(from: base, to: yours, cycle).counts {
            if !before.counts.contains(where: { $0.cell == count.cell }) {
                merged.entries[count.cell] = count.after
            } else if theirs.entries[count.cell] != count.after {
                counts.append(count.cell)
            }
        }
        for about in WresSheet.About.asked where about != .cycle {
            let (old, now, new) = (
                WresSheet.answer(about, base), WresSheet.answer(about, theirs),
                WresSheet.answer(about, yours)
            )
            guard !new.utf8.elementsEqual(old.utf8), !new.utf8.elementsEqual(now.utf8) else {
                continue
            }
            if now.utf8.elementsEqual(old.utf8) {
                merged.take(about, from: yours)
            } else {
                facts.append(about.rawValue)
            }
        }
    }
}

extension WresReturn {
    /// Takes one fact about the return from another one.
    fileprivate mutating func take(_ about: WresSheet.About, from other: WresReturn) {
        switch about {
        case .cycle, .basedOn: return
        case .body: unit.body = other.unit.body
        case .councils: unit.councils = other.unit.councils
        case .jointPosts: unit.jointPosts = other.unit.jointPosts
        case .snapshot: snapshot = other.snapshot
        case .periodFrom: periodFrom = other.periodFrom
        case .periodTo: periodTo = other.periodTo
        case .harassmentSource: harassmentSource = other.harassmentSource
        }
    }
}
