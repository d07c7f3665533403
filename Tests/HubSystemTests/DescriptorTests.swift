import HubSystem
import HubTestKit
import Testing

/// Reads once and answers what came.
private func readOnce(_ descriptor: borrowing Descriptor) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16)
    var space = buffer.mutableSpan
    let count = try descriptor.read(into: &space) ?? -1
    return Array(buffer.prefix(count))
}

struct DescriptorTests {
    @Test
    func `a descriptor is closed when its owner goes, and not before`() throws {
        let pipe = try Pipe()
        let read = pipe.takeRead()
        do {
            let write = pipe.takeWrite()
            do { try write.duplicate().writeAll([1].span) }
            try write.writeAll([2].span)
        }
        let all = try readOnce(read)
        #expect(all == [1, 2])
        let end = try readOnce(read)
        #expect(end == [], "every writer has gone")
    }

    @Test
    func `a descriptor that is given away stays open`() throws {
        let pipe = try Pipe()
        let read = pipe.takeRead()
        let number = pipe.takeWrite().take()
        let adopted = Descriptor(adopting: number)
        try adopted.writeAll([5].span)
        let bytes = try readOnce(read)
        #expect(bytes == [5])
    }

    @Test
    func `closing twice stops the process`() async {
        await #expect(processExitsWith: .failure) {
            let number = try Pipe().takeWrite().take()
            try Descriptor(adopting: number).close()
            try Descriptor(adopting: number).close()
        }
    }

    @Test
    func `what is not closed on exec is seen by a child, the rest is not`() throws {
        let pipe = try Pipe()
        let read = pipe.takeRead()
        let isClosedOnExec = read.isClosedOnExec
        #expect(isClosedOnExec)
        // High enough that the shell does not use the number for itself.
        let hidden = try read.duplicate(from: 200)
        let check = "test -e /proc/$$/fd/\(hidden.number)"
        #expect(try ChildProcess.start("/bin/sh", ["-c", check]).wait() == .code(1))
    }

    @Test(arguments: [(0, true), (9, true), (10, true), (11, false), (70_000, false)])
    func `a file is read up to the limit and not beyond`(size: Int, fits: Bool) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("data")
        let bytes = [UInt8](repeating: 7, count: size)
        try LocalFile.create(path, with: bytes.span)
        if fits {
            #expect(try LocalFile.read(path, bytesMax: 10) == bytes)
        } else {
            let error = #expect(throws: SystemError.self) {
                try LocalFile.read(path, bytesMax: 10)
            }
            #expect(error?.isTooLarge == true)
        }
    }

    @Test
    func `waiting for a silent peer ends at the deadline`() throws {
        let pipe = try Pipe()
        let read = pipe.takeRead()
        let write = pipe.takeWrite()
        let passed = HubClock.system.moment
        var isReady = try read.wait(for: .readable, until: passed)
        #expect(!isReady)
        isReady = try write.wait(for: .writable, until: passed)
        #expect(isReady)
        try write.writeAll([1].span)
        isReady = try read.wait(for: .readable, until: passed)
        #expect(isReady)
    }

    @Test
    func `the limit of descriptors is raised to something usable`() throws {
        #expect(try DescriptorLimit.raise() >= 256)
    }
}
