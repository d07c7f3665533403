import HubDomain
import Testing

/// The reference of a person who draws on care, and what is none.
struct PersonReferenceTests {
    private static func reason(_ typed: String) -> String? {
        do throws(DomainError) {
            _ = try PersonReference.read(typed, path: "person")
            return nil
        } catch {
            // What was typed is nowhere in the error.
            #expect(typed.isEmpty || !"\(error)".contains(typed))
            return error.reason.text
        }
    }

    @Test
    func `one form, however it is written`() throws {
        #expect(try PersonReference.read(" c-0471 ").text == "C-0471")
        #expect(try PersonReference.read("c  0471").text == "C 0471")
        #expect(try PersonReference.read("0471") != PersonReference.read("471"))
    }

    @Test(arguments: [
        // 943 476 5919 is the example that is printed in guidance on the check digit.
        ("9434765919", "TRNG-0252"), ("943 476 5919", "TRNG-0252"), ("943-476-5919", "TRNG-0252"),
        ("QQ123456C", "TRNG-0253"), ("ann@example.org", "TRNG-0253"), ("Ann Example", "TRNG-0253"),
        ("1.23E+05", "TRNG-0253"), ("", "TRNG-0251"), ("   ", "TRNG-0251"),
    ])
    func `what tells everybody who somebody is is refused`(typed: String, reason: String) {
        #expect(Self.reason(typed) == reason)
    }

    @Test
    func `ten digits without the check digit are a number like any other`() {
        #expect(Self.reason("9434765918") == nil)
        #expect(Self.reason("943476591") == nil)
    }
}
