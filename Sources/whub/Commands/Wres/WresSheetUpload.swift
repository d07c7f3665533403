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
    private let file: [UInt8]
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
            guard isConflict, let conflict = try WresConflict(file, desk) else {
                throw CommandError(error)
            }
            try conflict.show()
            throw CommandError(error, next: conflict.next)
        }
    }
}
