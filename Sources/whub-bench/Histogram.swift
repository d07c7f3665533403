/// How often each latency was seen, in buckets of a quarter of a microsecond.
struct Histogram {
    private static let bucketNanoseconds: UInt64 = 250
    private static let bucketsMax = 1 << 22
    private var counts = [UInt32](repeating: 0, count: bucketsMax)
    private(set) var total: UInt64 = 0

    /// Counts one latency; what is longer than a second and a bit counts as that.
    mutating func record(nanoseconds: UInt64) {
        let bucket = min(nanoseconds / Self.bucketNanoseconds, UInt64(Self.bucketsMax - 1))
        counts[Int(bucket)] &+= 1
        total &+= 1
    }

    /// The latency below which this share lies, in microseconds.
    func microseconds(_ share: Double) -> Double {
        let wanted = UInt64(share * Double(total))
        var seen: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            seen += UInt64(count)
            if seen > wanted { return Double(bucket) * 0.25 }
        }
        return 0
    }
}
