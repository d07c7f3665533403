/// Published words for ethnicity, by the group that they fall under.
///
/// The words are those that the published guidance names for the two groups (GOV.UK Ethnicity
/// facts and figures; NHS South, Central and West), and those of the questions that employers
/// ask after: the harmonised one for England and Wales (GOV.UK, Annex C of the consultation on
/// ethnicity and disability pay gap reporting, 18 March 2025; GOV.UK, list of ethnic groups),
/// the censuses of 2011 and 2021 with the names of their classifications (Office for National
/// Statistics), and the ethnic categories of 2001 (NHS Data Dictionary). "Any other ethnic
/// group" is left out in each of them: no guidance places it. Words that differ in signs alone,
/// as "White - British" and "White: British", are one.
enum EthnicWords {
    /// Those of Black, Asian and minoritised ethnic groups.
    static let minority =
        broad + [
            "Chinese", "Arab", "Indian", "Pakistani", "Bangladeshi", "Any other Asian background",
            "Other Asian", "Other Black", "Other Mixed", "Caribbean", "African",
            "Any other Black background",
            "Any other Black, Black British, or Caribbean background",
            "Any other Black, African or Caribbean background",
            "Any other Black/African/Caribbean background", "White and Black Caribbean",
            "White and Black African", "White and Asian", "Any other Mixed background",
            "Any other Mixed or Multiple ethnic background",
            "Any other Mixed/Multiple ethnic background", "Other ethnic group: Arab",
            "Other ethnic groups - Chinese",
        ] + categories

    /// The groups as a whole.
    private static let broad = [
        "Black", "Asian", "Mixed", "Asian or Asian British", "Asian/Asian British",
        "Asian, Asian British or Asian Welsh", "Black or Black British",
        "Black, Black British, Caribbean or African", "Black, African, Caribbean or Black British",
        "Black/African/Caribbean/Black British",
        "Black, Black British, Black Welsh, Caribbean or African",
        "Mixed or Multiple ethnic groups", "Mixed/multiple ethnic groups",
    ]

    /// The categories of 2001 and of the censuses with the group before them.
    private static let categories = [
        ("Asian or Asian British", asian + ["Chinese", "Any other Asian background"]),
        ("Asian/Asian British", asian + ["Chinese", "Other Asian"]),
        ("Asian, Asian British or Asian Welsh", asian + ["Chinese", "Other Asian"]),
        ("Black or Black British", black + ["Any other Black background"]),
        ("Black/African/Caribbean/Black British", black + ["Other Black"]),
        ("Black, Black British, Black Welsh, Caribbean or African", black + ["Other Black"]),
        ("Mixed", mixed + ["Any other Mixed background"]),
        ("Mixed/multiple ethnic groups", mixed + ["Other Mixed"]),
        (
            "Mixed or Multiple ethnic groups",
            mixed + [
                "Any other Mixed or Multiple ethnic background",
                "Other Mixed or Multiple ethnic groups",
            ]
        ),
    ].flatMap { group, words in words.map { "\(group) - \($0)" } }

    private static let asian = ["Indian", "Pakistani", "Bangladeshi"]
    private static let black = ["Caribbean", "African"]
    private static let mixed = [
        "White and Black Caribbean", "White and Black African", "White and Asian",
    ]

    /// Those of white groups.
    static let white = [
        "White", "White British", "White Irish", "White other European", "Irish",
        "English, Welsh, Scottish, Northern Irish or British",
        "English/Welsh/Scottish/Northern Irish/British",
        "White - English, Welsh, Scottish, Northern Irish or British",
        "White - English/Welsh/Scottish/Northern Irish/British", "Gypsy or Irish Traveller",
        "White - Gypsy or Irish Traveller", "Roma", "White - Roma", "Any other White background",
        "White - Any other White background", "Other White", "White - Other White",
    ]

    /// Those that say nothing of it.
    static let unknown = ["Not known", "Not declared", "Not stated", "Prefer not to say"]
}
