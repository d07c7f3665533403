import HubText

// Staff numbers of one file that differ by how they are typed alone: they would be two workers.
extension TrainingFileReader {
    /// The numbers of one file that are told; a file with more has another column there.
    package static let spellingsToldMax = 20_000

    /// Tells each number that is another one but for spaces, dashes, dots, slashes or leading
    /// zeros, beside the row of the one that is written as most of the file's are.
    ///
    /// - Complexity: Linear in the numbers that have a separator or a leading zero, and sorting all
    ///   of them where there is one.
    mutating func tellStaffNumbers() {
        guard staffNumbers.contains(where: { !$0.isPlain }) else { return }
        var hashes = staffNumbers.indices.map { (staffNumbers[$0].foldedHash, Int32($0)) }
        hashes.sort { $0 < $1 }
        var found: [(number: Int, other: Int)] = []
        var start = 0
        // Text keys: shapes, bytes of 9, A and separators.
        var shapes: [[UInt8]: Int] = [:]
        while start < hashes.count {
            var end = start + 1
            while end < hashes.count, hashes[end].0 == hashes[start].0 { end += 1 }
            defer { start = end }
            guard end - start > 1 else { continue }
            if shapes.isEmpty { shapes = shapeCounts() }
            let group = hashes[start..<end].map { Int($0.1) }
            found += spellings(of: group, shapes)
        }
        found.sort { firstRows[$0.number] < firstRows[$1.number] }
        for (number, other) in found.prefix(Self.spellingsToldMax) { tell(number, other) }
    }

    private func shapeCounts() -> [[UInt8]: Int] {
        // Text keys: shapes, bytes of 9, A and separators.
        var counts: [[UInt8]: Int] = [:]
        for number in staffNumbers { counts[number.shape, default: 0] += 1 }
        return counts
    }

    /// Those of a group that are spellings of the one that is written as most numbers are.
    private func spellings(
        of group: [Int],
        _ shapes: [[UInt8]: Int]
    ) -> [(number: Int, other: Int)] {
        func rank(_ number: Int) -> Int { shapes[staffNumbers[number].shape] ?? 0 }
        var best = group[0]
        for number in group.dropFirst() where rank(number) > rank(best) { best = number }
        return group.filter {
            $0 != best && staffNumbers[$0].isSpelling(of: staffNumbers[best])
        }.map { ($0, best) }
    }

    private mutating func tell(_ number: Int, _ other: Int) {
        let column = column(of: .staffNumber)
        let place = Place(
            row: Int(firstRows[number]),
            column: column,
            columnName: column.map { mapping.columns[$0].title }
        )
        let (row, suggestion) = (firstRows[other], staffNumbers[other].text)
        report.add(.staffNumberSpelling, .warning, column: column) {
            DomainError(
                .staffNumberSpelling,
                path: "",
                problem: "the staff number is that of row \(row) but for how it is typed: spaces, "
                    + "dashes, dots, slashes or leading zeros",
                expected: "one spelling, or nothing to be done where they are two people",
                suggestion: suggestion
            ).finding(at: place, severity: .warning)
        }
    }
}
