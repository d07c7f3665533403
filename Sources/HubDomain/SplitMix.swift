/// The same sequence for the same seed on every machine: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// The state grows by 0x9E3779B97F4A7C15; each number is the state mixed by two multiplications.
struct SplitMix {
    var state: UInt64

    /// The next 64 bits.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, 1: the upper 53 bits over 2^53.
    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// A number between 0 and 1, neither of them: the upper 53 bits and a half over 2^53.
    mutating func inside() -> Double { (Double(next() >> 11) + 0.5) / Double(1 << 53) }
}
