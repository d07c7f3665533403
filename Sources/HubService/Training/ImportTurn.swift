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
/// nobody's ──upload to be kept──► somebody's until T ──each part, preview──► until T later,
///     ▲                              │                        an hour after its begin at most
///     │                              ├ the same principal: the newer upload takes it over
///     │                              └ another principal: refused, with the time to wait
///     └──kept, discarded, or T: where another was refused meanwhile, whoever had it lets
///                                as much time pass as it had it, a minute at least and ten at
///                                most, so that nobody keeps colleagues out
/// ```
/// It lies beside the uploads of the tenant and is written where the tenant is written to alone.
struct ImportTurn {
    /// How long a turn is that nothing touches.
    static let milliseconds: UInt64 = 600_000
    /// How long a turn may be, however often it is touched.
    static let longestMilliseconds: UInt64 = 3_600_000
    /// How long whoever had a turn that others waited for waits for the next: as long as it was.
    static let restMilliseconds: ClosedRange<UInt64> = 60_000...600_000
    /// What its file is called.
    static let name = "\(TrainingStaging.prefix)turn"
    /// The largest file of one.
    private static let bytesMax = 512

    /// The upload whose turn it is.
    let batch: UniqueID
    /// Who has it.
    let principal: String
    /// The roles of whoever has it.
    let role: String
    /// When it began.
    let since: UInt64
    /// When it ends unless it goes on.
    fileprivate(set) var until: UInt64
    /// Whether another was refused for it.
    fileprivate(set) var isWaitedFor: Bool

    /// Whether it has not ended.
    func isLive(_ now: UInt64) -> Bool { until > now }

    /// When whoever had it may have the next.
    fileprivate var restsUntil: UInt64 {
        guard isWaitedFor else { return until }
        let range = ImportTurn.restMilliseconds
        let lasted = until > since ? until - since : 0
        return until + min(max(lasted, range.lowerBound), range.upperBound)
    }

    fileprivate var bytes: [UInt8] {
        let waited = isWaitedFor ? "waited-for" : ""
        return Array("\(batch)\n\(since)\n\(until)\n\(waited)\n\(principal)\n\(role)".utf8)
    }

    fileprivate init(
        _ batch: UniqueID,
        _ principal: String,
        _ role: String,
        since: UInt64
    ) {
        self.batch = batch
        self.principal = principal
        self.role = role
        self.since = since
        until = since
        isWaitedFor = false
    }

    fileprivate init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 6, let batch = UniqueID(text: lines[0].utf8),
            let since = UInt64(lines[1]), let until = UInt64(lines[2])
        else { return nil }
        self.init(batch, lines[4], lines[5], since: since)
        self.until = until
        isWaitedFor = !lines[3].isEmpty
    }

    fileprivate mutating func last(from now: UInt64) {
        until = min(now + ImportTurn.milliseconds, since + ImportTurn.longestMilliseconds)
    }

    fileprivate func isOf(_ other: String) -> Bool { principal.utf8.elementsEqual(other.utf8) }

    /// The turn of a tenant, live or not; nil where there is none.
    ///
    /// - Parameter folder: Where the uploads lie.
    /// - Returns: The turn, which a preview of its upload may have kept for longer.
    /// - Throws: A fault of the hub.
    static func read(in folder: String) throws(Fault) -> ImportTurn? {
        let kept = try file("\(folder)/\(name)")
        guard var turn = kept.flatMap(ImportTurn.init(_:)) else { return nil }
        let looked = try file(lookPath(turn.batch, folder))
        if let looked, let at = UInt64(String(decoding: looked, as: UTF8.self)),
            at < turn.until, at + milliseconds > turn.until
        {
            turn.last(from: at)
        }
        return turn
    }

    private static func file(_ path: String) throws(Fault) -> [UInt8]? {
        try TrainingStaging.system { () throws(SystemError) -> [UInt8]? in
            guard try LocalFile.facts(path) != nil else { return nil }
            return try LocalFile.read(path, bytesMax: bytesMax)
        }
    }

    fileprivate func write(in folder: String) throws(Fault) {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.replace("\(folder)/\(ImportTurn.name)", with: bytes.span)
        }
    }

    fileprivate static func remove(in folder: String) throws(Fault) {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.remove("\(folder)/\(name)")
        }
    }

    /// Ends a tenant's turn, whoever has it: where others waited, it is known how long it was.
    ///
    /// - Parameters:
    ///   - folder: Where the uploads lie.
    ///   - now: The time, in milliseconds.
    /// - Throws: A fault of the hub.
    static func end(in folder: String, now: UInt64) throws(Fault) {
        guard var turn = try read(in: folder) else { return }
        guard turn.isWaitedFor else { return try remove(in: folder) }
        turn.until = min(turn.until, now)
        try turn.write(in: folder)
    }

    /// When its upload was last looked at: previews run beside the tenant's writes, so they write a
    /// file of their own.
    fileprivate static func lookPath(_ batch: UniqueID, _ folder: String) -> String {
        "\(folder)/\(TrainingStaging.prefix)\(batch).look"
    }
}

