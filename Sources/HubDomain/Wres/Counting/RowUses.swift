/// How the rows of one extract are used, as they are counted.
struct RowUses {
    var tally = WresCounting.Tally()
    private var left: [WresCounting.LeftOut: Int] = [:]

    init(rows: Int) { tally.rows = rows }

    /// Adds what became of a row.
    mutating func add(_ verdict: ExtractCounter.Verdict, rows: Int = 1) {
        switch verdict {
        case .counted: tally.counted += rows
        case .objected: tally.objected += rows
        case .otherService: tally.otherService += rows
        case .leftOut(let why): left[why, default: 0] += rows
        case .repeated: tally.repeated += rows
        case .post: break
        }
    }

    /// The tally, with what was left out by why.
    func tally(_ table: ExtractTable, _ map: CountingMap) -> WresCounting.Tally {
        var tally = tally
        tally.left = WresCounting.LeftOut.allCases.compactMap { why in
            left[why].map { rows in
                let column = why.column(of: table.extract)
                let title = table.has(column) ? map.titles[column] ?? "" : ""
                return WresCounting.Left(reason: why, column: title, rows: rows)
            }
        }
        return tally
    }
}
