import HubDomain
package import HubStore
import HubSystem
import HubText
package import HubWire

/// Answers `WresService`: returns of the race equality standard and what leaves a council of them.
package struct WresHandlers: WresServiceHandlers {
    let registry: @Sendable () -> RegistryContents
    let region: PublishedSnapshot<RegionSnapshot>
    let cursors: CursorSeal

    /// The cycles that there are.
    var library: WresLibrary { region.snapshot.library }

    /// Handlers of a hub.
    ///
    /// - Parameters:
    ///   - registry: The registry as it is.
    ///   - region: What the region holds for its tenants.
    ///   - cursors: Seals the cursors of lists.
    init(
        registry: @escaping @Sendable () -> RegistryContents,
        region: PublishedSnapshot<RegionSnapshot>,
        cursors: CursorSeal
    ) {
        self.registry = registry
        self.region = region
        self.cursors = cursors
    }

    /// Begins to read a sheet into a draft.
    package func draftReturn(
        in call: CallContext
    ) throws(Fault) -> any Intake<SheetChunk, SheetAnswer> {
        SheetIntake(handlers: self, isCorrection: false)
    }

    /// Begins to read a correction.
    package func correctReturn(
        in call: CallContext
    ) throws(Fault) -> any Intake<SheetChunk, SheetAnswer> {
        SheetIntake(handlers: self, isCorrection: true)
    }

    /// Lists the council's returns and how far each is.
    package func listReturns(
        _ request: ListReturnsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListReturnsResponse {
        let order = library.cycles.map(\.id.text)
        func rank(_ cycle: String) -> Int {
            order.firstIndex { $0.utf8.elementsEqual(cycle.utf8) } ?? -1
        }
        let all = try ReturnRecords.all(in: store).enumerated().sorted { left, right in
            let (a, b) = (rank(left.element.cycle), rank(right.element.cycle))
            return a == b ? left.offset < right.offset : a > b
        }
        return ListReturnsResponse(
            returns: all.map { _, kept in
                kept.summary(isReadable: scope.call.mayRead(kept))
            }
        )
    }
}
