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

    /// How fast the logs grow.
    let room: GrowthRoom
    /// The last one of each file and data set.
    private let purposes = Lock<[Key: Purpose]>([:])

    /// Nothing written yet.
    ///
    /// - Parameter rate: In bytes of one tenant.
    init(_ rate: QuotaRate) { room = .ofAccesses(rate) }

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
