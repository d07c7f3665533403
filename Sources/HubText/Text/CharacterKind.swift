/// What a scalar means for a text that others will read.
enum CharacterKind: Equatable {
    /// Letters, digits, signs, spaces, and the joiners and direction marks that scripts need.
    case ordinary
    /// A mark that sits on the letter before it.
    case mark
    /// C0, C1, delete, and the two Unicode line ends.
    case control
    /// An embedding, override or isolate: it can make a line read backwards.
    case direction
    /// Invisible, or not a character at all.
    case invisible
    /// One of the invisible letters that spell a flag.
    case tag

    /// The kind of `scalar`.
    init(_ scalar: Unicode.Scalar) {
        if scalar.value >= 0x20 && scalar.value < 0x7F {
            self = .ordinary
            return
        }
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: self = .control
        case 0x202A...0x202E, 0x2066...0x2069: self = .direction
        case 0xAD, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
            self = .invisible
        case 0xE0020...0xE007F: self = .tag
        case 0xE0000...0xE001F: self = .invisible
        default: self = CharacterKind.byProperty(scalar)
        }
    }

    private static func byProperty(_ scalar: Unicode.Scalar) -> CharacterKind {
        if scalar.properties.isNoncharacterCodePoint { return .invisible }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .mark
        default: return .ordinary
        }
    }
}
