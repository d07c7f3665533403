import HubDomain
import HubStore
import HubWire

/// How many records of a kind there may be, and how large they are together.
///
/// A list of all of them is one message, whatever the day it is read as of: what would make the
/// list larger than a message is refused when it is saved, since nobody could read it afterwards.
struct ListLimits: Sendable {
    /// The bytes of all records of a kind that one answer lists.
    static let bytesMax = 768 * 1_024
    /// The themes of one council.
    static let themes = ListLimits("themes", countMax: 100)
    /// The sessions of a region.
    static let spotlights = ListLimits("sessions", countMax: 500)
    /// The windows of a region.
    static let windows = ListLimits("windows", countMax: 200)
    /// The scales of a region.
    static let scales = ListLimits("scales", countMax: 100)
    /// The editions of a region; a list has their summaries, and each goes into one message.
    static let editions = ListLimits("editions", countMax: 200, isListedWhole: false)
    /// The editions of groups of councils; a list has their summaries.
    static let placeGroups = ListLimits(
        "editions of groups",
        countMax: PlaceAtlas.editionsMax - 1,
        isListedWhole: false
    )
    /// The scenarios of an organisation; a list has their summaries.
    static let scenarios = ListLimits("scenarios", countMax: 200, isListedWhole: false)
    /// The rates of funding schemes that a region loaded.
    static let fundingRates = ListLimits("rates", countMax: 500)
    /// The programmes of an organisation whose places are counted.
    static let places = ListLimits("programmes", countMax: 500)
    /// The organisations of a register, which is listed in pages.
    static let providers = ListLimits(
        "organisations",
        countMax: ProviderHandlers.countMax,
        isListedWhole: false
    )

    private let words: String
    private let countMax: Int
    private let isListedWhole: Bool

    private init(_ words: String, countMax: Int, isListedWhole: Bool = true) {
        self.words = words
        self.countMax = countMax
        self.isListedWhole = isListedWhole
    }

    /// Refuses a record for which there is no room.
    ///
    /// - Parameters:
    ///   - code: The record's code.
    ///   - body: It as it would be stored.
    ///   - earlier: It as it is; `nil` for a new one.
    ///   - records: The records of its kind.
    ///   - store: Where they are.
    /// - Throws: A fault that says how much is too much.
    /// - Complexity: Constant where a record grows no larger, else linear in the records, which are
    ///   limited.
    func requireRoom(
        for code: String,
        _ body: [UInt8],
        over earlier: CodedRecords.Record?,
        among records: CodedRecords,
        in store: borrowing Database
    ) throws(Fault) {
        if let earlier, body.count <= earlier.body.count { return }
        let others = try stored { () throws(StoreError) in
            try records.extent(in: store, besides: code)
        }
        guard others.count < countMax else {
            throw .invalid("", "too_many", "at most \(countMax) \(words)", about: "the list")
        }
        // Each record of a list costs its tag, its length and its revision.
        let overhead = 16
        let bytes = (isListedWhole ? others.bytes + others.count * overhead : 0) + body.count
        guard bytes <= Self.bytesMax else {
            let surplus = bytes - Self.bytesMax
            let whole = isListedWhole ? "all \(words) together" : "one of the \(words)"
            throw .invalid(
                "",
                "too_large",
                "at most \(Self.bytesMax) bytes for \(whole); this would be \(surplus) more",
                about: "the list"
            )
        }
    }
}
