/// Keeps a spreadsheet from running or rewriting what stands in a cell.
///
/// A cell that begins with `=`, `+`, `-`, `@`, tab or a line end is a formula to Excel and its
/// kin ("CSV injection", OWASP), and `007` becomes 7 when a file is opened. Such cells, called
/// hazards, get an apostrophe in front. To be undone exactly, a cell that already has apostrophes
/// before a hazard gets one more: writing adds one and reading takes one away, whatever the cell.
/// A plain negative number is no hazard, so that numbers stay numbers.
package enum CellGuard {
    /// The digits from which a spreadsheet rounds a number.
    package static let exactDigitsMax = 15

    /// The cell as it may be written.
    package static func added(to cell: String) -> String {
        let tail = cell.utf8.drop { $0 == 0x27 }
        let isHazard = isHazard(tail)
        let isBareNumber = tail.count == cell.utf8.count && isNegativeNumber(tail)
        return isHazard && !isBareNumber ? "'" + cell : cell
    }

    /// Whether a cell bears a guard.
    package static func isGuarded(_ cell: String) -> Bool {
        guard cell.utf8.first == 0x27 else { return false }
        return isHazard(cell.utf8.drop { $0 == 0x27 })
    }

    /// The cell as it was before it was written; a cell without a guard stays as it is.
    package static func removed(from cell: String) -> String {
        isGuarded(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    private static func isHazard(_ tail: Substring.UTF8View) -> Bool {
        guard let first = tail.first else { return false }
        switch first {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
        case 0x30...0x39: return isRewrittenNumber(tail)
        case 0xEF:
            // The full-width forms of = + - @, which some programs fold.
            let fullWidth: [[UInt8]] = [
                [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0],
            ]
            return fullWidth.contains { tail.starts(with: $0) }
        default: return false
        }
    }

    /// Digits alone that lose a leading zero or their last places, or that read as 12E3.
    private static func isRewrittenNumber(_ tail: Substring.UTF8View) -> Bool {
        var exponents = 0
        for byte in tail {
            if byte == 0x45 || byte == 0x65 {
                exponents += 1
            } else if !(0x30...0x39).contains(byte) {
                return false
            }
        }
        if exponents > 0 { return exponents == 1 }
        return tail.count > exactDigitsMax || (tail.count > 1 && tail.first == 0x30)
    }

    private static func isNegativeNumber(_ tail: Substring.UTF8View) -> Bool {
        guard tail.first == 0x2D else { return false }
        let parts = tail.dropFirst().split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
            }
    }
}
