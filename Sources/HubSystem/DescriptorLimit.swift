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
}
