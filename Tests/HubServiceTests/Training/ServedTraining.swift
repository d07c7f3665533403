import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubSystem
import HubTestKit
import HubText
import HubWire

@testable import HubService

/// A council's steward with training files.
struct TrainingCalls {
    let steward: TrainingServiceClient

    init(_ steward: TrainingServiceClient) { self.steward = steward }

    /// The columns that the maker's files have.
    static var mapping: TrainingMapping {
        let meanings = [
            "staff_number", "organisation", "team", "role", "topic", "title", "completed",
            "expiry", "accredited", "provider",
        ]
        var mapping = TrainingMapping()
        for (title, meaning) in zip(TrainingFileMaker.titles, meanings) {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        return mapping
    }

    /// The mapping of `file(rows)`.
    static var smallMapping: TrainingMapping {
        var mapping = TrainingMapping()
        let columns = [
            ("No", "staff_number"), ("Team", "team"), ("Topic", "topic"), ("Done", "completed"),
            ("Ends", "expiry"), ("Course", "title"), ("Provider", "provider"),
        ]
        for (title, meaning) in columns {
            mapping.columns.append(TrainingColumn(title: title, meaning: meaning))
        }
        return mapping
    }

    /// A file with these rows.
    static func file(_ rows: String...) -> [UInt8] { file(rows) }

    static func file(_ rows: [String]) -> [UInt8] {
        Array((["No,Team,Topic,Done,Ends,Course,Provider"] + rows).joined(separator: "\n").utf8)
    }

    static func batch() -> UniqueID {
        UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
    }

    /// Sends a file, in calls of at most so many bytes.
    func upload(
        _ file: [UInt8],
        _ batch: UniqueID,
        from offset: Int = 0,
        callBytes: Int = 1_024 * 1_024
    ) throws(ClientError) {
        var start = offset
        repeat {
            let end = min(start + callBytes, file.count)
            _ = try part(file, start..<end, batch)
            start = end
        } while start < file.count
    }

    /// Sends one part of a file.
    func part(
        _ file: [UInt8],
        _ range: Range<Int>,
        _ batch: UniqueID,
        onlyChecked: Bool = false
    ) throws(ClientError) -> UploadTrainingResponse {
        let call = try steward.uploadTraining(.patient)
        var start = range.lowerBound
        repeat {
            let end = min(start + 60 * 1_024, range.upperBound)
            var piece = TrainingUpload(offset: UInt64(start), data: Array(file[start..<end]))
            if start == range.lowerBound {
                piece.batch = batch.description
                piece.onlyChecked = onlyChecked
            }
            try call.send(piece)
            start = end
        } while start < range.upperBound
        return try call.finish()
    }

    /// Sends a file and has it looked at.
    func preview(
        _ file: [UInt8],
        _ mapping: TrainingMapping = TrainingCalls.smallMapping,
        batch: UniqueID = TrainingCalls.batch(),
        name: String = "ours.csv"
    ) throws(ClientError) -> (batch: UniqueID, answer: PreviewTrainingResponse) {
        try upload(file, batch)
        let request = PreviewTrainingRequest(
            batch: batch.description,
            mapping: mapping,
            fileBytes: UInt64(file.count),
            fileName: name
        )
        return (batch, try steward.previewTraining(request, .patient))
    }

    /// Sends a file and keeps it.
    @discardableResult
    func keep(
        _ file: [UInt8],
        _ mapping: TrainingMapping = TrainingCalls.smallMapping,
        rightRowsOnly: Bool = false
    ) throws(ClientError) -> (batch: UniqueID, answer: CommitTrainingResponse) {
        let (batch, preview) = try preview(file, mapping)
        let answer = try commit(batch, preview, rightRowsOnly: rightRowsOnly)
        return (batch, answer)
    }

    /// Keeps what a preview showed.
    func commit(
        _ batch: UniqueID,
        _ preview: PreviewTrainingResponse,
        rightRowsOnly: Bool = false
    ) throws(ClientError) -> CommitTrainingResponse {
        try steward.commitTraining(
            CommitTrainingRequest(
                batch: batch.description,
                preview: preview.preview,
                rightRowsOnly: rightRowsOnly
            ),
            .patient
        )
    }

    func undo(_ batch: UniqueID) throws(ClientError) -> UndoTrainingResponse {
        try steward.undoTraining(UndoTrainingRequest(batch: batch.description), .patient)
    }

    func worker(_ reference: String) throws(ClientError) -> GetTrainingWorkerResponse {
        try steward.getTrainingWorker(GetTrainingWorkerRequest(worker: reference), .patient)
    }

    func status(
        _ by: TrainingSplit = .unspecified
    ) throws(ClientError) -> GetTrainingStatusResponse {
        try steward.getTrainingStatus(GetTrainingStatusRequest(by: by), .patient)
    }
}

extension CallOptions {
    /// For files of thousands of rows, on a machine that does much else.
    static var patient: CallOptions {
        var options = CallOptions()
        options.timeoutMilliseconds = Patience.seconds * 1_000
        return options
    }
}

/// A served hub and a council's steward with training files.
struct ServedTraining {
    let served: ServedHub
    let channel: Channel
    let calls: TrainingCalls

    init(in folder: TemporaryDirectory? = nil, clock: HubClock = .system) throws {
        served = try ServedHub(in: folder, clock: clock)
        channel = try served.channel(.steward)
        calls = TrainingCalls(TrainingServiceClient(channel))
    }

    /// Everything in the council's file, row by row.
    func tables() throws -> [String] {
        let tenant = try IdentityServiceClient(channel).whoAmI().tenantId
        guard let id = UniqueID(tenant) else { return [] }
        let file = try served.hub.stores.directory.tenant(OpaqueID(id)).records
        return try Footprint.of(file)
    }
}
