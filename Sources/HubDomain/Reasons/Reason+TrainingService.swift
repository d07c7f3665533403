import HubText

extension ReasonCode {
    /// A file with errors that was to be kept.
    package static let importHasErrors: ReasonCode = "TRNG-0181"
    /// An upload that is not there, or not whole.
    package static let uploadIncomplete: ReasonCode = "TRNG-0182"
    /// A preview that is not the last one of its upload.
    package static let previewGone: ReasonCode = "TRNG-0183"
    /// A record that changed after the preview that names it.
    package static let changedSincePreview: ReasonCode = "TRNG-0184"
    /// A batch that is not there.
    package static let batchUnknown: ReasonCode = "TRNG-0185"
    /// A batch that was undone before.
    package static let batchUndone: ReasonCode = "TRNG-0186"
    /// A batch on which later changes depend.
    package static let batchHasDependents: ReasonCode = "TRNG-0187"
    /// More uploads than a council may have at one time.
    package static let uploadsTooMany: ReasonCode = "TRNG-0188"
    /// A worker who is not there.
    package static let workerUnknown: ReasonCode = "TRNG-0189"
    /// A reference that could be several workers.
    package static let workerSeveral: ReasonCode = "TRNG-0190"
    /// A batch that was kept before.
    package static let batchKept: ReasonCode = "TRNG-0191"
    /// An arrangement that is not there.
    package static let arrangementUnknown: ReasonCode = "TRNG-0192"
    /// A rule that the council does not have.
    package static let ruleUnknown: ReasonCode = "TRNG-0193"
    /// A record of a former employer that nobody accepted.
    package static let acceptedByNobody: ReasonCode = "TRNG-0194"
    /// A place on a course that is over.
    package static let bookedBefore: ReasonCode = "TRNG-0195"
    /// A cell of a file of rules that cannot be read.
    package static let ruleCell: ReasonCode = "TRNG-0196"
    /// A worker of a file who was erased.
    package static let workerErased: ReasonCode = "TRNG-0197"
}

extension Reason {
    /// Reasons about imports and workers on a hub.
    static let trainingService = [
        Reason(
            .importHasErrors,
            "training_import_has_errors",
            "The file has errors, and nothing was kept",
            why: "A file is kept whole or not at all, so that nobody has to ask later which half "
                + "of it arrived.",
            next: "Mend the file and send it again, or keep the rows that are right with "
                + "--right-rows and send the others when they are mended."
        ),
        Reason(
            .uploadIncomplete,
            "training_upload_incomplete",
            "The file has not arrived",
            why: "Only a whole file can be looked at. What was sent and never kept is thrown "
                + "away after a day.",
            next: "Send the file again; what has arrived is not sent twice."
        ),
        Reason(
            .previewGone,
            "training_preview_gone",
            "The preview is not there any more",
            why: "What is kept is what a preview showed, and a newer preview takes the place of "
                + "the one before.",
            next: "Send the file again, look at what it would change, then keep it."
        ),
        Reason(
            .changedSincePreview,
            "training_changed_since_preview",
            "A record changed after the preview",
            why: "Somebody else changed a record that the file would change, after the preview "
                + "was shown.",
            next: "Send the file again: the preview then shows what is there now."
        ),
        Reason(
            .batchUnknown,
            "training_batch_unknown",
            "There is no such import",
            why: "No import of your organisation has this batch.",
            next: "See which there are with `whub training imports`."
        ),
        Reason(
            .batchUndone,
            "training_batch_undone",
            "The import was undone before",
            why: "An import can be taken back once.",
            next: "Nothing is to be done. To have the records again, import the file again."
        ),
        Reason(
            .batchHasDependents,
            "training_batch_has_dependents",
            "Later changes depend on the import",
            why: "A record that the import made or changed was changed again later. Taking the "
                + "import back would lose that change.",
            next: "Undo the later imports first, the newest first."
        ),
        Reason(
            .uploadsTooMany,
            "training_uploads_too_many",
            "Too many uploads are under way",
            why: "Files that were sent and neither kept nor given up take room on the hub.",
            next: "Finish one of them, or wait: what is older than a day is thrown away."
        ),
        Reason(
            .workerUnknown,
            "training_worker_unknown",
            "There is no such worker",
            why: "The hub has no record of a worker with this reference or staff number.",
            next: "Check the number; a new worker is there after the next import."
        ),
        Reason(
            .workerSeveral,
            "training_worker_several",
            "Several workers begin so",
            why: "The reference is the beginning of more than one worker's.",
            next: "Write more of its digits."
        ),
        Reason(
            .batchKept,
            "training_batch_kept",
            "The import was kept before",
            why: "One batch is one import, and this one is kept already.",
            next: "Nothing is to be done. To send another file, let `whub training import` make "
                + "a new batch."
        ),
        Reason(
            .arrangementUnknown,
            "training_arrangement_unknown",
            "There is no such arrangement",
            why: "Kind, subject and first day tell the arrangements of a worker apart, and none "
                + "is as these say.",
            next: "See which there are with `whub training arrangements`."
        ),
        Reason(
            .ruleUnknown,
            "training_rule_unknown",
            "There is no such rule",
            why: "Somebody can be exempt from a rule that you have, and from no other.",
            next: "See which there are with `whub training rules`."
        ),
        Reason(
            .acceptedByNobody,
            "training_accepted_by_nobody",
            "Nobody accepted the record",
            why: "A former employer's record counts because somebody looked at it here.",
            next: "Name the role of who accepted it with --accepted-by, and no person."
        ),
        Reason(
            .bookedBefore,
            "training_booked_before",
            "The day of the course has passed",
            why: "A place on a course counts until its day has passed; what was done then is a "
                + "record.",
            next: "Give a day to come, or import what was done."
        ),
        Reason(
            .ruleCell,
            "training_rule_cell",
            "A cell of the rules cannot be read",
            why: "What is required of people must be written so that nobody has to guess.",
            next: "Mend the cell; `whub training export-rules` shows how each is written."
        ),
        Reason(
            .workerErased,
            "training_worker_erased",
            "The worker was erased",
            why: "Somebody's records were erased for good, and a file that still has them must not "
                + "bring them back unseen.",
            next: "Take the rows out of the file, or keep the others with --right-rows. Where the "
                + "worker is to be recorded again, use `whub training lift-erasure`."
        ),
    ]
}
