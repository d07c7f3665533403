import HubText

/// What the way a day is written says about the order in its column.
package enum DateForm: Hashable, Sendable {
    /// The order is plain or does not matter: 2025-03-04, 4 March 2025, 04/04/2025.
    case named
    /// The day stands first: 15/03/2025.
    case dayFirst
    /// The month stands first: 03/15/2025.
    case monthFirst
    /// Either could be: 04/03/2025.
    case ambiguous
}

/// What the days of one column say about their order.
package struct DateColumn: Equatable, Sendable {
    /// What can be said at the end.
    package enum Verdict: Hashable, Sendable {
        /// The days that are plain have the day first.
        case dayFirst
        /// The days that are plain have the month first: every other one was read the wrong way.
        case monthFirst
        /// Some have one first and some the other: those that could be either cannot be trusted.
        case mixed
        /// Every one could be either: read with the day first, as in England, and told.
        case undecided
        /// There was nothing to order.
        case nothing
    }

    /// The order in which the column was read.
    package let order: DateOrder
    /// How many had the day first.
    package private(set) var dayFirst = 0
    /// How many had the month first.
    package private(set) var monthFirst = 0
    /// How many could be either.
    package private(set) var ambiguous = 0

    /// A column of which nothing was read.
    package init(order: DateOrder) { self.order = order }

    /// Counts a cell; one that failed because of its order counts for the other order.
    package mutating func add(_ cell: DateCell) {
        switch cell {
        case .day(_, .dayFirst): dayFirst += 1
        case .day(_, .monthFirst): monthFirst += 1
        case .day(_, .ambiguous): ambiguous += 1
        case .wrong(let error) where error.rule == .dateAmerican:
            if order == .dayFirst { monthFirst += 1 } else { dayFirst += 1 }
        case .day, .empty, .never, .notApplicable, .doneWithoutDay, .sentinel, .wrong: break
        }
    }

    /// What the column says.
    package var verdict: Verdict {
        if dayFirst > 0 { return monthFirst > 0 ? .mixed : .dayFirst }
        if monthFirst > 0 { return .monthFirst }
        return ambiguous > 0 ? .undecided : .nothing
    }

    /// The order to read the column in, if it is another than it was read in.
    package var orderToTry: DateOrder? {
        switch verdict {
        case .dayFirst: order == .dayFirst ? nil : .dayFirst
        case .monthFirst: order == .monthFirst ? nil : .monthFirst
        case .mixed, .undecided, .nothing: nil
        }
    }
}
