import HubArguments
import HubClient
import HubDomain
import HubSystem
import HubText
import HubWire

/// A sheet and the return that was changed since the sheet was made: both changes are shown, none
/// is lost, and where they are of different counts they can be put together.
struct WresConflict {
    private let desk: WresDesk
    private let cycle: WresCycle
    private let base: WresReturn
    private let theirs: WresReturn
    private let yours: WresReturn
    /// The revision that the sheet was made from.
    private let revision: UInt64
    /// The revision of the return as it is.
    private let present: UInt64
    private let merge: ReturnMerge

    /// What the sheet and somebody else changed since the sheet was made; `nil` where the sheet
    /// does not say what it was made from, or it cannot be shown.
    init?(_ file: [UInt8], _ desk: WresDesk) throws(CommandError) {
        let cycle = try desk.wholeCycle()
        let reading = Self.reading(file, cycle)
        guard let yours = reading.entry, let revision = reading.basedOn else { return nil }
        var then = desk.asides
        then.asOf = .revision(revision)
        let request = GetSheetRequest(cycle: desk.cycle, unit: desk.unit)
        let before: GetSheetResponse
        let now: GetSheetResponse
        do throws(ClientError) {
            before = try desk.hub.getSheet(request, then)
            now = try desk.hub.getSheet(request, desk.asides)
        } catch {
            return nil
        }
        let current = Self.reading(now.csv, cycle)
        guard let base = Self.reading(before.csv, cycle).entry, let theirs = current.entry,
            let present = current.basedOn
        else { return nil }
        self.desk = desk
        self.cycle = cycle
        self.base = base
        self.theirs = theirs
        self.yours = yours
        self.revision = revision
        self.present = present
        merge = ReturnMerge(from: base, theirs: theirs, yours: yours, cycle)
    }

    private static func reading(_ file: [UInt8], _ cycle: WresCycle) -> WresSheetReading {
        let now = HubClock.system.instant.microseconds
        let today = LondonTime.day(atMicroseconds: now) ?? Day.last
        return WresSheetReading(file: file, cycle: cycle, today: today)
    }

    /// Whether the sheet says what it was made from, and nothing else.
    private var changesNothing: Bool { ReturnChange(from: base, to: yours, cycle).isEmpty }

    /// The return as it is, with what the sheet changes.
    ///
    /// - Returns: A sheet made from the present revision.
    /// - Throws: Exit code 5 where both changed the same to something else.
    func merged() throws(CommandError) -> [UInt8] {
        guard merge.isWhole else {
            try show()
            throw .taken(
                "you and somebody else changed the same: nothing was put together",
                next: next
            )
        }
        return WresSheet.file(merge.merged, cycle, basedOn: present)
    }

    /// The rows that either side changed.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("count", "Count"), .init("based_on", "Revision \(revision)", .trailing),
            .init("now", "Now", .trailing), .init("yours", "Yours", .trailing),
            .init("both", "Both"),
        ])
        let sides = [theirs, yours].map { ReturnChange(from: base, to: $0, cycle) }
        var facts: [String] = []
        for fact in sides.flatMap(\.facts) where !facts.contains(fact.name) {
            facts.append(fact.name)
            // Whoever did not change it has it as it was.
            let after = sides.map { side in
                side.facts.first { $0.name.utf8.elementsEqual(fact.name.utf8) }?.after
                    ?? fact.before
            }
            listing.rows.append(
                [.text(fact.name)] + ([fact.before] + after).map { .text(shown($0)) }
                    + [merge.facts.contains(fact.name) ? "yes" : ""]
            )
        }
        let changed = Set(sides.flatMap(\.counts).map(\.cell))
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, service, group)
                    guard changed.contains(cell) else { continue }
                    let states = [base, theirs, yours].map { $0.entries[cell]?.text ?? "missing" }
                    listing.rows.append(
                        [.text(cell.words(in: cycle))] + states.map { .text($0) }
                            + [merge.counts.contains(cell) ? "yes" : ""]
                    )
                }
            }
        }
        return listing
    }

    private func shown(_ text: String) -> String { text.isEmpty ? "missing" : text }

    /// Shows both changes.
    func show() throws(CommandError) {
        let invocation = desk.invocation
        guard invocation.line.common.output == .table else { return }
        var page = Page(invocation.style)
        page.heading("The return was changed after your sheet was made")
        page.add(listing.lines(invocation.style))
        try invocation.print(lines: page.lines)
    }

    /// What to do about it.
    var next: String {
        let export = WresDesk.typed("export", desk.cycle, desk.unit, "--out FILE")
        if yours == theirs {
            return "nothing: the return says what your sheet says already"
        }
        if changesNothing {
            return "your sheet is revision \(revision) as it was; take the return as it is: "
                + export
        }
        if merge.isWhole {
            return "no count was changed by both: send your sheet again with --merge, and both "
                + "changes stand"
        }
        return "agree which of both is right, then take the return as it is, change it and send "
            + "that: \(export)"
    }
}
