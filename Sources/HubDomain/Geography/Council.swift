package import HubText

/// A kind of council with adult social services responsibilities.
package enum CouncilType: String, Sendable, CaseIterable {
    /// A county council above districts.
    case county
    /// A metropolitan district.
    case metropolitanDistrict = "metropolitan_district"
    /// A London borough.
    case londonBorough = "london_borough"
    /// The City of London, a type by itself.
    case cityOfLondon = "city_of_london"
    /// A unitary council.
    case unitary
    /// The Isles of Scilly, a type by itself.
    case islesOfScilly = "isles_of_scilly"
}

/// A council with adult social services responsibilities.
package struct Council: Equatable, Sendable {
    /// The code it has now.
    package let code: GSSCode
    /// The name as the ONS writes it.
    package let name: String
    /// The region's code.
    package let region: GSSCode
    /// Its kind.
    package let type: CouncilType
}

/// One council's code giving way to another, or about to.
package struct CodeChange: Equatable, Sendable {
    /// What happened to a council; an open set, because reorganisation goes on.
    package struct Kind: BytewiseIdentifier {
        /// Another council took its place, with the same area or nearly so.
        package static let replace: Kind = "replace"
        /// Several became one.
        package static let merge: Kind = "merge"
        /// One became several.
        package static let split: Kind = "split"
        /// The same council with a new code after its boundary moved.
        package static let recode: Kind = "recode_boundary_change"
        /// A part went to another council.
        package static let partTransferChristchurch: Kind = "part_transfer_christchurch"
        /// One will become several; the new codes are not known yet.
        package static let plannedSplit: Kind = "planned_split"

        /// Those that have words of their own, and what each is.
        package static let known: [(kind: Kind, words: String, meaning: String)] = [
            (.replace, "replaced", "another council took its place, with nearly the same area"),
            (.merge, "merged", "several councils became one"),
            (.split, "split", "one council became several: name the one you mean"),
            (.recode, "new code", "the same council with a new code after its boundary moved"),
            (
                .partTransferChristchurch, "a part went over",
                "a part of the area went to another council (Christchurch, 2019)"
            ),
            (
                .plannedSplit, "to be split",
                "one council will become several; the new codes are not published yet"
            ),
        ]

        /// The word in the register.
        package let text: String

        /// Takes `text` as it stands.
        package init(text: String) {
            self.text = text
        }
    }

    /// The code that gives way.
    package let oldCode: GSSCode
    /// The name it stood for.
    package let oldName: String
    /// The code that follows; nil where it is not published yet.
    package let newCode: GSSCode?
    /// The name of what follows.
    package let newName: String
    /// The first day of the new code.
    package let effective: Day
    /// What happened.
    package let kind: Kind

    /// Whether only a part of the area went to another council.
    package var isPartial: Bool { kind.text.hasPrefix("part_transfer") }

    /// Whether the change is still to come, as far as the register knows.
    package var isPlanned: Bool { newCode == nil }
}
