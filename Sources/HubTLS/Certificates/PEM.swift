private import COpenSSL

/// The text form of certificates, requests and keys (RFC 7468).
package enum PEM {
    /// One block of a text.
    package struct Block: Equatable, Sendable {
        /// What the block says it is, such as `CERTIFICATE`.
        package let label: String
        /// The bytes inside.
        package let bytes: [UInt8]
    }

    /// The blocks of a text, in order; anything between them is skipped.
    ///
    /// - Parameters:
    ///   - text: The text, as bytes.
    ///   - bytesMax: The longest text that is looked at.
    /// - Returns: At least one block, at most `TLSLimits.chainCountMax`.
    /// - Throws: `tooLarge`, or `malformed` when there is no block, a broken or an encrypted one.
    package static func blocks(
        _ text: [UInt8],
        bytesMax: Int = TLSLimits.textBytesMax
    ) throws(TLSError) -> [Block] {
        guard text.count <= bytesMax else { throw TLSError(.tooLarge, "a PEM text") }
        ErrorQueue.clear()
        var blocks: [Block] = []
        var failure: TLSError?
        // The memory belongs to `text`, so everything is read inside.
        unsafe text.withUnsafeBufferPointer { text in
            let memory = unsafe BIO_new_mem_buf(text.baseAddress, Int32(text.count))
            guard let memory = unsafe MemoryHandle(adopting: memory) else { return }
            do throws(TLSError) {
                while let block = try nextBlock(memory) {
                    blocks.append(block)
                    guard blocks.count <= TLSLimits.chainCountMax else {
                        throw TLSError(.tooLarge, "too many PEM blocks")
                    }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard !blocks.isEmpty else { throw TLSError(.malformed, "no PEM block") }
        return blocks
    }

    /// The text of one block.
    ///
    /// - Parameters:
    ///   - label: What it is to say it is.
    ///   - bytes: What goes inside.
    /// - Returns: The text, with a line break at its end.
    package static func text(label: String, _ bytes: [UInt8]) -> String {
        guard let memory = unsafe MemoryHandle(adopting: BIO_new(BIO_s_mem())) else { return "" }
        let written = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe PEM_write_bio(
                memory.pointer,
                label,
                "",
                bytes.baseAddress,
                bytes.count
            )
        }
        var count = 0
        guard written > 0, let text = unsafe copenssl_bio_bytes(memory.pointer, &count) else {
            return ""
        }
        let buffer = unsafe UnsafeBufferPointer(start: text, count: count)
        return unsafe String(decoding: buffer, as: UTF8.self)
    }

    private static func nextBlock(_ memory: borrowing MemoryHandle) throws(TLSError) -> Block? {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var content: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe PEM_read_bio(memory.pointer, &name, &header, &content, &count) == 1 else {
            let ended = ErrorQueue.drain().first?.reason == PEM_R_NO_START_LINE
            if ended { return nil }
            throw TLSError(.malformed, "a broken PEM block")
        }
        defer {
            unsafe CRYPTO_free(name, #file, #line)
            unsafe CRYPTO_free(header, #file, #line)
            unsafe CRYPTO_clear_free(content, count, #file, #line)
        }
        guard let name = unsafe name, let content = unsafe content else { return nil }
        // A header means the old form of encryption: the library would ask for a password.
        if let header = unsafe header, unsafe header.pointee != 0 {
            throw TLSError(.malformed, "an encrypted PEM block")
        }
        let bytes = unsafe [UInt8](UnsafeBufferPointer(start: content, count: count))
        return Block(label: unsafe String(cString: name), bytes: bytes)
    }
}
