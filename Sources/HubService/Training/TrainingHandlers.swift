import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// Answers `TrainingService`: from a council's spreadsheet to who is recorded as up to date.
package struct TrainingHandlers: TrainingServiceHandlers {
    let stores: HubStores
    let cursors: CursorSeal
    /// Works status out in the background.
    let keeper: TrainingKeeper?
    /// The registry as it is: whose roles changes are told by.
    let registry: @Sendable () -> RegistryContents
    private let source: TrainingRuleSource

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - stores: Where tenants' files are.
    ///   - cursors: Seals the cursors of lists.
    ///   - keeper: Works status out in the background.
    ///   - registry: The registry as it is.
    init(
        stores: HubStores,
        cursors: CursorSeal,
        keeper: TrainingKeeper?,
        registry: @escaping @Sendable () -> RegistryContents
    ) {
        self.registry = registry
        self.stores = stores
        self.cursors = cursors
        self.keeper = keeper
        source = keeper?.source ?? TrainingRuleSource()
    }

    /// Topics, rules and the rest that the program brings.
    func catalogue() throws(Fault) -> TrainingCatalogue { try source.catalogue() }

    /// The rules that the caller's council goes by.
    func rules(
        _ call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> TrainingRules {
        try source.rules(of: call.caller?.tenant, in: store)
    }

    /// The rules that a book says.
    func rules(of book: TrainingRuleBook) throws(Fault) -> TrainingRules {
        try source.rules(of: book)
    }

    /// The staged files of an upload.
    func staging(_ batch: UniqueID, _ call: CallContext) throws(Fault) -> TrainingStaging {
        guard let tenant = call.caller?.tenant, let file = stores.openFile(.tenant(tenant)) else {
            throw Fault.internal("the tenant's file is not open")
        }
        let directory = stores.directory
        return TrainingStaging(
            batch,
            beside: file.path,
            roomBytes: directory.recordsBytesMax
        ) { () throws(StoreError) in try directory.requireSpace() }
    }

    /// A day that may be missing, as it travels.
    static func iso(_ number: Int64?) -> String? {
        number.flatMap { Day(number: Int($0)) }?.iso
    }
}
