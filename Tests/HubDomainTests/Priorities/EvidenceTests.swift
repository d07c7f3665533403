import HubDomain
import HubText
import Testing

struct EvidenceTests {
    @Test(arguments: [
        "https://example.org", "https://www.example.org/plan?a=1,2;3#x", "https://intranet/x%20y",
        "https://example.org:8443/", "https://xn--siden-kva.example/", "https://example.org?q",
        "https://a.b/" + String(repeating: "x", count: 2_000 - 12),
    ])
    func `an https address is a link and reads back as itself`(text: String) throws {
        let evidence = try Evidence.read(text)
        guard case .link = evidence else {
            Issue.record("\(evidence)")
            return
        }
        #expect(try Evidence.read(evidence.text) == evidence)
        #expect(evidence.text == text)
    }

    @Test(arguments: [
        "http://example.org", "https://", "https:///x", "https://user@example.org/",
        "https://u:p@example.org/", "https://exa mple.org", "https://example.org/a b",
        "https://-a.example", "https://a..b", "https://example.org:port", "https://example.org:",
        "https://example.org:123456", "javascript://x", "ftp://example.org", "www.example.org",
        "https://ex\u{E4}mple.org", "https://example.org/\u{202E}", "https://[::1]/",
        "https://a.b/\"onload", "https://a.b/<x>",
        "https://a.b/" + String(repeating: "x", count: 2_001 - 12),
    ])
    func `an address that others should not open is refused`(text: String) {
        #expect(throws: DomainError(.evidenceLink, path: "e", problem: "")) {
            try Evidence.read(text, path: "e")
        }
    }

    @Test
    func `the scheme may be in capitals and is written small`() throws {
        #expect(try Evidence.read("HTTPS://Example.org/A").text == "https://Example.org/A")
    }

    @Test(arguments: ["Workforce plan 2025, shared drive", "Cynllun gweithlu, Siân", "p. 7"])
    func `anything else is a document`(text: String) throws {
        #expect(try Evidence.read(text) == .document(text))
    }

    @Test(arguments: ["", "  ", "a | b", "a\nb", String(repeating: "x", count: 301), "a\u{7}"])
    func `a document reference is one plain line`(text: String) {
        #expect(throws: DomainError(.evidenceDocument, path: "", problem: "")) {
            try Evidence.read(text)
        }
    }
}
