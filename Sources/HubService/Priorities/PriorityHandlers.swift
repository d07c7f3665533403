import HubDomain
import HubStore
import HubSystem
import HubText
import HubWire

/// Answers `PriorityService`: frameworks, self-assessments and their calendar.
package struct PriorityHandlers: PriorityServiceHandlers {
    let region: PublishedSnapshot<RegionSnapshot>
    let registry: @Sendable () -> RegistryContents
    let cursors: CursorSeal

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - region: What the region holds, in memory.
    ///   - registry: The registry as it is.
    ///   - cursors: Seals the cursors of lists.
    init(
        region: PublishedSnapshot<RegionSnapshot>,
        registry: @escaping @Sendable () -> RegistryContents,
        cursors: CursorSeal
    ) {
        self.region = region
        self.registry = registry
        self.cursors = cursors
    }

    /// Finds the caller's council, and others, in what is shared unnamed.
    ///
    /// - Parameter call: Who calls.
    /// - Returns: What looks for names; `nil` for a stranger.
    func mentions(_ call: CallContext) -> CouncilMentions? {
        guard let caller = call.caller else { return nil }
        let tenants = registry().tenants
        return CouncilMentions(
            code: GSSCode(text: caller.tenantCode),
            ownNames: tenants[caller.tenant].map { [$0.name] } ?? [],
            otherNames: tenants.filter { $0.key != caller.tenant && $0.value.kind == .council }
                .map(\.value.name)
        )
    }

    /// Warnings about notes that are shared unnamed and name a council.
    ///
    /// - Parameters:
    ///   - assessment: The assessment.
    ///   - call: Who calls.
    ///   - pace: Asked at every shared note.
    /// - Returns: The warnings.
    /// - Throws: What stops the call.
    func disclosures(
        _ assessment: HubDomain.Assessment,
        _ call: CallContext,
        _ pace: Pace<Fault>
    ) throws(Fault) -> [HubText.Finding] {
        guard let mentions = mentions(call) else { return [] }
        return try assessment.disclosures(mentions, pace).map {
            $0.error.finding(severity: .warning)
        }
    }
}

extension CallContext {
    /// The day in London.
    ///
    /// - Returns: The day of `now`.
    /// - Throws: A fault of the hub, when its clock is outside the years that are known.
    func today() throws(Fault) -> Day {
        guard let day = LondonTime.day(atMicroseconds: now.microseconds) else {
            throw Fault.internal("the clock is outside the calendar")
        }
        return day
    }
}

extension Interruption {
    /// It as what the domain's rules ask at every step.
    var pace: Pace<Fault> {
        Pace { () throws(Fault) in
            do throws(StoreError) { try check() } catch { throw Fault(error) }
        }
    }
}
