import HubCrypto
import HubStore
package import HubSystem
import HubWire

/// Writes down what handshakes show of keys, on a thread of its own: a handshake waits for no disk.
package final class Registrar: Sendable {
    private struct State {
        /// Certificates that a piece of work waits for: many connections can show one at once.
        var waiting: Set<CertificateKey> = []
        /// Told which certificate was replaced.
        var onReplaced: (@Sendable (CertificateKey) -> Void)?
    }

    private let hub: Hub
    private let log: Log
    private let security: SecurityLog
    private let thread: WaitingThread
    private let state = Lock(State())

    /// Starts the registrar's thread.
    ///
    /// - Parameters:
    ///   - hub: The hub.
    ///   - log: Where operators read.
    ///   - security: Where alarms go.
    /// - Throws: `SystemError` when the kernel has no thread to give.
    package init(hub: Hub, log: Log, security: SecurityLog) throws(SystemError) {
        self.hub = hub
        self.log = log
        self.security = security
        thread = try WaitingThread(name: "registrar")
    }

    /// Is told which certificate was replaced, after that was committed.
    ///
    /// - Parameter body: Tells the loops.
    package func onReplaced(_ body: @escaping @Sendable (CertificateKey) -> Void) {
        state.withLock { $0.onReplaced = body }
    }

    /// A key that a renewal made was used; never waits itself.
    ///
    /// - Parameter key: The new certificate.
    package func firstUse(_ key: CertificateKey) {
        post(key) { (registrar) in registrar.retireBefore(key) }
    }

    /// A key that was replaced long ago was used; never waits itself.
    ///
    /// - Parameters:
    ///   - key: The old certificate.
    ///   - subject: Whose it is, and where it was shown from.
    package func alarm(_ key: CertificateKey, _ subject: SecurityLog.Subject) {
        post(key) { (registrar) in registrar.suspend(key, subject) }
    }

    /// Does what waits, then ends.
    package func stop() { thread.stop() }

    private func post(
        _ key: CertificateKey,
        _ work: @escaping @Sendable (Registrar) -> Void
    ) {
        guard state.withLock({ $0.waiting.insert(key).inserted }) else { return }
        let isTaken = thread.post {
            self.state.withLock { state in _ = state.waiting.remove(key) }
            work(self)
        }
        // Without room the next handshake tries again.
        if !isTaken { state.withLock { state in _ = state.waiting.remove(key) } }
    }

    private func retireBefore(_ key: CertificateKey) {
        let now = hub.clock.instant
        let old = commit("hub/FirstUse") { (store) throws(Fault) in
            try KeyChanges.use(key.serial, now: now, in: &store)
        }
        for old in old ?? [] {
            log("key-retired", ["serial": Hexadecimal.text(old.serial.span)])
            state.withLock { $0.onReplaced }?(old)
        }
    }

    private func suspend(_ key: CertificateKey, _ subject: SecurityLog.Subject) {
        let now = hub.clock.instant
        let isNew = commit("hub/KeyAlarm") { (store) throws(Fault) in
            try KeyChanges.suspendHolder(of: key.serial, now: now, in: &store)
        }
        // A disk that takes no change silences no alarm.
        if isNew ?? true { security(.alarm, "replaced-key-used", subject) }
        guard isNew ?? false else { return }
        log("key-alarm", ["serial": Hexadecimal.text(key.serial.span)])
    }

    /// Changes the registry and waits for the disk; what cannot be changed is logged, and tried at
    /// the next handshake.
    private func commit<Value: Sendable>(
        _ method: String,
        _ job: @escaping @Sendable (inout WriteContext) throws(Fault) -> Value
    ) -> Value? {
        do throws(HubError) {
            return try hub.changeRegistry(method, job)
        } catch {
            log("registry-not-changed", ["method": method, "cause": error.message])
            return nil
        }
    }
}
