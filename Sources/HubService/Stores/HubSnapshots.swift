import HubStore

/// What a hub holds in memory of its common files, and how a change of one becomes known.
package struct HubSnapshots: Sendable {
    /// The registry; everybody's rights follow it.
    package let registry: PublishedSnapshot<RegistryContents>
    /// What the region holds for all its tenants.
    package let region: PublishedSnapshot<RegionSnapshot>
    let follower = RegistryFollower()

    /// Reads what a change will make known, while nobody else changes the file.
    ///
    /// - Parameters:
    ///   - place: Whose file is changed.
    ///   - store: The file with the change, before its commit.
    /// - Returns: What to publish after the commit; `nil` where nothing is held in memory.
    /// - Throws: A fault of the store, or of what is stored; the change must fail then.
    func publication(
        of place: StorePlace,
        in store: borrowing WriteContext
    ) throws(Fault) -> Publication? {
        let revision = store.lastRevision
        switch place {
        case .registry:
            // Nobody learns of a dry run.
            guard !store.call.isDryRun else { return nil }
            let known = try follower.contents(in: store)
            return Publication { [registry, follower] in
                follower.note(committed: known)
                registry.publish(known.contents, revision: revision)
            }
        case .region:
            let contents = try RegionSnapshot(store.database)
            return Publication { [region] in region.publish(contents, revision: revision) }
        case .tenant, .accesses: return nil
        }
    }
}

/// What a change makes known once it is committed.
struct Publication: Sendable {
    private let action: @Sendable () -> Void

    fileprivate init(_ action: @escaping @Sendable () -> Void) { self.action = action }

    /// Makes it known; call it after the commit and before the answer.
    func publish() { action() }
}
