import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

extension Command {
    /// `whub wres bands`.
    static let wresBands = Command(
        CommandDeclaration(
            "wres",
            "bands",
            summary: "the pay bands of each cycle, as published or as your region loaded them",
            details: "CSV of one cycle is the file that --bands of the other commands reads: they "
                + "ask no hub.",
            options: [WresDesk.cycleToReadOption],
            examples: [
                .init("whub wres bands", "every cycle"),
                .init(
                    "whub wres bands --cycle 2025 -o csv > bands.csv",
                    "then: whub wres template --cycle 2025 --bands bands.csv"
                ),
            ]
        )
    ) { (invocation) throws(CommandError) in
        let desk = try WresDesk(invocation)
        var answer = try desk.ask(desk.hub.listCycleBands, ListCycleBandsRequest())
        let wanted = desk.cycle
        if !wanted.isEmpty {
            answer.cycles = answer.cycles.filter { $0.cycle.utf8.elementsEqual(wanted.utf8) }
            guard let only = answer.cycles.first else {
                throw .missing("the hub knows no cycle \(wanted)", next: "whub wres bands")
            }
            guard !only.bands.isEmpty else {
                throw .missing(
                    "the pay bands of \(wanted) are not known here",
                    next: "the region's lead loads them: whub wres save-bands --help"
                )
            }
        }
        try invocation.print(answer, BandList.listing(answer.cycles, isOne: !wanted.isEmpty))
    }

    /// `whub wres save-bands`.
    static let wresSaveBands = Command(
        CommandDeclaration(
            "wres",
            "save-bands",
            summary: "load the pay bands of a cycle for which none were published (region lead)",
            details: "The table has a row for each band, the lowest pay first, with the titles "
                + "Code, Label, From and Below, in pounds a year. The first has no From and the "
                + "last no Below; each begins where the one before it ends. Once a council has "
                + "released counts by them they stay as they are.",
            effect: .writes,
            options: [
                WresFiles.cycleOption,
                OptionDeclaration(
                    "source",
                    takes: .text("TEXT"),
                    isRequired: true,
                    help: "where they were read: publisher, title, day"
                ),
                PrioritiesDesk.keyOption,
            ],
            words: [WordDeclaration("TABLE", help: "the bands as CSV; - for standard input")],
            examples: [
                .init(
                    "whub wres save-bands bands.csv --cycle 2025 "
                        + "--source \"Skills for Care, WRES tool 2025\"",
                    "for all councils of the region"
                )
            ]
        )
    ) { (invocation) throws(CommandError) in
        let bands = try WresFiles.bands(invocation.line.word("TABLE") ?? "", invocation)
        let desk = try WresDesk(invocation)
        let all = try desk.ask(desk.hub.listCycleBands, ListCycleBandsRequest(), desk.asides)
        let present = all.cycles.first { $0.cycle.utf8.elementsEqual(desk.cycle.utf8) }
        let wanted = CycleBands(
            cycle: desk.cycle,
            bands: bands.map(CycleBand.init),
            source: try desk.required("source"),
            revision: present?.revision ?? 0
        )
        try invocation.show([
            ValueChange(
                "Bands",
                BandList.words(present?.bands ?? []),
                BandList.words(wanted.bands)
            ),
            ValueChange("Source", present?.source ?? "", wanted.source),
        ])
        let request = SaveCycleBandsRequest(cycle: wanted)
        let answer = try desk.ask(desk.hub.saveCycleBands, request)
        if invocation.line.common.output == .json { try invocation.printJSON(answer) }
        invocation.sayKept(
            "The pay bands of \(desk.cycle) are kept",
            answer.saved,
            next: "whub wres bands --cycle \(desk.cycle)"
        )
    }
}

/// Pay bands for people and for programs.
enum BandList {
    /// A row for each band; of one cycle as the file that other commands read.
    static func listing(_ cycles: [CycleBands], isOne: Bool) -> Listing {
        var listing = Listing(
            columns: (isOne ? [] : [.init("cycle", "Cycle")])
                + [
                    .init("code", "Code"), .init("label", "Label"),
                    .init("from", "From", .trailing), .init("below", "Below", .trailing),
                ]
                + (isOne ? [] : [.init("source", "Source")])
        )
        for cycle in cycles {
            if cycle.bands.isEmpty {
                listing.rows.append([
                    .text(cycle.cycle), "", .text("not known", .quiet), "", "", "",
                ])
            }
            for band in cycle.bands {
                let own: [Listing.Value] = [
                    .text(band.code), .text(band.label),
                    .text(band.fromPounds.map { "\($0)" } ?? ""),
                    .text(band.belowPounds.map { "\($0)" } ?? ""),
                ]
                let source = cycle.isPublished ? "as published" : cycle.source
                listing.rows.append(
                    isOne ? own : [.text(cycle.cycle)] + own + [.text(source)]
                )
            }
        }
        return listing
    }

    /// Bands in one line.
    static func words(_ bands: [CycleBand]) -> String {
        bands.map(\.label).joined(separator: "; ")
    }
}

extension CycleBand: PayBandForm {}
