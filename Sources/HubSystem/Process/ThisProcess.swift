private import CLinux
private import Glibc

/// This process, as others see it.
package enum ThisProcess {
    /// The words after the program's name.
    package static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The process's number.
    package static var identifier: Int32 { getpid() }

    /// The number of the user on whose behalf it runs.
    package static var user: UInt32 { geteuid() }

    /// Processors this process may run on; at least 1.
    package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Ends the process with a code for the one who started it.
    ///
    /// What was printed goes out first. What libraries do at an exit is left out: it frees what a
    /// thread that is just ending still uses, and the kernel takes everything back anyway. Other
    /// streams are left alone, too: whoever reads from one keeps it locked.
    package static func exit(code: Int32) -> Never {
        unsafe fflush(clinux_stdout())
        _exit(code)
    }
}

/// A descriptor that becomes readable when a process ends, so that waiting for it can have a limit.
///
/// - Parameter identifier: A child that has not been waited for: another's number may be reused.
/// - Returns: The descriptor.
/// - Throws: `SystemError` when there is no such process.
package func processDescriptor(of identifier: Int32) throws(SystemError) -> Descriptor {
    Descriptor(adopting: try systemCall("pidfd_open") { pidfd_open(identifier, 0) })
}
