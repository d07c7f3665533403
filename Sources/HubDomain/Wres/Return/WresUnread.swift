/// What stands in a sheet and could not be read, so that no rule speaks of it as missing.
package struct WresUnread: Equatable, Sendable {
    /// Cells that hold something else than a count.
    package var cells: Set<WresCell> = []
    /// Counts whose row may be there under a name that was not understood.
    package var rows: Set<WresRow> = []
    /// Facts about the return, by their paths.
    package var paths: Set<String> = []

    /// A count of one service, of all groups.
    package struct WresRow: Hashable, Sendable {
        let quantity: WresQuantity
        let service: WresService
    }

    /// Nothing: everything could be read.
    package init() {}

    /// Whether nobody can tell what a cell holds.
    func has(_ cell: WresCell) -> Bool {
        cells.contains(cell)
            || rows.contains(WresRow(quantity: cell.quantity, service: cell.service))
    }

    /// Whether cells of a service hold something that could not be read.
    func has(_ service: WresService) -> Bool { cells.contains { $0.service == service } }
}
