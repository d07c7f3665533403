import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubWire

// How much room uploads have, and who makes room where there is none.
//
// A tenant's uploads share a number and a number of bytes. Whoever has most makes room for a
// colleague who has less, and the upload whose turn it is goes before all that nobody is about to
// keep: so nobody keeps colleagues from importing by leaving uploads behind.
extension TrainingStaging {
    /// How many uploads a tenant may have under way.
    static let uploadsMax = 32
    /// How large they may be together, with what previews made of them.
    static let stagedBytesMax = 1_024 * 1_024 * 1_024
    /// How long one has its place where there are as many as there may be.
    static let lingerMilliseconds: UInt64 = 3_600_000

    /// Throws away what is older than a day, and looks whether there is room for so much more.
    ///
    /// - Parameters:
    ///   - count: Bytes that are to be added.
    ///   - now: The time, in milliseconds.
    ///   - owner: Who asks; `nil` for nobody, for whom nobody makes room.
    ///   - isToBeKept: Whether it is this upload's turn.
    /// - Throws: `uploadsTooMany`.
    /// - Complexity: Linear in the files under way, of which there are a few for each upload.
    func makeRoom(
        for count: Int,
        now: UInt64,
        owner: String? = nil,
        isToBeKept: Bool = false
    ) throws(Fault) {
        var crowd = try UploadCrowd(folder, now: now, removesOld: true)
        // Every piece is asked: else many small uploads would grow together without a limit.
        if crowd.bytes[batch] == nil, let leaving = try crowd.leaving(for: owner, now) {
            try crowd.remove(leaving)
        }
        try require(count, of: owner, isToBeKept: isToBeKept, &crowd)
    }

    /// Looks whether a preview may write so much more.
    ///
    /// It is asked as the preview goes on: several may run at once, and what one makes of an upload
    /// can be larger than the upload.
    ///
    /// - Parameters:
    ///   - count: Bytes that are to be added.
    ///   - now: The time, in milliseconds: a turn that has ended makes nobody give room.
    /// - Throws: `uploadsTooMany`; why nothing is written while the disk is nearly full.
    /// - Complexity: Linear in the files under way.
    func requireRoom(for count: Int, now: UInt64) throws(Fault) {
        try stored { () throws(StoreError) in try requireSpace() }
        var crowd = try UploadCrowd(folder, now: now, removesOld: false)
        try require(count, of: try owner(), isToBeKept: crowd.turn == batch, &crowd)
    }

    private func require(
        _ count: Int,
        of owner: String?,
        isToBeKept: Bool,
        _ crowd: inout UploadCrowd
    ) throws(Fault) {
        while crowd.total + count > bytesMax, let owner,
            let giving = try crowd.giving(count, to: batch, of: owner, isToBeKept: isToBeKept)
        {
            try crowd.remove(giving)
        }
        let isKnown = crowd.bytes[batch] != nil || crowd.bytes.count < TrainingStaging.uploadsMax
        guard isKnown, crowd.total + count <= bytesMax else {
            throw .training(
                .uploadsTooMany,
                "\(crowd.bytes.count) uploads of \(crowd.total) bytes are under way, and there may "
                    + "be \(TrainingStaging.uploadsMax) of \(bytesMax) bytes",
                status: .resourceExhausted
            )
        }
    }
}

/// The uploads of a tenant that are under way, with their sizes.
private struct UploadCrowd {
    /// The bytes of each upload.
    private(set) var bytes: [UniqueID: Int] = [:]
    /// The upload whose turn it is.
    let turn: UniqueID?
    private let folder: String
    private let names: [String]

    /// Looks at the uploads of a tenant.
    ///
    /// - Parameters:
    ///   - folder: Where they lie.
    ///   - now: The time, in milliseconds.
    ///   - removesOld: Whether what is older than a day, or no upload's, is removed.
    /// - Throws: A fault of the hub.
    init(_ folder: String, now: UInt64, removesOld: Bool) throws(Fault) {
        self.folder = folder
        names = try TrainingStaging.system { () throws(SystemError) in
            try Folder.names(path: folder)
        }
        let turn = try ImportTurn.read(in: folder)
        self.turn = turn.flatMap { $0.isLive(now) ? $0.batch : nil }
        for name in names
        where name.utf8.starts(with: TrainingStaging.prefix.utf8)
            && !name.utf8.elementsEqual(ImportTurn.name.utf8)
        {
            let id = TrainingStaging.upload(of: name)
            let isKept = id.map { id in
                !removesOld || id.milliseconds + TrainingStaging.keptMilliseconds > now
            }
            let path = "\(folder)/\(name)"
            if let id, isKept == true {
                bytes[id, default: 0] += try TrainingStaging.system { () throws(SystemError) in
                    // One that has gone meanwhile is as large as none.
                    try LocalFile.facts(path)?.bytes ?? 0
                }
            } else if removesOld {
                try TrainingStaging.system { () throws(SystemError) in try LocalFile.remove(path) }
            }
        }
    }

