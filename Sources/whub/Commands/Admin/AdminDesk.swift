import HubArguments
import HubClient
import HubCrypto
import HubSystem
import HubWire

/// A command's conversation with the hub about who may do what.
struct AdminDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// What admins call.
    let admin: AdminServiceClient
    /// What operators call.
    let operators: OperatorServiceClient
    /// What accounts for the data.
    let governance: GovernanceServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        admin = AdminServiceClient(channel)
        operators = OperatorServiceClient(channel)
        governance = GovernanceServiceClient(channel)
    }

    /// All principals of the caller's organisation.
    func principals() throws(CommandError) -> [Principal] {
        var request = ListPrincipalsRequest()
        var principals: [Principal] = []
        repeat {
            let page = try ask(admin.listPrincipals, request, reading)
            principals += page.principals
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return principals
    }

    /// All invitations that can still be used.
    func invitations() throws(CommandError) -> [Invitation] {
        var request = ListInvitationsRequest()
        var invitations: [Invitation] = []
        repeat {
            let page = try ask(admin.listInvitations, request, reading)
            invitations += page.invitations
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return invitations
    }

    /// The principal that a word of the command line names.
    ///
    /// By its id, or by a name that only one has. Those that are out for good do not make a name
    /// ambiguous.
    func principal(_ typed: String) throws(CommandError) -> Principal {
        let all = try principals()
        if let found = all.first(where: { $0.id.utf8.elementsEqual(typed.utf8) }) { return found }
        let named = all.filter { $0.name.lowercased() == typed.lowercased() }
        let open = named.filter { $0.state != .ended }
        let found = open.isEmpty ? named : open
        if found.count == 1 { return found[0] }
        guard !found.isEmpty else {
            throw .missing(
                "your organisation has no principal \(typed)",
                next: "see who there is: whub admin principals"
            )
        }
        let list = found.map { "\($0.id) (\(GrantWords.text($0.grants)))" }.joined(separator: ", ")
        throw invocation.usage("several are called \(typed); name one by its id: \(list)")
    }

    /// The principal that a word names, or one of another organisation that an operator invited.
    ///
    /// The hub lists no other organisation's people, and says itself whether an id is one of those:
    /// until a key is confirmed, they are as they enrolled, in their first version.
    func principalOrInvited(_ typed: String) throws(CommandError) -> Principal {
        do throws(CommandError) {
            return try principal(typed)
        } catch {
            guard error.exitCode == .notFound else { throw error }
            guard UniqueID(typed) != nil else {
                throw .missing(
                    "your organisation has no principal \(typed)",
                    next: "see who there is: whub admin principals; an operator names the admin of "
                        + "a council by the id that was printed with the invitation"
                )
            }
            return Principal(id: typed, name: typed, version: 1)
        }
    }

    /// Prints the answer of a change where JSON is wanted, and says what became of it.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - done: What was done, as a sentence without its full stop.
    ///   - next: The command to go on with; empty for none.
    /// - Throws: When nobody reads any more.
    func close(
        _ answer: some WireMessage,
        _ done: String,
        next: String = ""
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(done, nil, next: next)
    }

    /// `--reason`.
    static let reasonOption = OptionDeclaration(
        "reason",
        takes: .text("TEXT"),
        isRequired: true,
        help: "why, for the record"
    )
    /// `--key`.
    static let keyOption = PrioritiesDesk.keyOption
    /// A principal.
    static let principalWord = WordDeclaration(
        "PRINCIPAL",
        help: "an id, or a name that only one has: whub admin principals"
    )
}
