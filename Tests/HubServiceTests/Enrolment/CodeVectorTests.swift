import HubCrypto
import HubTestKit
import HubVectorKit
import Testing

/// The texts of invitations, against the golden vectors.
struct CodeVectorTests {
    @Test
    func `every text is read as its vector says`() throws {
        var written: [String: String] = [:]
        let vectors = try Vectors.single("codes")
        for vector in vectors {
            let id = vector["id"].text ?? ""
            let text = try #require(vector["text"].text)
            let code = InvitationCode(text)
            let wanted = vector["expect"]["accept"]
            #expect((code != nil) == wanted.exists, "\(id)")
            #expect(wanted.exists || vector["expect"]["refuse"].text == "CLNT-0111", "\(id)")
            guard let code else { continue }
            #expect(Hexadecimal.text(code.id.span) == wanted["invitation"].text, "\(id)")
            #expect(Hexadecimal.text(code.secret.span) == wanted["secret"].text, "\(id)")
            #expect(code.rootDigest.hex == wanted["root"].text, "\(id)")
            written[id] = code.text
            // Whatever was typed, one text is handed over.
            let isWritten = ["code-zeros", "code-counted", "code-ones"].contains(id)
            #expect(!isWritten || code.text == text, "\(id)")
        }
        #expect(written.count == 11 && vectors.count == 29)
        #expect(Set(written.values).count == 3)
    }
}
