import HubArguments
import HubClient
import HubCrypto
import HubSystem
import HubTLS
import HubWire

extension Command {
    /// `whub cert`.
    static let cert = Command(
        CommandDeclaration(
            "cert",
            summary: "your certificate: until when it holds, what it can do, and what is due",
            details: "A certificate is renewed by itself, by any command, once two thirds of its "
                + "life are over. One that lapsed can still be renewed within 400 days of the day "
                + "when you were enrolled, or your access was last confirmed at a review.",
            examples: [
                .init("whub cert", "both clocks, and the fingerprint to read out"),
                .init("whub cert renew", "renew it now"),
                .init("whub cert devices", "all your devices"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        try invocation.printCertificate()
    }

    /// `whub cert renew`.
    static let certRenew = Command(
        CommandDeclaration(
            "cert",
            "renew",
            summary: "renew your certificate now, with a new key",
            details: "The hub takes the old certificate no more once the new one was used, which "
                + "this command does.",
            examples: [.init("whub cert renew", "before a long absence")]
        )
    ) { (invocation) throws(CommandError) in
        let store = try invocation.contexts()
        let entry = try invocation.entry(store)
        let renewer = Renewer(store, timeoutMilliseconds: try invocation.timeoutMilliseconds())
        let renewed: ContextStore.Entry
        do throws(Renewer.Failure) {
            renewed = try renewer.renew(entry)
        } catch {
            throw RenewalWords.error(error)
        }
        if invocation.line.common.output != .table {
            try invocation.printCertificate()
        }
        let end = Timestamp(seconds: renewed.bundle.certificate.notAfterSeconds)
        invocation.console.say("The certificate is renewed, until \(Wording.time(end)).")
    }
}

extension Invocation {
    /// Prints the context's certificate, and what the hub says of it, in the form that `-o` asks
    /// for.
    fileprivate func printCertificate() throws(CommandError) {
        var identity: WhoAmIResponse?
        var refusal: CommandError?
        var answered: Reason?
        do throws(CommandError) {
            identity = try whoAmI(try channel(), try callOptions())
        } catch {
            // What lies on this computer is shown whatever the hub says.
            if error.refusedKey == nil { console.complain(error.text) } else { refusal = error }
            answered = error.answered
        }
        let page = CertificatePage(
            try entry(try contexts()),
            identity,
            refusal?.refusedKey,
            answered: answered
        )
        switch line.common.output {
        case .table: try console.write(page.text)
        case .csv: try console.write(bytes: page.listing.csv)
        case .json: try console.write(page.listing.json + "\n")
        }
        if let refusal { throw refusal }
    }
}

/// A certificate for people and for programs.
struct CertificatePage {
    private let entry: ContextStore.Entry
    private let identity: WhoAmIResponse?
    private let refusal: Reason?
    private let answered: Reason?
    private let now: Int64

    /// The certificate of a context.
    ///
    /// - Parameters:
    ///   - entry: The context.
    ///   - identity: What its hub says; `nil` when it could not be asked.
    ///   - refusal: Why its hub does not take the certificate; `nil` where it does, or was not
    ///     asked.
    ///   - answered: What its hub answered in place of that; `nil` where it said nothing.
    ///   - now: Seconds since 1970.
    init(
        _ entry: ContextStore.Entry,
        _ identity: WhoAmIResponse?,
        _ refusal: Reason? = nil,
        answered: Reason? = nil,
        now: Int64 = HubClock.system.instant.microseconds / 1_000_000
    ) {
        self.entry = entry
        self.identity = identity
        self.refusal = refusal
        self.answered = answered
        self.now = now
    }

    private var facts: CertificateFacts { entry.bundle.certificate }

    private var fingerprint: String {
        KeyFingerprint(publicKeyDigest: facts.publicKeyDigest).description
    }

    /// What should be done, and by when.
    var due: String {
        if let refusal { return refusal.next }
        if now < facts.notBeforeSeconds { return "correct this computer's clock" }
        if let identity, !identity.keyConfirmed {
            return "read the fingerprint to whoever invited you, who confirms it; that of a second "
                + "device of your own confirm on the first"
        }
        if now >= facts.notAfterSeconds {
            return "it has lapsed; renew it: whub cert renew"
        }
        if now >= RenewalTime.due(facts) { return "renew it: whub cert renew" }
        guard identity != nil else {
            return answered?.next
                ?? "nothing by its dates; whether the hub takes it is not known"
        }
        return "nothing; it is renewed by itself"
    }

    private var state: String {
        if let refusal { return "refused by the hub: \(refusal.title) [\(refusal.code)]" }
        guard let identity else {
            return answered.map { "not known, the hub answered: \($0.title) [\($0.code)]" }
                ?? "not known, the hub did not answer"
        }
        return identity.keyConfirmed ? "accepted" : "waits to be confirmed"
    }

    private static func time(_ seconds: Int64) -> String {
        Wording.time(Timestamp(seconds: seconds))
    }

    /// Two columns.
    var text: String {
        var rows = [
            ["Context", "\(entry.name)"], ["Fingerprint", fingerprint], ["Key", state],
            ["Valid from", Self.time(facts.notBeforeSeconds)],
            ["Valid until", Self.time(facts.notAfterSeconds)],
            ["Renewed from", "\(Self.time(RenewalTime.due(facts))) on, by any command"],
        ]
        if let time = identity?.renewableUntil {
            rows.append(["Comes back until", "\(Wording.time(time)), by renewing, if it lapses"])
        }
        rows.append(["Due", due])
        return Columns.text(rows)
    }

    /// One row.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("context", "Context"), .init("fingerprint", "Fingerprint"),
            .init("key_state", "Key"), .init("valid_from", "Valid from"),
            .init("valid_until", "Valid until"), .init("renewed_from", "Renewed from"),
            .init("renewable_until", "Comes back until"), .init("due", "Due"),
        ])
        let renewed = Timestamp(seconds: RenewalTime.due(facts))
        listing.rows = [
            [
                .text("\(entry.name)"), .text(fingerprint), .text(state),
                .time(Timestamp(seconds: facts.notBeforeSeconds)),
                .time(Timestamp(seconds: facts.notAfterSeconds)), .time(renewed),
                .time(identity?.renewableUntil), .text(due),
            ]
        ]
        return listing
    }
}
