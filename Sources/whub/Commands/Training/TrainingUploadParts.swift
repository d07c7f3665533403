import HubCrypto
import HubWire

/// The messages of one part of an upload.
enum TrainingUploadParts {
    /// What one call carries.
    static let partBytes = 1_024 * 1_024
    /// What one message carries.
    static let pieceBytes = 60 * 1_024

    /// The messages that carry a part of a file.
    ///
    /// - Parameters:
    ///   - bytes: The part.
    ///   - offset: Where in the file it belongs.
    ///   - batch: The upload.
    ///   - onlyChecked: Whether the file is looked at and not kept.
    /// - Returns: The messages; one without bytes for an empty part.
    static func pieces(
        _ bytes: [UInt8],
        at offset: Int,
        _ batch: UniqueID,
        onlyChecked: Bool
    ) -> [TrainingUpload] {
        var pieces: [TrainingUpload] = []
        var start = 0
        repeat {
            let end = min(start + pieceBytes, bytes.count)
            var piece = TrainingUpload(
                offset: UInt64(offset + start),
                data: Array(bytes[start..<end])
            )
            if pieces.isEmpty {
                piece.batch = batch.description
                piece.onlyChecked = onlyChecked
            }
            pieces.append(piece)
            start = end
        } while start < bytes.count
        return pieces
    }
}
