import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

// Whose uploads are, and how they end without being kept.
extension TrainingStaging {
    /// The largest name of an owner.
    private static let ownerBytesMax = 64

    /// Who began the upload; nil where nobody did.
    func owner() throws(Fault) -> String? {
        try TrainingStaging.owner(batch, in: folder)
    }

    /// Writes down who began the upload, unless that is written already.
    func begin(by principal: String) throws(Fault) {
        guard try owner() == nil else { return }
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.replace(
                TrainingStaging.ownerPath(batch, folder),
                with: Array(principal.utf8).span
            )
        }
    }

    /// Throws away all that belongs to the upload, and gives its turn back.
    ///
    /// - Parameter now: The time, in milliseconds.
    /// - Returns: Whether there was anything.
    /// - Throws: A fault of the hub.
    @discardableResult
    func discard(now: UInt64) throws(Fault) -> Bool {
        try endTurn(now: now)
        let names = try TrainingStaging.system { () throws(SystemError) in
            try Folder.names(path: folder)
        }
        let begin = "\(TrainingStaging.prefix)\(batch)"
        try TrainingStaging.remove(batch, names, in: folder)
        return names.contains { $0.utf8.starts(with: begin.utf8) }
    }

    /// An upload that was neither kept nor thrown away.
    struct Open {
        /// The upload.
        let batch: UniqueID
        /// What has arrived of it.
        let bytes: Int
        /// Whether whoever asks began it.
        let isOwn: Bool
        /// Whether a preview was made of it.
        let isChecked: Bool
        /// The turn that others wait for; nil where nobody waits.
        let turn: ImportTurn?
    }

    /// The uploads beside a tenant's records, the oldest first.
    ///
    /// - Parameters:
    ///   - records: Where the tenant's file of records lies.
    ///   - principal: Who asks.
    ///   - now: The time, in milliseconds; what is older than a day is as good as gone.
    /// - Returns: Each upload with what has arrived of it.
    /// - Throws: A fault of the hub.
    static func open(
        beside records: String,
        for principal: String,
        now: UInt64
    ) throws(Fault) -> [Open] {
        let folder = LocalFile.parent(of: records)
        let names = try system { () throws(SystemError) in try Folder.names(path: folder) }
        var batches: Set<UniqueID> = []
        for name in names where name.utf8.starts(with: prefix.utf8) {
            let rest = name.utf8.dropFirst(prefix.utf8.count)
            guard let id = UniqueID(text: rest.prefix(UniqueID.textCount)) else { continue }
            if id.milliseconds + keptMilliseconds > now { batches.insert(id) }
        }
        let turn = try ImportTurn.read(in: folder)
        var found: [Open] = []
        for batch in batches.sorted(by: { $0.milliseconds < $1.milliseconds }) {
            let one = TrainingStaging(batch, beside: records)
            let owner = try one.owner() ?? ""
            let prepared = try system { () throws(SystemError) in
                try LocalFile.facts(one.preparedPath)
            }
            let isItsTurn = turn?.batch == batch && turn?.isLive(now) == true
            found.append(
                Open(
                    batch: batch,
                    bytes: try one.stagedBytes() ?? 0,
                    isOwn: owner.utf8.elementsEqual(principal.utf8),
                    isChecked: prepared != nil,
                    turn: isItsTurn ? turn : nil
                )
            )
        }
        return found
    }

    private static func ownerPath(_ batch: UniqueID, _ folder: String) -> String {
        "\(folder)/\(prefix)\(batch).by"
    }

    /// Who began an upload; nil where nobody did.
    static func owner(_ batch: UniqueID, in folder: String) throws(Fault) -> String? {
        let path = ownerPath(batch, folder)
        return try system { () throws(SystemError) -> String? in
            guard try LocalFile.facts(path) != nil else { return nil }
            return String(
                decoding: try LocalFile.read(path, bytesMax: ownerBytesMax),
                as: UTF8.self
            )
        }
    }
}
