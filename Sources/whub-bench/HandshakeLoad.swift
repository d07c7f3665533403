import HubSystem

/// Full handshakes one after the other, each up to the hub's greeting.
enum HandshakeLoad {
    /// Runs the load to its end.
    ///
    /// - Parameter options: How many, and where.
    /// - Returns: What was measured.
    /// - Throws: `BenchError`; then nothing was measured.
    static func run(_ options: BenchOptions) throws(BenchError) -> Reading {
        var scratch = [UInt8](repeating: 0, count: CallLoad.scratchBytes)
        var histogram = Histogram()
        do {
            let watch = try Stopwatch()
            for _ in 0..<options.total {
                let start = HubClock.system.moment.nanoseconds
                _ = try BenchConnection(options.target, depth: 1, scratch: &scratch)
                histogram.record(nanoseconds: HubClock.system.moment.nanoseconds - start)
            }
            return try watch.reading(histogram)
        } catch let error as BenchError {
            throw error
        } catch {
            throw BenchError("\(error)")
        }
    }
}
