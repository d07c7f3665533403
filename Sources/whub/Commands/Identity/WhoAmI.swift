import HubArguments
import HubClient
import HubCrypto
import HubText
import HubWire

extension Command {
    /// `whub whoami`.
    static let whoAmI = Command(
        CommandDeclaration(
            "whoami",
            summary: "who you are to the hub: tenant, roles, certificate",
            options: [
                OptionDeclaration(
                    "verbose",
                    letter: "v",
                    help: "ids, the records' revision and the head of the journal's chain as well"
                )
            ],
            examples: [
                .init("whub whoami", "before you ask for help"),
                .init("whub whoami --verbose", "for the hub's operator"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let wantsJSON = try invocation.wantsJSON()
        let options = try invocation.callOptions()
        let channel = try invocation.channel()
        let answer = try invocation.whoAmI(channel, options)
        let text =
            wantsJSON
            ? TerminalText.escaped(json: answer.jsonString(pretty: true)) + "\n"
            : Columns.text(rows(answer, isVerbose: invocation.line.has("verbose")))
        try invocation.console.write(text)
        for notice in answer.notices { invocation.console.warn(notice) }
        if !answer.keyConfirmed, !answer.keyFingerprint.isEmpty {
            invocation.console.say(TerminalText.escaped(KeyWords.waits(answer.keyFingerprint)))
        }
    }

    private static func rows(_ answer: WhoAmIResponse, isVerbose: Bool) -> [[String]] {
        let hubKind = answer.hubKind == .example ? " (example)" : ""
        var rows = [
            ["Hub", "\(answer.hubName)\(hubKind)"],
            ["Tenant", "\(answer.tenantName) (\(answer.tenantCode))"],
            ["You", answer.principalName],
            ["Roles", GrantWords.text(answer.grants)],
        ]
        if !answer.methods.isEmpty {
            rows.append(["Methods", answer.methods.joined(separator: " ")])
        }
        if let time = answer.certificateExpires {
            rows.append(["Certificate", "until \(Wording.time(time))"])
        }
        if let time = answer.renewableUntil {
            rows.append(["Comes back until", "\(Wording.time(time)), by renewing, if it lapses"])
        }
        if isVerbose { rows += details(answer) }
        return rows.map { [$0[0], TerminalText.escaped($0[1])] }
    }

    private static func details(_ answer: WhoAmIResponse) -> [[String]] {
        var rows = [
            ["Hub's id", answer.hubId], ["Tenant's id", answer.tenantId],
            ["Your id", answer.principalId],
            ["Revision", "\(answer.revision) (epoch \(answer.storeEpoch))"],
        ]
        if !answer.chainHead.isEmpty {
            rows.append(["Chain head", Hexadecimal.text(answer.chainHead.span)])
        }
        if let time = answer.serverTime { rows.append(["Hub's clock", TimeSpan.text(time)]) }
        return rows
    }
}

extension Invocation {
    /// Asks the hub who the caller is, and remembers the head that it tells.
    ///
    /// - Parameters:
    ///   - channel: The connection.
    ///   - options: What else to say.
    /// - Returns: The hub's answer.
    /// - Throws: What the hub or the way to it says.
    func whoAmI(
        _ channel: Channel,
        _ options: CallOptions
    ) throws(CommandError) -> WhoAmIResponse {
        let answer: WhoAmIResponse
        do throws(ClientError) {
            answer = try IdentityServiceClient(channel).whoAmI(WhoAmIRequest(), options)
        } catch {
            throw CommandError(error)
        }
        let store = try contexts()
        guard let name = try contextInUse(store) else { return answer }
        store.heads(of: name).remember(
            epoch: answer.storeEpoch,
            revision: answer.revision,
            chainHead: answer.chainHead
        )
        return answer
    }
}
