import HubArguments
import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

/// A sheet of counts on its way to the hub, as often as it takes.
struct WresSheetUpload {
    /// The revision of the return that a preview was shown for; absent for the preview itself.
    var base: UInt64?
    /// The file's bytes.
    let file: [UInt8]
    private let start: SheetStart
    private let method: Method

    /// The largest sheet the hub takes.
    static let fileBytesMax = 512 * 1_024
    /// The most of a sheet that one message holds.
    private static let chunkBytesMax = 64 * 1_024

    /// An upload; what the file is called stays here, for it may be called after somebody.
    ///
    /// - Parameters:
    ///   - file: All its bytes.
    ///   - method: What is called with it.
    ///   - desk: For which return.
    ///   - batch: What makes two tries of it one.
    init(_ file: [UInt8], _ method: Method, _ desk: WresDesk, batch: UniqueID) {
        self.file = file
        self.method = method
        var start = SheetStart()
        start.cycle = desk.cycle
        start.unit = desk.unit
        start.batch = batch.description
        start.fileBytes = UInt64(file.count)
        start.why = desk.invocation.line.value("why") ?? ""
        start.takesOver = desk.invocation.line.has("take-over")
        self.start = start
    }

    private var chunks: [SheetChunk] {
        var start = start
        start.baseRevision = base
        guard !file.isEmpty else { return [SheetChunk(start: start)] }
        return stride(from: 0, to: file.count, by: Self.chunkBytesMax).map { offset in
            let end = min(offset + Self.chunkBytesMax, file.count)
            return SheetChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    /// Sends the sheet.
    ///
    /// - Parameters:
    ///   - desk: Where to.
    ///   - options: Whether it is to be kept.
    /// - Returns: What the hub says about it.
    /// - Throws: What the hub or the way to it says; where somebody else changed the return since
    ///   the sheet was made, both changes are shown first.
    func send(_ desk: WresDesk, _ options: CallOptions) throws(CommandError) -> SheetAnswer {
        do throws(ClientError) {
            return try desk.channel.upload(method, chunks, options) { _ in }
        } catch {
            let isConflict = error.reasonCode.utf8.elementsEqual(
                Reason.changedSinceYouReadIt.code.utf8
            )
            if isConflict { try WresConflict(file, desk)?.show() }
            throw CommandError(error)
        }
    }
}

/// Two changes of one return that do not know of each other: both are shown, none is lost.
struct WresConflict {
    private let desk: WresDesk
    private let cycle: WresCycle
    private let base: WresReturn
    private let theirs: WresReturn
    private let yours: WresReturn
    private let revision: UInt64

    /// What the sheet and somebody else changed since the sheet was made; `nil` where the sheet
    /// does not say what it was made from, or it cannot be shown.
    init?(_ file: [UInt8], _ desk: WresDesk) throws(CommandError) {
        let cycle = try desk.wholeCycle()
        let reading = Self.reading(file, cycle)
        guard let yours = reading.entry, let revision = reading.basedOn else { return nil }
        var then = desk.asides
        then.asOf = .revision(revision)
        var request = GetSheetRequest(cycle: desk.cycle, unit: desk.unit)
        request.isPlain = true
        let before: GetSheetResponse
        let now: GetSheetResponse
        do throws(ClientError) {
            before = try desk.hub.getSheet(request, then)
            now = try desk.hub.getSheet(request, desk.asides)
        } catch {
            return nil
        }
        guard let base = Self.reading(before.csv, cycle).entry,
            let theirs = Self.reading(now.csv, cycle).entry
        else { return nil }
        self.desk = desk
        self.cycle = cycle
        self.base = base
        self.theirs = theirs
        self.yours = yours
        self.revision = revision
    }

    private static func reading(_ file: [UInt8], _ cycle: WresCycle) -> WresSheetReading {
        let now = HubClock.system.instant.microseconds
        let today = LondonTime.day(atMicroseconds: now) ?? Day.last
        return WresSheetReading(file: file, cycle: cycle, today: today)
    }

    /// The rows that either side changed.
    var listing: Listing {
        var listing = Listing(columns: [
            .init("count", "Count"), .init("based_on", "Revision \(revision)", .trailing),
            .init("now", "Now", .trailing), .init("yours", "Yours", .trailing),
        ])
        let changed = [theirs, yours].flatMap {
            ReturnChange(from: base, to: $0, cycle).counts.map(\.cell)
        }
        for cell in ReturnChange(from: nil, to: yours, cycle).counts.map(\.cell)
        where changed.contains(cell) {
            listing.rows.append(
                [.text(cell.words(in: cycle))]
                    + [base, theirs, yours].map {
                        .text($0.entries[cell]?.text ?? "missing")
                    }
            )
        }
        return listing
    }

    /// Shows both changes.
    func show() throws(CommandError) {
        let invocation = desk.invocation
        guard invocation.line.common.output == .table else { return }
        var page = Page(invocation.style)
        page.heading("Somebody else changed the return after your sheet was made")
        page.add(listing.lines(invocation.style))
        page.paragraph(
            "Take the sheet again with whub wres export, make your changes there, and send that."
        )
        try invocation.print(lines: page.lines)
    }
}
