import HubSystem
import HubTestKit
import Testing

struct ChildProcessTests {
    @Test(arguments: [0, 1, 7, 255] as [Int32])
    func `a child's code is its code`(code: Int32) throws {
        let child = try ChildProcess.start("/bin/sh", ["-c", "exit \(code)"])
        #expect(try child.wait() == .code(code))
    }

    @Test
    func `a child that is killed ended by a signal`() throws {
        let child = try ChildProcess.start("/bin/cat")
        child.kill()
        #expect(try child.wait() == .signal(9))
    }

    @Test
    func `a child is fed and heard on both streams`() throws {
        let child = try ChildProcess.start("/bin/sh", ["-c", "cat; echo oops >&2"])
        try child.feed(Array("hello".utf8))
        try child.collect { child.outputText == "hello" }
        #expect(try child.wait() == .code(0))
        #expect(child.outputText == "hello")
        #expect(child.errorText == "oops\n")
    }

    @Test
    func `a child has the environment it was given and no other`() throws {
        let environment = Environment([(name: "ONLY", value: "this=that")])
        let child = try ChildProcess.start("/usr/bin/env", environment: environment)
        #expect(try child.wait() == .code(0))
        #expect(child.outputText == "ONLY=this=that\n")
    }

    @Test
    func `a child that writes without end is ended`() throws {
        let child = try ChildProcess.start("/bin/cat", ["/dev/zero"])
        #expect(throws: ChildProcess.Failure.self) { try child.wait() }
        #expect(child.output.count <= childOutputBytesMax + 65_536)
    }

    @Test
    func `a program that is not there cannot be started`() {
        let error = #expect(throws: SystemError.self) {
            _ = try ChildProcess.start("/nonexistent/program").identifier
        }
        #expect(error?.isMissing == true)
    }
}

struct ProcessUsageTests {
    @Test
    func `this process uses memory and time`() throws {
        let before = try ProcessUsage.current()
        var sum: UInt64 = 0
        for number in 0..<200_000 as Range<UInt64> { sum &+= number &* number }
        let after = try ProcessUsage.current()
        #expect(sum != 0)
        #expect(before.residentBytes > 100_000)
        #expect(after.processorMicroseconds >= before.processorMicroseconds)
    }

    @Test
    func `a child's memory is seen from outside, and no longer when it has gone`() throws {
        let child = try ChildProcess.start("/bin/cat")
        try child.feed([1])
        try child.collect { child.output == [1] }
        #expect(try ProcessUsage.of(process: child.identifier).residentBytes > 0)
        #expect(try child.wait() == .code(0))
        #expect(throws: SystemError.self) { try ProcessUsage.of(process: child.identifier) }
    }

    @Test(arguments: [
        ("1 (a) S 1 1 1 0 -1 0 0 0 0 0 12 30 0 0", 42),
        ("1 (a) b) S 1 1 1 0 -1 0 0 0 0 0 12 30 0 0", 42),
        ("1 (a) S 1 1 1 0 -1 0 0 0 0 0 12 30", 42),
    ])
    func `ticks are fields 14 and 15, whatever the program is called`(text: String, ticks: Int) {
        #expect(ProcessUsage.processorTicks(stat: Array(text.utf8)) == UInt64(ticks))
    }

    @Test(arguments: [
        "", "1 (a", "1 (a)", "1 (a) S 1 1 1 0 -1 0 0 0 0 0 12", "1 (a) S x x x x x x x x x x x x x",
    ])
    func `text that is no such file has no ticks`(text: String) {
        #expect(ProcessUsage.processorTicks(stat: Array(text.utf8)) == nil)
    }
}

struct EnvironmentTests {
    @Test
    func `variables are found by their bytes`() {
        // Both names look the same; as identifiers they are two.
        let composed = "N\u{E9}"
        let decomposed = "Ne\u{301}"
        let environment = Environment([(name: composed, value: "1")])
        #expect(environment[composed] == "1")
        #expect(environment[decomposed] == nil)
        #expect(environment.setting(decomposed, to: "2")[composed] == "1")
        #expect(environment.setting(composed, to: nil)[composed] == nil)
    }

    @Test
    func `this process has a path`() {
        #expect(Environment.current()["PATH"] != nil)
    }

    private static let decisions: [(Bool, Bool, [(name: String, value: String)], Colour)] = [
        (false, true, [], .wanted),
        (true, true, [], .plain),
        (false, false, [], .plain),
        (false, true, [(name: "NO_COLOR", value: "1")], .plain),
        (false, true, [(name: "NO_COLOR", value: "")], .wanted),
        (false, true, [(name: "TERM", value: "dumb")], .plain),
        (false, true, [(name: "TERM", value: "xterm")], .wanted),
    ]

    @Test(arguments: decisions)
    func `colour is for a person who has not refused it`(
        refused: Bool,
        isTerminal: Bool,
        variables: [(name: String, value: String)],
        expected: Colour
    ) {
        let environment = Environment(variables)
        let decision = Colour.decide(
            refused: refused,
            isTerminal: isTerminal,
            environment: environment
        )
        #expect(decision == expected)
    }
}
