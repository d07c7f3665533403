import HubSystem
import HubTestKit
import Testing

struct StandardStreamTests {
    @Test
    func `what is written comes out in full and in order`() async {
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            try StandardStream.output.write("one\n")
            try StandardStream.output.write([UInt8](repeating: 120, count: 200_000).span)
            try StandardStream.error.write("two\n")
        }
        let output = result?.standardOutputContent ?? []
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.contains("one\n" + String(repeating: "x", count: 200_000)))
        let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(error.contains("two\n"))
    }

    @Test
    func `a pipe nobody reads is an error, not the end of the process`() async {
        await #expect(processExitsWith: .exitCode(42)) {
            SignalMask.ignoreBrokenPipes()
            let write = try Pipe().dropRead()
            do {
                try write.writeAll([1].span)
            } catch {
                if (error as? SystemError)?.isBrokenPipe == true { ThisProcess.exit(code: 42) }
            }
        }
    }
}

extension Pipe {
    /// The end that is written to, when nobody will read.
    fileprivate func dropRead() -> Descriptor {
        _ = takeRead()
        return takeWrite()
    }
}
