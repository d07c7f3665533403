import HubArguments
import HubService
import HubSystem
import HubWire

/// `whubd authority`: what the hub's certificates come from.
enum AuthorityCommand {
    private static let fileBytesMax = 64 * 1_024

    static let command = Command(
        CommandDeclaration(
            "authority",
            summary: "show the hub's own authority, renew it, or keep its root's key elsewhere",
            details: "show tells what there is and until when. renew makes the intermediates and "
                + "the server's certificate anew; the hub does so by itself, 60 days before they "
                + "end, while the root's key is in the data directory. take-root-key moves that "
                + "key to a file of your own, to be kept offline. use-certificate shows a "
                + "certificate from elsewhere, on P-256, which the hub never writes over: do it "
                + "before anybody is invited, since devices trust the root that they were shown.",
            options: [
                Command.dataOption,
                OptionDeclaration(
                    "root-key",
                    takes: .file("FILE"),
                    help: "renew: the root's key, where it is kept elsewhere"
                ),
                OptionDeclaration(
                    "out",
                    takes: .file("FILE"),
                    help: "take-root-key: where to put it; a file that is not there yet"
                ),
                OptionDeclaration(
                    "chain",
                    takes: .file("FILE"),
                    help: "use-certificate: the certificate and those above it, PEM"
                ),
                OptionDeclaration(
                    "key",
                    takes: .file("FILE"),
                    help: "use-certificate: its key, PEM"
                ),
                OptionDeclaration(
                    "root",
                    takes: .file("FILE"),
                    help: "use-certificate: the root, PEM, unless it is the last of the chain"
                ),
            ],
            words: [
                WordDeclaration(
                    "ACTION",
                    help: "show, renew, take-root-key or use-certificate"
                )
            ],
            examples: [
                .init("whubd authority show --data hub", "what ends when?"),
                .init(
                    "whubd authority take-root-key --data hub --out root.key",
                    "to keep the root's key offline"
                ),
            ]
        )
    ) { line in
        let data = try line.required("data")
        switch line.word("ACTION") ?? "" {
        case "show": try run(.show, data: data)
        case "renew": try run(.renew, data: data) { $0.rootKeyPem = try file("root-key", line) }
        case "take-root-key": try takeRootKey(data: data, to: try line.required("out"))
        case "use-certificate":
            for option in ["chain", "key"] where !line.has(option) {
                throw CommandLineError("use-certificate needs --\(option) FILE", line.command)
            }
            try run(.useCertificate, data: data) { request in
                request.chainPem = try file("chain", line)
                request.keyPem = try file("key", line)
                request.rootPem = try file("root", line)
            }
        default:
            throw CommandLineError(
                "`authority` takes show, renew, take-root-key or use-certificate",
                line.command
            )
        }
    }

    private static func run(
        _ action: LocalAuthorityAction,
        data: String,
        _ fill: (inout LocalAuthorityRequest) throws -> Void = { _ in }
    ) throws {
        var request = LocalAuthorityRequest()
        request.action = action
        try fill(&request)
        guard case .authority(let told)? = try LocalHub.run(.authority(request), data: data) else {
            throw HubError("the hub gave another answer than was asked for")
        }
        for line in told.lines { print(line) }
    }

    /// The bytes of a file that an option names; none where it was not given.
    private static func file(_ option: String, _ line: ParsedCommand) throws -> [UInt8] {
        guard let path = line.value(option) else { return [] }
        do throws(SystemError) {
            return try LocalFile.read(path, bytesMax: fileBytesMax)
        } catch {
            guard error.isMissing else { throw error }
            throw HubError("there is no file \(path)", .missing)
        }
    }

    /// Moves the root's key: what was written is read again before the first copy goes.
    private static func takeRootKey(data: String, to out: String) throws {
        guard try Hub.isThere(data) else { throw HubError.noHub(data) }
        let path = "\(data)/authority/root.key"
        guard try LocalFile.facts(path) != nil else {
            throw HubError("\(path) is not there: the root's key was taken before", .missing)
        }
        guard try LocalFile.facts(out) == nil else {
            throw HubError("\(out) is there already; choose another file", .taken)
        }
        let key = try LocalFile.read(path, bytesMax: fileBytesMax)
        try LocalFile.create(out, with: key.span)
        guard try LocalFile.read(out, bytesMax: fileBytesMax) == key else {
            throw HubError("\(out) does not hold what was written to it")
        }
        try LocalFile.remove(path)
        print("The root's key is in \(out), and nowhere else: keep it offline.")
        print("Needed again within a year: whubd authority renew --data \(data) --root-key FILE")
    }
}
