import HubCrypto
import HubWire

extension CallerRecord {
    /// Refuses to load data about people that the tenant's register has no filled entry for.
    ///
    /// A dry run is refused too: it brings the data to the hub all the same.
    ///
    /// - Parameter facts: Those of the method.
    /// - Throws: `dataSetNotRegistered`.
    func requireRegister(for facts: MethodFacts) throws(Fault) {
        guard facts.isMutating, facts.dataSet != .none, facts.dataSet != .unspecified,
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

extension RegistryContents {
    /// The data sets that each tenant may load.
    ///
    /// - Parameter records: All entries of all registers.
    /// - Returns: By the tenants' ids.
    static func filledDataSets(_ records: [DataSetRecord]) -> [UniqueID: Set<DataSet>] {
        var filled: [UniqueID: Set<DataSet>] = [:]
        for record in records {
            guard let tenant = UniqueID(record.tenantId), let entry = record.entry,
                DataSetRules.isFilled(entry)
            else { continue }
            filled[tenant, default: []].insert(entry.dataSet)
        }
        return filled
    }
}
