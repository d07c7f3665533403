import HubArguments
import HubClient
import HubCrypto
import HubText
import HubWire

extension Command {
    /// `whub admin revoke-device`.
    static let adminRevokeDevice = Command(
        CommandDeclaration(
            "admin",
            "revoke-device",
            summary: "end one device of somebody who has lost it; the person stays",
            details: "It is out before the command returns: connections that are open end. Roles, "
                + "history and other devices stay as they are. People end their own devices "
                + "themselves, with `whub cert revoke`, as long as they have another one.",
            effect: .writes,
            options: [AdminDesk.reasonOption],
            words: [
                AdminDesk.principalWord,
                WordDeclaration(
                    "KEY",
                    .optional,
                    help: "the fingerprint or the id of a key of the device: whub admin "
                        + "principals; not needed where there is one device"
                ),
            ],
            examples: [
                .init(
                    "whub admin revoke-device \"Workforce lead\" --reason \"Left on a train\"",
                    "the only device that they have"
                ),
                .init(
                    "whub admin revoke-device \"Workforce lead\" 4K7M-Q2RX-0B9C-TW5D "
                        + "--reason \"Stolen\"",
                    "one of several"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try AdminDesk(invocation)
        let reason = try desk.required("reason")
        let principal = try desk.principal(invocation.line.word("PRINCIPAL") ?? "")
        let key = try desk.key(invocation.line.word("KEY"), of: principal)
        let name = DeviceList.name(key)
        try invocation.confirm(
            "End \(name) of \(principal.name) (\(key.fingerprint)) for good?"
        )
        let request = RevokeDeviceRequest(
            principal: principal.id,
            key: key.id,
            reason: reason,
            baseVersion: principal.version
        )
        let answer = try desk.ask(desk.admin.revokeDevice, request)
        let isOut = answer.principal.map { !$0.keys.contains(where: KeyWords.isOpen) } ?? false
        try desk.close(
            answer,
            "\(DeviceList.title(key)) of \(principal.name) is out for good; \(principal.name) "
                + "stays as they are",
            next: isOut ? "whub admin add-device \(principal.id)" : ""
        )
    }

    /// `whub admin add-device`.
    static let adminAddDevice = Command(
        CommandDeclaration(
            "admin",
            "add-device",
            summary: "let a new device in of somebody who has none left; the person stays the same",
            details: "Prints a code that can be used once. Its key opens nothing before you have "
                + "had its fingerprint read out and confirmed it. Whoever still has a device that "
                + "opens the hub lets the next one in from there, with `whub cert add-device`: "
                + "where all are lost, end them first, with `whub admin revoke-device`.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "label",
                    takes: .text("TEXT"),
                    help: "what to call the device, at most 60 characters"
                ),
                OptionDeclaration(
                    "reason",
                    takes: .text("TEXT"),
                    help: "why, for the record"
                ),
                OptionDeclaration(
                    "valid",
                    takes: .text("TIME"),
                    help: "how long the code can be used, as 48h or 7d; 48h without it"
                ),
                AdminDesk.keyOption,
            ],
            words: [AdminDesk.principalWord],
            examples: [
                .init(
                    "whub admin add-device \"Workforce lead\" --label \"new laptop\"",
                    "then they enrol there"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let hours = try InvitationWish.hours(
            invocation.line.value("valid"),
            max: InvitationWish.hoursMax,
            invocation
        )
        let desk = try AdminDesk(invocation)
        let principal = try desk.principal(invocation.line.word("PRINCIPAL") ?? "")
        let request = AddDeviceRequest(
            principal: principal.id,
            label: invocation.line.value("label") ?? "",
            reason: invocation.line.value("reason") ?? "",
            validHours: hours
        )
        let answer = try desk.ask(desk.admin.addDevice, request)
        try desk.hand(over: answer, to: principal)
    }
}

extension AdminDesk {
    /// The key of a principal that a word names, by its id or its fingerprint; without a word the
    /// one that there is.
    fileprivate func key(
        _ typed: String?,
        of principal: Principal
    ) throws(CommandError) -> PrincipalKey {
        let open = principal.keys.filter { KeyWords.isOpen($0) }
        guard let typed else {
            if open.count == 1 { return open[0] }
            guard !open.isEmpty else {
                throw .missing(
                    "no device of \(principal.name) is in",
                    next: "let a new one in: whub admin add-device \(principal.id)"
                )
            }
            throw .usage(
                "\(principal.name) has several devices; name one by its fingerprint:",
                choices: KeyWords.list(open),
                of: invocation.line.command.name
            )
        }
        let fingerprint = KeyFingerprint(typed)?.description ?? ""
        let found = principal.keys.first { key in
            key.id.utf8.elementsEqual(typed.utf8)
                || key.fingerprint.utf8.elementsEqual(fingerprint.utf8)
        }
        guard let found else {
            throw .missing(
                "\(principal.name) has no device with the key \(typed)",
                next: "see which there are: whub admin principals"
            )
        }
        return found
    }

    /// Prints a code, the only time, and says how it is used.
    fileprivate func hand(
        over answer: AddDeviceResponse,
        to principal: Principal
    ) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        if invocation.line.common.isDryRun {
            let done = "a new device of \(principal.name) is let in, with a code that is printed"
            return invocation.sayKept(done, nil)
        }
        guard !answer.code.isEmpty else {
            throw .taken(
                "the code was made before, and is told once only",
                next: "take it back (whub admin invitations, whub admin withdraw ID), then ask for "
                    + "another one"
            )
        }
        let console = invocation.console
        if invocation.line.common.output != .json { try console.write("\(answer.code)\n") }
        let entry = try invocation.entry(try invocation.contexts())
        let end = answer.expires.map { ", until \(Wording.time($0))" } ?? ""
        console.say(
            TerminalText.escaped(
                "Hand this code to \(principal.name) so that nobody else reads it. It can be used "
                    + "once\(end), and is not shown again."
            )
        )
        console.say("They type this, and paste the code: \(entry.enrolment)")
        console.say(
            "Then they read a fingerprint to you: "
                + "whub admin confirm \(principal.id) --fingerprint FINGERPRINT"
        )
    }
}
