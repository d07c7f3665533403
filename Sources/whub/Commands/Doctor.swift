import HubArguments
import HubClient
import HubLoop
import HubSystem
import HubTLS
import HubText
import HubWire

extension Command {
    /// `whub doctor`.
    static let doctor = Command(
        CommandDeclaration(
            "doctor",
            summary: "go the way to the hub step by step, and say where it ends",
            details: "Each step is ok or failed, and what comes after a failed one is not tried. "
                + "The exit code is 0 when all is well, 7 when the hub cannot be reached, 4 when "
                + "it does not let you in.",
            examples: [
                .init("whub doctor", "when a command cannot reach the hub"),
                .init("whub doctor -o json > doctor.json", "to send to whoever helps you"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        var doctor = Doctor(invocation)
        var failure: CommandError?
        do throws(CommandError) { try doctor.examine() } catch { failure = error }
        switch invocation.line.common.output {
        case .table: try invocation.print(lines: doctor.listing.lines(invocation.style))
        case .csv: try invocation.console.write(bytes: doctor.listing.csv)
        case .json: try invocation.console.write(doctor.listing.json + "\n")
        }
        if let failure { throw failure }
    }
}

/// The way to a hub, step by step.
private struct Doctor {
    private let invocation: Invocation
    private let clock = HubClock.system
    private var rows: [[Listing.Value]] = []

    /// More than this between two clocks is worth a word.
    private static let skewSecondsMax: Int64 = 120

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// A row for each step.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("step", "Step"), .init("result", "Result"), .init("found", "Found"),
        ])
        listing.rows = rows
        return listing
    }

    /// Takes the steps in order.
    ///
    /// - Throws: What ended the way; the steps so far are in `listing`.
    mutating func examine() throws(CommandError) {
        let entry = try context()
        try certificate(entry.bundle.certificate)
        let timeout = try invocation.callOptions().timeoutMilliseconds
        let limit = timeout ?? CallOptions.timeoutMillisecondsDefault
        let deadline = clock.moment.advanced(milliseconds: limit)
        try way(entry, deadline)
        try tls(entry, deadline)
        try identity(Channel(entry.target), deadline)
    }

    private mutating func context() throws(CommandError) -> ContextStore.Entry {
        let name = try invocation.line.common.context.map { (text) throws(CommandError) in
            try invocation.contextName(text)
        }
        let store = try invocation.contexts()
        do throws(ContextError) {
            let entry = try store.load(name)
            let tenant = entry.bundle.facts.tenantCode
            pass("Context", "\(entry.name), for \(tenant); certificate and key belong together")
            return entry
        } catch {
            throw fail("Context", error.message, CommandError(error))
        }
    }

    private mutating func certificate(_ facts: CertificateFacts) throws(CommandError) {
        let now = clock.instant.microseconds / 1_000_000
        pass("This clock", Wording.time(Timestamp(seconds: now)))
        let begin = Wording.time(Timestamp(seconds: facts.notBeforeSeconds))
        let end = Wording.time(Timestamp(seconds: facts.notAfterSeconds))
        guard now >= facts.notBeforeSeconds else {
            let found = "not valid before \(begin)"
            throw fail(
                "Certificate",
                found,
                .refused("your certificate is \(found)", next: "correct this computer's clock")
            )
        }
        guard now <= facts.notAfterSeconds else {
            let found = "ended on \(end)"
            let next = "renew it: whub cert renew; where that is refused, ask for an invitation"
            throw fail("Certificate", found, .refused("your certificate \(found)", next: next))
        }
        pass("Certificate", "valid until \(end)")
    }

    private mutating func way(
        _ entry: ContextStore.Entry,
        _ deadline: Moment
    ) throws(CommandError) {
        var step = "Name"
        do throws(LoopError) {
            let addresses = try Dialler.resolve(entry.address)
            let list = addresses.map { "\($0)" }.joined(separator: ", ")
            pass(step, "\(entry.address.host) is at \(list)")
            step = "Connection"
            let connected = try Dialler.connect(to: entry.address, until: deadline, clock: clock)
            pass(step, "\(connected.peer) answers")
        } catch {
            throw fail(
                step,
                error.message,
                CommandError(ClientError(.cannotReachTheHub, error.message))
            )
        }
    }

    private mutating func tls(
        _ entry: ContextStore.Entry,
        _ deadline: Moment
    ) throws(CommandError) {
        do throws(ClientError) {
            _ = try Line.open(to: entry.target, until: deadline, clock: clock)
            pass("TLS", "the hub's certificate is of the hub's own authority; whub/1 is spoken")
        } catch {
            throw fail("TLS", error.message, CommandError(error))
        }
    }

    private mutating func identity(
        _ channel: Channel,
        _ deadline: Moment
    ) throws(CommandError) {
        let answer: WhoAmIResponse
        var step = "Hub"
        do throws(ClientError) {
            let hello = try channel.connect(until: deadline)
            pass(step, "\(hello.hubName) greets you")
            step = "You"
            answer = try IdentityServiceClient(channel).whoAmI()
        } catch {
            throw fail(step, error.message, CommandError(error))
        }
        pass("You", "\(answer.principalName) of \(answer.tenantName) (\(answer.tenantCode))")
        if let time = answer.serverTime {
            let skew = clock.instant.microseconds / 1_000_000 - time.seconds
            let isFar = skew.magnitude > Self.skewSecondsMax.magnitude
            let words = isFar ? "; this computer's clock is \(skew) seconds ahead of it" : ""
            pass("Hub's clock", Wording.time(time) + words)
        }
        guard !answer.keyConfirmed, !answer.keyFingerprint.isEmpty else { return }
        throw fail("Key", "waits to be confirmed", .keyWaits(answer.keyFingerprint))
    }

    private mutating func pass(_ step: String, _ found: String) {
        rows.append([.text(step), .text("ok", .good), .text(found)])
    }

    private mutating func fail(
        _ step: String,
        _ found: String,
        _ error: CommandError
    ) -> CommandError {
        rows.append([.text(step), .text("failed", .bad), .text(found)])
        return error
    }
}
