import HubDomain
import HubWire

extension ProviderEntry {
    /// An organisation as the domain has it.
    init(_ provider: Provider) {
        self.init()
        code = provider.code
        name = provider.name
        kind =
            switch provider.kind {
            case .independent: .independent
            case .voluntary: .voluntary
            case .localAuthority: .localAuthority
            case .nhs: .nhs
            case .academy: .academy
            case .education: .education
            case .unspecified: nil
            default: .other
            }
        cqcProvider = provider.cqcProvider
        cqcLocation = provider.cqcLocation
        setting = provider.setting
        sizeBand = provider.sizeBand
        inAscWds =
            switch provider.inAscWds {
            case .yes: .yes
            case .no: .no
            case .notKnown: .notKnown
            default: .notGiven
            }
        contactRole = provider.contactRole
        area = provider.area
        note = provider.note
        guard let theirs = provider.academy else { return }
        academy.region = theirs.region
        academy.locality = theirs.locality
        academy.launched = theirs.launched == 0 ? nil : Int(theirs.launched)
        academy.type = theirs.type
        academy.funding = theirs.funding
        academy.features = theirs.features
    }
}

extension Provider {
    /// An organisation as it travels and is kept.
    init(_ entry: ProviderEntry) {
        self.init()
        code = entry.code
        name = entry.name
        kind = HubWire.ProviderKind(entry.kind)
        cqcProvider = entry.cqcProvider
        cqcLocation = entry.cqcLocation
        setting = entry.setting
        sizeBand = entry.sizeBand
        inAscWds =
            switch entry.inAscWds {
            case .yes: .yes
            case .no: .no
            case .notKnown: .notKnown
            case .notGiven: .unspecified
            }
        contactRole = entry.contactRole
        area = entry.area
        note = entry.note
        guard !entry.academy.isEmpty else { return }
        academy = ProviderAcademy(
            region: entry.academy.region,
            locality: entry.academy.locality,
            launched: UInt32(clamping: entry.academy.launched ?? 0),
            type: entry.academy.type,
            funding: entry.academy.funding,
            features: entry.academy.features
        )
    }
}

extension HubWire.ProviderKind {
    /// What an organisation is, as it travels.
    init(_ kind: HubDomain.ProviderKind?) {
        self =
            switch kind {
            case .independent: .independent
            case .voluntary: .voluntary
            case .localAuthority: .localAuthority
            case .nhs: .nhs
            case .academy: .academy
            case .education: .education
            case .other: .other
            case nil: .unspecified
            }
    }
}
