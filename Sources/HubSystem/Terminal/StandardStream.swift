private import CLinux
private import Glibc

/// One of the three streams a program is started with.
package enum StandardStream: Int32, Sendable {
    /// What the program is fed.
    case input = 0
    /// Data the program answers with.
    case output = 1
    /// Everything said to a person.
    case error = 2

    /// Whether a person sits at the other end.
    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Columns of the terminal, `nil` when it is none or does not say.
    package var columns: Int? {
        let columns = Int(clinux_terminal_columns(rawValue))
        return columns > 0 ? columns : nil
    }

    /// Writes everything, in order, without a buffer in between.
    ///
    /// - Parameter bytes: What to write.
    /// - Throws: `SystemError`. With `isBrokenPipe` nobody reads any more, as with `whub … | head`:
    ///   the program stops writing and ends as if it had finished. The signal must be ignored
    ///   before (`SignalMask.ignoreBrokenPipes`).
    package func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try borrowed { descriptor throws(SystemError) in try descriptor.writeAll(bytes) }
    }

    /// Writes text as UTF-8, in full.
    ///
    /// - Parameter text: What to write, line ends included.
    /// - Throws: `SystemError`, as for bytes.
    package func write(_ text: String) throws(SystemError) {
        let bytes = Array(text.utf8)
        try write(bytes.span)
    }

    /// Reads the stream to its end.
    ///
    /// - Parameter bytesMax: The most that is accepted.
    /// - Returns: Everything, or `nil` when there was more.
    /// - Throws: `SystemError` when reading fails.
    package func readAll(bytesMax: Int) throws(SystemError) -> [UInt8]? {
        try borrowed { descriptor throws(SystemError) in
            try descriptor.readAll(bytesMax: bytesMax)
        }
    }

    /// Reads one line, for a question asked of a person.
    ///
    /// - Parameter bytesMax: The longest line accepted.
    /// - Returns: The line without its end, `nil` at the end of input or when it is too long.
    /// - Throws: `SystemError` when reading fails.
    package func readLine(bytesMax: Int) throws(SystemError) -> [UInt8]? {
        try borrowed { descriptor throws(SystemError) in
            var line: [UInt8] = []
            // Byte by byte, so that nothing behind the line is taken from whoever reads next.
            var one: [UInt8] = [0]
            while line.count <= bytesMax {
                var space = one.mutableSpan
                guard let count = try descriptor.read(into: &space) else {
                    _ = try descriptor.wait(for: .readable, until: nil)
                    continue
                }
                if count == 0 { return line.isEmpty ? nil : line }
                if one[0] == UInt8(ascii: "\n") { return line }
                line.append(one[0])
            }
            return nil
        }
    }

    /// Lends the stream's descriptor, which nobody owns and nobody may close.
    private func borrowed<Result>(
        _ body: (borrowing Descriptor) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        let descriptor = Descriptor(adopting: rawValue)
        do {
            let result = try body(descriptor)
            _ = descriptor.take()
            return result
        } catch {
            _ = descriptor.take()
            throw error
        }
    }
}

extension SystemError {
    /// Whether the reader of a pipe or socket has gone.
    package var isBrokenPipe: Bool { number == EPIPE }
}
