import HubDomain
import HubText

// Reads assumptions as CSV, runs the simulation and writes the spread of each quantity and year,
// for a comparison with another program: projection-testee SEED RUNS < assumptions.csv.

var bytes: [UInt8] = []
while let line = readLine(strippingNewline: false) { bytes += Array(line.utf8) }
let reading = AssumptionReading(file: bytes)
let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
if let assumptions = reading.assumptions, numbers.count == 2, let runs = Int(exactly: numbers[1]) {
    do {
        let simulation = try Simulation(assumptions, runs: runs, seed: numbers[0])
        let projection = Projection(assumptions)
        for quantity in ProjectionQuantity.allCases {
            let middle = projection.path(quantity)
            for (index, spread) in simulation.path(quantity).enumerated() {
                print(
                    quantity.name,
                    simulation.years[index],
                    middle[index],
                    spread.p10,
                    spread.p50,
                    spread.p90
                )
            }
        }
    } catch {
        print("refused \(error)")
    }
} else {
    for finding in reading.findings { print("refused \(finding.sentence)") }
}
