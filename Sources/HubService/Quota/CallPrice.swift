import HubWire

/// What calls cost, in units.
///
/// A unit is ten microseconds of one processor: about what the shortest call takes with its frames
/// and its encryption. So a rate of 100,000 units a second is one processor.
enum CallPrice {
    /// What a unit stands for.
    static let nanosecondsPerUnit: UInt64 = 10_000
    /// Opening a call, which its connection pays whatever becomes of it.
    static let opening: UInt64 = 1
    /// Frames that make one unit: each is read, judged and perhaps answered in a microsecond.
    static let framesPerUnit = 8
    /// Bytes of an answer that make one unit: encrypting and copying them takes about as long.
    static let bytesPerUnit = 4_096
    /// A piece of a stream, beside its bytes and the reader's time.
    static let piece = 1

    /// What a call pays in advance, by its method's class; what it takes beyond is charged
    /// afterwards.
    ///
    /// - Parameter cost: The class.
    /// - Returns: Units: 1 from memory; 2 for a few rows by key or one change; 20 for a page, some
    ///   hundred rows read and encoded; 400 for many rows, the four milliseconds of a small import.
    static func of(_ cost: Cost) -> Int {
        switch cost {
        case .memory: 1
        case .point: 2
        case .page: 20
        default: 400
        }
    }

    /// The price of the dearest class: that of an import or a report.
    static let dearest = of(.bulk)

    /// What an answer's bytes cost beside its call's price, which covers the first few thousand.
    ///
    /// - Parameter count: How many.
    /// - Returns: Units.
    static func ofBytes(_ count: Int) -> Int { count / bytesPerUnit }

    /// The work that a call's price covers.
    ///
    /// - Parameter cost: The method's class.
    /// - Returns: Nanoseconds.
    static func coveredNanoseconds(_ cost: Cost) -> UInt64 {
        UInt64(of(cost)) * nanosecondsPerUnit
    }
}
