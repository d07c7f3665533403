import HubCrypto
import HubTLS
import HubTestKit
import Testing

struct PeerIdentityTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let names: [AlternativeName]
        let fault: IdentityFault

        init(_ description: String, _ names: [AlternativeName], _ fault: IdentityFault) {
            testDescription = description
            self.names = names
            self.fault = fault
        }
    }

    static let id = "0197f22e-79b0-7cc3-98c4-dc0c0c07398f"
    static let good = "whub://\(id)/\(id)/\(id)"

    static func uri(_ text: String) -> AlternativeName { .uri(Array(text.utf8)) }

    static let shapes: [Shape] = [
        Shape("none", [], .noName),
        Shape("two URIs", [uri(good), uri(good)], .severalNames),
        Shape("a URI and a host", [uri(good), .host("localhost")], .severalNames),
        Shape("a host and a URI", [.host("localhost"), uri(good)], .severalNames),
        Shape("a host", [.host("localhost")], .notURI),
        Shape("a host that reads like the URI", [.host(good)], .notURI),
        Shape("an address", [.address([127, 0, 0, 1])], .notURI),
        Shape("a NUL after the URI", [uri(good + "\0")], .containsNUL),
        Shape("a NUL and a host after the URI", [uri(good + "\0.example.org")], .containsNUL),
        Shape("a NUL inside", [uri(good.replacing(at: 20, with: 0))], .containsNUL),
        Shape("nothing", [uri("")], .malformedURI),
        Shape("another scheme", [uri("http" + good.dropFirst(4))], .malformedURI),
        Shape("the scheme in capitals", [uri("WHUB" + good.dropFirst(4))], .malformedURI),
        Shape("an identifier in capitals", [uri(good.uppercasedLastByte())], .malformedURI),
        Shape("a fourth part", [uri(good + "/\(id)")], .malformedURI),
        Shape("an empty fourth part", [uri(good + "/")], .malformedURI),
        Shape("two parts", [uri("whub://\(id)/\(id)")], .malformedURI),
        Shape("an empty part", [uri("whub:///\(id)/\(id)")], .malformedURI),
        Shape("a query", [uri(good + "?a=b")], .malformedURI),
        Shape("a port", [uri("whub://\(id):1/\(id)/\(id)")], .malformedURI),
        Shape("a space in front", [uri(" " + good)], .malformedURI),
        Shape("a comma and a name", [uri(good + ",DNS:evil.example")], .malformedURI),
        Shape(
            "an identifier of version 4",
            [uri(good.replacing(at: 21, with: 0x34))],
            .malformedURI
        ),
        Shape("bytes beyond ASCII", [.uri([UInt8](repeating: 0xFF, count: 117))], .malformedURI),
        Shape("60,000 bytes", [.uri([UInt8](repeating: 0x61, count: 12_000))], .malformedURI),
    ]

    @Test
    func `a certificate with one URI of a principal names that principal`() throws {
        let maker = try CertificateMaker(now: noon)
        let credential = try maker.client(names: [Self.uri(Self.good)])
        let id = try #require(UniqueID(Self.id))
        for isLapsed in [false, true] {
            let identity = try PeerIdentity(credential.leaf, isLapsed: isLapsed)
            #expect(identity.name == PrincipalName(hub: id, tenant: id, principal: id))
            #expect(identity.certificate == credential.leaf.facts)
            #expect(identity.isLapsed == isLapsed)
        }
    }

    @Test(arguments: shapes)
    func `any other shape of names is refused for its reason`(shape: Shape) throws {
        let maker = try CertificateMaker(now: noon)
        let credential = try maker.client(names: shape.names)
        #expect(throws: shape.fault) { try PeerIdentity(credential.leaf, isLapsed: false) }
    }

    @Test
    func `a server's certificate names no client`() throws {
        let maker = try CertificateMaker(now: noon)
        let credential = try maker.client(names: [Self.uri(Self.good)], purpose: .server)
        #expect(throws: IdentityFault.notForClients) {
            try PeerIdentity(credential.leaf, isLapsed: false)
        }
    }

    @Test
    func `an authority's certificate names no client`() throws {
        let maker = try CertificateMaker(now: noon)
        for authority in [maker.root, maker.clientAuthority.certificate] {
            #expect(throws: IdentityFault.authority) {
                try PeerIdentity(authority, isLapsed: false)
            }
        }
    }

    @Test(arguments: [UInt64(4)])
    func `a URI with any one byte changed names somebody else or nobody`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let good = Array(Self.good.utf8)
        let name = try #require(PrincipalName(uri: good))
        for index in good.indices {
            var uri = good
            while uri[index] == good[index] { uri[index] = .random(in: 0...255, using: &generator) }
            #expect(PrincipalName(uri: uri) != name, "byte \(index)")
            #expect(PrincipalName(uri: Array(good.prefix(index))) == nil)
        }
        #expect(Array(name.description.utf8) == good)
    }
}

extension String {
    fileprivate func replacing(at index: Int, with byte: UInt8) -> String {
        var bytes = Array(utf8)
        bytes[index] = byte
        return String(decoding: bytes, as: UTF8.self)
    }

    fileprivate func uppercasedLastByte() -> String { String(dropLast()) + "F" }
}