    /// The bytes of all.
    var total: Int { bytes.values.reduce(0, +) }

    /// Throws an upload away.
    mutating func remove(_ upload: UniqueID) throws(Fault) {
        bytes[upload] = nil
        try TrainingStaging.remove(upload, names, in: folder)
    }

    /// The upload that makes room for one that begins, where there are as many as there may be.
    ///
    /// Whoever has two more than the one who begins gives the oldest, else the one who begins does;
    /// else the oldest of all goes, once it has had an hour: else a colleague who begins many small
    /// ones would stop imports for a day.
    ///
    /// - Parameters:
    ///   - principal: Who begins one.
    ///   - now: The time, in milliseconds.
    /// - Returns: The upload; `nil` where none goes.
    /// - Throws: A fault of the hub.
    func leaving(for principal: String?, _ now: UInt64) throws(Fault) -> UniqueID? {
        guard bytes.count >= TrainingStaging.uploadsMax else { return nil }
        let idle = bytes.keys.filter { $0 != turn }
        if let principal {
            let byOwner = try owners(idle)
            let own = byOwner[principal] ?? []
            let most = byOwner.values.max { $0.count < $1.count } ?? []
            let giving = most.count >= own.count + 2 ? most : own
            if let oldest = UploadCrowd.oldest(giving) { return oldest }
        }
        let oldest = UploadCrowd.oldest(idle)
        return oldest.flatMap {
            $0.milliseconds + TrainingStaging.lingerMilliseconds <= now ? $0 : nil
        }
    }

    /// The upload that gives its bytes to another.
    ///
    /// It is the oldest of whoever has most bytes, if that is more than the one who asks would have
    /// with what is added; else the oldest other one of the one who asks. For the upload whose turn
    /// it is anybody's goes. The upload whose turn it is gives none.
    ///
    /// - Parameters:
    ///   - count: The bytes that are to be added.
    ///   - batch: The upload that they are added to.
    ///   - principal: Whose it is.
    ///   - isToBeKept: Whether it is its turn.
    /// - Returns: The upload; `nil` where none gives.
    /// - Throws: A fault of the hub.
    func giving(
        _ count: Int,
        to batch: UniqueID,
        of principal: String,
        isToBeKept: Bool
    ) throws(Fault) -> UniqueID? {
        let others = bytes.keys.filter { $0 != batch && (isToBeKept || $0 != turn) }
        let byOwner = try owners(others)
        let own = byOwner[principal] ?? []
        let ownBytes = size(own) + (bytes[batch] ?? 0)
        let most =
            byOwner.filter { !$0.key.utf8.elementsEqual(principal.utf8) }.values
            .max { size($0) < size($1) } ?? []
        if !most.isEmpty, isToBeKept || size(most) > ownBytes + count {
            return UploadCrowd.oldest(most)
        }
        return UploadCrowd.oldest(own)
    }

    private func size(_ uploads: [UniqueID]) -> Int {
        uploads.reduce(0) { $0 + (bytes[$1] ?? 0) }
    }

    // Text keys: ids that the hub made, in lower-case ASCII.
    private func owners(_ uploads: [UniqueID]) throws(Fault) -> [String: [UniqueID]] {
        // Text keys: the same.
        var byOwner: [String: [UniqueID]] = [:]
        for upload in uploads {
            byOwner[try TrainingStaging.owner(upload, in: folder) ?? "", default: []]
                .append(upload)
        }
        return byOwner
    }

    private static func oldest(_ uploads: some Sequence<UniqueID>) -> UniqueID? {
        uploads.min { $0.milliseconds < $1.milliseconds }
    }
}
