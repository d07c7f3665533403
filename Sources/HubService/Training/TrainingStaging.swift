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
    /// How many uploads a tenant may have under way.
    static let uploadsMax = 32
    /// How large they may be together, with what previews made of them.
    static let stagedBytesMax = 1_024 * 1_024 * 1_024
    /// How long what was not kept stays.
    static let keptMilliseconds: UInt64 = 24 * 3_600_000
    /// How long one has its place where there are as many as there may be.
    static let lingerMilliseconds: UInt64 = 3_600_000
    /// How far a client's clock may be ahead.
    static let aheadMilliseconds: UInt64 = 600_000
    /// What every file begins with; whoever destroys a tenant goes by it.
    static let prefix = StoreDirectory.stagingPrefix

    let folder: String
    let batch: UniqueID
    /// How large all of a tenant's may be together.
    private let bytesMax: Int
    /// Refuses while the disk is nearly full.
    private let requireSpace: @Sendable () throws(StoreError) -> Void

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

    /// Throws away what is older than a day, and looks whether there is room for so much more.
    ///
    /// - Parameters:
    ///   - count: Bytes that are to be added.
    ///   - now: The time, in milliseconds.
    ///   - owner: Who asks: where there are as many as there may be, whoever has most makes room
    ///     for one that begins.
    /// - Throws: `uploadsTooMany`.
    /// - Complexity: Linear in the files under way, of which there are a few for each upload.
    func makeRoom(for count: Int, now: UInt64, owner: String? = nil) throws(Fault) {
        let names = try TrainingStaging.system { () throws(SystemError) in
            try Folder.names(path: folder)
        }
        var uploads: [UniqueID: Int] = [:]
        for name in names where name.utf8.starts(with: TrainingStaging.prefix.utf8) {
            let id = TrainingStaging.upload(of: name)
            if let id, id.milliseconds + TrainingStaging.keptMilliseconds > now {
                uploads[id, default: 0] += try bytes(of: name)
            } else {
                try TrainingStaging.system { () throws(SystemError) in
                    try LocalFile.remove("\(folder)/\(name)")
                }
            }
        }
        // Every piece is asked: else many small uploads would grow together without a limit.
        if uploads[batch] == nil {
            let least = try TrainingStaging.leaving(uploads.keys, for: owner, in: folder)
            if let leaving = least ?? TrainingStaging.lingering(uploads.keys, now) {
                uploads[leaving] = nil
                try TrainingStaging.remove(leaving, names, in: folder)
            }
        }
        try require(count, beside: uploads)
    }

    /// Looks whether a preview may write so much more.
    ///
    /// It is asked as the preview goes on: several may run at once, and what one makes of an upload
    /// can be larger than the upload.
    ///
    /// - Parameter count: Bytes that are to be added.
    /// - Throws: `uploadsTooMany`; why nothing is written while the disk is nearly full.
    /// - Complexity: Linear in the files under way.
    func requireRoom(for count: Int) throws(Fault) {
        try stored { () throws(StoreError) in try requireSpace() }
        let names = try TrainingStaging.system { () throws(SystemError) in
            try Folder.names(path: folder)
        }
        var uploads: [UniqueID: Int] = [:]
        for name in names {
            guard let id = TrainingStaging.upload(of: name) else { continue }
            uploads[id, default: 0] += try bytes(of: name)
        }
        try require(count, beside: uploads)
    }

    private func require(_ count: Int, beside uploads: [UniqueID: Int]) throws(Fault) {
        let isKnown = uploads[batch] != nil || uploads.count < TrainingStaging.uploadsMax
        let bytes = uploads.values.reduce(0, +)
        guard isKnown, bytes + count <= bytesMax else {
            throw .training(
                .uploadsTooMany,
                "\(uploads.count) uploads of \(bytes) bytes are under way, and there may be "
                    + "\(TrainingStaging.uploadsMax) of \(bytesMax) bytes",
                status: .resourceExhausted
            )
        }
    }

    /// How large a file is; 0 for one that has gone meanwhile.
    private func bytes(of name: String) throws(Fault) -> Int {
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.facts("\(folder)/\(name)")?.bytes ?? 0
        }
    }

    /// The upload that a file belongs to; `nil` where it is no staged file.
    private static func upload(of name: String) -> UniqueID? {
        guard name.utf8.starts(with: prefix.utf8) else { return nil }
        let rest = name.utf8.dropFirst(prefix.utf8.count)
        return UniqueID(text: rest.prefix(UniqueID.textCount))
    }

    /// The upload that makes room where a tenant has as many as it may.
    ///
    /// It is the oldest, once it has had an hour: else a colleague who begins many small ones would
    /// stop imports for a day.
    ///
    /// - Parameters:
    ///   - uploads: Those under way.
    ///   - now: The time, in milliseconds.
    /// - Returns: The upload; `nil` where none goes.
    static func lingering(_ uploads: some Collection<UniqueID>, _ now: UInt64) -> UniqueID? {
        guard uploads.count >= uploadsMax else { return nil }
        let oldest = uploads.min { $0.milliseconds < $1.milliseconds }
        return oldest.flatMap { $0.milliseconds + lingerMilliseconds <= now ? $0 : nil }
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

    /// Runs system calls on staged files.
    ///
    /// - Throws: `readOnly` where the disk is full, as for records; a fault of the hub for
    ///   what else goes wrong.
    static func system<Result>(
        _ body: () throws(SystemError) -> Result
    ) throws(Fault) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
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
