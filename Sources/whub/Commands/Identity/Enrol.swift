import HubArguments
import HubClient
import HubCrypto
import HubLoop
import HubSystem
import HubTLS
import HubText
import HubWire

extension Command {
    /// `whub enrol`.
    static let enrol = Command(
        CommandDeclaration(
            "enrol",
            summary: "join a hub with the invitation that you were given",
            details: "Makes a key that never leaves this computer, has it certified, and keeps it "
                + "as the context that --context names. With - the invitation is read from "
                + "standard input, so that it does not stay in your shell's history.\n\n"
                + "If the answer is lost on the way, type the same command again: the same "
                + "invitation with the same key is answered alike for 15 minutes.",
            options: [
                OptionDeclaration(
                    "server-name",
                    takes: .text("NAME"),
                    help: "what the hub's certificate is for, where it is not HOST"
                )
            ],
            words: [
                WordDeclaration("HOST:PORT", help: "where the hub listens"),
                WordDeclaration("CODE", help: "the invitation, WH1-…; - to be asked for it"),
            ],
            examples: [
                .init(
                    "whub enrol hub.example.org:7443 - --context work",
                    "paste the invitation, then press Enter"
                ),
                .init(
                    "whub enrol 127.0.0.1:7443 - --context work --server-name localhost",
                    "a hub on this machine"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try EnrolmentDesk(invocation)
        let entry = try desk.enrol()
        try desk.report(entry)
    }
}

/// One enrolment: what was typed, and what came of it.
private struct EnrolmentDesk {
    private let invocation: Invocation
    private let name: ContextName
    private let address: HostPort
    private let serverName: ServerName
    private let code: InvitationCode
    private let options: CallOptions

    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        guard let typed = invocation.line.common.context else {
            throw invocation.usage("--context is missing: say what you want to call this hub")
        }
        name = try invocation.contextName(typed)
        let place = invocation.line.word("HOST:PORT") ?? ""
        guard let address = HostPort.parse(place, defaultPort: hubPort), !address.host.isEmpty
        else { throw invocation.usage("the hub's address has the form HOST:PORT") }
        self.address = address
        let wanted = invocation.line.value("server-name") ?? address.host
        guard let serverName = ServerName(wanted) else {
            throw invocation.usage("--server-name takes a host's name or an address")
        }
        self.serverName = serverName
        options = try invocation.callOptions()
        code = try Self.code(invocation)
    }

    private static func code(_ invocation: Invocation) throws(CommandError) -> InvitationCode {
        var text = invocation.line.word("CODE") ?? ""
        if text.utf8.elementsEqual("-".utf8) { text = try asked(invocation) }
        guard let code = InvitationCode(text) else {
            throw CommandError(ClientError(.invitationNotReadable))
        }
        return code
    }

    private static func asked(_ invocation: Invocation) throws(CommandError) -> String {
        do throws(SystemError) {
            if StandardStream.input.isTerminal {
                try StandardStream.error.write("Invitation: ")
            }
            let line = try StandardStream.input.readLine(bytesMax: InvitationCode.textBytesMax)
            return String(decoding: line ?? [], as: UTF8.self)
        } catch {
            throw .local("the invitation cannot be read: \(error)")
        }
    }

    /// What came of it: the hub's answer and the context that was made.
    struct Entry {
        let response: EnrolResponse
        let stored: ContextStore.Entry
    }

    func enrol() throws(CommandError) -> Entry {
        let store = try invocation.contexts()
        let draft: ContextDraft
        do throws(ContextError) {
            draft = try store.draft(name, invitation: code.id)
        } catch {
            throw CommandError(error)
        }
        let answer = try answer(draft, store)
        do throws(ContextError) {
            let facts = try ContextFacts(
                hubID: answer.response.hubId,
                tenantCode: answer.response.tenantCode,
                serverName: serverName,
                address: address
            )
            let stored = try store.keep(
                draft,
                chain: answer.chain,
                authority: answer.authority,
                facts: facts
            )
            return Entry(response: answer.response, stored: stored)
        } catch {
            throw CommandError(error)
        }
    }

    /// What the hub gives for the invitation.
    private func answer(
        _ draft: ContextDraft,
        _ store: ContextStore
    ) throws(CommandError) -> Enroller.Answer {
        let key = try key(draft)
        do throws(ClientError) {
            let enroller = Enroller(code, at: address, serverName: serverName)
            return try enroller.enrol(key, options)
        } catch {
            if isFinal(error) { try? store.drop(draft) }
            throw refusal(error)
        }
    }

    private func key(_ draft: ContextDraft) throws(CommandError) -> PrivateKey {
        do throws(ContextError) { return try draft.key() } catch { throw CommandError(error) }
    }

    /// Whether the same invitation with the same key can come to nothing any more.
    private func isFinal(_ error: ClientError) -> Bool {
        error.status != nil && error.retry == .never
    }

    private func refusal(_ error: ClientError) -> CommandError {
        switch error.reason {
        case .notThePinnedAuthority?:
            return CommandError(
                error,
                message: "\(address) does not prove to be the hub that the invitation is from. "
                    + error.message,
                next: "compare HOST:PORT with what you were given; on an office network, ask your "
                    + "IT department to let this program through without opening its TLS"
            )
        case .anotherName?:
            return CommandError(
                error,
                next: "ask whoever invited you for the hub's name, then add: --server-name NAME"
            )
        case .cannotReachTheHub?:
            return CommandError(
                error,
                next: "compare \(address) with what you were given; if it is right, ask your IT "
                    + "department whether this computer may reach it. Then type the same command "
                    + "again: your key is kept, and the invitation too"
            )
        case .noLiveInvitation?:
            return CommandError(
                error,
                message: "the hub knows no such invitation: it was used, withdrawn or has run out",
                next: "ask whoever invited you for another one; one that was used by somebody "
                    + "else has to be looked into"
            )
        default:
            guard error.retry == .outcomeUnknown || error.retry == .afterPause else {
                return CommandError(error)
            }
            return CommandError(
                error,
                next: "type the same command again: your key was kept, and for 15 minutes the "
                    + "same invitation is answered alike"
            )
        }
    }

    /// Shows who the user now is, and what is to be done.
    func report(_ entry: Entry) throws(CommandError) {
        let response = entry.response
        let roles = roles(entry)
        if invocation.line.common.output == .json {
            var shown = response
            shown.chain = []
            try invocation.printJSON(shown)
        } else {
            var rows = [
                ["Context", "\(entry.stored.name)"], ["Hub", response.hubName],
                ["Organisation", "\(response.tenantName) (\(response.tenantCode))"],
            ]
            if let roles { rows.append(["Roles", roles]) }
            rows.append(["Fingerprint", response.fingerprint])
            if let time = response.expires {
                rows.append(["Certificate", "until \(Wording.time(time)), renewed by itself"])
            }
            try invocation.console.write(
                Columns.text(rows.map { [$0[0], TerminalText.escaped($0[1])] })
            )
        }
        if response.mustBeConfirmed {
            invocation.console.warn(TerminalText.escaped(KeyWords.waits(response.fingerprint)))
        }
        let last = response.mustBeConfirmed ? "once it is confirmed: whub whoami" : "whub whoami"
        invocation.console.say("Next: \(last)")
    }

    /// The roles as the hub tells them with the new certificate; `nil` where it does not answer,
    /// which takes nothing from the enrolment.
    private func roles(_ entry: Entry) -> String? {
        do throws(ClientError) {
            let channel = Channel(entry.stored.target)
            invocation.sayPauses(of: channel)
            let answer = try IdentityServiceClient(channel).whoAmI(WhoAmIRequest(), options)
            return GrantWords.text(answer.grants)
        } catch {
            invocation.console.warn(
                TerminalText.escaped("Enrolled, but the hub did not say who you are: \(error)")
            )
            return nil
        }
    }
}
