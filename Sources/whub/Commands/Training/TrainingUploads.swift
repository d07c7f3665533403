import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training imports`.
    static let trainingImports = Command(
        CommandDeclaration(
            "training",
            "imports",
            summary: "the imports, newest first, with the batches that undo them",
            details: "Uploads that were neither kept nor thrown away are listed first: until then "
                + "the hub holds the file, staff numbers and all, for a day at most. Who began one "
                + "goes on with it or throws it away.",
            examples: [.init("whub training imports", "then: whub undo BATCH")]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let answer = try desk.ask(desk.hub.listTrainingBatches, ListTrainingBatchesRequest())
        var listing = Listing(columns: [
            .init("batch", "Batch"), .init("time", "When"), .init("file_name", "File"),
            .init("new", "New", .trailing), .init("changed", "Changed", .trailing),
            .init("workers", "New workers", .trailing),
            .init("removed", "Taken out", .trailing), .init("reason", "Reason"),
            .init("undone", "State"),
            .init("principal", "By", isForPrograms: true),
        ])
        listing.rows = answer.batches.map { batch in
            [
                .text(batch.batch), .time(batch.time), .text(batch.fileName),
                .text("\(batch.newRecords)"), .text("\(batch.changedRecords)"),
                .text("\(batch.newWorkers)"), .text("\(batch.removedRecords)"),
                .text(batch.reason), .text(batch.undone == 0 ? "kept" : "undone"),
                .text(batch.principalId),
            ]
        }
        for upload in answer.uploads { invocation.console.say(OpenUpload.words(upload)) }
        try invocation.print(answer, listing) { style in listing.entries(style) }
    }

    /// `whub training discard`.
    static let trainingDiscard = Command(
        CommandDeclaration(
            "training",
            "discard",
            summary: "throw away an upload of yours that was not kept",
            details: "An import that ends without keeping its file throws it away itself; this is "
                + "for one that broke off. Nothing that was kept is touched: whub undo does that.",
            words: [WordDeclaration("BATCH", help: "as `whub training imports` shows it")],
            examples: [
                .init(
                    "whub training discard 0192a4c8-1e5f-7a31-9c4e-5d2b6f7a8c90",
                    "the hub forgets the file"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        let request = DiscardTrainingUploadRequest(batch: invocation.line.word("BATCH") ?? "")
        let answer = try desk.ask(desk.hub.discardTrainingUpload, request, desk.reading)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.console.say(
            answer.wasThere
                ? "The upload is thrown away." : "Nothing is there under this batch."
        )
    }
}

/// An upload that nobody has kept, in words.
private enum OpenUpload {
    static func words(_ upload: TrainingOpenUpload) -> String {
        let bytes = NumberText.grouped(Int(clamping: upload.bytes))
        let what = "Open: an upload of \(bytes) bytes, not kept yet, batch \(upload.batch)."
        let turn = upload.turnUntil.map {
            " Other imports wait for it until \(Wording.time($0))."
        }
        guard upload.isOwn else {
            let role = upload.role.isEmpty ? "" : " (\(upload.role))"
            return what + " A colleague began it\(role)." + (turn ?? "")
        }
        return what + (turn ?? "")
            + " Go on with: whub training import FILE --batch \(upload.batch); or throw it "
            + "away with: whub training discard \(upload.batch)"
    }
}
