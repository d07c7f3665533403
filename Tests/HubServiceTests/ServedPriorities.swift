import HubClient
import HubCrypto
import HubService
import HubSystem
import HubText
import HubWire
import Testing

/// A served hub with the starter kit, a council's steward and the region's lead.
struct ServedPriorities {
    let served: ServedHub
    let steward: PriorityServiceClient
    let lead: PriorityServiceClient
    let today: Day

    init(limits: ServerLimits = ServerLimits()) throws {
        served = try ServedHub(limits: limits)
        try served.hub.loadStarterKit()
        steward = PriorityServiceClient(try served.channel(.steward))
        lead = PriorityServiceClient(try served.channel(.regionLead, tenant: nil))
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
    }

    /// A day so many days from today, as it travels.
    func day(_ days: Int) -> String { today.advanced(by: days)?.iso ?? "" }

    static let titles = "Priority,Kind,Reference,Text,Sharing,Rating,Action\n"

    /// Sends a file for the first window.
    func send(
        _ rows: String,
        isDryRun: Bool = false,
        batch: UniqueID = UniqueID(milliseconds: 1),
        fileName: String = "ours.csv",
        titles: String = ServedPriorities.titles,
        window: String = "first"
    ) throws(ClientError) -> ImportAssessmentResponse {
        try send(
            Array((titles + rows).utf8),
            isDryRun: isDryRun,
            batch: batch,
            fileName: fileName,
            window: window
        )
    }

    func send(
        _ file: [UInt8],
        isDryRun: Bool = false,
        batch: UniqueID = UniqueID(milliseconds: 1),
        fileName: String = "ours.csv",
        window: String = "first"
    ) throws(ClientError) -> ImportAssessmentResponse {
        var options = CallOptions()
        options.isDryRun = isDryRun
        let call = try steward.importAssessment(options)
        let start = ImportStart(
            window: window,
            batch: batch.description,
            fileName: fileName,
            fileBytes: UInt64(file.count)
        )
        try call.send(ImportChunk(start: start, data: file))
        return try call.finish()
    }

    /// The file that an export gives.
    func export() throws(ClientError) -> [UInt8] {
        var file: [UInt8] = []
        let request = ExportAssessmentRequest(window: "first")
        try steward.exportAssessment(request, .init()) { (chunk) throws(ClientError) in
            file += chunk.data
        }
        return file
    }

    /// Sets a window; days are counted from today.
    @discardableResult
    func set(
        _ id: String,
        opens: Int? = nil,
        closes: Int? = nil,
        scale: String? = nil
    ) throws(ClientError) -> SaveWindowResponse {
        let known = try lead.listWindows().windows.first { $0.id == id }
        var window = known ?? Window(id: id, name: id)
        window.edition = "shared-priorities-2023-24"
        window.opens = opens.map { day($0) }
        window.closes = closes.map { day($0) }
        window.scale = scale
        return try lead.saveWindow(
            SaveWindowRequest(window: window, baseRevision: known?.revision ?? 0)
        )
    }

    func assessment() throws(ClientError) -> Assessment {
        try steward.getAssessment(GetAssessmentRequest(window: "first")).assessment ?? Assessment()
    }
}
