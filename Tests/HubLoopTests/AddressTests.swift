import HubLoop
import Testing

struct AddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("::1", "::1"), ("::", "::"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ])
    func `an address in digits is read and printed in canonical form`(
        text: String,
        expected: String
    ) {
        #expect(Address(text)?.description == expected)
    }

    @Test(arguments: [
        "", "localhost", "127.0.0.1.1", "127.1", "256.0.0.1", "1::2::3", ":", "[::1]", "::1%lo",
        "127.0.0.1 ", "127.0.0.1\u{0}",
    ])
    func `what is no address in digits is refused`(text: String) {
        // A NUL ends the text for C: the address before it must not be believed.
        #expect(Address(text) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true), ("::ffff:127.0.0.1", true),
        ("128.0.0.1", false), ("10.0.0.1", false), ("::2", false), ("::", false),
    ])
    func `loopback is 127 slash 8 and one`(text: String, expected: Bool) throws {
        #expect(try #require(Address(text)).isLoopback == expected)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("2001:db8:0:aa00::1", "2001:db8:0:aaff:ffff:ffff:ffff:ffff", true),
        ("2001:db8:0:aa00::1", "2001:db8:0:ab00::1", false),
    ])
    func `limits per address see an IPv4 address and an IPv6 slash 56`(
        left: String,
        right: String,
        same: Bool
    ) throws {
        #expect((try #require(Address(left)).group == Address(right)?.group) == same)
    }

    @Test(arguments: [
        ("127.0.0.1:7443", "127.0.0.1", 7443), ("[::1]:7443", "::1", 7443), (":7443", "", 7443),
        ("hub.example:1", "hub.example", 1), ("hub.example", "hub.example", 9),
        ("[::1]", "::1", 9), ("hub-1_a.example:65535", "hub-1_a.example", 65535),
        ("h:0", "h", 0), ("h:00080", "h", 80),
    ])
    func `a host and port are read`(text: String, host: String, port: Int) {
        let parsed = HostPort.parse(text, defaultPort: 9)
        #expect(parsed == HostPort(host: host, port: UInt16(port)))
        if let parsed { #expect(HostPort.parse(parsed.description) == parsed) }
    }

    @Test(arguments: [
        "", ":", "h:", "h:65536", "h:+80", "h:-1", "h: 80", "h:8 0", "h:000080", "::1", "::1:7443",
        "[::1", "[::1]x", "[::1]:", "[hub.example]:1", "[127.0.0.1]:1", "h h:1", "h/x:1", "é:1",
        "user@h:1",
    ])
    func `what is no host and port is refused`(text: String) {
        #expect(HostPort.parse(text, defaultPort: 9) == nil)
    }

    @Test
    func `a host name may have 253 bytes and not one more`() {
        let longest = String(repeating: "h", count: 253)
        #expect(HostPort.parse("\(longest):1") != nil)
        #expect(HostPort.parse("\(longest)h:1") == nil)
        #expect(HostPort.parse("h") == nil, "without a port and without a default")
    }

    @Test(arguments: [
        ("127.0.0.1:1", "127.0.0.1:1"), ("localhost:1", "127.0.0.1:1"), (":1", "[::]:1"),
        ("[::1]:1", "[::1]:1"),
    ])
    func `a server listens on digits, localhost or everything`(
        text: String,
        expected: String
    ) {
        #expect(HostPort.parse(text)?.listeningEndpoint?.description == expected)
        #expect(HostPort.parse("hub.example:1")?.listeningEndpoint == nil)
    }
}
