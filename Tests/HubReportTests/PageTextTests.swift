import Testing

@testable import HubReport

/// What all pages have in common.
struct PageTextTests {
    @Test
    func `in print a table's titles stand on every page, and never alone at its end`() throws {
        let style = PageText.head("A")
        for rule in [
            "thead { display: table-header-group; break-inside: avoid; break-after: avoid; }",
            "tbody tr:first-child { break-before: avoid; }", "h2, caption { break-after: avoid; }",
            "tr, figure, li { break-inside: avoid; }",
        ] {
            #expect(style.contains(rule), "\(rule)")
        }
        // A word is broken where its language breaks it, not between any two letters.
        #expect(style.contains("hyphens: auto") && !style.contains("overflow-wrap: anywhere"))
    }
}
