/// Invented returns of example councils that together give the published national figures.
///
/// For trying things out and for tests: the totals are those that were published for 2024, how they
/// are spread over councils comes from a seed. Never shown under a real council's name, and always
/// with `notice`.
package struct SyntheticReturns: Sendable {
    /// What must stand wherever these returns are shown.
    package static let notice = "Synthetic data, made from a seed: no real council's figures."

    /// The returns, adults' services in all of them, children's in the first ones.
    package let returns: [WresReturn]
    /// What the spread was made from.
    package let seed: UInt64

    /// Makes the returns of 2024: 73 councils with 58,600 adult staff, 43 of them with 39,300
    /// children's staff.
    ///
    /// - Parameters:
    ///   - library: Where the published figures are.
    ///   - seed: The same seed makes the same returns, on every machine.
    /// - Throws: WRES-0151 where the library lacks the cycle or its figures.
    /// - Complexity: Linear in councils and cells.
    package init(_ library: WresLibrary, seed: UInt64) throws(DomainError) {
        let cycle = try library.cycle(typed: "2024")
        var maker = SyntheticMaker(cycle, library.published(cycle.id), seed: seed)
        returns = maker.returns()
        self.seed = seed
    }

    /// The name of an example council: A to Z, then AA, AB and so on.
    package static func name(_ index: Int) -> String {
        var letters: [UInt8] = []
        var rest = index
        while rest >= 0 {
            letters.append(UInt8(truncatingIfNeeded: rest % 26) + UInt8(ascii: "A"))
            rest = rest / 26 - 1
        }
        return "Example Council " + String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The code of an example council, which no real one has: X00000001 and so on.
    package static func code(_ index: Int) -> GSSCode {
        let digits = String(index + 1)
        return GSSCode(text: "X" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits)
    }
}
