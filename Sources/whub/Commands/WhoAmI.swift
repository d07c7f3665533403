import HubArguments
import HubClient
import HubCrypto
import HubWire

extension Command {
    /// `whub whoami`.
    static let whoAmI = Command(
        CommandDeclaration("whoami", summary: "who you are to the hub: tenant, roles, certificate")
    ) { (invocation) throws(CommandError) in
        let wantsJSON = try invocation.wantsJSON()
        let options = try invocation.callOptions()
        let channel = try invocation.channel()
        let answer: WhoAmIResponse
        do throws(ClientError) {
            answer = try IdentityServiceClient(channel).whoAmI(WhoAmIRequest(), options)
        } catch {
            throw CommandError(error)
        }
        let text =
            wantsJSON
            ? TerminalText.plain(json: answer.jsonString(pretty: true)) + "\n"
            : Columns.text(rows(answer))
        try invocation.console.write(text)
    }

    private static func rows(_ answer: WhoAmIResponse) -> [[String]] {
        let hubKind = answer.hubKind == .example ? " (example)" : ""
        var rows = [
            ["Hub", "\(answer.hubName)\(hubKind)"],
            ["Hub's id", answer.hubId],
            ["Tenant", "\(answer.tenantName) (\(answer.tenantCode))"],
            ["Tenant's id", answer.tenantId],
            ["You", answer.principalName],
            ["Your id", answer.principalId],
            ["Roles", answer.grants.map(role).joined(separator: ", ")],
            ["Revision", "\(answer.revision) (epoch \(answer.storeEpoch))"],
        ]
        if !answer.chainHead.isEmpty {
            rows.append(["Chain head", Hexadecimal.text(answer.chainHead.span)])
        }
        if let time = answer.certificateExpires {
            rows.append(["Certificate", "until \(TimeSpan.text(time))"])
        }
        return rows.map { [$0[0], TerminalText.plain($0[1])] }
    }

    private static func role(_ grant: Grant) -> String {
        "\(words("\(grant.role)", "ROLE_")) (\(words("\(grant.family)", "FAMILY_")))"
    }
}
