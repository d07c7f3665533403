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
