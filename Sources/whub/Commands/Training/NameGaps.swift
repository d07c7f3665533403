import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// What a list of names leaves open: numbers that the hub does not know, those of them that are a
/// worker’s in another spelling, and workers of whom nobody has said the name.
struct NameGaps {
    /// The unknown numbers that are tried in other spellings.
    private static let triedMax = 200
    /// The spellings that are told one by one.
    private static let toldMax = 10

    private let unknown: Int
    private let tried: Int
    private let withoutName: Int
    private var spellings: [(typed: String, known: String)] = []

    /// Asks the hub what the list leaves open.
    ///
    /// - Parameters:
    ///   - unknown: The rows whose numbers the hub does not know.
    ///   - book: The names that were found.
    ///   - desk: The hub.
    /// - Throws: When the hub cannot be asked.
    init(
        _ unknown: [NamesBook.Entry],
        _ book: NamesBook,
        _ desk: TrainingDesk
    ) throws(CommandError) {
        self.unknown = unknown.count
        let rows = unknown.prefix(NameGaps.triedMax)
        tried = rows.count
        var asked: [(typed: String, spelling: String)] = []
        for row in rows {
            guard let number = try? StaffNumber.read(row.number) else { continue }
            for spelling in number.spellings where spelling.isSpelling(of: number) {
                asked.append((row.number, spelling.text))
            }
        }
        for start in stride(from: 0, to: asked.count, by: NameRows.perCall) {
            let part = asked[start..<min(start + NameRows.perCall, asked.count)]
            let request = FindTrainingWorkersRequest(staffNumbers: part.map(\.spelling))
            let answer = try desk.ask(desk.hub.findTrainingWorkers, request, desk.reading)
            for (one, worker) in zip(part, answer.workers) where !worker.isEmpty {
                if spellings.last.map({ $0.typed.utf8.elementsEqual(one.typed.utf8) }) ?? false {
                    continue
                }
                spellings.append((one.typed, one.spelling))
            }
        }
        let status = try desk.ask(
            desk.hub.getTrainingStatus,
            GetTrainingStatusRequest(),
            desk.reading
        )
        let named = book.entries.values.count { !$0.name.isEmpty }
        withoutName = max(0, Int(clamping: status.workers) - named)
    }

    /// Says it, where there is anything to say.
    func say(_ invocation: Invocation) {
        func say(_ line: String) { invocation.console.say(TerminalText.escaped(line)) }
        if unknown > 0 {
            say("\(Wording.count(unknown, "staff number")) without a worker on the hub.")
        }
        for one in spellings.prefix(NameGaps.toldMax) {
            say(
                "\(one.typed) fits only as \(one.known): write it so where they are one person; it "
                    + "got no name."
            )
        }
        let left = spellings.count - min(spellings.count, NameGaps.toldMax)
        if left > 0 { say("… and \(NumberText.grouped(left)) more that fit in another spelling.") }
        if unknown > tried {
            say(
                "The first \(NumberText.grouped(tried)) of them were tried in other spellings."
            )
        }
        if withoutName > 0 {
            let verb = withoutName == 1 ? "has" : "have"
            say("\(Wording.count(withoutName, "worker")) of the hub \(verb) no name here.")
        }
    }
}
