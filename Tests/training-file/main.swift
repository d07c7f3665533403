import HubTestKit

// Writes a council's training file to standard output, the same for the same words:
//
//     training-file ROWS SEED [FLAW-EVERY] [semicolon|comma] > council.csv
//
// One row in FLAW-EVERY is broken in one of the ways of `TrainingFileMaker.Flaw`; 0, or nothing,
// breaks none. 100, 50,000 and 1,000,000 rows are the sizes that tests and readings use.

let words = CommandLine.arguments.dropFirst()
let numbers = words.filter { $0 != "semicolon" && $0 != "comma" }.map { Int($0) }
if let rows = numbers.first ?? nil, rows > 0, numbers.allSatisfy({ ($0 ?? -1) >= 0 }) {
    var maker = TrainingFileMaker(
        rows: rows,
        seed: UInt64((numbers.count > 1 ? numbers[1] : nil) ?? 1),
        flawEvery: (numbers.count > 2 ? numbers[2] : nil) ?? 0,
        delimiter: words.contains("semicolon") ? 0x3B : 0x2C
    )
    print(String(decoding: maker.header, as: UTF8.self), terminator: "")
    while maker.rowsLeft > 0 {
        print(String(decoding: maker.next(1_000), as: UTF8.self), terminator: "")
    }
} else {
    print("training-file ROWS SEED [FLAW-EVERY] [semicolon|comma] > council.csv")
}
