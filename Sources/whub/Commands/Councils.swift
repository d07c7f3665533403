import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub councils`.
    static let councils = Command(
        CommandDeclaration(
            "councils",
            summary: "the councils and other tenants of this hub's region",
            examples: [.init("whub councils -o csv > councils.csv", "for a spreadsheet")]
        )
    ) { (invocation) throws(CommandError) in
        let options = try invocation.callOptions()
        let register = RegisterServiceClient(try invocation.channel())
        let answer: ListCouncilsResponse
        do throws(ClientError) {
            answer = try register.listCouncils(ListCouncilsRequest(), options)
        } catch {
            throw CommandError(error)
        }
        try invocation.print(answer, CouncilList.listing(answer)) { style in
            CouncilList.lines(answer, style)
        }
    }
}

/// The register for people.
enum CouncilList {
    /// A row for each tenant.
    static func listing(_ answer: ListCouncilsResponse) -> Listing {
        var listing = Listing(columns: [
            .init("code", "Code"), .init("name", "Name"), .init("kind", "Kind"),
            .init("type", "Type"), .init("example", "Invented"),
        ])
        listing.rows = answer.entries.map { entry in
            [
                .text(entry.code), .text(entry.name),
                .text(Wording.name(entry.kind, without: "TENANT_KIND_")),
                .text(entry.councilType.split(separator: "_").joined(separator: " ")),
                entry.isExample ? .text("invented", .warning) : "",
            ]
        }
        return listing
    }

    /// The table, and how many there are.
    static func lines(_ answer: ListCouncilsResponse, _ style: TerminalStyle) -> [String] {
        let councils = answer.entries.filter { $0.kind == .council && !$0.isExample }
        let invented = answer.entries.count { $0.isExample }
        var sentence = "\(answer.regionName) (\(answer.regionCode)): "
        sentence += Wording.count(councils.count, "council")
        if invented > 0 { sentence += ", and \(invented) invented for practice" }
        return [TerminalText.escaped(sentence + "."), ""] + listing(answer).lines(style)
    }
}
