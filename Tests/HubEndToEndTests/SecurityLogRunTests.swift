import HubClient
import HubCrypto
import HubSession
import HubSystem
import HubTLS
import HubTestKit
import HubWire
import Testing

@testable import HubClient

/// `whubd serve --security-log`, as whoever looks after the hub reads it.
final class SecurityLogRunTests {
    private let hub: RunningHub
    private let path: String
    /// Somebody who is always let in, asked while others' lines are waited for.
    private let witness: Channel

    init() throws {
        hub = try RunningHub()
        let bundle = try hub.issue("steward")
        #expect(try hub.stop() == .code(0))
        path = hub.folder.file("security.log")
        try hub.serveAgain(with: ["--security-log", path])
        witness = try hub.channel(bundle)
    }

    /// The lines that are there once there are so many.
    private func lines(_ count: Int) throws -> [String] {
        var lines: [String] = []
        for _ in 0..<10_000 {
            let bytes = try LocalFile.read(path, bytesMax: 1_024 * 1_024)
            lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            if lines.count >= count { break }
            _ = try IdentityServiceClient(witness).ping()
        }
        return lines
    }

    private static let events = [
        "handshake-refused", "certificate-refused", "not-authenticated", "denied",
        "enrolment-refused", "limited", "alarm",
    ]
    private static let fields = [
        "time", "reason", "from", "principal", "tenant", "method", "request",
    ]

    /// Looks whether a line is one of this log, whole and nothing beside.
    private static func expectSound(_ line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        #expect(events.contains(String(words[0])), "\(line)")
        let names = words.dropFirst().compactMap { $0.split(separator: "=").first.map(String.init) }
        #expect(names == fields, "\(line)")
        #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(line)")
    }

    private func failureOf(_ channel: Channel, _ method: Method) -> ClientError? {
        do throws(ClientError) {
            _ = try channel.unary(method, bytes: [])
            return nil
        } catch {
            return error
        }
    }

