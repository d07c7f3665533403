import HubDomain
package import HubStore
package import HubWire

// Everything that is recorded of one worker.
extension TrainingHandlers {
    /// Hands out everything that is recorded of one worker.
    package func exportTrainingSubject(
        _ request: ExportTrainingSubjectRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ExportTrainingSubjectResponse {
        scope.showed(rows: 0)
        let subject = try SubjectWorker.find(request.worker, "worker", in: store)
        scope.looked(at: subject.token)
        let page = try Page(request, scope, store, cursors)
        var rows = SubjectRows(subject, try catalogue())
        let all = try stored { () throws(StoreError) in try rows.all(in: store) }
        var reader = PackedReader((page.after ?? [])[...])
        let first = min(Int(clamping: reader.int64()), all.count)
        var response = ExportTrainingSubjectResponse(worker: WorkerReference.text(subject.token))
        var authors = SubjectAuthors(registry())
        for row in all[max(0, first)...].prefix(page.size) {
            response.rows.append(try authors.signed(row, in: store))
        }
        var room = AnswerRoom()
        response.rows = room.take(response.rows).taken
        let next = first + response.rows.count
        if next < all.count {
            var key: [UInt8] = []
            key.append(packed: Int64(next))
            response.nextCursor = try page.next(after: key)
        }
        scope.showed(rows: response.rows.count)
        return response
    }
}
