/// The name of a file as it is sent: only one that is made of plain words and a date, since people
/// name files after people.
enum FileLabel {
    // Text keys: words in lower case, compared by their bytes.
    private static let words: Set<String> = [
        "adult", "adults", "all", "asc", "asye", "care", "check", "checks", "competencies",
        "council", "course", "courses", "csv", "data", "dbs", "export", "extract", "final", "full",
        "hr", "import", "learning", "lms", "mandatory", "matrix", "monthly", "new", "old", "part",
        "qualification", "qualifications", "record", "records", "registration", "registrations",
        "report", "sheet", "social", "staff", "standard", "input", "statutory", "supervision",
        "supervisions", "team", "teams", "training", "update", "updated", "weekly", "wds",
        "workers",
        "workforce",
    ]
    private static let years = 2_000...2_099

    /// The name if it is plain; else nothing.
    static func sent(_ name: String) -> String {
        let parts = name.lowercased().utf8.split { byte in
            !(0x30...0x39).contains(byte) && !(0x61...0x7A).contains(byte) && byte < 0x80
        }.map { String($0) ?? "" }
        let numbers = parts.filter { Int($0) != nil }
        // A day without a year of this century may be somebody's birthday.
        let isDated = numbers.contains { isYear($0) }
        let isPlain = parts.allSatisfy { part in
            if Int(part) == nil { return words.contains(part) }
            return isYear(part) || isDated && part.utf8.count <= 2
        }
        return isPlain && !parts.isEmpty ? name : ""
    }

    /// A year, or a day that begins with one: 2026, 20260304.
    private static func isYear(_ part: String) -> Bool {
        guard part.utf8.count == 4 || part.utf8.count == 8 else { return false }
        return Int(part.prefix(4)).map(years.contains) ?? false
    }
}
