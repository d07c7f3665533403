/// The counts of one release by their places, so that pools add numbers and look nothing up.
///
/// A pool asks each release for the same few sums again for every indicator and service; looking
/// them up by their cells was most of its time.
struct ReleasedTotals: Equatable, Sendable {
    /// What stands where nothing left; no count is below zero.
    private static let missing = -1
    private static let groups = EthnicGroup.allCases.count
    private static let services = WresService.allCases.count

    /// By quantity, service and group; the bands come after the plain quantities.
    private var counts: [Int]
    /// The atoms that make the staff of a group: its bands, or one.
    private let staffAtoms: Int
    /// Whether what left of indicator 4 are referrals, by service.
    private var areReferred = [Bool](repeating: false, count: services)
    private let policy: ReleasePolicy

    /// The counts of a release.
    ///
    /// - Parameters:
    ///   - atoms: What left.
    ///   - bands: The bands in which staff left; empty where they left as one count.
    ///   - policy: The policy they left with.
    /// - Complexity: Linear in the atoms.
    init(_ atoms: [WresCell: AtomState], _ bands: [BandCode], _ policy: ReleasePolicy) {
        self.policy = policy
        staffAtoms = max(1, bands.count)
        let rows = WresQuantity.plainPlaces + bands.count
        counts = [Int](repeating: Self.missing, count: rows * Self.services * Self.groups)
        for (cell, state) in atoms {
            if cell.quantity == .fitnessReferred, state != .notProvided {
                areReferred[cell.service.place] = true
            }
            guard let value = state.value else { continue }
            switch cell.quantity {
            case .staffInBand(let band):
                guard let index = bands.firstIndex(of: band) else { continue }
                let row = WresQuantity.plainPlaces + index
                counts[Self.place(row, cell.service, cell.group)] = value
            default:
                counts[Self.place(cell.quantity.plainPlace, cell.service, cell.group)] = value
            }
        }
        if !bands.isEmpty { addBands(bands.count) }
    }

    /// The staff of a group are the sum of its bands, where all of them left.
    private mutating func addBands(_ bands: Int) {
        for service in WresService.allCases {
            for group in EthnicGroup.allCases {
                let parts = (0..<bands).map { band in
                    counts[Self.place(WresQuantity.plainPlaces + band, service, group)]
                }
                counts[Self.place(WresQuantity.staff.plainPlace, service, group)] =
                    parts.contains(Self.missing) ? Self.missing : parts.reduce(0, +)
            }
        }
    }

    private static func place(_ row: Int, _ service: WresService, _ group: EthnicGroup) -> Int {
        (row * services + service.place) * groups + group.place
    }

    /// A plain quantity of a group, staff by their bands; nil unless all of it left.
    func total(
        _ quantity: WresQuantity,
        _ service: WresService,
        _ group: EthnicGroup
    ) -> PooledCount? {
        let value = counts[Self.place(quantity.plainPlace, service, group)]
        guard value != Self.missing else { return nil }
        return PooledCount(
            sum: value,
            atoms: quantity == .staff ? staffAtoms : 1,
            policy: policy
        )
    }

    /// The staff of a group in one band, by its place among the bands; nil where it did not leave.
    func band(_ index: Int, _ service: WresService, _ group: EthnicGroup) -> PooledCount? {
        let value = counts[Self.place(WresQuantity.plainPlaces + index, service, group)]
        return value == Self.missing ? nil : PooledCount(sum: value, atoms: 1, policy: policy)
    }

    /// Whether referrals left of indicator 4, and not entries into the process.
    func isReferred(_ service: WresService) -> Bool { areReferred[service.place] }
}

extension WresService {
    /// Its place among the services.
    fileprivate var place: Int {
        switch self {
        case .adults: 0
        case .children: 1
        }
    }
}

extension EthnicGroup {
    /// Its place among the groups.
    fileprivate var place: Int {
        switch self {
        case .minority: 0
        case .white: 1
        case .unknown: 2
        }
    }
}

extension WresQuantity {
    /// How many quantities there are beside the bands.
    fileprivate static let plainPlaces = 14

    /// Its place among them; a band's is that of all staff, of whom it is a part.
    fileprivate var plainPlace: Int {
        switch self {
        case .staff, .staffInBand: 0
        case .shortlisted: 1
        case .appointed: 2
        case .disciplinary: 3
        case .regulated: 4
        case .fitnessEntered: 5
        case .fitnessReferred: 6
        case .development: 7
        case .surveyed: 8
        case .harassmentPublic: 9
        case .harassmentColleagues: 10
        case .harassmentManagers: 11
        case .leavers: 12
        case .seniorManagers: 13
        }
    }
}
