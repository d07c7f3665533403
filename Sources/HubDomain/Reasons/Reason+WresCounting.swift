import HubText

extension ReasonCode {
    /// A file that cannot be read as a map.
    package static let wresMapShape: ReasonCode = "WRES-0141"
    /// A row of the map that has no meaning.
    package static let wresMapEntry: ReasonCode = "WRES-0142"
    /// An extract that lacks a column.
    package static let wresExtractShape: ReasonCode = "WRES-0143"
    /// A person whose ethnicity the map does not place.
    package static let wresRowEthnicity: ReasonCode = "WRES-0144"
    /// A person whose service the map does not place.
    package static let wresRowService: ReasonCode = "WRES-0145"
    /// A person whose pay or band cannot be read.
    package static let wresRowPay: ReasonCode = "WRES-0146"
    /// A date that cannot be read.
    package static let wresRowDay: ReasonCode = "WRES-0147"
    /// A word that the map does not know.
    package static let wresRowWord: ReasonCode = "WRES-0148"
    /// A case of somebody who is not in the extract, or a person twice.
    package static let wresRowPerson: ReasonCode = "WRES-0149"
    /// A map that leaves open what the counts depend on.
    package static let wresMapOpen: ReasonCode = "WRES-0150"
}

extension Reason {
    /// Reasons about counting an extract on one's own computer.
    static let wresCounting = [
        Reason(
            .wresMapShape,
            "wres_map_shape",
            "The file is not a map",
            why: "The map says which column of your extracts is which, and what their words mean.",
            next: "Begin with the map that `whub wres map` writes, and edit it."
        ),
        Reason(
            .wresMapEntry,
            "wres_map_entry",
            "A row of the map has no meaning",
            why: "A row names a column, a setting, or the meaning of one word in your extracts.",
            next: "Correct the row as the message says, or remove it."
        ),
        Reason(
            .wresExtractShape,
            "wres_extract_shape",
            "A column of the extract is missing",
            why: "What the map says cannot be found in the file.",
            next: "Correct the title in the map, add the column to the extract, or give the files "
                + "in the places that the message names."
        ),
        Reason(
            .wresRowEthnicity,
            "wres_row_ethnicity",
            "The ethnicity cannot be placed",
            why: "Which of your words belong to which group is decided by you, in the map, and "
                + "never guessed.",
            next: "Add the word to the map with minority, white or unknown."
        ),
        Reason(
            .wresRowService,
            "wres_row_service",
            "The service cannot be placed",
            why: "Adults' and children's services are counted apart.",
            next: "Add the word to the map with adults, children or neither."
        ),
        Reason(
            .wresRowPay,
            "wres_row_pay",
            "The pay cannot be placed",
            why: "Everybody stands in one pay band of the cycle.",
            next: "Write the yearly full-time pay in pounds, or map your bands to the cycle's."
        ),
        Reason(
            .wresRowDay,
            "wres_row_day",
            "The date cannot be read",
            why: "Events count only if they fall into the twelve months.",
            next: "Write a date such as 04/03/2024; where all years have two digits, say in the "
                + "map with `two-digit-years` what they mean."
        ),
        Reason(
            .wresRowWord,
            "wres_row_word",
            "The word is not in the map",
            why: "What a word of your system means is decided by you, in the map.",
            next: "Add the word to the map, or correct it in the extract."
        ),
        Reason(
            .wresRowPerson,
            "wres_row_person",
            "The person cannot be placed",
            why: "A case without an ethnicity of its own takes it from the person in the staff "
                + "extract; the same person counts once in a service.",
            next: "Correct the person's reference, or add the columns to the case."
        ),
        Reason(
            .wresMapOpen,
            "wres_map_open",
            "The map leaves open what the counts depend on",
            why: "Without a day of counting and twelve months every date would count, and of two "
                + "meanings of indicator 4 a cycle counts one.",
            next: "Fill in the row of the map that the message names."
        ),
    ]
}
