import HubArguments
import HubSystem
import HubText

/// A new file where an option says, written piece by piece: whoever looks sees it whole or not at
/// all.
struct NewFile {
    /// How it went.
    enum Outcome {
        /// It is there.
        case written
        /// A file is there already, and nobody said that it may be replaced.
        case isThere
    }

    private let path: String
    private let temporary: String

    /// Writes a file.
    ///
    /// - Parameters:
    ///   - path: Which file.
    ///   - replaces: Whether a file that is there may go.
    ///   - body: Is given what takes the pieces.
    /// - Returns: Whether it was written.
    /// - Throws: When the system refuses; what `body` throws; nothing is left then.
    static func write(
        _ path: String,
        replaces: Bool,
        _ body: (NewFile) throws(CommandError) -> Void
    ) throws(CommandError) -> Outcome {
        let file = NewFile(path: path, temporary: "\(path).\(UInt32.random(in: 0 ... .max)).new")
        let nothing: [UInt8] = []
        do throws(SystemError) {
            // The name is taken before anything is written: two who write it do not mix.
            if !replaces { try LocalFile.create(path, with: nothing.span) }
            try LocalFile.create(file.temporary, with: nothing.span)
        } catch {
            if error.isThere { return .isThere }
            throw .local("\(path) cannot be written: \(error)")
        }
        do throws(CommandError) {
            try body(file)
            try file.step { () throws(SystemError) in try Folder.rename(file.temporary, to: path) }
        } catch {
            try? LocalFile.remove(file.temporary)
            if !replaces { try? LocalFile.remove(path) }
            throw error
        }
        return .written
    }

    /// Adds to the file.
    func append(_ bytes: [UInt8]) throws(CommandError) {
        try step { () throws(SystemError) in try LocalFile.append(temporary, bytes.span) }
    }

    private func step(_ body: () throws(SystemError) -> Void) throws(CommandError) {
        do throws(SystemError) {
            try body()
        } catch {
            throw .local("\(path) cannot be written: \(error)")
        }
    }
}
