import HubDomain
package import HubStore
import HubText
package import HubWire

// Figures as a file.
extension FigureHandlers {
    /// The largest piece of a file that one message carries.
    private static let chunkBytesMax = 60 * 1_024
    /// What one reading of an export makes: its messages wait for the client's credit.
    private static let pieceBytesMax = 3 * chunkBytesMax
    /// Rows of one reading.
    private static let rowsPerRead = 1_000

    /// Writes figures as a CSV file, which an import reads as the same.
    package func exportFigures(
        _ request: ExportFiguresRequest,
        in scope: ReadScope,
        _ store: borrowing Database,
        after cursor: StreamCursor?
    ) throws(Fault) -> StreamPart<FigureExportChunk> {
        let revision = try scope.revision(in: store)
        try FigureSelection.requireSame(since: revision, in: store)
        let selection = try FigureSelection(
            request.filter ?? FigureFilter(),
            self,
            scope.call,
            in: store
        )
        let rows = try selection.rows(
            after: FigureRow.key(of: cursor?.key),
            limit: FigureHandlers.rowsPerRead,
            in: store
        )
        var writer = CSVWriter(hasMark: cursor == nil)
        if cursor == nil { writer.write(FigureTable.columns.map(\.title)) }
        var written = 0
        do throws(StoreError) {
            var texts = FigureTexts()
            for row in rows where writer.bytes.count < FigureHandlers.pieceBytesMax {
                writer.write(FigureTable.cells(try row.stated(&texts, in: store)))
                written += 1
            }
        } catch {
            throw Fault(error)
        }
        let bytes = writer.take()
        let chunks = stride(from: 0, to: bytes.count, by: FigureHandlers.chunkBytesMax).map {
            let end = min($0 + FigureHandlers.chunkBytesMax, bytes.count)
            return FigureExportChunk(data: Array(bytes[$0..<end]))
        }
        let isLast = written == rows.count && rows.count < FigureHandlers.rowsPerRead
        return StreamPart(chunks, next: isLast ? nil : rows[written - 1].cursor)
    }
}
