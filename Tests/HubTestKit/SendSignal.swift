private import Glibc
package import HubSystem

/// Sends a signal to the calling thread, where it waits if it is blocked there.
package func raiseHere(_ signal: Signal) {
    raise(signal.number)
}
