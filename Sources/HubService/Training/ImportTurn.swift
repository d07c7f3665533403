import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// Whose turn it is to import: of uploads that are to be kept one at a time is under way, since of
/// two each would be shown changes that the other makes untrue.
///
/// ```
/// nobody's ──upload to be kept──► somebody's until T ──each part, preview──► until T later
///     ▲                              │ another principal: refused, with the time to wait
///     └──kept, discarded, or T───────┘ the same principal: the newer upload takes it over
/// ```
/// It lies beside the upload, whose files go together.
struct ImportTurn {
    /// How long a turn is that nothing touches.
    static let milliseconds: UInt64 = 600_000
    /// The largest file of one.
    private static let bytesMax = 512

    /// The upload whose turn it is.
    let batch: UniqueID
    /// Who has it.
    let principal: String
    /// The roles of whoever has it.
    let role: String
    /// When it ends unless it goes on.
    let until: UInt64

    /// Whether it has not ended.
    func isLive(_ now: UInt64) -> Bool { until > now }

    fileprivate var bytes: [UInt8] { Array("\(until)\n\(principal)\n\(role)".utf8) }

    fileprivate init(_ batch: UniqueID, _ principal: String, _ role: String, until: UInt64) {
        self.batch = batch
        self.principal = principal
        self.role = role
        self.until = until
    }

    fileprivate init?(_ batch: UniqueID, _ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 3, let until = UInt64(lines[0]) else { return nil }
        self.init(batch, lines[1], lines[2], until: until)
    }

    fileprivate static func path(_ batch: UniqueID, _ folder: String) -> String {
        "\(folder)/\(TrainingStaging.prefix)\(batch)\(suffix)"
    }

    fileprivate static let suffix = ".turn"

    /// The turn of an upload; nil where it has none.
    static func of(_ batch: UniqueID, in folder: String) throws(Fault) -> ImportTurn? {
        let path = path(batch, folder)
        return try TrainingStaging.system { () throws(SystemError) -> ImportTurn? in
            guard try LocalFile.facts(path) != nil else { return nil }
            return ImportTurn(batch, try LocalFile.read(path, bytesMax: bytesMax))
        }
    }

    /// All turns of a tenant.
    fileprivate static func all(in folder: String) throws(Fault) -> [ImportTurn] {
        let names = try TrainingStaging.system { () throws(SystemError) in
            try Folder.names(path: folder)
        }
        var turns: [ImportTurn] = []
        for name in names where name.hasPrefix(TrainingStaging.prefix) && name.hasSuffix(suffix) {
            let rest = name.utf8.dropFirst(TrainingStaging.prefix.utf8.count)
            guard let batch = UniqueID(text: rest.prefix(UniqueID.textCount)),
                let turn = try of(batch, in: folder)
            else { continue }
            turns.append(turn)
        }
        return turns
    }
}

extension TrainingStaging {
    /// Looks whether nobody else has the turn; a turn that has ended is nobody's.
    ///
    /// - Parameters:
    ///   - principal: Who asks.
    ///   - now: The time, in milliseconds.
    /// - Throws: `importUnderWay`, with the time to wait.
    /// - Complexity: Linear in the files under way.
    func requireTurn(of principal: String, now: UInt64) throws(Fault) {
        for turn in try ImportTurn.all(in: folder) where turn.batch != batch {
            guard turn.isLive(now), !turn.principal.utf8.elementsEqual(principal.utf8) else {
                continue
            }
            throw Fault.importUnderWay(turn, now: now)
        }
    }

    /// Takes the turn, or keeps it for longer.
    ///
    /// Who begins another upload gives up the one before. It is asked where the tenant is written
    /// to, one after the other.
    ///
    /// - Parameters:
    ///   - principal: Who asks; nobody else has the turn.
    ///   - role: The roles of who asks.
    ///   - now: The time, in milliseconds.
    /// - Throws: A fault of the hub.
    func takeTurn(by principal: String, role: String, now: UInt64) throws(Fault) {
        for turn in try ImportTurn.all(in: folder) where turn.batch != batch {
            try TrainingStaging.system { () throws(SystemError) in
                try LocalFile.remove(ImportTurn.path(turn.batch, folder))
            }
        }
        try write(ImportTurn(batch, principal, role, until: now + ImportTurn.milliseconds))
    }

    /// Keeps the turn for longer, where the upload has it and it has not ended.
    func keepTurn(now: UInt64) throws(Fault) {
        guard let turn = try ImportTurn.of(batch, in: folder), turn.isLive(now) else { return }
        let until = now + ImportTurn.milliseconds
        try write(ImportTurn(batch, turn.principal, turn.role, until: until))
    }

    /// Gives the turn back.
    func endTurn() throws(Fault) {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.remove(ImportTurn.path(batch, folder))
        }
    }

    private func write(_ turn: ImportTurn) throws(Fault) {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.replace(ImportTurn.path(batch, folder), with: turn.bytes.span)
        }
    }
}

extension CallContext {
    /// The roles of the caller as a word or two; empty for a caller without any.
    var roleWords: String {
        let roles = Set((caller?.grants ?? []).map { RoleWords.of($0.role) })
        return roles.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
    }
}

extension Fault {
    /// Why an import waits: whose turn it is, by role, and until when.
    fileprivate static func importUnderWay(_ turn: ImportTurn, now: UInt64) -> Fault {
        let seconds = Int(clamping: turn.until / 1_000)
        let until = LondonTime.words(atSeconds: seconds) ?? "later"
        let who = turn.role.isEmpty ? "somebody" : "somebody else (\(turn.role))"
        var fault = Fault(
            DomainError(
                .importUnderWay,
                path: "",
                problem: "\(who) has begun an import and has the turn until \(until), or until "
                    + "it is kept or given up"
            ),
            status: .resourceExhausted,
            retry: .afterPause
        )
        fault.retryAfterMilliseconds = UInt32(clamping: max(1, turn.until - min(turn.until, now)))
        return fault
    }
}
