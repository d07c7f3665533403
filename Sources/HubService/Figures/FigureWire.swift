import HubDomain
import HubText
import HubWire

extension FigureFinality {
    /// How final a figure is, as the domain names it.
    init(_ word: String) {
        switch FigureStatus(rawValue: word) {
        case .published: self = .published
        case .provisional: self = .provisional
        case .local: self = .local
        case nil: self = .unspecified
        }
    }

    /// The domain's name; `nil` where nothing is said.
    var word: String? {
        switch self {
        case .published: FigureStatus.published.rawValue
        case .provisional: FigureStatus.provisional.rawValue
        case .local: FigureStatus.local.rawValue
        default: nil
        }
    }
}

extension FigureEntry {
    /// A statement as it travels.
    init(_ stated: StatedFigure, revision: Int64) {
        let figure = stated.figure
        let (subject, scope) = (figure.subject, figure.subject.scope)
        self.init()
        measure = subject.measure.text
        placeKind = subject.place.kind.rawValue
        code = subject.place.code?.text ?? ""
        place = subject.place.name
        period = "\(subject.period)"
        edition = figure.edition.text
        employers = scope.employers.text
        jobGroup = scope.jobGroup?.text ?? ""
        setting = scope.setting?.text ?? ""
        characteristic = scope.characteristic?.text ?? ""
        value = stated.value.map { "\($0)" } ?? ""
        noFigure =
            switch stated.absence {
            case nil: .unspecified
            case .missing: .missing
            case .hidden: .hidden
            case .unknown: .notKnown
            }
        unit = figure.unit.rawValue
        precision = figure.precision.rawValue
        status = FigureFinality(figure.status.rawValue)
        source = figure.source.text
        note = figure.note
        self.revision = UInt64(clamping: revision)
    }
}

extension Fault {
    /// What stands against a change of figures.
    static func figures(
        _ reason: ReasonCode,
        _ problem: String,
        status: StatusCode = .failedPrecondition
    ) -> Fault {
        Fault(DomainError(reason, path: "", problem: problem), status: status)
    }
}
