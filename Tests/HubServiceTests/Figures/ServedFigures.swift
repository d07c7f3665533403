import HubClient
import HubCrypto
import HubDomain
import HubSystem
import HubText
import HubWire

@testable import HubService

/// A council's steward with files of figures.
struct FigureCalls {
    let client: FigureServiceClient

    init(_ channel: Channel) { client = FigureServiceClient(channel) }

    static let titles =
        "Measure,Code,Place,Period,Edition,Employers,Setting,Value,Status,Source,Kind of place"

    /// A file with these rows.
    static func file(_ rows: String...) -> [UInt8] {
        Array(([titles] + rows).joined(separator: "\n").utf8)
    }

    /// The figures that come with the program.
    static func published() throws -> [UInt8] {
        FigureTable.write(try FigureLibrary.shipped().figures.figures { _ in true })
    }

    static func batch() -> UniqueID {
        UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
    }

    /// The messages that carry a file.
    static func chunks(
        _ file: [UInt8],
        mapping: [UInt8]? = nil,
        batch: UniqueID = batch(),
        name: String = "ours.csv"
    ) -> [FigureChunk] {
        let start = FigureStart(
            batch: batch.description,
            fileName: name,
            fileBytes: UInt64(file.count),
            mapping: mapping
        )
        return stride(from: 0, to: max(1, file.count), by: 60 * 1_024).map { offset in
            let end = min(offset + 60 * 1_024, file.count)
            return FigureChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    /// Sends a file.
    func send(
        _ file: [UInt8],
        mapping: [UInt8]? = nil,
        batch: UniqueID = batch(),
        name: String = "ours.csv",
        isDryRun: Bool = false
    ) throws(ClientError) -> ImportFiguresResponse {
        var options = CallOptions()
        options.isDryRun = isDryRun
        let call = try client.importFigures(options)
        for chunk in Self.chunks(file, mapping: mapping, batch: batch, name: name) {
            try call.send(chunk)
        }
        return try call.finish()
    }

    /// What is known of a measure in a place.
    func series(
        _ measure: String,
        _ area: String,
        edition: String = ""
    ) throws(ClientError) -> GetFigureSeriesResponse {
        try client.getFigureSeries(
            GetFigureSeriesRequest(measure: measure, area: area, edition: edition)
        )
    }

    /// All figures, page by page.
    func all(
        _ filter: FigureFilter = FigureFilter(),
        pageSize: UInt32 = 0
    ) throws(ClientError) -> [FigureEntry] {
        var request = ListFiguresRequest(pageSize: pageSize, filter: filter)
        var figures: [FigureEntry] = []
        repeat {
            let page = try client.listFigures(request)
            figures += page.figures
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return figures
    }

    /// The file that an export gives.
    func export(_ filter: FigureFilter = FigureFilter()) throws(ClientError) -> [UInt8] {
        var file: [UInt8] = []
        try client.exportFigures(ExportFiguresRequest(filter: filter), .init()) {
            (chunk) throws(ClientError) in file += chunk.data
        }
        return file
    }
}
