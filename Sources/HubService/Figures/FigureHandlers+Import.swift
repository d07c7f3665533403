import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Imports: making one, listing them, taking one back.
extension FigureHandlers {
    /// Begins to read a file of figures.
    package func importFigures(
        in call: CallContext
    ) throws(Fault) -> any Intake<FigureChunk, ImportFiguresResponse> {
        FigureIntake(handlers: self)
    }

    /// Takes an import back, unless later imports rest on it.
    package func undoFigureImport(
        _ request: UndoFigureImportRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> UndoFigureImportResponse {
        guard let id = UniqueID(request.batch) else {
            throw .invalid("batch", "not_an_id", "a UUID of version 7")
        }
        guard let found = try FigureImports.find(OpaqueID(id), in: store.database) else {
            throw .figures(
                .figureImportUnknown,
                "no import of figures has the batch \(id)",
                status: .notFound
            )
        }
        guard found.undone == 0 else {
            throw .figures(.figureImportUndone, "it was undone at revision \(found.undone)")
        }
        var response = UndoFigureImportResponse()
        var room = AnswerRoom()
        let editions = try FigureTableQueries.editions(of: found.revision, in: store.database)
        let listed = room.take(editions, bytesMax: room.bytesLeft / 2)
        response.editions = listed.taken
        response.editionsLeftOut = UInt64(listed.leftOut)
        response.removedFigures = editions.reduce(0) { $0 + $1.figures }
        let resting = try stored { () throws(StoreError) in
            try FigureImports.resting(on: found.revision, in: store.database)
        }
        guard resting.isEmpty else {
            let dependents = try entries(resting, in: store.database)
            let told = room.take(dependents)
            response.dependents = told.taken
            response.dependentsLeftOut = UInt64(told.leftOut)
            response.removedFigures = 0
            return response
        }
        let uses = try FigureUses(store.database)
        let before = try uses.standing(FigureLookup(self, call), store.database)
        response.saved = try takeBack(found, id, in: &store)
        let after = try uses.standing(FigureLookup(self, call), store.database)
        let lost = room.take(uses.lost(before, after))
        response.uses = lost.taken
        response.usesLeftOut = UInt64(lost.leftOut)
        return response
    }

    private func takeBack(
        _ found: FigureImports.Import,
        _ id: UniqueID,
        in store: inout WriteContext
    ) throws(Fault) -> Saved {
        do throws(StoreError) {
            let revision = try store.ownRevision()
            try FigureImports.undo(found, at: revision, in: store.database)
            try store.record(
                JournalEntry(
                    kind: FigureJournal.importKind,
                    record: found.id,
                    operation: .closed,
                    body: FigureImportNote(undoneBatch: id.description).encoded()
                )
            )
            return Saved(id: id.description, revision: UInt64(clamping: revision))
        } catch {
            throw Fault(error)
        }
    }

    /// Lists the imports.
    package func listFigureImports(
        _ request: ListFigureImportsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListFigureImportsResponse {
        let all = try FigureImports.all(in: store)
        return ListFigureImportsResponse(imports: try entries(all, in: store))
    }

    private func entries(
        _ imports: [FigureImports.Import],
        in store: borrowing Database
    ) throws(Fault) -> [FigureImport] {
        var entries: [FigureImport] = []
        for found in imports {
            let note = try Fault.decoded(FigureImportNote.self, found.note)
            let head = try stored { () throws(StoreError) in
                try store.readHead(at: found.revision)
            }
            var entry = FigureImport()
            entry.batch = UniqueID(bytes: found.id.bytes)?.description ?? ""
            entry.revision = UInt64(clamping: found.revision)
            entry.time = head.map { Timestamp($0.time) }
            entry.fileName = note.fileName
            entry.figures = note.figures
            entry.unchangedFigures = note.unchangedFigures
            entry.undone = UInt64(clamping: found.undone)
            entries.append(entry)
        }
        return entries
    }
}
