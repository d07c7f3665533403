import HubDomain
import HubStore
import HubSystem

/// Reads a staged file from its beginning to its end, a piece at a time.
struct StagedReader: ~Copyable {
    /// How much one read asks for.
    static let pieceBytes = 256 * 1_024

    private let file: Descriptor
    private var buffer: [UInt8] = []
    private var position = 0

    /// Opens a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: `uploadIncomplete` where there is none.
    init(_ path: String) throws(Fault) {
        do throws(SystemError) {
            file = try LocalFile.open(path)
        } catch {
            guard error.isMissing else { throw Fault.internal("staging: \(error)") }
            throw Fault.training(.uploadIncomplete, "nothing is there under this batch")
        }
    }

    /// The next piece of whatever size; empty at the end.
    mutating func piece() throws(Fault) -> [UInt8] {
        var space = [UInt8](repeating: 0, count: StagedReader.pieceBytes)
        var count = 0
        do throws(SystemError) {
            var span = space.mutableSpan
            count = try file.read(into: &span) ?? 0
        } catch {
            throw Fault.internal("staging: \(error)")
        }
        space.removeLast(space.count - count)
        return space
    }

    /// The next bytes, so many.
    ///
    /// - Throws: A fault of the hub where the file ends before them.
    mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
        while buffer.count - position < count {
            let more = try piece()
            guard !more.isEmpty else { throw Fault.internal("a prepared import ends early") }
            buffer.removeSubrange(..<position)
            position = 0
            buffer += more
        }
        defer { position += count }
        return buffer[position..<position + count]
    }

    /// The next bytes behind their length.
    mutating func takeCounted(max: Int) throws(Fault) -> ArraySlice<UInt8> {
        var reader = PackedReader(try take(4))
        let count = Int(reader.int32())
        guard (0...max).contains(count) else {
            throw Fault.internal("a prepared import is damaged")
        }
        return try take(count)
    }
}

/// Writes a staged file, a piece at a time, and gives it its name when it is whole.
struct StagedWriter {
    private let path: String
    private let staging: TrainingStaging
    private let now: UInt64
    private var buffer: [UInt8] = []

    /// Begins a file; one of the same name stays until `finish`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - staging: What it is made for, which is asked for room.
    ///   - now: When the call came, in milliseconds.
    /// - Throws: A fault of the hub.
    init(_ path: String, of staging: TrainingStaging, now: UInt64) throws(Fault) {
        self.path = path
        self.staging = staging
        self.now = now
        try TrainingStaging.system { () throws(SystemError) in try LocalFile.remove("\(path).new") }
    }

    /// Adds bytes.
    mutating func write(_ body: (inout [UInt8]) -> Void) throws(Fault) {
        body(&buffer)
        if buffer.count >= StagedReader.pieceBytes { try flush() }
    }

    /// Adds bytes behind their length.
    mutating func writeCounted(_ bytes: [UInt8]) throws(Fault) {
        try write { buffer in
            buffer.append(packed: Int32(truncatingIfNeeded: bytes.count))
            buffer += bytes
        }
    }

    /// Ends the file.
    mutating func finish() throws(Fault) {
        try flush()
        try TrainingStaging.system { () throws(SystemError) in
            try Folder.rename("\(path).new", to: path)
        }
    }

    /// Throws away what was written for a file, finished or not.
    static func discard(_ path: String) {
        // What cannot be removed now goes with its upload.
        try? LocalFile.remove("\(path).new")
        try? LocalFile.remove(path)
    }

    private mutating func flush() throws(Fault) {
        try staging.requireRoom(for: buffer.count, now: now)
        let bytes = buffer
        buffer.removeAll(keepingCapacity: true)
        try TrainingStaging.system { () throws(SystemError) in
            try LocalFile.append("\(path).new", bytes.span)
        }
    }
}
