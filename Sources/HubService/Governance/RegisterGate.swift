import HubCrypto
import HubWire

extension CallerRecord {
    /// Refuses to load data about people that the tenant's register has no filled entry for.
    ///
    /// A dry run is refused too: it brings the data to the hub all the same. What only takes data
    /// away, or holds it still, goes on: nobody's right to that waits for a form.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - facts: Those of the method.
    /// - Throws: `dataSetNotRegistered`.
    func requireRegister(for method: Method, _ facts: MethodFacts) throws(Fault) {
        guard facts.isMutating, RoleTable.isOfDataSet(facts), !ReserveUse.isFor(method),
            !filledDataSets.contains(facts.dataSet)
        else { return }
        throw Fault(
            .dataSetNotRegistered,
            "the register of your organisation has no filled entry for "
                + "\(DataSetRules.words(facts.dataSet)); an admin fills it with "
                + "`whub admin register -f FILE`"
        )
    }
}

/// What the register of one tenant says about data sets.
struct RegisteredDataSets {
    /// Those with a filled entry.
    private(set) var filled: Set<DataSet> = []
    /// Those with a filled entry that says that they are held as commissioner.
    private(set) var commissioned: Set<DataSet> = []
    /// Those with a filled entry of the tenant's own, which no hub made for trial.
    private var owned: Set<DataSet> = []

    /// Those whose only filled entries a hub made for trial.
    var trial: Set<DataSet> { filled.subtracting(owned) }

    /// What a register says, entry by entry.
    fileprivate mutating func add(_ entry: DataSetEntry) {
        guard DataSetRules.isFilled(entry) else { return }
        filled.insert(entry.dataSet)
        if !entry.isTrial { owned.insert(entry.dataSet) }
        if entry.capacity == .commissioner { commissioned.insert(entry.dataSet) }
    }

    /// What registers say.
    ///
    /// - Parameter records: All entries of all of them.
    /// - Returns: By the tenants' ids.
    static func byTenant(_ records: [DataSetRecord]) -> [UniqueID: RegisteredDataSets] {
        var found: [UniqueID: RegisteredDataSets] = [:]
        for record in records {
            guard let tenant = UniqueID(record.tenantId), let entry = record.entry else { continue }
            found[tenant, default: RegisteredDataSets()].add(entry)
        }
        return found.filter { !$0.value.filled.isEmpty }
    }
}
