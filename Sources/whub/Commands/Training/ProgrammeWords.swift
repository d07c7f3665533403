import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// A command's conversation with the hub about programmes.
struct ProgrammeDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The calls.
    let hub: ProgrammeServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        hub = ProgrammeServiceClient(try invocation.channel())
    }

    /// Asks for every page of a list, as far as one answer goes.
    func list(_ asked: ListProgrammesRequest) throws(CommandError) -> ListProgrammesResponse {
        var request = asked
        var whole = ListProgrammesResponse()
        repeat {
            let page = try ask(hub.listProgrammes, request, reading)
            whole.day = page.day
            whole.programmes += page.programmes
            whole.withoutFirstDay += page.withoutFirstDay
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty && whole.programmes.count < ChaseRows.rowsMax
        whole.nextCursor = request.cursor
        return whole
    }
}

/// Words and options of commands about programmes.
enum ProgrammeWords {
    /// The kinds, as they are typed.
    static let kinds = DevelopmentKind.allCases.map(\.word)

    /// The kind of `--kind`; unspecified where it was not given.
    static func kind(_ invocation: Invocation) -> ProgrammeKind {
        let kind = invocation.line.value("kind").flatMap { DevelopmentKind(word: $0) }
        return ProgrammeKind(rawValue: Int32(kind?.rawValue ?? 0))
    }

    /// A kind as it is typed.
    static func word(_ kind: ProgrammeKind) -> String {
        DevelopmentKind(rawValue: Int(kind.rawValue))?.word ?? "kind \(kind.rawValue)"
    }

    /// How a programme stands, in a sentence.
    static func standing(_ one: Programme) -> String {
        if one.isRestricted { return "Restricted: nothing is worked out." }
        let found = findings(one)
        // What is found of one that has ended is no step to come.
        let joint = isOpen(one) ? "; " : ", but "
        return "\(word(one.kind)): \(state(one))\(found.isEmpty ? "" : joint + found)."
    }

    /// A programme's state in words.
    static func state(_ one: Programme) -> String {
        one.state.split(separator: "-").joined(separator: " ")
    }

    /// The state in a list, where an award with standards missing is no completed one.
    static func place(_ one: Programme) -> String {
        let isDoubtful = one.findings.contains {
            $0.word.utf8.elementsEqual("standards-missing".utf8)
        }
        return isDoubtful ? "awarded, standards missing" : state(one)
    }

    private static func isOpen(_ one: Programme) -> Bool {
        DevelopmentStanding.State(rawValue: one.state)?.isOpen ?? true
    }

    /// The day on which the next thing is due, or was; absent where nothing has a day.
    static func nextDue(_ one: Programme) -> String? { one.findings.lazy.compactMap(\.day).first }

    /// What is due or behind.
    static func findings(_ one: Programme) -> String {
        one.findings.map { found in
            let day = found.day.map { ", \(Wording.day($0))" } ?? ""
            return "\(found.isBehind ? "BEHIND: " : "")\(found.words)\(day)"
        }.joined(separator: "; ")
    }

    /// What an answer to a change says.
    static func tell(
        _ answer: SaveProgrammesResponse,
        _ invocation: Invocation
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        guard answer.saved != nil else {
            return invocation.console.say("Nothing to do: it is recorded already.")
        }
        invocation.sayKept("Recorded", answer.saved, next: "whub training programmes")
        if let programme = answer.programme {
            invocation.console.say(TerminalText.escaped(standing(programme)))
        }
        let told = answer.programme?.findings.map(\.word) ?? []
        for remark in answer.remarks where !told.contains(remark.word) {
            let words = "Look at this: \(remark.words) [\(remark.reason)]"
            invocation.console.say(TerminalText.escaped(words))
        }
    }
}
