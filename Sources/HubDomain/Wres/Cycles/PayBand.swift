package import HubText

/// A pay band of a cycle: from its lower edge up to, but not including, its upper one.
package struct PayBand: Equatable, Sendable {
    /// Its name for machines.
    package let code: BandCode
    /// Its name as it was printed.
    package let label: String
    /// The lowest yearly pay in pounds; nil for no lower edge.
    package let fromPounds: Int?
    /// The yearly pay in pounds at which the next band begins; nil for no upper edge.
    package let belowPounds: Int?

    /// A band of its parts.
    package init(code: BandCode, label: String, fromPounds: Int?, belowPounds: Int?) {
        self.code = code
        self.label = label
        self.fromPounds = fromPounds
        self.belowPounds = belowPounds
    }

    /// Whether a yearly pay is inside.
    package func holds(pounds: Double) -> Bool {
        fromPounds.map { pounds >= Double($0) } ?? true
            && belowPounds.map { pounds < Double($0) } ?? true
    }

    /// The bands if everybody stands in exactly one of them.
    ///
    /// - Parameter bands: Bands from the lowest pay to the highest.
    /// - Returns: The same bands.
    /// - Throws: WRES-0152 for no band, a gap, an overlap, an inner edge that is missing, or a code
    ///   that stands twice.
    package static func complete(_ bands: [PayBand]) throws(DomainError) -> [PayBand] {
        func wrong(_ problem: String) -> DomainError {
            DomainError(
                .wresCycleBands,
                path: "bands",
                problem: problem,
                expected: "bands from the lowest pay up, each beginning where the last one ends"
            )
        }
        guard let first = bands.first, let last = bands.last else {
            throw wrong("there is no band")
        }
        guard first.fromPounds == nil, last.belowPounds == nil else {
            throw wrong("the first or the last band has an outer edge, so some pay is in no band")
        }
        for (lower, upper) in zip(bands, bands.dropFirst()) {
            guard let edge = lower.belowPounds, edge == upper.fromPounds else {
                throw wrong("“\(upper.label)” does not begin where “\(lower.label)” ends")
            }
            guard edge > lower.fromPounds ?? .min else { throw wrong("“\(lower.label)” is empty") }
        }
        guard Set(bands.map(\.code)).count == bands.count else {
            throw wrong("two bands have the same code")
        }
        return bands
    }

    /// Reads the bands of a cycle that a region loads, as `Code, Label, From, Below`.
    ///
    /// - Parameter file: The table, lowest pay first; the first lower edge and the last upper one
    ///   are empty.
    /// - Returns: The bands.
    /// - Throws: WRES-0152.
    package static func read(_ file: [UInt8]) throws(DomainError) -> [PayBand] {
        do throws(TextError) {
            let table = try CSVFile(file: file, limits: CycleLimits.bands)
            let records = table.records.filter { !$0.isBlank }
            guard let first = records.first else {
                throw TextError("table_empty", problem: "the file holds no table")
            }
            let header = CSVHeader(first, columns: columns)
            if let fault = header.findings.first(where: { $0.severity == .error }) {
                throw TextError(fault.rule, problem: fault.problem, expected: fault.expected)
            }
            var bands: [PayBand] = []
            for row in records.dropFirst().map(header.row) {
                bands.append(
                    PayBand(
                        code: BandCode(text: try TextRule.name.acceptRequired(row["code"] ?? "")),
                        label: try TextRule.name.acceptRequired(row["label"] ?? ""),
                        fromPounds: try edge(row["from"]),
                        belowPounds: try edge(row["below"])
                    )
                )
            }
            return try completed(bands)
        } catch {
            throw DomainError(.wresCycleBands, path: "bands", error)
        }
    }

    private static let columns = ["code", "label", "from", "below"].map { name in
        CSVColumn(ColumnKey(text: name), title: name, isRequired: true)
    }

    private static func edge(_ cell: String?) throws(TextError) -> Int? {
        guard let cell, !cell.isEmpty else { return nil }
        let plain = cell.hasPrefix("£") ? String(cell.dropFirst()) : cell
        return try NumberText.whole(plain, in: 0...CycleLimits.poundsMax)
    }

    private static func completed(_ bands: [PayBand]) throws(TextError) -> [PayBand] {
        do throws(DomainError) { return try complete(bands) } catch { throw error.detail }
    }
}

/// How large a table of a cycle may be.
package enum CycleLimits {
    /// The highest edge of a pay band.
    package static let poundsMax = 10_000_000
    /// A table of pay bands.
    package static let bands = CSVLimits(
        rowBytesMax: 8_192,
        fieldsMax: 16,
        fieldCharactersMax: 500,
        rowsMax: 100
    )
}
