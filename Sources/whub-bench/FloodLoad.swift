import HubClient
import HubCrypto
import HubSystem
import HubWire

/// What a flood of one organisation does to another one's calls.
///
/// The other one makes a light load at an even pace, first alone, then beside the flood. A call's
/// latency counts from the moment at which it was due, so that a call that is late makes the ones
/// behind it late, as it would for people.
enum FloodLoad {
    /// What the flood is made of.
    enum Kind: String, CaseIterable, Sendable {
        /// Calls from memory.
        case ping
        /// Pages.
        case read
        /// Changes.
        case write
        /// Calls that the flooding principal is not allowed to make.
        case refused

        var method: Method {
            switch self {
            case .ping: .identityServicePing
            case .read: .priorityServiceListLocalThemes
            case .write: ThemeWriter.method
            case .refused: .operatorServiceListApprovals
            }
        }
    }

    /// Runs both halves, and prints what the other one saw.
    ///
    /// - Parameter options: How much of what.
    /// - Returns: One line of JSON.
    /// - Throws: `BenchError` when one of the two cannot call at all.
    static func run(_ options: BenchOptions) throws(BenchError) -> String {
        guard let other = options.other else { throw BenchError("--other is missing", code: 2) }
        let steady = SteadyLoad(other, options)
        let quiet = try steady.run()
        let flood = try Flood(options)
        let under = try steady.run()
        let ended = flood.stop()
        return line(options, quiet, under, ended)
    }

    private static func line(
        _ options: BenchOptions,
        _ quiet: SteadyLoad.Reading,
        _ under: SteadyLoad.Reading,
        _ flood: Flood.Ending
    ) -> String {
        var parts = ["\"flood\":\"\(options.floodKind.rawValue)\""]
        parts += quiet.parts("quiet") + under.parts("flooded")
        for (name, share) in SteadyLoad.shares {
            let before = max(quiet.histogram.microseconds(share), 0.25)
            let ratio = under.histogram.microseconds(share) / before
            parts.append("\"ratio_\(name)\":\((ratio * 100).rounded() / 100)")
        }
        parts.append("\"flood_calls\":\(flood.calls)")
        parts.append("\"flood_failed\":\(flood.failures)")
        if let error = flood.error { parts.append("\"flood_ended\":\"\(error)\"") }
        return "{\(parts.joined(separator: ","))}"
    }
}

/// A light load at an even pace: one call at a time.
struct SteadyLoad {
    /// What is told of latencies.
    static let shares = [("p50", 0.5), ("p99", 0.99), ("p999", 0.999)]

    private let target: Target
    private let method: Method
    private let request: [UInt8]
    private let calls: UInt64
    private let intervalNanoseconds: UInt64

    init(_ target: Target, _ options: BenchOptions) {
        self.target = target
        method = options.method
        request = options.request
        calls = max(1, options.seconds * options.rate)
        intervalNanoseconds = 1_000_000_000 / max(1, options.rate)
    }

    /// What the load saw.
    struct Reading {
        var histogram = Histogram()
        var failures: UInt64 = 0

        /// The parts of a line of JSON.
        func parts(_ name: String) -> [String] {
            var parts = ["\"\(name)_n\":\(histogram.total)"]
            for (word, share) in SteadyLoad.shares {
                parts.append("\"\(name)_\(word)\":\(histogram.microseconds(share))")
            }
            return parts + ["\"\(name)_failed\":\(failures)"]
        }
    }

    /// Makes the calls; each is sent once.
    func run() throws(BenchError) -> Reading {
        var settings = ChannelSettings()
        settings.retry = .never
        let channel = Channel(target, settings: settings)
        let clock = HubClock.system
        var reading = Reading()
        // Connecting is no part of what is measured.
        do throws(ClientError) {
            _ = try channel.unary(method, bytes: request)
        } catch {
            throw BenchError("the light load cannot call: \(error.description)")
        }
        let start = clock.moment.nanoseconds
        for number in 0..<calls {
            let due = start + number * intervalNanoseconds
            var begun = due
            if clock.moment.nanoseconds < due {
                pause(milliseconds: clock.moment.milliseconds(until: Moment(nanoseconds: due)))
                // What the pause was too long by is not the hub's doing.
                begun = clock.moment.nanoseconds
            }
            do throws(ClientError) {
                _ = try channel.unary(method, bytes: request)
            } catch {
                reading.failures += 1
            }
            reading.histogram.record(nanoseconds: clock.moment.nanoseconds - begun)
        }
        return reading
    }
}

/// The flood, on a thread of its own until it is stopped.
private final class Flood {
    /// How it ended.
    struct Ending: Sendable {
        var calls: UInt64 = 0
        var failures: UInt64 = 0
        var error: String?
    }

    private let stopping = StopFlag()
    private let ending = Monitor<Ending?>(nil)

    /// Begins.
    init(_ options: BenchOptions) throws(BenchError) {
        var flood = options
        flood.mode = options.floodKind == .write ? .write : .unary
        flood.method = options.floodKind.method
        flood.request = []
        flood.total = .max
        flood.stop = stopping
        let told = ending
        let options = flood
        do throws(SystemError) {
            _ = try Thread.start(name: "flood") {
                // Those who flood are on machines of their own: they take no processor of the
                // one whose calls are measured.
                ThreadPriority.runInIdleTime()
                told.change { $0 = Flood.run(options) }
            }
        } catch {
            throw BenchError("\(error)")
        }
    }

    private static func run(_ options: BenchOptions) -> Ending {
        var ending = Ending()
        do throws(BenchError) {
            let reading = try CallLoad.run(options)
            ending.calls = reading.histogram.total
            ending.failures = reading.failures
        } catch {
            ending.error = error.message
        }
        return ending
    }

    /// Ends it, and waits for its end.
    func stop() -> Ending {
        stopping.set()
        return ending.wait { $0 }
    }
}

/// Tells a load on another thread to end.
final class StopFlag: Sendable {
    private let isSet = Lock(false)

    /// Whether it is to end.
    var value: Bool { isSet.withLock { $0 } }

    /// Has it end.
    func set() { isSet.withLock { $0 = true } }
}
