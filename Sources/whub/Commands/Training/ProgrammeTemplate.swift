import HubDomain
import HubText

/// The columns of an empty file of programmes: those that a kind has.
enum ProgrammeTemplate {
    /// The file: a row of titles, which `import-programmes` takes as they are.
    static func file(of kind: DevelopmentKind) -> [UInt8] {
        // Text keys: keys of columns, which are all of small letters.
        let titles = Dictionary(
            ProgrammeColumns.all.map { ($0.key.text, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
        var writer = CSVWriter()
        writer.write(keys(of: kind).compactMap { titles[$0] })
        return writer.take()
    }

    private static func keys(of kind: DevelopmentKind) -> [String] {
        let end = ["completed", "stopped"]
        let money = ["funding", "amount"]
        let away = ["break_from", "break_until"]
        switch kind {
        case .careCertificate:
            let standards = (1...CareCertificateEdition.of2025.standardCount).map {
                "standard_\($0)"
            }
            return ["worker", "edition", "provider", "started"] + standards + end
        case .apprenticeship:
            return ["worker", "title", "level", "provider", "started", "planned_end"]
                + ["hours_planned", "hours_done", "end_point", "end_point_outcome"] + away + money
                + end
        case .supportedYear:
            let months = stride(
                from: SupportedYear.reviewMonths,
                through: SupportedYear.months,
                by: SupportedYear.reviewMonths
            )
            return ["worker", "provider", "started"] + months.map { "review_\($0)" }
                + (1...observationsMin).map { "observation_\($0)" }
                + ["extension_months", "extension", "recommended", "recommendation"]
                + ["moderated", "moderation"] + away + ["stopped"]
        case .registeredManager, .seniorLeader:
            return ["worker", "title", "level", "provider", "started", "planned_end", "review_due"]
                + money + end
        }
    }

    /// Columns for observations; a file may have more.
    private static let observationsMin = 3
}
