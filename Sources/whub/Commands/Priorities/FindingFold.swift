import HubWire

/// Findings that say the same of several rows or parts, put together.
struct FindingFold {
    /// The places that are named; the others are counted.
    private static let placesNamed = 20
    /// The longest start of a message that can be the name of a part, such as "A1, role".
    private static let partCharactersMax = 80

    /// The first of them.
    let first: Finding
    private var places: [String]
    /// What the message says after the place.
    private let rest: String
    private let isOfRows: Bool

    /// Puts together what says the same; the order is that of the first of each.
    ///
    /// - Parameter findings: What was found.
    /// - Returns: Each thing once.
    /// - Complexity: Linear in the findings.
    static func folded(_ findings: [Finding]) -> [FindingFold] {
        var folds: [FindingFold] = []
        var indices: [Key: Int] = [:]
        for finding in findings {
            let fold = FindingFold(finding)
            guard let place = fold.places.first else {
                folds.append(fold)
                continue
            }
            let key = Key(fold)
            if let index = indices[key] {
                folds[index].places.append(place)
            } else {
                indices[key] = folds.count
                folds.append(fold)
            }
        }
        return folds
    }

    /// The message, with all the places.
    var message: String {
        guard places.count > 1 else { return first.message }
        let named = places.prefix(Self.placesNamed)
        let more = places.count - named.count
        let others = more > 0 ? " and \(more) more" : ""
        let list = named.joined(separator: isOfRows ? ", " : "; ") + others
        return (isOfRows ? "Rows \(list)" : list) + rest
    }

    /// What findings have in common that say the same, byte by byte.
    private struct Key: Hashable {
        let parts: [[UInt8]]
        let severity: Severity
        let isOfRows: Bool

        init(_ fold: FindingFold) {
            let first = fold.first
            parts = [first.reason, first.column, fold.rest].map { Array($0.utf8) }
            (severity, isOfRows) = (first.severity, fold.isOfRows)
        }
    }

    private init(_ finding: Finding) {
        first = finding
        let message = finding.message
        let row = "Row \(finding.row)"
        let isRow = finding.row > 0 && message.utf8.starts(with: row.utf8)
        isOfRows = isRow
        if isRow {
            // The line differs from row to row where a cell holds line ends.
            var rest = message.dropFirst(row.count)
            if rest.utf8.starts(with: " (line ".utf8) {
                rest = rest.drop { $0 != ")" }.dropFirst()
            }
            (places, self.rest) = (["\(finding.row)"], String(rest))
            return
        }
        let part = message.prefix { $0 != ":" && $0 != "“" }
        let rest = message.dropFirst(part.count)
        guard finding.row == 0, !finding.path.isEmpty, rest.utf8.starts(with: ": ".utf8),
            part.count <= Self.partCharactersMax
        else {
            (places, self.rest) = ([], message)
            return
        }
        (places, self.rest) = ([String(part)], String(rest))
    }
}
