import HubText

// Which pay band a cell of pay says.
extension ExtractCells {
    /// What would be right in a column of pay.
    private static let yearWords =
        "pounds for a whole-time year, such as 24000, or a band or grade "
        + "that the map names in a row “band”"

    /// The pay band of a cell: a band of the council that the map names, or pounds a year.
    ///
    /// What can be no whole-time year's pay is never put into the lowest band: which band somebody
    /// stands in who is paid £42.50 an hour depends on the hours, which are not here.
    func band(_ word: String) throws(DomainError) -> BandCode {
        if let band = map.bands[CSVColumn.folded(word)] { return band }
        guard !word.isEmpty else {
            throw missing(
                .wresRowPay,
                word,
                "the pay is missing, and missing is not the lowest band",
                Self.yearWords
            )
        }
        guard let pay = PayText(word), let band = cycle.band(pounds: pay.pounds) else {
            throw missing(
                .wresRowPay,
                word,
                "is neither yearly pay nor a band in the map",
                Self.yearWords
            )
        }
        if pay.isNoYear { throw noYear(pay, word) }
        guard !pay.isInThousands else {
            throw DomainError(
                .wresRowPay,
                path: "",
                found: word,
                problem: "is rounded to thousands, which may be another band than the pay itself",
                expected: "the pounds in full",
                suggestion: RatioWords.fixed(pay.pounds, places: 0)
            )
        }
        return band.code
    }

    private func noYear(_ pay: PayText, _ word: String) -> DomainError {
        let problem: String
        if pay.pounds == 0 {
            problem = "is no pay, and nobody’s band: zero is not the lowest one"
        } else if let time = pay.time, time != .year {
            problem = "is \(time.words), and a band is of a whole-time year"
        } else {
            problem =
                "is less than any whole-time year is paid, and may be of an hour, a month or "
                + "the hours worked"
        }
        return missing(.wresRowYear, word, problem, Self.yearWords)
    }
}
