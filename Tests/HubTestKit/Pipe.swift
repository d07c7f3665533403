private import Glibc
package import HubSystem

/// A pipe whose ends are taken out or dropped one by one; used from one thread.
package final class Pipe {
    private var reading: Descriptor?
    private var writing: Descriptor?

    /// Makes a pipe; both ends are closed on exec.
    ///
    /// - Throws: `SystemError` when the process has no descriptor left.
    package init() throws(SystemError) {
        var numbers: [Int32] = [0, 0]
        try systemCall("pipe") { unsafe Glibc.pipe(&numbers) }
        let first = Descriptor(adopting: numbers[0])
        let second = Descriptor(adopting: numbers[1])
        try first.closeOnExec()
        try second.closeOnExec()
        reading = consume first
        writing = consume second
    }

    /// The number of the end that is read from; -1 when it has gone.
    package var readNumber: Int32 { reading?.number ?? -1 }

    /// The number of the end that is written to; -1 when it has gone.
    package var writeNumber: Int32 { writing?.number ?? -1 }

    /// Takes the end that is read from out.
    package func takeRead() -> Descriptor { taken(reading.take()) }

    /// Takes the end that is written to out.
    package func takeWrite() -> Descriptor { taken(writing.take()) }

    private func taken(_ end: consuming Descriptor?) -> Descriptor {
        guard let end else { preconditionFailure("this end has gone already") }
        return end
    }
}
