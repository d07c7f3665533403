import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// A command's conversation with the hub about figures.
struct FiguresDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: FigureServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = FigureServiceClient(channel)
    }

    /// The options of the call that only tries what the command is about.
    var rehearsal: CallOptions {
        var rehearsal = options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        return rehearsal
    }

    /// Options of a call that looks at a whole file, which may take its time.
    func patient(_ options: CallOptions) -> CallOptions {
        guard invocation.line.common.timeout == nil else { return options }
        var patient = options
        patient.timeoutMilliseconds = TrainingDesk.patientMilliseconds
        return patient
    }

    /// Which figures the options name.
    func filter() throws(CommandError) -> FigureFilter {
        let line = invocation.line
        var filter = FigureFilter()
        filter.measure = line.value("measure") ?? ""
        filter.area = line.value("area") ?? ""
        filter.period = line.value("period") ?? ""
        filter.edition = line.value("edition") ?? ""
        filter.source = line.value("source") ?? ""
        filter.status =
            switch line.value("status") {
            case "published": .published
            case "provisional": .provisional
            case "local": .local
            default: .unspecified
            }
        return filter
    }

    /// The options by which figures are chosen.
    static let filterOptions = [
        OptionDeclaration("measure", takes: .text("ID"), help: "a measure, such as vacancy_rate"),
        areaOption,
        OptionDeclaration(
            "period",
            takes: .text("PERIOD"),
            help: "\(FigurePeriod.expectedForm)"
        ),
        editionOption,
        OptionDeclaration("source", takes: .text("MARK"), help: "only figures of this source"),
        OptionDeclaration(
            "status",
            takes: .oneOf(FigureStatus.allCases.map(\.rawValue)),
            help: "how final they are"
        ),
    ]
    /// `--area`.
    static let areaOption = OptionDeclaration(
        "area",
        takes: .text("CODE"),
        help: "a place by its code or name, of any time"
    )
    /// `--edition`.
    static let editionOption = OptionDeclaration(
        "edition",
        takes: .text("EDITION"),
        help: "only figures of this edition"
    )
}

/// Figures in rows.
enum FigureRows {
    /// A row for each statement.
    static func listing(_ figures: [FigureEntry]) -> Listing {
        var listing = Listing(columns: [
            .init("measure", "Measure"), .init("place_kind", "Kind", isForPrograms: true),
            .init("code", "Code"), .init("place", "Place"), .init("period", "Period"),
            .init("edition", "Edition"), .init("employers", "Employers"),
            .init("job_group", "Job group", isForPrograms: true),
            // Two rows that differ in it alone must not look the same.
            .init("setting", "Setting", isForPrograms: figures.allSatisfy(\.setting.isEmpty)),
            .init("characteristic", "Characteristic", isForPrograms: true),
            .init("value", "Value", .trailing), .init("unit", "Unit"),
            .init("precision", "Precision", isForPrograms: true), .init("status", "Status"),
            .init("source", "Source"), .init("note", "Note", isForPrograms: true),
        ])
        listing.rows = figures.map { figure in
            [
                .text(figure.measure), .text(figure.placeKind), .text(figure.code),
                .text(figure.place), .text(figure.period), .text(figure.edition),
                .text(figure.employers), .text(figure.jobGroup), .text(figure.setting),
                .text(figure.characteristic), .text(value(figure)), .text(figure.unit),
                .text(figure.precision), .text(status(figure.status)), .text(figure.source),
                .text(figure.note),
            ]
        }
        return listing
    }

    /// The value, or what stands for none.
    static func value(_ figure: FigureEntry) -> String {
        absence(figure)?.words ?? figure.value
    }

    /// Why there is no value; `nil` where there is one.
    static func absence(_ figure: FigureEntry) -> FigureAbsence? {
        switch figure.noFigure {
        case .unspecified: nil
        case .missing: .missing
        case .hidden: .hidden
        default: .unknown
        }
    }

    /// The value with its unit, for people.
    static func words(_ figure: FigureEntry) -> String {
        if let absence = absence(figure) { return absence.words }
        let unit = FigureUnit(rawValue: figure.unit)
        let precision = FigurePrecision(rawValue: figure.precision)?.words ?? ""
        let isWhole = !figure.value.utf8.contains(UInt8(ascii: "."))
        let number = isWhole ? Int(figure.value).map(NumberText.grouped) : nil
        let after = unit == .percent ? "%" : " \(unit?.words ?? figure.unit)"
        return precision + (number ?? figure.value) + after
    }

    /// How final a figure is.
    static func status(_ status: FigureFinality) -> String {
        switch status {
        case .published: "published"
        case .provisional: "provisional"
        case .local: "local"
        default: ""
        }
    }

    /// A row for each edition.
    static func editions(_ editions: [FigureEditionEntry]) -> Listing {
        var listing = Listing(columns: [
            .init("source", "Source"), .init("edition", "Edition"), .init("period", "Period"),
            .init("status", "Status"), .init("figures", "Figures", .trailing),
            .init("measures", "Measures", .trailing), .init("places", "Places", .trailing),
        ])
        listing.rows = editions.map { edition in
            [
                .text(edition.source), .text(edition.edition), .text(edition.period),
                .text(status(edition.status)), .text("\(edition.figures)"),
                .text("\(edition.measures)"), .text("\(edition.places)"),
            ]
        }
        return listing
    }
}
