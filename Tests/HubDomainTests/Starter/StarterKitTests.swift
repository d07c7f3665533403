import HubDomain
import HubText
import Testing

struct StarterKitTests {
    @Test
    func `the kit has a template that says nothing, the glossary and a page to read`() throws {
        let edition = try Fixtures.edition()
        let scale = try Fixtures.scale()
        let files = try StarterKit.files(edition: edition, scale: scale, council: "E06000001")
        #expect(files.map(\.name) == ["self-assessment.csv", "glossary.csv", "read-me.txt"])
        let current = Fixtures.empty(scale: scale)
        let template = AssessmentImport(
            file: files[0].bytes,
            current: current,
            edition: edition,
            council: "E06000001"
        )
        #expect(template.findings == [])
        #expect(template.proposed == current)
        let glossary = try CSVFile(file: files[1].bytes)
        #expect(glossary.records.count == (try Glossary.shipped().count) + 1)
        let page = String(decoding: try DecodedText(file: files[2].bytes).bytes, as: UTF8.self)
        for item in edition.items { #expect(page.contains(item.name)) }
        for level in scale.levels { #expect(page.contains(level.name)) }
        #expect(page.contains("The best level is “Leading”"))
        #expect(page.split(separator: "\r\n").allSatisfy { $0.count <= 400 })
    }

    @Test
    func `without a scale nothing is said about ratings`() throws {
        let files = try StarterKit.files(edition: try Fixtures.edition("2020"), scale: nil)
        let page = String(decoding: files[2].bytes, as: UTF8.self)
        #expect(!page.contains("rating"))
        #expect(!page.contains("Leadership"))
        #expect(!String(decoding: files[0].bytes, as: UTF8.self).contains(",rating,"))
    }
}
