import HubArguments
import HubSystem
import HubText

/// The bytes of a file, as often as they are asked for and a piece at a time: a large file is never
/// in memory whole.
struct FileSource {
    /// How much is read at once.
    static let pieceBytes = 256 * 1_024

    private enum Place {
        /// What cannot be read twice: standard input, a pipe.
        case memory([UInt8])
        /// An ordinary file and its size.
        case file(String, bytes: Int)
    }

    private let place: Place

    /// Bytes that are there already.
    init(_ bytes: [UInt8]) { place = .memory(bytes) }

    /// A file that somebody named.
    ///
    /// - Parameters:
    ///   - path: Which file; `-` for standard input.
    ///   - bytesMax: The most that is accepted.
    ///   - invocation: Reads standard input.
    /// - Throws: When there is none, or it is too large; the limit is named.
    init(
        _ path: String,
        bytesMax: Int,
        _ invocation: Invocation
    ) throws(CommandError) {
        let facts = path.utf8.elementsEqual("-".utf8) ? nil : try? LocalFile.facts(path)
        guard let facts, facts.isRegular else {
            place = .memory(try invocation.contents(of: path, bytesMax: bytesMax))
            return
        }
        guard facts.bytes <= bytesMax else {
            throw .dataError(
                "\(path) has \(NumberText.grouped(facts.bytes)) bytes, and at most "
                    + "\(NumberText.grouped(bytesMax)) can be read: divide it into several files"
            )
        }
        place = .file(path, bytes: facts.bytes)
        // Whoever may not read it is told now.
        try each { _ in false }
    }

    /// Hands out the pieces one by one.
    ///
    /// - Parameter body: Is given a piece; says whether it wants the next.
    /// - Throws: When the file cannot be read, or has another size than before; what `body` throws.
    func each(_ body: ([UInt8]) throws(CommandError) -> Bool) throws(CommandError) {
        switch place {
        case .memory(let bytes):
            var start = 0
            while start < bytes.count {
                let end = min(start + FileSource.pieceBytes, bytes.count)
                guard try body(Array(bytes[start..<end])) else { return }
                start = end
            }
        case .file(let path, let bytes):
            var left = bytes
            let file = try FileSource.system(path) { () throws(SystemError) in
                try LocalFile.open(path)
            }
            while true {
                var space = [UInt8](repeating: 0, count: FileSource.pieceBytes)
                var count = 0
                do throws(SystemError) {
                    var span = space.mutableSpan
                    count = try file.read(into: &span) ?? 0
                } catch {
                    throw .local("\(path) cannot be read: \(error)")
                }
                left -= count
                if count == 0 { break }
                space.removeLast(space.count - count)
                guard try body(space) else { return }
            }
            guard left == 0 else {
                throw .dataError("\(path) was changed while it was read: send it again")
            }
        }
    }

    private static func system(
        _ path: String,
        _ body: () throws(SystemError) -> Descriptor
    ) throws(CommandError) -> Descriptor {
        do throws(SystemError) {
            return try body()
        } catch {
            throw .local("\(path) cannot be read: \(error)")
        }
    }
}
