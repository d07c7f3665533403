import HubDomain
import HubWire

/// A prepared import: what a preview worked out, and all that a commit needs.
///
/// A head (`TrainingPrepared`), the texts, the workers in the order in which they are written, and
/// the records that are new or change, in the order of the table's key; texts and head behind their
/// lengths, workers and records in so many bytes each.
enum PreparedFile {
    /// The largest head or text.
    static let textBytesMax = 64 * 1_024

    /// A worker of an import, in 64 bytes.
    struct Worker {
        /// The bytes of one worker.
        static let byteCount = 64

        var token: WorkerToken
        /// The worker's number in the store; 0 for a new one.
        var number: Int32
        /// Texts of the file; 0 leaves what is there.
        var organisation: Int32 = 0
        var team: Int32 = 0
        var role: Int32 = 0
        /// The revision of the worker's row, for a known one whose row changes; else 0.
        var base: Int64 = 0
        /// The days of employment, and `PackedRecord.noDay` where the file says none.
        var started = PackedRecord.noDay
        var left = PackedRecord.noDay
        /// The kind of employer; 0 leaves what is there.
        var employer: Int32 = 0
        /// The number of the pathway answer and from when it holds; 0 leaves what is there.
        var pathway: Int32 = 0
        var pathwayDay = PackedRecord.noDay
        /// A text of the file; 0 leaves what is there.
        var otherRoles: Int32 = 0

        /// A worker.
        init(token: WorkerToken, number: Int32) {
            self.token = token
            self.number = number
        }

        /// Reads a worker.
        init(_ bytes: ArraySlice<UInt8>) {
            var reader = PackedReader(bytes)
            token = WorkerToken(reader.take(WorkerToken.byteCount)) ?? .init(high: 0, low: 0)
            number = reader.int32()
            organisation = reader.int32()
            team = reader.int32()
            role = reader.int32()
            base = reader.int64()
            started = reader.int32()
            left = reader.int32()
            employer = reader.int32()
            pathway = reader.int32()
            pathwayDay = reader.int32()
            otherRoles = reader.int32()
        }

        /// Appends the worker.
        func write(to bytes: inout [UInt8]) {
            bytes += token.bytes
            bytes.append(packed: number)
            bytes.append(packed: organisation)
            bytes.append(packed: team)
            bytes.append(packed: role)
            bytes.append(packed: base)
            for number in [started, left, employer, pathway, pathwayDay, otherRoles] {
                bytes.append(packed: number)
            }
        }
    }
}
