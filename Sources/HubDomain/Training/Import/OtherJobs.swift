import HubText

/// Further jobs of a worker, as one cell has them: names of jobs, parted by semicolons.
enum OtherJobs {
    /// The jobs of one cell.
    static let countMax = 8
    /// The characters of a job.
    static let charactersMax = 60
    /// The words of a job.
    static let wordsMax = 6

    /// What is wrong with a cell; nil for a list of jobs.
    ///
    /// What somebody wrote about a person is longer than a job’s name, ends as a sentence, or has a
    /// telephone number or an address in it.
    static func error(_ text: String) -> DomainError? {
        let jobs = text.split(separator: ";").map { TextRule.trimmed(String($0)) }
        let isList =
            jobs.count <= countMax && jobs.allSatisfy { job in isJob(job) }
        if isList { return nil }
        return DomainError(
            .otherJobs,
            path: "",
            problem: "the cell is no list of jobs",
            expected: "at most \(countMax) jobs of at most \(wordsMax) words, parted by semicolons"
        )
    }

    private static func isJob(_ job: String) -> Bool {
        let digits = job.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let isSentence = job.utf8.contains { byte in sentenceBytes.contains(byte) }
        return job.count <= charactersMax && job.split(separator: " ").count <= wordsMax
            && digits <= digitsMax && !isSentence
    }

    /// “Band 10” has two; telephone numbers and days have more.
    private static let digitsMax = 2
    private static let sentenceBytes: Set<UInt8> = [
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "@"),
        UInt8(ascii: ":"),
    ]
}
