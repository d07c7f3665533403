import HubLoop
import HubStore
import HubSystem
import HubTLS
package import HubWire

/// Why a local command on a hub's data directory failed, for the operator.
package struct HubError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what would help.
    package let message: String
    /// What kind of failure it is.
    package let kind: Kind

    /// The kinds of failure, as far as whoever typed the command acts on them.
    package enum Kind: Sendable {
        /// Something refused or failed.
        case failed
        /// The command line was put together wrongly.
        case usage
        /// Something that was named is not there.
        case missing
        /// Something stands where something else was to be put.
        case taken
    }

    /// A failure in words.
    package init(_ message: String, _ kind: Kind = .failed) {
        self.message = message
        self.kind = kind
    }

    /// There is no hub in a directory.
    ///
    /// - Parameter data: The directory.
    /// - Returns: The failure.
    package static func noHub(_ data: String) -> HubError {
        HubError("\(data) holds no hub; make one with `whubd init`", .missing)
    }

    /// The failure as a serving hub tells it to a command.
    var told: ControlError { ControlError(message: message, kind: kind.told) }

    /// A failure that a serving hub told a command.
    ///
    /// - Parameter error: As it was told.
    package init(_ error: ControlError) { self.init(error.message, Kind(error.kind)) }

    /// The failure in words.
    package var description: String { message }

    /// Runs something of the TLS wall.
    static func tls<Result: ~Copyable>(
        _ body: () throws(TLSError) -> Result
    ) throws(HubError) -> Result {
        do throws(TLSError) {
            return try body()
        } catch {
            throw HubError("a certificate could not be made or read: \(error)")
        }
    }

    /// Runs something of the store.
    static func store<Result: ~Copyable>(
        _ body: () throws(StoreError) -> Result
    ) throws(HubError) -> Result {
        do throws(StoreError) {
            return try body()
        } catch {
            guard error.code != .held else {
                throw HubError("the hub is already being served (\(error.detail))", .taken)
            }
            throw HubError(error.detail.isEmpty ? "the store failed: \(error.code)" : error.detail)
        }
    }

    /// Runs something of the loop.
    static func loop<Result: ~Copyable>(
        _ what: String,
        _ body: () throws(LoopError) -> Result
    ) throws(HubError) -> Result {
        do throws(LoopError) {
            return try body()
        } catch {
            throw HubError("\(what): \(error)")
        }
    }

    /// Runs a system call.
    static func system<Result: ~Copyable>(
        _ what: String,
        _ body: () throws(SystemError) -> Result
    ) throws(HubError) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw HubError("\(what): \(error)")
        }
    }
}

extension HubError.Kind {
    /// The kind as it travels.
    fileprivate var told: ControlErrorKind {
        switch self {
        case .failed: .unspecified
        case .usage: .usage
        case .missing: .missing
        case .taken: .taken
        }
    }

    /// A kind as it came; one that this program does not know is a failure like any.
    fileprivate init(_ told: ControlErrorKind) {
        switch told {
        case .usage: self = .usage
        case .missing: self = .missing
        case .taken: self = .taken
        default: self = .failed
        }
    }
}
