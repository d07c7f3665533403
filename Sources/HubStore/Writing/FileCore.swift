import HubSystem
private import Synchronization

/// What the writer of a file works with: its one writing connection and the journal's end.
///
/// Not safe to share by itself. `Writer` lets one thread of the store in at a time, which is why
/// the compiler is told so here, inside the wall around SQLite.
@usableFromInline
final class FileCore: @unchecked Sendable {
    // Declared before the connection that it reads through, so that it goes before it.
    /// The copy that is being made of the file.
    var backup: BackupCopy?
    let database: Database
    let path: String
    let clock: HubClock
    let cryptography: StoreCryptography
    var journal: JournalWriter
    /// Whether erased bytes may still stand in the write-ahead log.
    var mustTruncateLog = false
    private let owesRewrite = Atomic<Bool>(false)
    /// Whether erased bytes may still stand where no row uses them; anybody may ask.
    ///
    /// The file says so too.
    var mustRewrite: Bool {
        get { owesRewrite.load(ordering: .relaxed) }
        set { owesRewrite.store(newValue, ordering: .relaxed) }
    }
    /// When the file was last written anew.
    var rewritten: Moment?
    /// When old outcomes were last looked for.
    var purged: Moment?

    /// Opens a file, makes it if it is missing, and brings it to the program's schema.
    ///
    /// - Parameters:
    ///   - path: The file, in a folder that exists.
    ///   - schema: What it must hold.
    ///   - cryptography: Digests and random bytes.
    ///   - clock: The time.
    /// - Throws: `cannotOpen`, `wrongFile`, `newerFile` and others.
    init(
        path: String,
        schema: FileSchema,
        cryptography: StoreCryptography,
        clock: HubClock
    ) throws(StoreError) {
        self.path = path
        self.clock = clock
        self.cryptography = cryptography
        do {
            // SQLite would make it readable by the group; its log gets the file's own mode.
            let isNew = try PrivateFile.make(path: path)
            if !isNew { try PrivateFile.requireOwn(path: path) }
        } catch {
            throw StoreError(.cannotOpen, "\(error)")
        }
        database = try Database.open(path: path, role: .writer, clock: clock)
        try FileCore.recover(database)
        var random = RandomPool(cryptography)
        let fresh = FileIdentity(
            file: random.takeID(),
            kind: schema.kind,
            epoch: random.takePositive()
        )
        let migrator = Migrator(schema: schema, cryptography: cryptography, clock: clock)
        let identity = try migrator.bringUpToDate(database, path: path, identity: fresh)
        journal = try JournalWriter(database, identity: identity, cryptography: cryptography)
        mustRewrite = try database.readErasedMark()
    }

    /// An identifier that nobody can foresee, led by a time.
    func makeID(_ time: Instant) -> OpaqueID {
        OpaqueID(time: time, random: journal.random.takeID())
    }

    /// Moves what a crash or a failed disk left in the log into the file.
    ///
    /// After a wait for the disk has failed, the log may be whole in memory and not on the disk:
    /// calls that rested upon it would be lost with the power although they were answered. The
    /// file itself is written and waited for anew, so that nothing rests upon the old log.
    private static func recover(_ database: borrowing Database) throws(StoreError) {
        do throws(StoreError) {
            try database.checkpoint(.truncate)
        } catch {
            let isDisk = error.code == .inputOutput
            throw isDisk ? StoreError(.poisoned, error.detail) : error
        }
    }

    /// What a call that ends now leaves with its caller.
    var receipt: WriteReceipt {
        WriteReceipt(
            revision: journal.head.revision,
            head: journal.head,
            epoch: journal.identity.epoch
        )
    }

    /// Removes old outcomes, when it was not done lately.
    func purgeOutcomes() throws(StoreError) {
        let now = clock.moment
        if let purged, now < purged.advanced(milliseconds: Writer.purgeMilliseconds) { return }
        purged = now
        try Outcomes.purge(now: clock.instant, in: database)
    }

    /// Moves the log into the file; to the last byte when something was erased.
    func emptyLog() throws(StoreError) {
        guard mustTruncateLog else {
            try database.checkpoint(.passive)
            return
        }
        do throws(StoreError) {
            try database.checkpoint(.truncate)
            mustTruncateLog = false
        } catch {
            // A reader in the way puts it off to the next turn.
            guard error.code == .busy else { throw error }
        }
    }
}
