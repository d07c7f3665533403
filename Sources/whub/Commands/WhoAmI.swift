import HubClient
import HubCrypto
import HubWire

extension Command {
    /// `whub whoami`.
    static let whoAmI = Command(
        name: "whoami",
        usage: "",
        summary: "who you are to the hub: tenant, roles, certificate"
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
        return .done
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
            ["Roles", answer.grants.map(words).joined(separator: ", ")],
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

    private static func words(_ grant: Grant) -> String {
        "\(short(grant.role.description, "ROLE_")) (\(short(grant.family.description, "FAMILY_")))"
    }

    /// `ROLE_REGION_LEAD` → `region lead`.
    static func short(_ name: String, _ prefix: String) -> String {
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return bare.lowercased().split(separator: "_").joined(separator: " ")
    }
}
