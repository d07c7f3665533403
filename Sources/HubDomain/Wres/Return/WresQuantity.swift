import HubText

/// What a return counts for each service and group.
package enum WresQuantity: Hashable, Sendable {
    /// All staff on the day of counting.
    case staff
    /// Those of them in one pay band.
    case staffInBand(BandCode)
    /// People shortlisted within the twelve months.
    case shortlisted
    /// Those of them who were appointed.
    case appointed
    /// Staff who entered the formal disciplinary process.
    case disciplinary
    /// Staff who are regulated professionals.
    case regulated
    /// Those of them who entered the fitness to practise process.
    case fitnessEntered
    /// Those of them whom their employer referred to it.
    case fitnessReferred
    /// Staff who had funded non-mandatory continuous professional development.
    case development
    /// Staff who answered the survey about harassment, where there was one.
    case surveyed
    /// Staff who reported harassment from people who use social care, relatives or the public.
    case harassmentPublic
    /// Staff who reported it from colleagues.
    case harassmentColleagues
    /// Staff who reported it from managers.
    case harassmentManagers
    /// Staff who left within the twelve months.
    case leavers
    /// Staff who are senior managers.
    case seniorManagers

    private static let plain: [(WresQuantity, String, String)] = [
        (.staff, "staff", "All staff on the day of counting"),
        (.shortlisted, "shortlisted", "People shortlisted"),
        (.appointed, "appointed", "Of those shortlisted: appointed"),
        (.disciplinary, "disciplinary", "Staff who entered the formal disciplinary process"),
        (.regulated, "regulated", "Staff who are regulated professionals"),
        (.fitnessEntered, "fitness-entered", "Regulated staff who entered fitness to practise"),
        (
            .fitnessReferred, "fitness-referred",
            "Regulated staff referred to fitness to practise by the employer"
        ),
        (.development, "cpd", "Staff who had funded non-mandatory CPD"),
        (.surveyed, "surveyed", "Staff who answered the survey on harassment, if there was one"),
        (.harassmentPublic, "harassment-public", "Staff who reported harassment from the public"),
        (
            .harassmentColleagues, "harassment-colleagues",
            "Staff who reported harassment from colleagues"
        ),
        (
            .harassmentManagers, "harassment-managers",
            "Staff who reported harassment from managers"
        ),
        (.leavers, "leavers", "Staff who left within the twelve months"),
        (.seniorManagers, "senior-managers", "Staff who are senior managers"),
    ]

    private static let bandPrefix = "band-"

    /// Its name for machines: "appointed", "band-lower".
    package var code: String {
        if case .staffInBand(let band) = self { return Self.bandPrefix + band.text }
        return Self.plain.first { $0.0 == self }?.1 ?? ""
    }

    /// Its name for people, that of a band with the label of the cycle.
    package func words(in cycle: WresCycle) -> String {
        guard case .staffInBand(let code) = self else {
            return Self.plain.first { $0.0 == self }?.2 ?? ""
        }
        let label = cycle.bands.value?.first { $0.code == code }?.label ?? code.text
        return "Of all staff, paid \(label)"
    }

    /// What a cycle asks for, in the order of its sheet.
    package static func asked(in cycle: WresCycle) -> [WresQuantity] {
        let bands = (cycle.bands.value ?? []).map { WresQuantity.staffInBand($0.code) }
        let isAsked: (WresQuantity) -> Bool = { quantity in
            switch quantity {
            case .fitnessEntered: cycle.fitnessMeaning.value != .referred
            case .fitnessReferred: cycle.fitnessMeaning.value != .entered
            default: true
            }
        }
        return [.staff] + bands + plain.dropFirst().map(\.0).filter(isAsked)
    }

    /// Reads a code or the words of a sheet.
    package static func read(_ typed: String, in cycle: WresCycle) -> WresQuantity? {
        let wanted = CSVColumn.folded(typed)
        return asked(in: cycle).first {
            CSVColumn.folded($0.code) == wanted || CSVColumn.folded($0.words(in: cycle)) == wanted
        }
    }

    /// Whether it counts cases that only regulated professionals can have.
    package var isOfRegulated: Bool { self == .fitnessEntered || self == .fitnessReferred }

    /// Whether a regulator's table, which hides counts under ten, may be its source.
    package var mayBeCensored: Bool {
        switch self {
        case .regulated, .fitnessEntered, .fitnessReferred: true
        default: false
        }
    }
}

/// One count of a return.
package struct WresCell: Hashable, Sendable {
    /// What is counted.
    package let quantity: WresQuantity
    /// Whose staff.
    package let service: WresService
    /// Which group.
    package let group: EthnicGroup

    /// A count's place.
    package init(_ quantity: WresQuantity, _ service: WresService, _ group: EthnicGroup) {
        self.quantity = quantity
        self.service = service
        self.group = group
    }

    /// The place for people, as the titles of the sheet have it: "Adults, People shortlisted, White
    /// staff".
    package func words(in cycle: WresCycle) -> String {
        "\(service.words), \(quantity.words(in: cycle)), \(group.words)"
    }

    /// The place for programs: "adults.appointed.minority".
    package var path: String { "\(service.rawValue).\(quantity.code).\(group.rawValue)" }
}
