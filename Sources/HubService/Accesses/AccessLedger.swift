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
    /// How fast each principal makes it grow.
    private let ofPrincipals: GrowthRoom
    /// How fast each principal makes its log grow by looking at the log itself.
    private let ofReaders: GrowthRoom
    /// The last one of each file and data set.
    private let purposes = Lock<[Key: Purpose]>([:])

    /// Nothing written yet.
    init(_ limits: ServerLimits) {
        ofTenants = .ofAccesses(limits.accessBytesOfTenant)
        ofPrincipals = .ofAccesses(limits.accessBytesOfPrincipal)
        ofReaders = .ofAccesses(limits.accessBytesOfLogReader)
    }

    /// Looks whether a look has to wait; `nil` where it need not.
    ///
    /// Each is charged to its principal and its tenant, or as a reading of the log itself, which
    /// goes on when everybody else's looks wait and makes nobody else's wait.
    ///
    /// - Parameters:
    ///   - caller: Who looks.
    ///   - isLog: Whether it is the log that is looked at.
    ///   - now: The moment.
    /// - Returns: The fault, with the time to wait.
    func refusal(of caller: CallerRecord, isLog: Bool, _ now: Moment) -> Fault? {
        let own = isLog ? ofReaders : ofPrincipals
        if let wait = own.wait(of: caller.principal, now) { return .tooMany(.tooManyCalls, wait) }
        if isLog { return nil }
        let wait = ofTenants.wait(of: caller.tenant, now)
        return wait.map { .tooMany(.tooManyCallsFromYourOrganisation, $0) }
    }

    /// Charges for a look that was written down.
    ///
    /// - Parameters:
    ///   - bytes: Those of its line.
    ///   - caller: Who looked.
    ///   - isLog: Whether it was the log that was looked at.
    ///   - now: The moment.
    func charge(_ bytes: Int, of caller: CallerRecord, isLog: Bool, _ now: Moment) {
        (isLog ? ofReaders : ofPrincipals).charge(bytes, of: caller.principal, now)
        if !isLog { ofTenants.charge(bytes, of: caller.tenant, now) }
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
