private import CLinux

/// How many descriptors this process may hold open.
package enum DescriptorLimit {
    /// Raises the limit as far as the system lets a process raise it by itself.
    ///
    /// - Returns: The limit that holds now.
    /// - Throws: `SystemError` when it cannot even be read.
    @discardableResult
    package static func raise() throws(SystemError) -> UInt64 {
        let limit = clinux_raise_descriptor_limit()
        if limit == 0 { throw SystemError.last("getrlimit") }
        return limit
    }

    /// Lowers the limit, such as to see what happens when it is reached.
    ///
    /// - Parameter count: How many descriptors may be open; a higher one changes nothing.
    /// - Throws: `SystemError`, never for a sound number.
    package static func lower(to count: UInt64) throws(SystemError) {
        try systemCall("setrlimit") { clinux_lower_descriptor_limit(count) }
    }
}
