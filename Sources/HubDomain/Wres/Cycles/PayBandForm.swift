/// A pay band in the form in which it travels and is kept.
///
/// The domain knows no messages: whoever has one of this form says so, and the mapping stands here
/// once for the hub and for its client.
package protocol PayBandForm {
    /// Its name for machines.
    var code: String { get set }
    /// Its name as it was printed.
    var label: String { get set }
    /// The lowest yearly pay in pounds; nil for no lower edge.
    var fromPounds: UInt32? { get set }
    /// The yearly pay in pounds at which the next band begins; nil for no upper edge.
    var belowPounds: UInt32? { get set }
    /// A band of nothing yet.
    init()
}

extension PayBandForm {
    /// A band for others.
    package init(_ band: PayBand) {
        self.init()
        code = band.code.text
        label = band.label
        fromPounds = band.fromPounds.map { UInt32(clamping: $0) }
        belowPounds = band.belowPounds.map { UInt32(clamping: $0) }
    }
}

extension PayBand {
    /// A band as it travels.
    package init(_ band: some PayBandForm) {
        self.init(
            code: BandCode(text: band.code),
            label: band.label,
            fromPounds: band.fromPounds.map { Int($0) },
            belowPounds: band.belowPounds.map { Int($0) }
        )
    }
}
