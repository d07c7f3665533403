private import Glibc

/// What a process has used of the machine, for benchmarks and status pages.
package struct ProcessUsage: Equatable, Sendable {
    /// Time on a processor in user and system mode, in microseconds.
    package let processorMicroseconds: UInt64
    /// Memory that is in place now, in bytes.
    package let residentBytes: UInt64

    /// This process, to the microsecond.
    ///
    /// - Returns: What it has used.
    /// - Throws: `SystemError` when `/proc` is not there.
    package static func current() throws(SystemError) -> ProcessUsage {
        var time = timespec()
        try systemCall("clock_gettime") { unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) }
        let seconds = UInt64(clamping: time.tv_sec)
        return ProcessUsage(
            processorMicroseconds: seconds * 1_000_000 + UInt64(clamping: time.tv_nsec) / 1_000,
            residentBytes: try residentBytes("self")
        )
    }

    /// Another process, to the kernel's tick (usually 10 ms).
    ///
    /// - Parameter process: Its number.
    /// - Returns: What it has used.
    /// - Throws: `SystemError` when there is no such process.
    package static func of(process: Int32) throws(SystemError) -> ProcessUsage {
        let text = try LocalFile.read("/proc/\(process)/stat", bytesMax: statBytesMax)
        let ticks = processorTicks(stat: text) ?? 0
        let ticksPerSecond = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
        return ProcessUsage(
            processorMicroseconds: ticks * 1_000_000 / ticksPerSecond,
            residentBytes: try residentBytes("\(process)")
        )
    }

    /// User and system ticks from the text of `/proc/PID/stat`, fields 14 and 15 of proc(5).
    ///
    /// The second field is the program's name in brackets and may hold spaces and brackets itself,
    /// so counting starts after the last closing one.
    package static func processorTicks(stat: [UInt8]) -> UInt64? {
        guard let bracket = stat.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = stat[(bracket + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 12,
            let user = UInt64(String(decoding: fields[11], as: UTF8.self)),
            let system = UInt64(String(decoding: fields[12], as: UTF8.self))
        else { return nil }
        return user &+ system
    }

    private static func residentBytes(_ process: String) throws(SystemError) -> UInt64 {
        let text = try LocalFile.read("/proc/\(process)/statm", bytesMax: statBytesMax)
        let fields = text.split(separator: UInt8(ascii: " "))
        guard fields.count > 1 else { return 0 }
        let pages = UInt64(String(decoding: fields[1], as: UTF8.self)) ?? 0
        return pages * UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    }
}

/// More than the kernel ever writes into one of these files.
private let statBytesMax = 4_096
