import HubDomain
import HubStore

/// Which organisations of the register a file of figures names, each looked up once.
struct KnownOrganisations {
    private var known: [ProviderCode: Bool] = [:]

    /// Whether a place is none of the register's, or is one that it has.
    mutating func has(
        _ place: FigurePlace,
        in store: borrowing Database
    ) throws(StoreError) -> Bool {
        guard place.kind == .provider else { return true }
        let code = ProviderCode(text: place.name)
        if let known = known[code] { return known }
        let isThere = try TenantTables.providers.find(place.name, in: store) != nil
        known[code] = isThere
        return isThere
    }

    /// Why a figure about an organisation that the register has not is refused.
    static func error(_ place: FigurePlace) -> DomainError {
        DomainError(
            .figurePlace,
            path: "place",
            found: place.name,
            problem: "is no organisation of your register",
            expected: "the code of one, as `whub providers list` has it, or a kind of place that "
                + "is other"
        )
    }
}
