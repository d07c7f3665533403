import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub training remove-record`.
    static let trainingRemoveRecord = Command(
        CommandDeclaration(
            "training",
            "remove-record",
            summary: "take one record out that is wrong",
            details: "A day that was corrected in your file makes a new record, and the wrong one "
                + "stays: this takes it out. Topic and day are those that `whub training worker` "
                + "shows; of a record without a day of completion --ends says the last day or "
                + "--year the year. The journal keeps what was there, and `whub undo` brings it "
                + "back by the batch that is printed. A later import that has the record again "
                + "makes it anew.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "what",
                    takes: .text("TOPIC"),
                    isRequired: true,
                    help: "the topic's code, such as fire-safety; of other kinds such as "
                        + "check:dbs-enhanced"
                ),
                OptionDeclaration("done", takes: .text("DATE"), help: "the day of completion"),
                OptionDeclaration(
                    "ends",
                    takes: .text("DATE"),
                    help: "the last day, of a record without a day of completion"
                ),
                OptionDeclaration(
                    "year",
                    takes: .text("YEAR"),
                    help: "the year, of a qualification whose day nobody knows"
                ),
                OptionDeclaration(
                    "reason",
                    takes: .text("CODE"),
                    isRequired: true,
                    help: "a code of your own, such as typing-error; no sentence"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [
                WordDeclaration(
                    "REF",
                    help: "a staff number, w: and digits, or a name of this computer"
                )
            ],
            examples: [
                .init(
                    "whub training remove-record E000123 --what fire-safety --done 25/03/2026 "
                        + "--reason typing-error",
                    "the day was wrong"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try TrainingDesk(invocation)
        var request = RemoveTrainingRecordRequest(worker: try invocation.worker())
        request.topic = invocation.line.value("what") ?? ""
        request.completed = try DelegationOptions.day("done", invocation)
        request.expiry = try DelegationOptions.day("ends", invocation)
        if let year = invocation.line.value("year") {
            guard let number = UInt32(year) else {
                throw invocation.usage("--year takes a year such as 2019")
            }
            request.year = number
        }
        request.reason = invocation.line.value("reason") ?? ""
        try invocation.confirm("Take this record out?")
        let answer = try desk.ask(desk.hub.removeTrainingRecord, request, desk.options)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The record is taken out",
            answer.saved,
            next: "to bring it back: whub undo \(answer.saved?.id ?? "")"
        )
    }
}
