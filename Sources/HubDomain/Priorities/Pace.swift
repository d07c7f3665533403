/// What long work asks at every step whether it may go on.
///
/// The rules know neither clocks nor callers: whoever calls them says what stops them. Every loop
/// over what somebody sent takes a step for each turn, so counting the steps is measuring the work.
package struct Pace<Stop: Error> {
    private let look: () throws(Stop) -> Void

    /// A pace.
    ///
    /// - Parameter look: Called at every step; throws to stop the work.
    package init(_ look: @escaping () throws(Stop) -> Void) { self.look = look }

    /// Takes a step.
    ///
    /// - Throws: What stops the work.
    package func step() throws(Stop) { try look() }
}

extension Pace where Stop == Never {
    /// Nothing stops the work.
    package static var free: Pace<Never> { Pace { () throws(Never) in } }
}
