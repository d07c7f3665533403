import HubText

/// An indicator of the Social Care Workforce Race Equality Standard; the seventh has two values.
package enum WresIndicator: String, Sendable, CaseIterable {
    /// The ethnic make-up of each pay band.
    case bands = "1"
    /// Appointment from shortlisting.
    case appointment = "2"
    /// Entry into the formal disciplinary process.
    case disciplinary = "3"
    /// Fitness to practise, of regulated professionals.
    case fitnessToPractise = "4"
    /// Funded non-mandatory continuous professional development.
    case development = "5"
    /// Harassment, bullying or abuse from people who use social care, relatives or the public.
    case harassmentPublic = "6"
    /// The same from colleagues.
    case harassmentColleagues = "7a"
    /// The same from managers.
    case harassmentManagers = "7b"
    /// Leaving the organisation within the year.
    case leaving = "8"
    /// Senior management.
    case seniorManagement = "9"

    /// Those with a relative likelihood: all but the first.
    package static let ratios = allCases.filter { $0 != .bands }

    /// Whether its people depend on how harassment was collected.
    ///
    /// They are all staff where it was reported, and those who answered where there was a survey,
    /// so years of both kinds are neither added nor compared.
    package var dependsOnCollection: Bool {
        switch self {
        case .harassmentPublic, .harassmentColleagues, .harassmentManagers: true
        default: false
        }
    }

    /// Reads a number as people type it; "7" is taken as its first value.
    package static func read(_ text: String) -> WresIndicator? {
        let typed = text.lowercased()
        return typed == "7" ? .harassmentColleagues : WresIndicator(rawValue: typed)
    }

    /// The indicator that a word is about: the third for "disciplinary".
    ///
    /// - Parameter text: Letters of its name.
    /// - Returns: The only one whose name holds them.
    static func named(like text: String) -> WresIndicator? {
        let wanted = CSVColumn.folded(text)
        let found = allCases.filter { CSVColumn.folded($0.name).contains(wanted) }
        return wanted.count >= lettersMin && found.count == 1 ? found[0] : nil
    }

    /// Fewer letters than these stand for no name.
    private static let lettersMin = 3

    /// Its number and its name, as it stands beside a chart.
    package var label: String { "\(rawValue) \(name)" }

    /// The same where there is little room.
    package var shortLabel: String {
        let short: String? =
            switch self {
            case .bands: "Pay bands"
            case .appointment: "Appointment"
            case .disciplinary: "Disciplinary process"
            case .development: "Funded CPD"
            case .harassmentPublic: "Harassment: public"
            case .harassmentColleagues: "Harassment: colleagues"
            case .harassmentManagers: "Harassment: managers"
            case .fitnessToPractise, .leaving, .seniorManagement: nil
            }
        return "\(rawValue) \(short ?? name)"
    }

    /// A few words.
    package var name: String {
        switch self {
        case .bands: "Ethnic make-up of each pay band"
        case .appointment: "Appointment from shortlisting"
        case .disciplinary: "Entry into the formal disciplinary process"
        case .fitnessToPractise: "Fitness to practise"
        case .development: "Funded non-mandatory CPD"
        case .harassmentPublic: "Harassment from the public"
        case .harassmentColleagues: "Harassment from colleagues"
        case .harassmentManagers: "Harassment from managers"
        case .leaving: "Leaving within the year"
        case .seniorManagement: "Senior management"
        }
    }

    /// What a ratio above one means for staff of the minoritised group.
    ///
    /// The opposite of the NHS standard for appointment and training, which publishes the white
    /// group over the other.
    package var polarity: Polarity {
        switch self {
        case .bands: .none
        case .appointment, .development, .seniorManagement: .favourableAbove
        case .disciplinary, .fitnessToPractise, .harassmentPublic, .harassmentColleagues,
            .harassmentManagers, .leaving:
            .adverseAbove
        }
    }

    /// Whether everybody with the event must be among the people; not so for leavers of a year,
    /// who are compared with those who are there on one day.
    package var isPartOfPeople: Bool { self != .leaving }

    /// How its event is spoken of; nil for the first, which has none.
    package var phrase: EventPhrase? {
        switch self {
        case .bands: nil
        case .appointment: EventPhrase(wouldHave: "been appointed", one: "was", many: "were")
        case .disciplinary:
            EventPhrase(
                wouldHave: "entered the formal disciplinary process",
                one: "did",
                many: "did"
            )
        case .fitnessToPractise:
            EventPhrase(
                wouldHave: "entered or been referred to the fitness to practise process",
                one: "did or was",
                many: "did or were"
            )
        case .development:
            EventPhrase(wouldHave: "had funded non-mandatory CPD", one: "did", many: "did")
        case .harassmentPublic:
            EventPhrase(
                wouldHave: "reported harassment, bullying or abuse from people who use social "
                    + "care, relatives or the public",
                one: "did",
                many: "did"
            )
        case .harassmentColleagues:
            EventPhrase(
                wouldHave: "reported harassment, bullying or abuse from colleagues",
                one: "did",
                many: "did"
            )
        case .harassmentManagers:
            EventPhrase(
                wouldHave: "reported harassment, bullying or abuse from managers",
                one: "did",
                many: "did"
            )
        case .leaving: EventPhrase(wouldHave: "left", one: "did", many: "did")
        case .seniorManagement:
            EventPhrase(wouldHave: "been senior managers", one: "was", many: "were")
        }
    }

    /// The events and the people, for a heading: "appointed of those shortlisted".
    package var countsWords: String {
        switch self {
        case .bands: "in the band, of all staff of the group"
        case .appointment: "appointed, of those shortlisted"
        case .disciplinary: "entered the process, of all staff"
        case .fitnessToPractise: "entered or referred, of regulated professionals"
        case .development: "had it, of all staff"
        case .harassmentPublic, .harassmentColleagues, .harassmentManagers:
            "reported it, of all staff or of those who answered"
        case .leaving: "left, of all staff"
        case .seniorManagement: "senior managers, of all staff"
        }
    }
}
