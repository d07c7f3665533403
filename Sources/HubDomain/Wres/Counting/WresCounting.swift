package import HubText

/// What came out of counting the extracts of one council, on its own computer.
package struct WresCounting: Equatable, Sendable {
    /// How the rows of one extract were used.
    package struct Tally: Equatable, Sendable {
        /// Rows below the titles.
        package var rows = 0
        /// Rows that were counted.
        package var counted = 0
        /// Rows of people who gave notice that their data must not be used (Data Protection Act
        /// 2018, Schedule 1, paragraph 8); they are left out of everything.
        package var objected = 0
        /// Rows of another service.
        package var otherService = 0
        /// Rows that are right and count nowhere, by why; in the order of `LeftOut`.
        package var left: [Left] = []
        /// Further rows of somebody who counts once.
        package var repeated = 0
        /// Rows of somebody with another row that could not be placed: who they are taken for would
        /// depend on it.
        package var withheld = 0
        /// Rows that could not be placed.
        package var unplaced = 0

        /// Rows that are right and count nowhere.
        package var outside: Int { left.reduce(0) { $0 + $1.rows } }
    }

    /// Rows that are right and count nowhere for one reason.
    package struct Left: Equatable, Sendable {
        /// Why.
        package let reason: LeftOut
        /// The title of the column that says so, as the map has it.
        package let column: String
        /// How many.
        package let rows: Int

        /// "12 outside the twelve months (“Date”)".
        package var words: String {
            "\(NumberText.grouped(rows)) \(reason.words)" + (column.isEmpty ? "" : " (“\(column)”)")
        }
    }

    /// Why a row that is right counts nowhere.
    package enum LeftOut: String, CaseIterable, Sendable {
        /// Somebody who was not there on the day of counting and did not leave in the year.
        case notThere
        /// Somebody who started after the day of counting.
        case notYetThere
        /// Somebody who moved to another service.
        case moved
        /// Somebody whose post ended in the year and whose next one begins after the day of
        /// counting.
        case between
        /// Something of another time.
        case otherDay
        /// An applicant who was not shortlisted.
        case notShortlisted
        /// A case that the map calls "other".
        case otherCase
        /// A case of a kind that another cycle counts.
        case idleCase
        /// A case of fitness to practise of somebody who is not regulated.
        case notRegulated

        var words: String {
            switch self {
            case .notThere:
                "neither on the staff on the day of counting nor left within the twelve months"
            case .notYetThere: "started after the day of counting"
            case .moved: "of a post that ended, of people who moved to another service"
            case .between: "of people who were between two posts on the day of counting"
            case .otherDay: "outside the twelve months"
            case .notShortlisted: "not shortlisted"
            case .otherCase: "of a kind that the map calls other"
            case .idleCase: "of a kind that the cycle does not count"
            case .notRegulated: "of fitness to practise, of staff who are not regulated"
            }
        }

        /// The column that says so.
        func column(of extract: Extract) -> ExtractColumn {
            switch (self, extract) {
            case (.notThere, _), (.moved, _), (.between, _): .staffLeft
            case (.notYetThere, _): .staffStarted
            case (.notShortlisted, _): .recruitmentOutcome
            case (.otherCase, _), (.idleCase, _), (.notRegulated, _): .casesEvent
            case (.otherDay, .recruitment): .recruitmentDate
            case (.otherDay, _): .casesDate
            }
        }
    }

    /// What is to be said of a row, or of a file.
    package struct RowFinding: Equatable, Sendable {
        /// The extract.
        package let extract: Extract
        /// What is wrong.
        package let finding: Finding
        /// The word that the map lacks, where that is what is wrong.
        package let word: MissingWord?

        init(extract: Extract, finding: Finding, word: MissingWord? = nil) {
            self.extract = extract
            self.finding = finding
            self.word = word
        }
    }

    /// The counts.
    ///
    /// They say nothing about any one person beyond what a small count says.
    package internal(set) var entry: WresReturn
    /// What the map leaves open, and a period that is no year; with an error nothing was counted.
    package internal(set) var gaps: [Finding] = []
    /// What could not be placed, in the order of the files.
    package internal(set) var unplaced: [RowFinding] = []
    /// Rows that were counted as a rule says and should be looked at, in the order of the files.
    package internal(set) var remarks: [RowFinding] = []
    /// How the rows were used.
    package internal(set) var tallies: [Extract: Tally] = [:]
    /// What was counted as its rule says and may not be what the council means, a line each.
    package internal(set) var notes: [String] = []

    /// Whether an extract does not have what the map says, so that there is no sheet without rows.
    package var isRefused: Bool {
        let reasons = [ReasonCode.wresExtractShape, .wresColumnPay].map(\.text)
        return unplaced.contains { $0.finding.reason.map(reasons.contains) ?? false }
    }

    /// Counts the extracts.
    ///
    /// Where the map says no days although an extract has some, nothing is counted: every row would
    /// be, whatever its day. A row that cannot be placed is counted nowhere, so that counts keep
    /// adding up. What has no column in the map is not provided, which is not zero.
    ///
    /// - Parameters:
    ///   - staff: The people on the staff.
    ///   - recruitment: The people shortlisted, if there is an extract.
    ///   - cases: The cases, if there is an extract.
    ///   - map: How the extracts are read.
    ///   - cycle: The cycle.
    /// - Complexity: Linear in the extracts.
    package init(
        staff: [UInt8],
        recruitment: [UInt8]?,
        cases: [UInt8]?,
        map: CountingMap,
        cycle: WresCycle
    ) {
        let files: [(Extract, [UInt8]?)] = [
            (.staff, staff), (.recruitment, recruitment), (.cases, cases),
        ]
        let tables = files.compactMap { extract, file in
            file.map { ExtractTable(extract, file: $0, map: map) }
        }
        gaps = MapGaps(map, cycle, tables).findings
        var counter = ExtractCounter(map: map, cycle: cycle)
        let isOpen = gaps.contains { $0.severity == .error }
        // A file that cannot be read is told of in any case.
        for table in tables where !isOpen || !table.findings.isEmpty { counter.count(table) }
        entry = counter.entry()
        unplaced = counter.unplaced
        remarks = counter.remarks
        tallies = counter.tallies
        notes = counter.notes
    }
}
