/// What kind of organisation employs a worker, by the codes of ASC-WDS; an open set.
package struct EmployerType: RawRepresentable, Hashable, Sendable {
    /// The code.
    package let rawValue: Int

    /// Takes any code.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A local authority, adult services.
    package static let localAuthorityAdult = EmployerType(rawValue: 1)
    /// A local authority, other services.
    package static let localAuthorityOther = EmployerType(rawValue: 3)
    /// A private employer.
    package static let privateSector = EmployerType(rawValue: 6)
    /// A voluntary organisation.
    package static let voluntary = EmployerType(rawValue: 7)
    /// Another employer.
    package static let other = EmployerType(rawValue: 8)

    /// The known types, in the order of their codes.
    package static let known: [EmployerType] = [
        .localAuthorityAdult, .localAuthorityOther, .privateSector, .voluntary, .other,
    ]

    /// The type in words; the code for one that is not known here.
    package var words: String {
        switch self {
        case .localAuthorityAdult: "local authority, adult services"
        case .localAuthorityOther: "local authority, other services"
        case .privateSector: "private"
        case .voluntary: "voluntary"
        case .other: "other"
        default: "type \(rawValue)"
        }
    }
}
