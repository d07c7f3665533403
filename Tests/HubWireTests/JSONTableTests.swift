import HubWire
import Testing

/// Rows of names and texts from a user's own JSON.
struct JSONTableTests {
    private func rows(_ json: String) -> [[String]]? {
        let bytes = Array(json.utf8)
        guard let rows = try? JSONTable.rows(of: bytes.span) else { return nil }
        return rows.map { $0.map { "\($0.name)=\($0.text)" } }
    }

    @Test func `an array of flat objects is a table`() {
        #expect(rows("[]") == [])
        #expect(
            rows(#" [{"a": "x", "b": 1.50}, {"a": null}, {}] "#) == [
                ["a=x", "b=1.50"], ["a="], [],
            ]
        )
    }

    @Test(arguments: [
        "", "{}", "[1]", "[{}", "[{}] x", #"[{"a": true}]"#, #"[{"a": []}]"#, #"[{"a": {}}]"#,
        #"[{"a": 1, "a": 2}]"#, #"[{"a" 1}]"#, #"[{"a": 01}]"#, "[{},]",
    ])
    func `anything else is refused`(json: String) { #expect(rows(json) == nil) }

    @Test func `a table has at most so many rows and names`() {
        func table(_ rows: Int) -> String {
            "[" + [String](repeating: "{}", count: rows).joined(separator: ",") + "]"
        }
        #expect(rows(table(JSONTable.rowsMax))?.count == JSONTable.rowsMax)
        #expect(rows(table(JSONTable.rowsMax + 1)) == nil)
        func row(_ names: Int) -> String {
            "[{" + (0..<names).map { "\"n\($0)\": 1" }.joined(separator: ",") + "}]"
        }
        #expect(rows(row(JSONTable.namesMax))?.first?.count == JSONTable.namesMax)
        #expect(rows(row(JSONTable.namesMax + 1)) == nil)
    }
}
