import HubText
import HubVectorKit
import Testing

struct TextVectorTests {
    @Test
    func `texts are taken and refused as their vectors say`() throws {
        for vector in try Vectors.single("texts") {
            let id = vector["id"].text ?? ""
            let text = try #require(vector["text"].text, "\(id)")
            let rule = TextRule(
                charactersMax: 100,
                isMultiline: vector["several_lines"].isTrue
            )
            do throws(TextError) {
                let kept = try rule.accept(text)
                #expect(vector["allowed"].isTrue, "\(id) was taken")
                let wanted = vector["kept"].text ?? text
                #expect(kept.unicodeScalars.elementsEqual(wanted.unicodeScalars), "\(id)")
            } catch {
                #expect(!vector["allowed"].isTrue, "\(id): \(error)")
            }
        }
    }

    @Test
    func `what a terminal gets holds no character that acts on it`() throws {
        for vector in try Vectors.single("texts") {
            guard let shown = vector["on_a_terminal"].text else { continue }
            let text = vector["text"].text ?? ""
            let escaped = TerminalText.escaped(text)
            #expect(escaped == shown, "\(vector["id"].text ?? "")")
        }
    }
}
