package import HubText

/// What was found in a file: every finding counted, so many of each kind kept.
///
/// A file with a million mistakes has few kinds of them; the first of each kind help, the rest are
/// a number. Findings that are not kept are never even put into words.
package struct FindingReport: Equatable, Sendable {
    /// The findings that are kept of one kind in one column.
    package static let perKindMax = 100
    /// The findings that are kept.
    package static let keptMax = 2_000

    /// A kind of finding.
    package struct Kind: Hashable, Sendable {
        /// The reason.
        package let reason: ReasonCode
        /// The column, counted from 0; nil for the row or the file.
        package let column: Int?
        /// How much it matters.
        package let severity: Severity
    }

    /// The findings that are kept, in the file's order.
    package private(set) var kept: [Finding] = []
    /// How many there are of each kind.
    package private(set) var counts: [Kind: Int] = [:]
    /// How many errors there are.
    package private(set) var errors = 0
    /// How many warnings and notes there are.
    package private(set) var remarks = 0
    /// How many notes there are.
    package private(set) var notes = 0
    /// Whether everything is kept, for whoever takes it away row by row.
    package var keepsAll = false

    /// A report of nothing.
    package init() {}

    /// How many findings there are.
    package var total: Int { errors + remarks }

    /// How many findings are counted only.
    package var notKept: Int { total - taken - kept.count }
    private var taken = 0

    /// Counts a finding, and keeps it where there is room.
    ///
    /// - Parameters:
    ///   - reason: Its reason.
    ///   - severity: How much it matters.
    ///   - column: Its column; nil for the row or the file.
    ///   - isOfFile: Whether it is about the file or a column as a whole: there are few of those,
    ///     they explain the others, and they are kept always.
    ///   - finding: Makes it.
    package mutating func add(
        _ reason: ReasonCode,
        _ severity: Severity,
        column: Int?,
        isOfFile: Bool = false,
        _ finding: () -> Finding
    ) {
        let kind = Kind(reason: reason, column: column, severity: severity)
        let count = counts[kind, default: 0] + 1
        counts[kind] = count
        if severity == .error { errors += 1 } else { remarks += 1 }
        if severity == .note { notes += 1 }
        let hasRoom = count <= Self.perKindMax && kept.count < Self.keptMax
        if keepsAll || hasRoom || isOfFile { kept.append(finding()) }
    }

    /// Counts a finding that is in words already, and keeps it where there is room.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - isOfFile: Whether it is about the file or a column as a whole.
    package mutating func add(_ finding: Finding, isOfFile: Bool = false) {
        add(
            ReasonCode(text: finding.reason ?? ""),
            finding.severity,
            column: finding.place.column,
            isOfFile: isOfFile
        ) { finding }
    }

    /// Hands out what is kept and forgets it, for writing the file's answer piece by piece.
    package mutating func take() -> [Finding] {
        let taken = kept
        self.taken += taken.count
        kept.removeAll(keepingCapacity: true)
        return taken
    }

    /// What is counted and not kept, as a sentence; nil if everything is kept.
    package var truncation: String? {
        guard notKept > 0 else { return nil }
        return
            "\(NumberText.grouped(total)) findings; \(NumberText.grouped(kept.count)) are shown, "
            + "the first of each kind. The file with fixes has them all."
    }
}
