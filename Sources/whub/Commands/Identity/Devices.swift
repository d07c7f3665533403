import HubArguments
import HubClient
import HubCrypto
import HubLoop
import HubTLS
import HubText
import HubWire

extension Command {
    /// A person's own devices, in the order in which help lists them.
    static let devices: [Command] = [.certDevices, .certAddDevice, .certConfirm, .certRevoke]

    /// `whub cert devices`.
    private static let certDevices = Command(
        CommandDeclaration(
            "cert",
            "devices",
            summary: "the devices that you use the hub from, and their keys",
            options: [
                OptionDeclaration(
                    "all",
                    help: "keys that were replaced or revoked as well"
                )
            ],
            examples: [
                .init("whub cert devices", "is a device there that you do not know?"),
                .init("whub cert devices --all -o csv", "everything on record"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DeviceDesk(invocation)
        let keys = try desk.keys(all: invocation.line.has("all"))
        let listing = DeviceList.listing(keys)
        let answer = ListOwnKeysResponse(keys: keys)
        try invocation.print(answer, listing, lines: listing.entries)
        for key in keys where key.state == .pending && !key.isCurrent {
            invocation.console.say(
                "\(key.fingerprint) waits. If your other device shows the same: "
                    + "whub cert confirm \(key.fingerprint)"
            )
        }
    }

    /// `whub cert add-device`.
    private static let certAddDevice = Command(
        CommandDeclaration(
            "cert",
            "add-device",
            summary: "let another device of yours in, such as a second laptop",
            details: "Prints a code that can be used once, within the hour unless --valid says "
                + "otherwise. Type it on the other device. Its key opens nothing before you have "
                + "confirmed here the fingerprint that you see there.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "label",
                    takes: .text("TEXT"),
                    help: "what you call the device, at most 60 characters"
                ),
                OptionDeclaration(
                    "valid",
                    takes: .text("TIME"),
                    help: "how long the code can be used, such as 4h; 1h without it, at most 24h"
                ),
                AdminDesk.keyOption,
            ],
            examples: [
                .init("whub cert add-device --label \"second laptop\"", "then enrol there")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let hours = try InvitationWish.hours(invocation.line.value("valid"), max: 24, invocation)
        let desk = try DeviceDesk(invocation)
        let label = invocation.line.value("label") ?? ""
        let request = InviteDeviceRequest(label: label, validHours: hours)
        let answer = try desk.ask(desk.client.inviteDevice, request)
        try desk.hand(over: answer)
    }

    /// `whub cert confirm`.
    private static let certConfirm = Command(
        CommandDeclaration(
            "cert",
            "confirm",
            summary: "confirm the key of your other device, from this one",
            details: "Type the fingerprint that the other device shows. If it differs from what "
                + "the hub holds, somebody else used the code: end that key with "
                + "`whub cert revoke`.",
            effect: .writes,
            options: [AdminDesk.keyOption],
            words: [
                WordDeclaration(
                    "FINGERPRINT",
                    help: "XXXX-XXXX-XXXX-XXXX, as the other device shows it"
                )
            ],
            examples: [
                .init(
                    "whub cert confirm 4K7M-Q2RX-0B9C-TW5D",
                    "`whub cert` shows it on the other device"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let typed = invocation.line.word("FINGERPRINT") ?? ""
        guard let fingerprint = KeyFingerprint(typed) else {
            throw invocation.usage("a fingerprint has the form XXXX-XXXX-XXXX-XXXX")
        }
        let desk = try DeviceDesk(invocation)
        let request = ConfirmOwnKeyRequest(fingerprint: fingerprint.description)
        let answer = try desk.ask(
            desk.client.confirmOwnKey,
            request,
            at: .fingerprintDiffers,
            next: "read it once more from your other device. If it still differs, somebody else "
                + "used the code: whub cert devices, then whub cert revoke KEY"
        )
        let name = DeviceList.name(answer.key ?? PrincipalKey())
        try desk.close(answer, "The key of \(name) is confirmed: it opens the hub now")
    }

    /// `whub cert revoke`.
    private static let certRevoke = Command(
        CommandDeclaration(
            "cert",
            "revoke",
            summary: "end one of your devices, such as a laptop that is lost",
            details: "It is out before the command returns: connections that are open end. A "
                + "device comes back as a new one only. This device ends itself only while "
                + "another one of yours opens the hub.",
            effect: .writes,
            options: [AdminDesk.keyOption],
            words: [
                WordDeclaration("KEY", help: "its fingerprint or its id: whub cert devices")
            ],
            examples: [
                .init("whub cert revoke 4K7M-Q2RX-0B9C-TW5D", "the laptop was left on a train")
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try DeviceDesk(invocation)
        let typed = invocation.line.word("KEY") ?? ""
        let fingerprint = KeyFingerprint(typed)?.description ?? ""
        let key = try desk.keys(all: true).first { key in
            key.id.utf8.elementsEqual(typed.utf8)
                || key.fingerprint.utf8.elementsEqual(fingerprint.utf8)
        }
        guard let key else {
            throw .missing(
                "none of your devices has the key \(typed)",
                next: "see which you have: whub cert devices"
            )
        }
        let name = DeviceList.name(key)
        try invocation.confirm("End \(name) (\(key.fingerprint)) for good?")
        let answer = try desk.ask(desk.client.revokeOwnKey, RevokeOwnKeyRequest(id: key.id))
        try desk.close(answer, "\(DeviceList.title(key)) is out for good")
    }
}

/// A command's conversation with the hub about the user's own devices.
private struct DeviceDesk: HubDesk {
    let invocation: Invocation
    let client: IdentityServiceClient
    let options: CallOptions

    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        client = IdentityServiceClient(try invocation.channel())
    }

    /// The user's keys; those that open something, or wait to, unless all are wanted.
    func keys(all: Bool) throws(CommandError) -> [PrincipalKey] {
        let keys = try ask(client.listOwnKeys, ListOwnKeysRequest(), reading).keys
        return all ? keys : keys.filter { KeyWords.isOpen($0) }
    }

    /// Prints a code, the only time, and says how it is used.
    func hand(over answer: InviteDeviceResponse) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        if invocation.line.common.isDryRun {
            return invocation.sayKept("a code for another device of yours is printed", nil)
        }
        guard !answer.code.isEmpty else {
            throw .taken(
                "the code was made before, and is told once only",
                next: "ask for another one: whub cert add-device"
            )
        }
        let console = invocation.console
        if invocation.line.common.output != .json { try console.write("\(answer.code)\n") }
        let entry = try invocation.entry(try invocation.contexts())
        let end = answer.expires.map { ", until \(Wording.time($0))" } ?? ""
        console.say("It can be used once\(end), and is not shown again.")
        console.say("On the other device type this, and paste it: \(entry.enrolment)")
        console.say("Then confirm here what you see there: whub cert confirm FINGERPRINT")
    }

    func close(_ answer: some WireMessage, _ done: String) throws(CommandError) {
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(done, nil)
    }
}

/// Devices for people and for programs.
enum DeviceList {
    /// What a device is called.
    static func name(_ key: PrincipalKey) -> String {
        let name = key.label.isEmpty ? "the first device" : key.label
        return key.isCurrent ? "\(name) (this one)" : name
    }

    /// What a device is called at the head of a sentence.
    static func title(_ key: PrincipalKey) -> String {
        let name = name(key)
        return key.label.isEmpty ? name.prefix(1).uppercased() + name.dropFirst() : name
    }

    /// A row for each key.
    static func listing(_ keys: [PrincipalKey]) -> Listing {
        var listing = Listing(columns: [
            .init("device", "Device"), .init("fingerprint", "Fingerprint"),
            .init("state", "State"), .init("valid_until", "Valid until"), .init("id", "Id"),
            .init("issued", "Issued", isForPrograms: true),
            .init("confirmed", "Confirmed", isForPrograms: true),
        ])
        listing.rows = keys.map { key in
            [
                .text(name(key)), .text(key.fingerprint),
                .text(KeyWords.state(key.state), role(key.state)), .time(key.expires),
                .text(key.id), .time(key.issued), .time(key.confirmed),
            ]
        }
        return listing
    }

    private static func role(_ state: KeyState) -> TextRole? {
        switch state {
        case .active: .good
        case .pending: .warning
        default: .quiet
        }
    }
}

extension ContextStore.Entry {
    /// What somebody types elsewhere who has a code of this hub.
    var enrolment: String {
        let name = bundle.facts.serverName.description
        let isHost = name.utf8.elementsEqual(address.host.utf8)
        return "whub enrol \(address) - --context NAME"
            + (isHost ? "" : " --server-name \(name)")
    }
}
