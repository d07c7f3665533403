import HubDomain

// Reads a table on each line, "a n1 c n0", and writes what is computed from it, for a comparison
// with other programs: Koopman's limits, Katz' limits, Fisher's p; "-" where there is none.

private func shown(_ value: Double?) -> String {
    value.map { $0.isFinite ? "\($0)" : "inf" } ?? "-"
}

while let line = readLine() {
    let numbers = line.split(separator: " ").compactMap { Int($0) }
    do {
        guard numbers.count == 4 else { throw DomainError(.wresCountForm, path: "", problem: line) }
        let table = RatioTable(
            minority: try EventCount(events: numbers[0], people: numbers[1]),
            white: try EventCount(events: numbers[2], people: numbers[3])
        )
        let reading = RatioReading(table, polarity: .adverseAbove)
        let koopman = reading.koopman.value
        let katz = reading.katz.value
        print(
            shown(reading.ratio.value),
            shown(koopman?.lower),
            shown(koopman?.upper),
            shown(katz?.lower),
            shown(katz?.upper),
            shown(reading.fisherP.value)
        )
    } catch {
        print("refused")
    }
}
