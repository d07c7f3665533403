import HubCrypto
import HubStore
import HubSystem
import HubWire

/// What a server remembers of the accesses that it wrote down: how much, and where the purposes
/// stand, which are the same for thousands of looks and can be pages long.
final class AccessLedger: Sendable {
    private struct Key: Hashable {
        let file: OpaqueID
        let dataSet: DataSet
    }

    private struct Purpose {
        let text: String
        let revision: Int64
    }

    /// How fast each tenant's log grows.
    private let ofTenants: GrowthRoom
    /// How fast each principal makes its log grow by looking at the log itself.
    private let ofReaders: GrowthRoom
    /// The last one of each file and data set.
    private let purposes = Lock<[Key: Purpose]>([:])

    /// Nothing written yet.
    init(_ limits: ServerLimits) {
        ofTenants = .ofAccesses(limits.accessBytesOfTenant)
        ofReaders = .ofAccesses(limits.accessBytesOfLogReader)
    }

    /// Whom a look is charged to, and where: its tenant's log, or its own reading of that log,
    /// which goes on when everybody else's looks wait and makes nobody else's wait.
    func account(of caller: CallerRecord, isLog: Bool) -> (room: GrowthRoom, holder: UniqueID) {
        isLog ? (ofReaders, caller.principal) : (ofTenants, caller.tenant)
    }

    /// The entry that has a purpose already; `nil` where it is to be written.
    func place(of purpose: String, _ dataSet: DataSet, in file: OpaqueID) -> Int64? {
        purposes.withLock { purposes in
            guard let known = purposes[Key(file: file, dataSet: dataSet)],
                known.text.utf8.elementsEqual(purpose.utf8)
            else { return nil }
            return known.revision
        }
    }

    /// Remembers the entry that a purpose was written with.
    func wrote(_ purpose: String, _ dataSet: DataSet, in file: OpaqueID, at revision: Int64) {
        purposes.withLock { purposes in
            purposes[Key(file: file, dataSet: dataSet)] = Purpose(text: purpose, revision: revision)
        }
    }
}
