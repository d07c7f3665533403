private import Glibc

extension Descriptor {
    /// Reads what is there, once.
    ///
    /// - Parameter space: Filled from its start.
    /// - Returns: The number of bytes read, 0 at the end of the file, `nil` when a descriptor that
    ///   does not block has none yet.
    /// - Throws: `SystemError`, such as a reset connection.
    package borrowing func read(into space: inout MutableSpan<UInt8>) throws(SystemError) -> Int? {
        let number = number
        return try unsafe space.withUnsafeMutableBufferPointer { bytes throws(SystemError) in
            let bytes = unsafe bytes
            return try systemCallIfReady("read") {
                unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
            }
        }
    }

    /// Writes what fits, once.
    ///
    /// - Parameter bytes: What to write.
    /// - Returns: The number of bytes taken, or `nil` when a descriptor that does not block has no
    ///   room.
    /// - Throws: `SystemError`, such as a broken pipe.
    package borrowing func write(_ bytes: Span<UInt8>) throws(SystemError) -> Int? {
        let number = number
        return try unsafe bytes.withUnsafeBufferPointer { bytes throws(SystemError) in
            let bytes = unsafe bytes
            return try systemCallIfReady("write") {
                unsafe Glibc.write(number, bytes.baseAddress, bytes.count)
            }
        }
    }

    /// Writes everything, waiting for room where there is none.
    ///
    /// - Parameter bytes: What to write.
    /// - Throws: `SystemError`; how much was written is then unknown.
    /// - Complexity: O(*n*), and as long as the reader takes.
    package borrowing func writeAll(_ bytes: Span<UInt8>) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(written..<bytes.count)
            if let count = try write(rest) {
                written += count
            } else {
                _ = try wait(for: .writable, until: nil)
            }
        }
    }

    /// Reads to the end of the file.
    ///
    /// - Parameter bytesMax: The most that is accepted.
    /// - Returns: Everything, or `nil` when there was more than `bytesMax`.
    /// - Throws: `SystemError` when reading fails.
    /// - Complexity: O(`bytesMax`) memory at most.
    package borrowing func readAll(bytesMax: Int) throws(SystemError) -> [UInt8]? {
        var collected: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: readChunkBytes)
        while true {
            var space = buffer.mutableSpan
            guard let count = try read(into: &space) else {
                _ = try wait(for: .readable, until: nil)
                continue
            }
            if count == 0 { return collected }
            if count > bytesMax - collected.count { return nil }
            collected.append(contentsOf: buffer[..<count])
        }
    }
}

/// How much one read of a whole file asks for.
private let readChunkBytes = 64 * 1_024