extension TrainingStaging {
    /// Looks whether nobody else has the turn; a turn that has ended is nobody's.
    ///
    /// Who is refused is remembered: whoever has the turn may not take the next one at once.
    ///
    /// - Parameters:
    ///   - principal: Who asks.
    ///   - now: The time, in milliseconds.
    /// - Throws: `importUnderWay`, with the time to wait.
    func requireTurn(of principal: String, now: UInt64) throws(Fault) {
        guard var turn = try ImportTurn.read(in: folder) else { return }
        if turn.isOf(principal) {
            if !turn.isLive(now), turn.restsUntil > now { throw Fault.turnHad(turn, now: now) }
        } else if turn.isLive(now) {
            if !turn.isWaitedFor {
                turn.isWaitedFor = true
                try turn.write(in: folder)
            }
            throw Fault.importUnderWay(turn, now: now)
        }
    }

    /// Takes the turn, or keeps it for longer.
    ///
    /// Who begins another upload gives up the one before, and goes on with the same turn. It is
    /// asked where the tenant is written to, one after the other.
    ///
    /// - Parameters:
    ///   - principal: Who asks; nobody else has the turn.
    ///   - role: The roles of who asks.
    ///   - now: The time, in milliseconds.
    /// - Throws: A fault of the hub.
    func takeTurn(by principal: String, role: String, now: UInt64) throws(Fault) {
        let old = try ImportTurn.read(in: folder)
        let own = old.flatMap { $0.isLive(now) && $0.isOf(principal) ? $0 : nil }
        var turn = ImportTurn(batch, principal, role, since: own?.since ?? now)
        turn.isWaitedFor = own?.isWaitedFor ?? false
        turn.last(from: now)
        try turn.write(in: folder)
    }

    /// Keeps the turn for longer, where the upload has it and it has not ended.
    func keepTurn(now: UInt64) throws(Fault) {
        guard let turn = try ImportTurn.read(in: folder), turn.batch == batch, turn.isLive(now)
        else { return }
        try TrainingStaging.system { () throws(SystemError) in
            let path = ImportTurn.lookPath(batch, folder)
            try LocalFile.replace(path, with: Array("\(now)".utf8).span)
        }
    }

    /// Gives the turn back, where the upload has it.
    func endTurn(now: UInt64) throws(Fault) {
        guard let turn = try ImportTurn.read(in: folder), turn.batch == batch else { return }
        try ImportTurn.end(in: folder, now: now)
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
        let who = turn.role.isEmpty ? "somebody" : "somebody else (\(turn.role))"
        return waiting(
            "\(who) has begun an import and has the turn until \(words(turn.until)), or until it "
                + "is kept or given up",
            until: turn.until,
            now
        )
    }

    /// Why whoever had the turn waits for the next.
    fileprivate static func turnHad(_ turn: ImportTurn, now: UInt64) -> Fault {
        waiting(
            "somebody else asked for a turn while you had it, which is an hour at most, and may "
                + "take it before you until \(words(turn.restsUntil))",
            until: turn.restsUntil,
            now
        )
    }

    private static func words(_ milliseconds: UInt64) -> String {
        LondonTime.words(atSeconds: Int(clamping: milliseconds / 1_000)) ?? "later"
    }

    private static func waiting(_ problem: String, until: UInt64, _ now: UInt64) -> Fault {
        var fault = Fault(
            DomainError(.importUnderWay, path: "", problem: problem),
            status: .resourceExhausted,
            retry: .afterPause
        )
        fault.retryAfterMilliseconds = UInt32(clamping: max(1, until - min(until, now)))
        return fault
    }
}
