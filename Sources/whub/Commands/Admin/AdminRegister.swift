import HubArguments
import HubClient
import HubText
import HubWire

extension Command {
    /// `whub admin register`.
    static let adminRegister = Command(
        CommandDeclaration(
            "admin",
            "register",
            summary: "what data about people your organisation loads, and on what ground",
            details: "Data about people is loaded only under a filled entry. --template prints an "
                + "empty file, -f sends it, --list shows what is filled. The texts in "
                + "deploy/governance help to fill it. The day of the policy document's next review "
                + "is written as 31/03/2027 or 2027-03-31.\n\n"
                + "The capacity is what your organisation holds the data as: \(capacityWords). "
                + "An organisation that is several of them has an entry for each. What is held as "
                + "commissioner is open only to those whose role covers it, from the moment on in "
                + "which its entry is filled: whub admin roles … --as-commissioner.",
            effect: .writes,
            options: [
                OptionDeclaration(
                    "file",
                    letter: "f",
                    takes: .file("FILE"),
                    help: "JSON as --template and `--list -o json` print it; - for standard input"
                ),
                OptionDeclaration("template", help: "print an empty file to fill in"),
                OptionDeclaration("list", help: "show the entries that there are"),
                AdminDesk.keyOption,
            ],
            examples: [
                .init("whub admin register --template > register.json", "fill it in"),
                .init("whub admin register -f register.json --dry-run", "is it complete?"),
                .init("whub admin register --list", "what is filled?"),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let line = invocation.line
        let wishes = [line.has("file"), line.has("template"), line.has("list")]
        guard wishes.count(where: { $0 }) == 1 else {
            throw invocation.usage("give one of -f FILE, --template and --list")
        }
        if line.has("template") { return try invocation.console.write(RegisterTemplate.text) }
        let request = line.has("file") ? try invocation.register() : nil
        let desk = try AdminDesk(invocation)
        guard let request else {
            let answer = try desk.ask(desk.governance.listDataSets, ListDataSetsRequest())
            try invocation.print(answer, RegisterList.listing(answer.entries)) { style in
                RegisterList.lines(answer.entries, style)
                    + RegisterList.rules(answer.retentionRules, style)
            }
            return try invocation.say(answer.findings, desk)
        }
        let answer = try desk.ask(
            desk.governance.saveDataSets,
            request,
            at: .changedSinceYouReadIt,
            next: "begin with it as it is now: whub admin register --list -o json > register.json"
        )
        try invocation.print(answer, RegisterList.listing(answer.entries)) { style in
            RegisterList.lines(answer.entries, style)
        }
        let count = Wording.count(request.entries.count, "entry", "entries")
        invocation.sayKept("\(count) of the register filled", nil)
        guard !line.common.isDryRun else { return }
        let all = try desk.ask(desk.governance.listDataSets, ListDataSetsRequest())
        try invocation.say(all.findings.filter { $0.kind == "not_granted" }, desk)
    }
}

/// What a file may name as a capacity.
private let capacityWords = JSONFault.words(of: Capacity.self).joined(separator: ", ")

extension Invocation {
    /// The request of `--file`, with its days as they travel.
    fileprivate func register() throws(CommandError) -> SaveDataSetsRequest {
        var request = try file(
            of: ListDataSetsResponse.wireTable,
            for: .governanceServiceSaveDataSets,
            RegisterTemplate.read
        )
        for index in request.entries.indices {
            do throws(TextError) {
                let day = try RegisterTemplate.day(request.entries[index].policyReview)
                request.entries[index].policyReview = day
            } catch {
                let path = line.value("file") ?? ""
                throw .dataError("\(path): entries[\(index)].policyReview: \(error)")
            }
        }
        return request
    }

    /// Says what is to be done about the register, beside the data.
    fileprivate func say(
        _ findings: [DataSetFinding],
        _ desk: AdminDesk
    ) throws(CommandError) {
        for finding in findings {
            let about = RegisterList.dataSet(finding.dataSet)
            let capacity = RegisterList.capacity(finding.capacity)
            let subject = capacity.isEmpty ? about : "\(about), as \(capacity)"
            console.warn(TerminalText.escaped("\(subject): \(finding.text)"))
        }
        guard findings.contains(where: { $0.kind == "not_filled" || $0.kind == "trial" }) else {
            return
        }
        let grants = try whoAmI(desk.channel, desk.reading).grants
        guard RoleTable.allows(Method.governanceServiceSaveDataSets.facts, grants) else {
            return console.say("An admin of each organisation fills its own register.")
        }
        console.say("Next: whub admin register --template > register.json, and fill it in")
    }
}

/// A register's file, empty and as it is read.
enum RegisterTemplate {
    /// What stands for a day that is still to be filled in, and says its form.
    static let dayForm = "DD/MM/YYYY"

    /// A day as people write it, in the form in which it travels; empty for one that is not filled
    /// in.
    static func day(_ typed: String) throws(TextError) -> String {
        let text = TextRule.trimmed(typed)
        guard !text.isEmpty, !text.utf8.elementsEqual(dayForm.utf8) else { return "" }
        return try DayText.day(text).iso
    }

    /// An entry for each data set, with nothing in it.
    static let text = """
        {
          "entries": [
        \(["TRAINING_RECORDS", "WRES_RETURNS"].map(entry).joined(separator: ",\n"))
          ]
        }

        """

    private static func entry(_ dataSet: String) -> String {
        """
            {
              "dataSet": "DATA_SET_\(dataSet)",
              "capacity": "CAPACITY_EMPLOYER",
              "controller": "",
              "purpose": "",
              "lawfulBasis": "",
              "specialCondition": "",
              "dpiaReference": "",
              "policyDocument": "",
              "policyReview": "\(dayForm)",
              "retention": "",
              "recipients": []
            }
        """
    }

    /// The request of a file as it is printed.
    static func read(_ bytes: [UInt8]) throws(WireError) -> SaveDataSetsRequest {
        // What --list prints has findings as well, which are the hub's to make.
        SaveDataSetsRequest(entries: try ListDataSetsResponse(json: bytes).entries)
    }
}

/// Entries of the register.
enum RegisterList {
    /// A row for each.
    static func listing(_ entries: [DataSetEntry]) -> Listing {
        var listing = Listing(columns: [
            .init("data_set", "Data set"), .init("capacity", "As"),
            .init("controller", "Controller"), .init("purpose", "Purpose"),
            .init("lawful_basis", "Lawful basis"),
            .init("special_condition", "Special condition"), .init("dpia_reference", "DPIA"),
            .init("policy_document", "Policy document"),
            .init("policy_review", "Policy review"), .init("retention", "Retention"),
            .init("recipients", "Recipients"), .init("trial", "Trial"),
            .init("version", "Version"),
        ])
        listing.rows = entries.map { entry in
            [
                .text(dataSet(entry.dataSet)), .text(capacity(entry.capacity)),
                .text(entry.controller),
                .text(entry.purpose), .text(entry.lawfulBasis), .text(entry.specialCondition),
                .text(entry.dpiaReference), .text(entry.policyDocument), .day(entry.policyReview),
                .text(entry.retention), .text(entry.recipients.joined(separator: "; ")),
                .text(entry.isTrial ? "yes" : "no"), .text("\(entry.version)"),
            ]
        }
        return listing
    }

    /// One entry after the other.
    static func lines(_ entries: [DataSetEntry], _ style: TerminalStyle) -> [String] {
        var page = Page(style)
        for entry in entries {
            page.gap()
            page.heading("\(dataSet(entry.dataSet)), as \(capacity(entry.capacity))")
            if entry.isTrial {
                page.paragraph("A trial entry: it is for invented data only.", indent: 2)
            }
            for (name, text) in rows(entry) where !text.isEmpty {
                page.paragraph("\(name): \(text)", indent: 2)
            }
        }
        return page.lines
    }

    /// The rules of keeping that are set, beside what the entries say.
    static func rules(_ rules: [String], _ style: TerminalStyle) -> [String] {
        guard !rules.isEmpty else { return [] }
        var page = Page(style)
        page.gap()
        page.heading("Rules of keeping, as whub training set-retention sets them")
        for rule in rules { page.paragraph(rule, indent: 2) }
        return page.lines
    }

    private static func rows(_ entry: DataSetEntry) -> [(String, String)] {
        [
            ("Controller", entry.controller), ("Purpose", entry.purpose),
            ("Lawful basis", entry.lawfulBasis), ("Special condition", entry.specialCondition),
            ("DPIA", entry.dpiaReference), ("Policy document", entry.policyDocument),
            ("Policy review", entry.policyReview.isEmpty ? "" : Wording.day(entry.policyReview)),
            ("Retention", entry.retention),
            ("Recipients", entry.recipients.joined(separator: "; ")),
        ]
    }

    /// A data set in words.
    static func dataSet(_ dataSet: DataSet) -> String {
        switch dataSet {
        case .none, .unspecified: ""
        case .wresReturns: "WRES returns"
        case .personLinks: "links to people who draw on care"
        default: Wording.name(dataSet, without: "DATA_SET_")
        }
    }

    /// A capacity in words; empty for none.
    static func capacity(_ capacity: Capacity) -> String {
        guard capacity != .unspecified else { return "" }
        return Wording.name(capacity, without: "CAPACITY_")
    }
}
