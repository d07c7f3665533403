import HubSystem

/// What a run measured, as one line of JSON.
struct Reading {
    let histogram: Histogram
    let nanoseconds: UInt64
    let processorMicroseconds: UInt64
    var failures: UInt64 = 0
    var bytesRead: UInt64 = 0

    /// The names are those of the other load generators that this one is compared with.
    var json: String {
        let count = histogram.total
        let seconds = Double(nanoseconds) / 1e9
        var parts = ["\"n\":\(count)", "\"s\":\(rounded(seconds, 10_000))"]
        parts.append("\"rps\":\(UInt64(Double(count) / max(seconds, 1e-9)))")
        for (name, share) in [("p50", 0.5), ("p99", 0.99), ("p999", 0.999)] {
            parts.append("\"\(name)\":\(histogram.microseconds(share))")
        }
        let each = Double(processorMicroseconds) / Double(max(count, 1))
        parts.append("\"client_us\":\(rounded(each, 1_000))")
        if bytesRead > 0 {
            let megabytes = Double(bytesRead) / max(seconds, 1e-9) / 1e6
            parts.append("\"mb_s\":\(rounded(megabytes, 10))")
        }
        parts.append("\"failed\":\(failures)")
        return "{\(parts.joined(separator: ","))}"
    }

    private func rounded(_ value: Double, _ scale: Double) -> Double {
        (value * scale).rounded() / scale
    }
}

/// A stopwatch over wall and processor time.
struct Stopwatch {
    private let start = HubClock.system.moment
    private let usage: UInt64

    init() throws(SystemError) {
        usage = try ProcessUsage.current().processorMicroseconds
    }

    /// What was measured since the start.
    func reading(_ histogram: Histogram) throws(SystemError) -> Reading {
        Reading(
            histogram: histogram,
            nanoseconds: HubClock.system.moment.nanoseconds - start.nanoseconds,
            processorMicroseconds: try ProcessUsage.current().processorMicroseconds - usage
        )
    }
}
