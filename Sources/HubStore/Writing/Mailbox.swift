/// The calls that wait for one file, and whether a thread works on it.
///
/// States: idle (nothing waits, or the file is closed); scheduled or working (`isActive`), in which
/// exactly one turn exists for the file, so that one thread at a time has it.
struct Mailbox {
    /// The most calls that wait for one file; the next one is refused.
    static let waitingMax = 4_096
    /// The most of them of one party, where parties share the file: the others find room all the
    /// same.
    static let partyWaitingMax = 512
    /// The most calls in one group.
    static let groupCallsMax = 256

    private var ordinary = PartyLines<PendingWrite>()
    private var bulk = PartyLines<PendingWrite>()
    private(set) var isActive = false
    /// Whether the present turn has only its answers and the care of the file before it.
    private var isAnswering = false
    private var isBulkNext = false
    /// Whether a thread has taken calls and not answered them yet.
    private var isWorking = false
    /// Whom to tell when the turn at work is over.
    private var watchers: [@Sendable () -> Void] = []
    var isClosed = false
    /// Why the file takes no more writes.
    private(set) var poison: StoreError?
    /// The file, until it is closed.
    var core: FileCore?
    /// Connections that read the file.
    var readers = 0

    init(core: FileCore) { self.core = core }

    /// Puts a call in.
    ///
    /// - Returns: The lane to schedule a turn on, when the file had none.
    /// - Throws: `queueFull`, `closed`, `poisoned`.
    mutating func append(
        _ call: PendingWrite,
        to lane: StoreThreads.Lane
    ) throws(StoreError) -> StoreThreads.Lane? {
        if let poison { throw StoreError(.poisoned, poison.detail) }
        if isClosed { throw StoreError(.closed, "the file is being closed") }
        // Work on the file itself goes on whatever waits: half of it would never end.
        guard ordinary.count + bulk.count < Self.waitingMax || call.maintenance != nil else {
            throw StoreError(.queueFull, "\(Self.waitingMax) calls wait")
        }
        let party = call.call.party
        if let party, ordinary.count(of: party) + bulk.count(of: party) >= Self.partyWaitingMax {
            throw StoreError(.queueFull, "\(Self.partyWaitingMax) calls of one party wait")
        }
        switch lane {
        case .ordinary: ordinary.append(call, of: party)
        case .bulk: bulk.append(call, of: party)
        }
        if isActive { return nil }
        isActive = true
        return lane
    }

    /// Takes what the next turn works on: one bulk call, or a group of ordinary ones.
    mutating func take(_ lane: StoreThreads.Lane) -> [PendingWrite] {
        isBulkNext = lane == .ordinary
        isWorking = true
        switch lane {
        case .bulk: return bulk.popFirst(1)
        case .ordinary: return ordinary.popFirst(Self.groupCallsMax)
        }
    }

    /// Puts back, in front, the calls that a turn did not get to.
    mutating func putBack(_ calls: [PendingWrite]) { ordinary.putBack(calls) }

    /// Ends a turn.
    ///
    /// - Returns: The lane of the next turn: ordinary and bulk calls take turns.
    mutating func endTurn() -> StoreThreads.Lane? {
        isAnswering = false
        isWorking = false
        if ordinary.isEmpty && bulk.isEmpty {
            isActive = false
            return nil
        }
        if bulk.isEmpty { return .ordinary }
        if ordinary.isEmpty { return .bulk }
        return isBulkNext ? .bulk : .ordinary
    }

    /// Waits for the end of the turn at work.
    ///
    /// - Returns: Whether there is one, at whose end the watcher is told.
    mutating func watchTurn(_ watcher: @escaping @Sendable () -> Void) -> Bool {
        guard isWorking else { return false }
        watchers.append(watcher)
        return true
    }

    /// Takes those who wait for the turn at work.
    mutating func takeWatchers() -> [@Sendable () -> Void] {
        defer { watchers = [] }
        return watchers
    }

    /// Notes that the calls of the present turn are done and are about to be answered.
    mutating func beginAnswering() { isAnswering = true }

    /// Takes no more calls, if none waits or runs and there is no reader.
    ///
    /// A file that failed at commit closes like any other: opening it again recovers it.
    ///
    /// - Returns: Whether it is so; `nil` to wait for the end of a turn that is only answering.
    mutating func refuseCallsIfUnused() -> Bool? {
        guard readers == 0, ordinary.isEmpty, bulk.isEmpty else { return false }
        if isActive { return isAnswering ? nil : false }
        isClosed = true
        return true
    }

    /// Takes calls again, when the file is not closed after all.
    mutating func takeCallsAgain() { isClosed = core == nil }

    /// Takes no more writes.
    ///
    /// - Returns: Everything that waits.
    mutating func poison(_ error: StoreError) -> [PendingWrite] {
        poison = poison ?? error
        return ordinary.popFirst(.max) + bulk.popFirst(.max)
    }
}
