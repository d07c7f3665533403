import HubSystem

/// Where one thread waits until another lets it go.
package final class Gate: Sendable {
    private enum State {
        case closed
        case reached
        case open
    }

    private let state = Monitor(State.closed)

    /// A closed gate.
    package init() {}

    /// Waits until it is open; called by the thread that is held.
    package func pass() {
        state.change { $0 = $0 == .closed ? .reached : $0 }
        state.wait { $0 == .open ? () : nil }
    }

    /// Waits until a thread is held.
    package func waitUntilReached() { state.wait { $0 == .closed ? nil : () } }

    /// Lets it go.
    package func open() { state.change { $0 = .open } }
}
