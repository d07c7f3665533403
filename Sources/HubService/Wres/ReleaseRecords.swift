import HubCrypto
import HubDomain
import HubStore
import HubWire

/// What leaves a council of its returns, and how the region keeps it.
enum ReleaseRecords {
    /// What a message to the region tells: protected counts.
    static let kind: StaticString = "wres-release"

    /// The protected counts of a return, made in the council's own file.
    ///
    /// - Parameters:
    ///   - kept: The return.
    ///   - place: Which one.
    ///   - call: Whose it is.
    ///   - store: The tenant's file, with its key.
    /// - Returns: What would leave.
    /// - Throws: A fault of the store.
    static func make(
        _ kept: CouncilReturn,
        _ place: ReturnPlace,
        by call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> CouncilRelease {
        let released = ReleasedReturn(
            kept.domain(place.cycle),
            place.cycle,
            offsets: try ReleaseKey.offsets(in: store)
        )
        var release = CouncilRelease(
            released,
            of: kept,
            place.cycle,
            tenant: call.caller?.tenant.description ?? ""
        )
        release.isWithdrawn = kept.withdrawn != nil
        return release
    }

    /// What was released of a return last.
    ///
    /// - Parameters:
    ///   - place: Which return.
    ///   - store: The tenant's file.
    /// - Returns: The release with its revision; `nil` where nothing was.
    /// - Throws: A fault of the store.
    static func last(
        _ place: ReturnPlace,
        in store: borrowing Database
    ) throws(Fault) -> (release: CouncilRelease, revision: UInt64)? {
        let found = try stored { () throws(StoreError) in
            try TenantTables.wresReleased.find(place.code, in: store)
        }
        guard let found else { return nil }
        return (try Fault.decoded(CouncilRelease.self, found.body), found.revision)
    }

    /// Releases a return that is handed in.
    ///
    /// Only what differs from what was released before is told: that a count changed, and shows as
    /// it did, is nobody's business outside. While it is taken back the council's own file goes on
    /// keeping what would be told, which the form that staff left in is compared with.
    ///
    /// - Parameters:
    ///   - kept: The return.
    ///   - place: Which one.
    ///   - call: Whose it is.
    ///   - store: The tenant's file.
    /// - Throws: WRES-0161 where staff would leave in a second form, or a fault of the store.
    static func release(
        _ kept: CouncilReturn,
        _ place: ReturnPlace,
        by call: CallContext,
        in store: inout WriteContext
    ) throws(Fault) {
        let release = try make(kept, place, by: call, in: store.database)
        let last = try last(place, in: store.database)
        if let last {
            if last.release == release { return }
            try Fault.domain(status: .failedPrecondition) { () throws(DomainError) in
                try last.release.domain(place.cycle).checkForm(of: release.domain(place.cycle))
            }
        }
        let body = release.encoded()
        try stored { () throws(StoreError) in
            _ = try TenantTables.wresReleased.save(
                place.code,
                body,
                basedOn: last?.revision ?? 0,
                in: &store
            )
        }
        guard let told = told(release, after: last?.release) else { return }
        try stored { () throws(StoreError) in
            try store.post(to: RegionMail.target, kind: kind, body: told.encoded())
        }
    }

    /// What the region is told of a release; nothing of one that stays taken back.
    private static func told(
        _ release: CouncilRelease,
        after last: CouncilRelease?
    ) -> CouncilRelease? {
        guard release.isWithdrawn else { return release }
        guard last?.isWithdrawn != true else { return nil }
        var bare = CouncilRelease()
        bare.tenantId = release.tenantId
        bare.cycle = release.cycle
        bare.unit = release.unit
        bare.isWithdrawn = true
        return bare
    }

    /// Applies a message to the region in the region's file.
    ///
    /// - Parameters:
    ///   - store: The region's file.
    ///   - message: What a tenant tells.
    /// - Throws: `StoreError`; the message stays in its outbox then.
    static func apply(
        _ store: inout WriteContext,
        _ message: OutboxMessage
    ) throws(StoreError) {
        let release: CouncilRelease
        do throws(WireError) {
            release = try CouncilRelease(decoding: message.body)
        } catch {
            throw StoreError(.corrupt, "a release to the region: \(error)")
        }
        let code = "\(release.cycle)/\(release.tenantId)/\(release.unit)"
        let known = try RegionTables.wresReleases.find(code, in: store.database)
        if let known, known.body == message.body { return }
        _ = try RegionTables.wresReleases.save(
            code,
            message.body,
            basedOn: known?.revision ?? 0,
            in: &store
        )
    }
}
