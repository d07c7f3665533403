import HubDomain
import HubText
import HubWire

/// Organisations for people and for spreadsheets.
enum ProviderWords {
    /// A row for each, with the columns of the template.
    static func listing(_ providers: [Provider]) -> Listing {
        let shown = ["code", "name", "kind", "setting", "size_band", "in_asc_wds", "area"]
        var listing = Listing(
            columns: ProviderTable.columns.map { column in
                .init(
                    column.key.text,
                    column.title,
                    isForPrograms: !shown.contains(column.key.text)
                )
            }
        )
        listing.rows = providers.map { cells($0).map { .text($0) } }
        return listing
    }

    /// The cells of an organisation, in the order of the template.
    static func cells(_ provider: Provider) -> [String] {
        let academy = provider.academy ?? ProviderAcademy()
        return [
            provider.code, provider.name, kind(provider.kind), provider.cqcProvider,
            provider.cqcLocation, provider.setting, provider.sizeBand,
            answer(provider.inAscWds), provider.contactRole, provider.area, provider.note,
            academy.region, academy.locality, academy.launched == 0 ? "" : "\(academy.launched)",
            academy.type, academy.funding, academy.features,
        ]
    }

    private static let kinds: [(HubWire.ProviderKind, HubDomain.ProviderKind)] = [
        (.independent, .independent), (.voluntary, .voluntary),
        (.localAuthority, .localAuthority), (.nhs, .nhs), (.academy, .academy),
        (.education, .education), (.other, .other),
    ]

    /// The word of a kind; empty where nobody says.
    static func kind(_ kind: HubWire.ProviderKind) -> String {
        kinds.first { $0.0 == kind }?.1.rawValue ?? ""
    }

    /// The kind of a word.
    static func kind(_ word: String) -> HubWire.ProviderKind {
        kinds.first { $0.1.rawValue.utf8.elementsEqual(word.utf8) }?.0 ?? .unspecified
    }

    private static let answers: [(HubWire.ProviderAnswer, HubDomain.ProviderAnswer)] = [
        (.yes, .yes), (.no, .no), (.notKnown, .notKnown),
    ]

    /// The word of an answer; empty where nobody was asked.
    static func answer(_ answer: HubWire.ProviderAnswer) -> String {
        answers.first { $0.0 == answer }?.1.rawValue ?? ""
    }

    /// The answer of a word.
    static func answer(_ word: String) -> HubWire.ProviderAnswer {
        answers.first { $0.1.rawValue.utf8.elementsEqual(word.utf8) }?.0 ?? .unspecified
    }
}
