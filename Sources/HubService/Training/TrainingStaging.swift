import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubWire

/// Files of a tenant that are on their way in: what was uploaded, and what a preview made of it.
///
/// They lie beside the tenant's records, so that they go with the tenant, and are no part of the
/// store: a preview never holds the tenant's writer, and what is not kept leaves no trace there.
/// Which upload a file belongs to, and when that began, stands in its name.
struct TrainingStaging {
    /// How large one upload may be.
    static let fileBytesMax = 512 * 1_024 * 1_024
    /// How long what was not kept stays.
    static let keptMilliseconds: UInt64 = 24 * 3_600_000
    /// How far a client's clock may be ahead.
    static let aheadMilliseconds: UInt64 = 600_000
    /// What every file begins with; whoever destroys a tenant goes by it.
    static let prefix = StoreDirectory.stagingPrefix

    let folder: String
    let batch: UniqueID
    /// How large all of a tenant's may be together.
    let bytesMax: Int
    /// Refuses while the disk is nearly full.
    let requireSpace: @Sendable () throws(StoreError) -> Void

    /// The files of one upload.
    ///
    /// - Parameters:
    ///   - batch: The upload.
    ///   - records: Where the tenant's file of records lies.
    ///   - roomBytes: What the tenant's records may take: what is on its way to them may not take
    ///     more.
    ///   - requireSpace: Throws while the disk is nearly full: these files are none of the store's,
    ///     which looks for itself.
    init(
        _ batch: UniqueID,
        beside records: String,
        roomBytes: UInt64 = .max,
        requireSpace: @escaping @Sendable () throws(StoreError) -> Void = {
            () throws(StoreError) in
        }
    ) {
        folder = LocalFile.parent(of: records)
        self.batch = batch
        bytesMax = min(TrainingStaging.stagedBytesMax, Int(clamping: roomBytes))
        self.requireSpace = requireSpace
    }

    /// What was uploaded.
    var uploadPath: String { "\(folder)/\(TrainingStaging.prefix)\(batch).csv" }
    /// What a preview made of it.
    var preparedPath: String { "\(folder)/\(TrainingStaging.prefix)\(batch).ready" }

    /// How much was uploaded; `nil` where nothing was.
    func stagedBytes() throws(Fault) -> Int? {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.facts(uploadPath)?.bytes
        }
    }

    /// Adds a piece to what was uploaded; what is there already is not written again.
    ///
    /// - Parameters:
    ///   - piece: The bytes.
    ///   - offset: Where in the file they belong.
    /// - Returns: The bytes that are there.
    /// - Throws: `uploadIncomplete` for a piece that leaves a gap.
    func append(_ piece: [UInt8], at offset: Int) throws(Fault) -> Int {
        let staged = try stagedBytes() ?? 0
        guard offset <= staged else {
            throw .training(
                .uploadIncomplete,
                "the file goes on at byte \(staged), and the piece begins at \(offset)"
            )
        }
        let known = min(staged - offset, piece.count)
        guard known < piece.count || staged == 0 else { return staged }
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.append(uploadPath, piece.span.extracting(known..<piece.count))
        }
        return offset + piece.count
    }

    /// Looks whether a batch's own time is near: by it what was not kept is thrown away, so whoever
    /// named one of next year would keep a file of people's records here until then.
    ///
    /// - Parameter now: The time, in milliseconds.
    /// - Throws: `requestNotValid`.
    func requireNear(now: UInt64) throws(Fault) {
        guard batch.milliseconds + TrainingStaging.keptMilliseconds > now else {
            throw .invalid("batch", "too_old", "a batch of the last 24 hours")
        }
        guard batch.milliseconds <= now + TrainingStaging.aheadMilliseconds else {
            throw .invalid("batch", "in_the_future", "at most ten minutes ahead of the hub's clock")
        }
    }

    /// The upload that a file belongs to; `nil` where it is no staged file.
    static func upload(of name: String) -> UniqueID? {
        guard name.utf8.starts(with: prefix.utf8) else { return nil }
        let rest = name.utf8.dropFirst(prefix.utf8.count)
        return UniqueID(text: rest.prefix(UniqueID.textCount))
    }

    /// Removes the files of one upload.
    static func remove(
        _ upload: UniqueID,
        _ names: [String],
        in folder: String
    ) throws(Fault) {
        for name in names where name.utf8.starts(with: "\(prefix)\(upload)".utf8) {
            try system { () throws(SystemError) in try LocalFile.remove("\(folder)/\(name)") }
        }
    }

    /// Removes the files of uploads that were kept: they hold people's records a second time.
    ///
    /// - Parameters:
    ///   - records: Where the tenant's file of records lies.
    ///   - isKept: Whether an upload was kept.
    /// - Throws: A fault of the hub; what `isKept` throws.
    static func removeKept(
        beside records: String,
        _ isKept: (UniqueID) throws(Fault) -> Bool
    ) throws(Fault) {
        let folder = LocalFile.parent(of: records)
        let names = try system { () throws(SystemError) in try Folder.names(path: folder) }
        for name in names {
            guard let id = upload(of: name), try isKept(id) else { continue }
            try system { () throws(SystemError) in try LocalFile.remove("\(folder)/\(name)") }
        }
    }

    /// Whether what is on its way in is thrown away once a method has changed something.
    ///
    /// It may hold whoever was erased, and what was worked out from it cannot be kept any more.
    /// Whoever sent it sends it again.
    static func isCleared(after method: Method) -> Bool {
        method == .trainingServiceEraseTrainingWorker || method == .trainingServiceRunPurge
    }

    /// Throws away what is on its way in, once an erasure is kept.
    ///
    /// What a call does to files before that would stay done where the call fails. What cannot be
    /// removed now, or where the hub ends between both, goes as any upload that nobody keeps,
    /// and no preview from before the erasure is kept. A batch's own time is no measure of that:
    /// whoever sends it names it. Whose turn it was to import has it no more: there is nothing left
    /// that others would have to wait for.
    ///
    /// - Parameters:
    ///   - records: Where the tenant's file of records lies.
    ///   - now: The time, in milliseconds.
    static func clear(beside records: String, now: UInt64) {
        try? removeKept(beside: records) { _ throws(Fault) in true }
        try? ImportTurn.end(in: LocalFile.parent(of: records), now: now)
    }

    /// Runs system calls on staged files.
    ///
    /// - Throws: `readOnly` where the disk is full, as for records; `uploadIncomplete` where the
    ///   files went meanwhile, as they do when a colleague erases somebody; a fault of the hub
    ///   for what else goes wrong.
    static func system<Result>(
        _ body: () throws(SystemError) -> Result
    ) throws(Fault) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            guard !error.isNotThere else {
                throw .training(.uploadIncomplete, "what had arrived was thrown away meanwhile")
            }
            guard error.isOutOfSpace else { throw Fault.internal("staging: \(error)") }
            var fault = Fault(.readOnly)
            fault.cause = "staging: \(error)"
            throw fault
        }
    }
}

extension Fault {
    /// A refusal of the training service.
    ///
    /// - Parameters:
    ///   - reason: The registered reason.
    ///   - problem: What is the matter just here.
    ///   - status: The status that it travels with.
    /// - Returns: The fault, with the reason's advice.
    static func training(
        _ reason: ReasonCode,
        _ problem: String,
        status: StatusCode = .failedPrecondition
    ) -> Fault {
        Fault(DomainError(reason, path: "", problem: problem), status: status)
    }
}
