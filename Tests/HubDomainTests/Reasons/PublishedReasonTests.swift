import HubDomain
import HubText
import HubVectorKit
import Testing

struct PublishedReasonTests {
    @Test
    func `what is published about reasons is what the program says`() throws {
        let published = try Vectors.items("reasons.json", "findings")
        #expect(published.map { $0["code"].text } == ReasonRegistry.all.map(\.code.text))
        for (entry, reason) in zip(published, ReasonRegistry.all) {
            #expect(entry["rule"].text == reason.rule.text, "\(reason.code.text)")
            #expect(entry["title"].text == reason.title, "\(reason.code.text)")
            #expect(entry["explanation"].text == reason.explanation, "\(reason.code.text)")
            #expect(entry["next"].text == reason.nextStep, "\(reason.code.text)")
        }
    }
}
