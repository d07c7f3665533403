/// What other threads tell a loop.
package enum LoopMail: Sendable {
    /// Finish what runs, take nothing new, then stop.
    case drain
}
