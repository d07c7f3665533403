import HubText

/// What a whole column of pay reads as, so that its mistake is told once and not row by row.
struct PayColumn {
    /// A column that is not of yearly pay; nil for one that is, or that holds no amounts.
    private(set) var mistake: Finding?

    /// Looks at the pay of those on the staff on the day of counting in the services that count.
    ///
    /// - Complexity: Linear in the rows.
    init(_ table: ExtractTable, _ cells: ExtractCells) {
        guard table.extract == .staff, table.has(.staffPay),
            !(cells.cycle.bands.value ?? []).isEmpty
        else { return }
        let amounts = table.rows.compactMap { row -> (row: CSVRow, pay: PayText)? in
            let word = table.cell(.staffPay, row) ?? ""
            guard cells.map.bands[CSVColumn.folded(word)] == nil, let pay = PayText(word),
                pay.pounds > 0, cells.isAsked(row, table)
            else { return nil }
            return (row, pay)
        }
        let wrong = amounts.filter(\.pay.isNoYear)
        // More than half: single amounts are told by their rows.
        guard let first = wrong.first, wrong.count * 2 > amounts.count else { return }
        let error = DomainError(
            .wresColumnPay,
            path: "",
            found: table.cell(.staffPay, first.row),
            problem: "is one of \(NumberText.grouped(wrong.count)) amounts, of "
                + "\(NumberText.grouped(amounts.count)) of people on the staff on the day of "
                + "counting, that can be no whole-time year’s: the column reads as "
                + Self.words(wrong.map(\.pay)),
            expected: "a column of full-time equivalent pay for a year. Add one to the extract, "
                + "name it in the map as \(ExtractColumn.staffPay.rawValue), or name there a "
                + "column of grades and say in rows “band” which band each grade is; where you "
                + "have neither, empty that row of the map, and pay bands are not provided"
        )
        var place = first.row.place(ExtractColumn.staffPay.key)
        (place.row, place.line) = (nil, nil)
        mistake = error.finding(at: place)
    }

    /// What is paid for an hour is below this, and no whole-time day is.
    private static let hourPoundsMax = 50.0
    /// What is paid for a month is from this on: for a week it would be £62,400 a year.
    private static let monthPoundsMin = 1_200.0

    /// What most amounts are paid for, where it can be told safely.
    private static func words(_ amounts: [PayText]) -> String {
        let times = Set(amounts.map(\.time))
        if times.count == 1, let time = times.first ?? nil { return time.words }
        let pounds = amounts.map(\.pounds).sorted()
        let middle = pounds[pounds.count / 2]
        if middle < hourPoundsMax { return PayText.Time.hour.words }
        if middle >= monthPoundsMin { return "pay for a month, or for the hours worked" }
        return "pay for a day, a week or a month"
    }
}
