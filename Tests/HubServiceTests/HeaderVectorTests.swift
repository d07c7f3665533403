import HubCrypto
import HubSystem
import HubVectorKit
import HubWire
import Testing

@testable import HubService

struct HeaderVectorTests {
    @Test
    func `headers are read and refused as their vectors say`() throws {
        for vector in try Vectors.single("headers") {
            let id = vector["id"].text ?? ""
            let accepted = vector["expect"]["accept"]
            switch readHeader(try vector["bytes"].bytes()) {
            case .success(var header):
                try #require(accepted.exists, "\(id) was accepted")
                let wanted = try CallHeader(json: accepted.json())
                // What may be ignored may be kept or dropped.
                header.unknownFields = UnknownFields()
                header.traceparent = wanted.traceparent
                #expect(header == wanted, "\(id)")
            case .failure(let fault):
                #expect(Refused(fault) == Refused(vector["expect"]["refuse"]), "\(id)")
            }
        }
    }

    @Test
    func `requests are read and refused as their vectors say`() throws {
        for vector in try Vectors.single("requests") {
            let id = vector["id"].text ?? ""
            let accepted = vector["expect"]["accept"]
            switch decode(VectorRequest.self, try vector["bytes"].bytes(), .strict) {
            case .success(let request):
                try #require(accepted.exists, "\(id) was accepted")
                // JSON is no deeper than its own limit, which the message may reach.
                if let wanted = message(accepted) { #expect(request == wanted, "\(id)") }
            case .failure(let error):
                let seen = Refused(Fault.request(error))
                let wanted = Refused(vector["expect"]["refuse"])
                guard HeaderVectorTests.coarsePaths.contains(id) else {
                    #expect(seen == wanted, "\(id)")
                    continue
                }
                // Once the path is exact, the vector leaves the list.
                #expect(seen.reason == wanted.reason && seen.path != wanted.path, "\(id)")
                #expect(wanted.path.hasPrefix(seen.path), "\(id)")
            }
        }
    }

    /// Faults inside packed numbers and maps, of which the reader names only the field: its path
    /// is right, and shorter than the vector's.
    private static let coarsePaths = [
        "request-enum-packed", "request-malformed-pack", "request-range-packed",
        "request-text-map-key", "request-twice-map-key", "request-twice-map-key-default",
        "request-unknown-in-map",
    ]

    /// The message that a vector means; `nil` where it is deeper than text may be.
    private func message(_ value: VectorValue) -> VectorRequest? {
        do { return try VectorRequest(json: value.json()) } catch { return nil }
    }

    private func readHeader(_ bytes: [UInt8]) -> Result<CallHeader, Fault> {
        do throws(Fault) {
            return .success(try CallHeader.read(bytes.span))
        } catch {
            return .failure(error)
        }
    }

    private func decode<Message: WireMessage>(
        _ type: Message.Type,
        _ bytes: [UInt8],
        _ rules: WireRules
    ) -> Result<Message, WireError> {
        do throws(WireError) {
            return .success(try Message(decoding: bytes, rules: rules))
        } catch {
            return .failure(error)
        }
    }

    @Test
    func `keys are taken and refused as their vectors say`() throws {
        for vector in try Vectors.single("keys") {
            let now = Instant(microseconds: Int64(vector["now_ms"].number ?? 0) * 1_000)
            var header = CallHeader()
            header.idempotencyKey = vector["key"].text ?? ""
            let key = header.idempotencyKey
            guard !key.isEmpty else { continue }
            do throws(Fault) {
                let taken = try IdempotencyText(header, now: now)
                #expect(taken?.id.description == key)
                #expect(vector["expect"]["accept"].isTrue, "\(key) was taken")
            } catch {
                #expect(error.reason.code == vector["expect"]["refuse"].text, "\(key)")
            }
        }
    }

    @Test
    func `every reason has the retry class that its status has by default, or says why`() throws {
        let vectors = try Vectors.single("statuses")
        #expect(vectors.count == 17)
        for vector in vectors {
            let code = StatusCode(rawValue: Int32(vector["code"].number ?? -1))
            #expect(StatusCode.isKnown(code.rawValue))
            let name = "STATUS_CODE_\(vector["name"].text ?? "")"
            let entry = StatusCode.wireTable.values.first { $0.number == code.rawValue }
            #expect(entry?.name == name)
        }
        for reason in Reason.all where reason.code.hasPrefix("CALL") {
            #expect(StatusCode.isKnown(reason.status.rawValue), "\(reason.code)")
            #expect(reason.retry != .unspecified, "\(reason.code)")
        }
    }
}

/// A refusal as vectors tell it: the reason, and the path of the only violation.
struct Refused: Equatable {
    let reason: String
    let path: String

    init(_ fault: Fault) {
        reason = fault.reason.code
        path = fault.violations.map(\.path).joined(separator: " and ")
    }

    init(_ expected: VectorValue) {
        reason = expected["reason"].text ?? "accepted"
        path = expected["path"].text ?? ""
    }
}
