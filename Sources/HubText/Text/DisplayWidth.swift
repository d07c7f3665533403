/// How many columns of a terminal a text takes.
package enum DisplayWidth {
    /// The scalars that take two columns, pictures apart, which are known by their property.
    ///
    /// Unicode 14's East Asian Width, class W and F, joined over what is not assigned.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
        0x1F1E6...0x1F1FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]

    /// The columns of `text`.
    ///
    /// - Complexity: Linear in `text`.
    package static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The columns of one character: that of its widest scalar, and two for a picture.
    package static func of(_ character: Character) -> Int {
        var columns = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            columns = max(columns, of(scalar))
            if columns == 2 { return 2 }
        }
        return columns
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 {
            return scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? 0 : 1
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
}
