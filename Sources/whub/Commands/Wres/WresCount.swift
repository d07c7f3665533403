import HubArguments
import HubDomain
import HubSystem
import HubText

extension Command {
    /// `whub wres count`.
    static let wresCount = Command(
        CommandDeclaration(
            "wres",
            "count",
            summary: "counts your extracts on this computer and writes the sheet of counts",
            details: "Nothing is sent anywhere: people's rows stay on this computer, and the "
                + "sheet holds counts alone. Look at it before you pass it on; a count of one is "
                + "about somebody.\n\n"
                + "The map says which of your columns is which and what your words mean: begin "
                + "with `whub wres map`. People who gave notice that their data must not be used "
                + "for equality monitoring are left out where the map names a column for it.\n\n"
                + "Rows that cannot be placed are listed, and no sheet is written unless "
                + "--leave-out says to go on without them. Where an extract has dates and the map "
                + "leaves the day of counting or the twelve months empty, nothing is counted.\n\n"
                + "Somebody with several rows in a service counts once there, whatever the order "
                + "of the rows: on the staff with any post on the day of counting, a leaver with "
                + "one that ended in the twelve months, regulated, senior or developed with one "
                + "post that says so. Rows that differ are named. Posts in several pay bands are "
                + "refused until the map names a column as `staff.main-post` and one of them says "
                + "yes. A case of somebody with posts in both services counts where its own column "
                + "`cases.service` says.\n\n"
                + "Nobody is a leaver who goes on in any service of the extract, and how many is "
                + "told: with another post on the first day after the twelve months, or with one "
                + "that begins later while no whole week from Sunday to Saturday lies between. A "
                + "post to Sunday 31/03/2024 and the next from Saturday 13/04/2024 still follow on "
                + "(from 14/04 they do not: 07/04 to 13/04 is a whole week).\n\n"
                + "-o csv prints every mistake and remark of every row in the place of the sheet, "
                + "which --out then keeps. With --words your map is written again with a row for "
                + "each word that it lacks: say in its second cell what the word means, and count "
                + "with that map.",
            options: [
                OptionDeclaration(
                    "from",
                    takes: .file("FILE"),
                    isRequired: true,
                    help: "the extract of staff, a row for each person"
                ),
                OptionDeclaration(
                    "recruitment",
                    takes: .file("FILE"),
                    help: "the extract of people shortlisted"
                ),
                OptionDeclaration(
                    "cases",
                    takes: .file("FILE"),
                    help: "the extract of disciplinary, fitness to practise and harassment cases"
                ),
                OptionDeclaration(
                    "map",
                    takes: .file("FILE"),
                    isRequired: true,
                    help: "the map of your columns and words"
                ),
                WresFiles.cycleOption, WresFiles.bandsOption,
                OptionDeclaration("leave-out", help: "go on without rows that cannot be placed"),
                OptionDeclaration(
                    "words",
                    takes: .file("FILE"),
                    help: "keep your map with the words that it lacks at its end in this new file"
                ),
                WresFiles.outOption,
            ],
            examples: [
                .init("whub wres map --cycle 2024 --out map.csv", "take the map and edit it"),
                .init(
                    "whub wres count --from hr.csv --recruitment r.csv --cases c.csv "
                        + "--map map.csv --cycle 2024 > sheet.csv",
                    "then count"
                ),
                .init(
                    "whub wres count --from hr.csv --map map.csv --cycle 2024 --words more.csv "
                        + "-o csv > mistakes.csv",
                    "every mistake, and the map with the words that it lacks"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let cycle = try WresFiles.cycle(invocation)
        let map = try WresFiles.map(invocation, cycle)
        let isListed = invocation.line.common.output == .csv
        if invocation.line.common.output == .json {
            throw invocation.usage("`wres count` writes a sheet, or its mistakes with -o csv")
        }
        let counting = WresCounting(
            staff: try WresFiles.required("from", invocation),
            recruitment: try WresFiles.optional("recruitment", invocation),
            cases: try WresFiles.optional("cases", invocation),
            map: map,
            cycle: cycle
        )
        for line in CountingWords.lines(counting) { invocation.console.say(line) }
        if isListed {
            let listing = CountingWords.listing(counting)
            try invocation.console.write(bytes: listing.csv)
        }
        try WresFiles.keepWords(counting.unplaced.compactMap(\.word), invocation)
        if counting.gaps.contains(where: { $0.severity == .error }) {
            throw .dataError(
                "the map leaves open, or has wrong, what the counts depend on: nothing was counted"
            )
        }
        let isFaulty = counting.isRefused
        if isFaulty || !counting.unplaced.isEmpty && !invocation.line.has("leave-out") {
            throw .dataError(
                isFaulty
                    ? "the extract cannot be read with this map: no sheet was written"
                    : "rows could not be placed: no sheet was written. Mend the map or the "
                        + "extract, or go on without these rows with --leave-out"
            )
        }
        if isListed, !invocation.line.has("out") {
            invocation.console.say("The sheet was not written: name its file with --out.")
            return
        }
        try invocation.printFile(
            WresSheet.file(counting.entry, cycle),
            next: "Look at it, fill in what is missing, then: whub wres chart "
                + "\(invocation.line.value("out") ?? "FILE") --cycle \(cycle.id)"
        )
    }

    /// `whub wres map`.
    static let wresMap = Command(
        CommandDeclaration(
            "wres",
            "map",
            summary: "a map to edit, for counting your extracts with `whub wres count`",
            details: "A row names a setting, the title of a column in your extracts, or what one "
                + "of your words means. Empty the last cell, or delete the row, where you have no "
                + "such column or word; add a row for each other word. Some words for ethnicity "
                + "are there to begin with; which of yours belong to which group is your "
                + "decision.\n\n"
                + CountingMap.settingsWords.joined(separator: "\n\n") + "\n\n"
                + "A cycle counts one meaning of indicator 4. Where nobody said which, both rows "
                + "are empty: write your word in one of them, and ask Skills for Care or your "
                + "region which.",
            options: [WresFiles.cycleOption, WresFiles.bandsOption, WresFiles.outOption],
            examples: [
                .init("whub wres map --cycle 2024 --out map.csv", "take it and open it in Excel")
            ]
        )
    ) { (invocation) throws(CommandError) in
        try invocation.printFile(
            CountingMap.starter(try WresFiles.cycle(invocation)),
            next: "Edit it, save it as CSV UTF-8, then: whub wres count --help"
        )
    }
}

/// The files of the two commands.
enum WresFiles {
    /// The most that an extract may hold.
    private static let extractBytesMax = 256 * 1_024 * 1_024
    /// The most that a map may hold.
    static let mapBytesMax = 4 * 1_024 * 1_024

    static let cycleOption = OptionDeclaration(
        "cycle",
        takes: .text("YEAR"),
        isRequired: true,
        help: "the cycle of the standard, such as 2024"
    )

    static let outOption = OptionDeclaration(
        "out",
        takes: .file("FILE"),
        help: "keep it in this file instead of printing it"
    )

    /// `--bands`, where no hub is asked.
    static let bandsOption = OptionDeclaration(
        "bands",
        takes: .file("FILE"),
        help: "the cycle's pay bands where none were published: `whub wres bands -o csv`"
    )

    /// The cycle that `--cycle` names, with the bands of `--bands`.
    static func cycle(_ invocation: Invocation) throws(CommandError) -> WresCycle {
        let cycle = try known(invocation)
        guard let path = invocation.line.value("bands") else { return cycle }
        guard cycle.bands.value == nil else {
            throw invocation.usage("--bands: those of \(cycle.id) were published, leave it out")
        }
        let bands = try bands(path, invocation)
        do throws(DomainError) {
            return try cycle.with(bands: bands)
        } catch {
            throw .dataError("\(path): \(error.finding().sentence) [\(error.reason)]")
        }
    }

    /// Pay bands of a file.
    static func bands(
        _ path: String,
        _ invocation: Invocation
    ) throws(CommandError) -> [PayBand] {
        let file = try invocation.contents(of: path, bytesMax: mapBytesMax)
        do throws(DomainError) {
            return try PayBand.read(file)
        } catch {
            throw .dataError("\(path): \(error.finding().sentence) [\(error.reason)]")
        }
    }

    private static func known(_ invocation: Invocation) throws(CommandError) -> WresCycle {
        do throws(DomainError) {
            let library = try WresLibrary.shipped()
            return try library.cycle(typed: invocation.line.value("cycle") ?? "")
        } catch {
            throw error.reason == .wresCycleUnknown
                ? invocation.usage("--cycle: \(error.finding().sentence) [\(error.reason)]")
                : .local(error.finding().sentence)
        }
    }

    static func map(
        _ invocation: Invocation,
        _ cycle: WresCycle
    ) throws(CommandError) -> CountingMap {
        let path = invocation.line.value("map") ?? ""
        let file = try invocation.contents(of: path, bytesMax: mapBytesMax)
        let reading = CountingMapReading(file: file, cycle: cycle)
        for finding in reading.findings {
            invocation.console.say(TerminalText.escaped("  \(path): \(finding.sentence)"))
        }
        guard let map = reading.map else {
            throw .dataError("the map has mistakes: nothing was counted")
        }
        return map
    }

    /// Keeps the map with the words that it lacks, where `--words` names a file.
    static func keepWords(
        _ words: [MissingWord],
        _ invocation: Invocation
    ) throws(CommandError) {
        guard let path = invocation.line.value("words") else { return }
        guard !words.isEmpty else {
            return invocation.console.say("The map lacks no word: \(path) was not written.")
        }
        let file = try invocation.contents(
            of: invocation.line.value("map") ?? "",
            bytesMax: mapBytesMax
        )
        let map: (file: [UInt8], added: Int)
        do throws(TextError) {
            map = try MissingWord.map(adding: words, to: file)
        } catch {
            throw .dataError("\(error)")
        }
        try invocation.keep(map.file, at: path)
        let count = Wording.count(map.added, "word")
        invocation.console.say("\(count) at its end: say what each means, and count with it.")
    }

    static func required(
        _ name: String,
        _ invocation: Invocation
    ) throws(CommandError) -> [UInt8] {
        let path = invocation.line.value(name) ?? ""
        return try invocation.contents(of: path, bytesMax: extractBytesMax)
    }

    static func optional(
        _ name: String,
        _ invocation: Invocation
    ) throws(CommandError) -> [UInt8]? {
        invocation.line.has(name) ? try required(name, invocation) : nil
    }
}