    private func invitation() throws -> InvitationCode {
        let made = try RunningHub.run([
            "invite", "--data", hub.data, "--hub-role", "operator", "--name", "canary-operator",
        ])
        let word = made.output.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("WH1-") }
        return try #require(InvitationCode(String(word ?? "")))
    }

    private func enrol(_ code: InvitationCode) throws -> ClientError? {
        let tls = try TLSClientContext(anchors: [Certificate(pem: hub.authority("root.pem"))])
        let client = EnrolmentServiceClient(try hub.channel(tls: tls))
        let request = try SigningRequest(for: PrivateKey()).der
        do throws(ClientError) {
            _ = try client.enrol(
                EnrolRequest(invitation: code.id, secret: code.secret, signingRequest: request)
            )
            return nil
        } catch {
            return error
        }
    }

    @Test
    func `each refusal is one line with ids, and nothing of it is in the ordinary log`() throws {
        let root = try Certificate(pem: hub.authority("root.pem"))
        let maker = try CertificateMaker(now: HubClock.system.instant)
        let foreign = try maker.client(name: maker.newName())
        let viewer = try hub.channel(try hub.issue("viewer"))
        let told = try IdentityServiceClient(viewer).whoAmI()
        #expect(try lines(0).isEmpty)
        // A handshake that the library refuses.
        let other = try hub.channel(
            tls: TLSClientContext(anchors: [root], chain: foreign.chain, key: foreign.key)
        )
        #expect(failureOf(other, .identityServicePing) != nil)
        #expect(try lines(1).last?.hasPrefix("handshake-refused ") == true)
        // A certificate of the hub's own issuer, of nobody in the registry.
        let issuer = try Authority(
            certificate: Certificate(pem: hub.authority("clients.pem")),
            key: PrivateKey(pem: hub.authority("clients.key"))
        )
        let key = try PrivateKey()
        let leaf = try issuer.clientCertificate(
            name: maker.newName(),
            key: key.publicKey,
            validity: maker.valid()
        )
        let unknown = try hub.channel(
            tls: TLSClientContext(anchors: [root], chain: [leaf, issuer.certificate], key: key)
        )
        #expect(failureOf(unknown, .identityServicePing) != nil)
        #expect(try lines(2).last?.hasPrefix("certificate-refused ") == true)
        // A wrong code, and the right one beside it.
        let code = try invitation()
        let wrong = InvitationCode(
            id: code.id,
            secret: [UInt8](repeating: 7, count: 16),
            rootDigest: code.rootDigest
        )
        #expect(try enrol(wrong)?.reasonCode == "GATE-0107")
        let refused = try lines(3).last ?? ""
        #expect(refused.hasPrefix("enrolment-refused ") && refused.contains("reason=GATE-0107"))
        #expect(try enrol(code) == nil)
        // A method that is denied, and one that is not.
        let denied = failureOf(viewer, .priorityServiceHandInAssessment)
        #expect(denied?.reasonCode == "GATE-0201")
        #expect(failureOf(viewer, .priorityServiceListWindows) == nil)
        let all = try lines(4)
        #expect(all.count == 4, "\(all)")
        #expect(all.last?.hasPrefix("denied ") == true)
        for part in [
            "principal=\(told.principalId)", "tenant=\(told.tenantId)", "from=127.0.0.1",
            "method=\(Method.priorityServiceHandInAssessment.name)",
        ] { #expect(all.last?.contains(part) == true, "\(part)") }
        for line in all { SecurityLogRunTests.expectSound(line) }
        #expect(try hub.stop() == .code(0))
        try expectNone(of: ["Test viewer", "canary-operator", code.text, "GATE-"], in: all)
    }

    /// Looks whether words stand in neither log.
    private func expectNone(of words: [String], in lines: [String]) throws {
        for word in words {
            #expect(!lines.contains { $0.contains(word) && word != "GATE-" }, "\(word)")
            #expect(!hub.process.errorText.contains(word), "\(word): \(hub.process.errorText)")
        }
    }

    /// Texts that would be a line of their own, or turn one around, if anybody wrote them down.
    private static let forged = [
        "x\nalarm time=2026 reason=forged", "x\r\nalarm reason=forged", "x\u{2028}reason=forged",
        "x\u{202E}reason=forged", "x\u{1B}[2Kreason=forged", "x\u{0}reason=forged",
        "x\" reason=forged", "x reason=forged",
    ]

    @Test
    func `what a client says cannot make a line, nor a part of one`() throws {
        let viewer = try hub.issue("viewer")
        let admin = AdminServiceClient(try hub.channel(try hub.issue("admin")))
        var expected = 0
        for text in SecurityLogRunTests.forged {
            // In the greeting, as the software's name.
            var settings = ChannelSettings.once
            settings.software = text
            let bundle = try Bundle.read(viewer)
            let channel = Channel(hub.target(tls: bundle.tls), settings: settings)
            _ = failureOf(channel, .identityServicePing)
            // As the organisation that the caller takes itself to be of.
            var options = CallOptions()
            options.expectedTenant = text
            do throws(ClientError) {
                _ = try channel.unary(.identityServiceWhoAmI, bytes: [], options)
                Issue.record("\(text.debugDescription) was taken")
            } catch {
                if error.reasonCode == "GATE-0501" { expected += 1 }
            }
            // As a method, which the table does not have.
            expected += try callUnknown(text, channel) ? 1 : 0
            // As a name, and as a reason.
            _ = try? admin.invite(InviteRequest(role: .viewer, name: text))
        }
        // Somebody whose name looks like a part of a line.
        let named = hub.folder.file("named")
        let issued = try RunningHub.run(
            ["issue", "--data", hub.data, "--out", named, "--tenant", "X00000001"]
                + ["--role", "viewer", "--name", "x\" reason=forged"]
        )
        #expect(issued.exit == .code(0), "\(issued.error)")
        let denied = failureOf(try hub.channel(named), .priorityServiceHandInAssessment)
        #expect(denied?.reasonCode == "GATE-0201")
        expected += 1
        let all = try lines(expected)
        #expect(all.count == expected, "\(all)")
        for line in all { SecurityLogRunTests.expectSound(line) }
        #expect(try hub.stop() == .code(0))
        try expectNone(of: ["forged"], in: all)
    }

    /// Calls a method of any name.
    ///
    /// - Returns: Whether its refusal concerns safety.
    private func callUnknown(_ name: String, _ channel: Channel) throws -> Bool {
        let link = try channel.connected(until: nil)
        var header = CallHeader()
        header.method = name
        let opened = link.session.open(header, ends: true)
        let id = try #require(opened)
        link.calls[id] = CallRecord(isChange: false)
        while true {
            guard case .result(let status) = try link.next(on: id, until: nil) else { continue }
            #expect(status.code != .ok)
            return status.reason.hasPrefix("GATE-")
        }
    }
}
