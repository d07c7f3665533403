import HubCrypto
import HubWire

extension RegistryContents {
    /// Tells where people hold a role that does not cover the capacity that data is held in.
    ///
    /// - Parameters:
    ///   - tenant: Whose register it is.
    ///   - entries: All of it.
    /// - Returns: A finding for each data set that is held as commissioner and shut to somebody.
    func withoutCapacity(in tenant: UniqueID, _ entries: [DataSetEntry]) -> [DataSetFinding] {
        let callers = directory.callers.values.filter { $0.tenant == tenant && $0.isActive }
        return entries.compactMap { entry in
            guard entry.capacity == .commissioner, DataSetRules.isFilled(entry) else { return nil }
            let methods = Method.allCases.filter { $0.facts.dataSet == entry.dataSet }
            let count = callers.count { caller in
                methods.contains { caller.lacksCapacity(for: $0) }
            }
            guard count > 0 else { return nil }
            let who = count == 1 ? "One person or program has" : "\(count) people or programs have"
            return DataSetFinding(
                dataSet: entry.dataSet,
                capacity: entry.capacity,
                kind: "not_granted",
                text: "\(who) a role that does not cover \(DataSetRules.words(entry.dataSet)) held "
                    + "as commissioner, and cannot use them: an admin grants it (whub admin roles)."
            )
        }
    }
}
