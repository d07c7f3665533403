import HubDomain
import HubStore
import HubWire

/// New staff numbers of a file that a recorded worker has in another spelling.
///
/// The hub has tokens of numbers alone and no numbers, so it tries: it makes the spellings that
/// people write, and looks whether a worker has the token of one.
struct HeldSpellings {
    /// The new numbers of one file that are tried, each in `StaffNumber.spellingsMax` ways.
    static let triedMax = 2_000

    private let places: ArraySlice<Int>
    private let leftOut: Int
    private var found: [(place: Int, token: WorkerToken, spelling: StaffNumber)] = []

    /// Tries new numbers.
    ///
    /// - Parameters:
    ///   - places: Their places in the reading.
    ///   - reading: The file.
    ///   - tokens: Makes tokens under the tenant’s key.
    ///   - store: The tenant’s file.
    /// - Throws: A fault of the store.
    init(
        _ places: [Int],
        of reading: TrainingReading,
        _ tokens: inout WorkerTokens,
        in store: borrowing Database
    ) throws(Fault) {
        let hasWorkers = try stored { () throws(StoreError) in
            try !KeptWorker.page(after: 0, limit: 1, in: store).isEmpty
        }
        self.places = hasWorkers ? places.prefix(HeldSpellings.triedMax) : []
        leftOut = hasWorkers ? places.count - self.places.count : 0
        for place in self.places {
            try stored { () throws(StoreError) in try store.interruption.check() }
            let held = try Self.held(reading.numbers[place], &tokens, in: store)
            if let held { found.append((place, held.token, held.spelling)) }
        }
    }

    /// The spelling of what somebody typed that a recorded worker has.
    ///
    /// - Parameters:
    ///   - text: A staff number, which is not kept.
    ///   - path: The field, from the request's root.
    ///   - store: The tenant’s file.
    /// - Returns: The spelling; nil where nobody has one.
    /// - Throws: `staffNumber`, or a fault of the store.
    static func spelling(
        of text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> StaffNumber? {
        let number = try Fault.domain { () throws(DomainError) in
            try StaffNumber.read(text, path: path)
        }
        guard let key = try WorkerKey.find(in: store) else { return nil }
        var tokens = WorkerTokens(key: key)
        return try held(number, &tokens, in: store)?.spelling
    }

    /// The first of a number’s spellings that a recorded worker has.
    private static func held(
        _ number: StaffNumber,
        _ tokens: inout WorkerTokens,
        in store: borrowing Database
    ) throws(Fault) -> (token: WorkerToken, spelling: StaffNumber)? {
        for spelling in number.spellings where spelling.isSpelling(of: number) {
            let token = tokens.token(spelling)
            let kept = try stored { () throws(StoreError) in
                try KeptWorker.find(token, in: store)
            }
            if kept != nil { return (token, spelling) }
        }
        return nil
    }

    /// Tells what was found beside the first row of each number.
    func tell(_ reading: inout TrainingReading) {
        for one in found {
            reading.tellHeld(one.place, WorkerReference.short(one.token), one.spelling)
        }
        if leftOut > 0 { reading.tellNotTried(leftOut, of: places.count) }
    }
}
