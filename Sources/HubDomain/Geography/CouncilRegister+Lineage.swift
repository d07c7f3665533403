package import HubText

extension CouncilRegister {
    /// The changes that led to a code, the latest first, and those that led to these.
    ///
    /// - Parameter code: A code of any time.
    /// - Returns: The changes; none for a code that nobody's place was taken by.
    /// - Complexity: Linear in the register's changes for each step of the chain.
    package func predecessors(of code: GSSCode) -> [CodeChange] {
        var found: [CodeChange] = []
        var open: Set<GSSCode> = [code]
        while !open.isEmpty {
            let steps = changes.filter { change in
                change.newCode.map(open.contains) ?? false && !found.contains(change)
            }
            found += steps.sorted { $1.effective < $0.effective }
            // A code leads back to itself only by way of a change that was found already.
            open = Set(steps.map(\.oldCode))
        }
        return found
    }

    /// The changes by which a code gave way, the earliest first, those that are planned too.
    ///
    /// - Parameter code: A code of any time.
    /// - Returns: The changes.
    package func successors(of code: GSSCode) -> [CodeChange] {
        var found: [CodeChange] = []
        var open: Set<GSSCode> = [code]
        while !open.isEmpty {
            let steps = changes.filter { open.contains($0.oldCode) && !found.contains($0) }
            found += steps
            open = Set(steps.compactMap(\.newCode))
        }
        return found
    }

    /// How many councils there will be after the changes that are planned by a day.
    ///
    /// - Parameter day: The day.
    /// - Returns: Today's number, less the councils that give way, with those that follow.
    package func count(on day: Day) -> Int {
        let planned = changes.filter { $0.isPlanned && $0.effective <= day }
        return councils.count - Set(planned.map(\.oldCode)).count
            + Set(planned.map(\.newName)).count
    }
}
