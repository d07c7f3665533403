private import COpenSSL

/// The library's DER, as bytes.
enum Encoding {
    typealias Writer = (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    typealias Reader = (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?

    /// Runs one of the `i2d` functions twice: for the size, then for the bytes.
    ///
    /// - Parameter write: Calls the function with the pointer given.
    /// - Returns: The bytes; none when the function fails.
    static func bytes(_ write: Writer) -> [UInt8] {
        let count = write(nil)
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: Int(count))
        let written = unsafe bytes.withUnsafeMutableBufferPointer { space in
            var next = space.baseAddress
            return unsafe write(&next)
        }
        return written == count ? bytes : []
    }

    /// Runs one of the `d2i` functions over all of `bytes`.
    ///
    /// - Parameters:
    ///   - bytes: One encoded value and nothing after it.
    ///   - read: Calls the function with the pointer and the count given.
    ///   - free: Frees what was read, when bytes are left over.
    /// - Returns: What was read, owned by the caller; `nil` when the bytes are anything else.
    static func value(
        _ bytes: Span<UInt8>,
        _ read: Reader,
        free: (OpaquePointer) -> Void
    ) -> OpaquePointer? {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            let value = unsafe read(&next, bytes.count)
            guard let value = unsafe value else {
                ErrorQueue.clear()
                return nil
            }
            guard let base = bytes.baseAddress, let next = unsafe next,
                unsafe next == base + bytes.count
            else {
                unsafe free(value)
                return nil
            }
            return unsafe value
        }
    }
}
