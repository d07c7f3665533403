/// How many stand how, so that one more or one less needs no counting anew.
package struct StatusCounts: Hashable, Sendable {
    /// By state, of those of whom it is required today and of those who are left out of it.
    private var byState = [Int](repeating: 0, count: TrainingState.allCases.count)
    /// Those who show it already though it is not required of them yet.
    package private(set) var early = 0

    /// Counts of nothing.
    package init() {}

    /// How many are in a state; those who show it early are not among them.
    package subscript(state: TrainingState) -> Int { byState[state.rawValue] }

    /// How many it is required of today: the denominator.
    package private(set) var required = 0

    /// How many of these show it today: up to date, expiring, and accepted from former employers.
    package var valid: Int { self[.upToDate] + self[.expiring] + self[.acceptedFromFormer] }

    /// Whether nothing was counted.
    package var isEmpty: Bool { early == 0 && byState.allSatisfy { $0 == 0 } }

    /// Counts one more.
    package mutating func add(_ standing: Standing) { change(standing, by: 1) }

    /// Counts one less.
    package mutating func remove(_ standing: Standing) { change(standing, by: -1) }

    /// Counts what another has counted, too.
    package mutating func add(_ other: StatusCounts) {
        for index in byState.indices { byState[index] += other.byState[index] }
        early += other.early
        required += other.required
    }

    /// Counts as many as a store has counted of one state.
    package mutating func add(_ state: TrainingState, isRequired: Bool, count: Int) {
        change(state, isRequired: isRequired, by: count)
    }

    private mutating func change(_ standing: Standing, by step: Int) {
        change(standing.state, isRequired: standing.isRequired, by: step)
    }

    private mutating func change(_ state: TrainingState, isRequired: Bool, by step: Int) {
        let isShown = state.isValid || state == .noExpiryRecorded
        if !isRequired, isShown {
            early += step
            return
        }
        byState[state.rawValue] += step
        if isRequired { required += step }
    }
}
