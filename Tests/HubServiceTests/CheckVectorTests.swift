import HubCrypto
import HubSystem
import HubVectorKit
import HubWire
import Testing

@testable import HubService

/// The order of checks, with methods of this hub that have the facts of those in the vectors.
struct CheckVectorTests {
    /// What the gate does not look at: each is checked elsewhere, or this hub does not have it.
    private static let outside: [(id: String, reason: String)] = [
        ("check-as-of-ahead", "the store is asked, by ReadScope"),
        ("check-as-of-time-ahead", "the store is asked, by ReadScope"),
        ("check-as-of-time-1-ms-ahead", "the store is asked, by ReadScope"),
        ("check-dry-run-not-offered", "every change of this hub can be rehearsed"),
    ]

    private static let service = "whub.vectors.v1.VectorService/"

    @Test
    func `the first fault in the specified order is the one that is told`() throws {
        let vectors = try Vectors.single("checks")
        var seen = 0
        for vector in vectors {
            let id = vector["id"].text ?? ""
            let isAboutRequests = vector["expect"]["refuse"]["reason"].text?.hasPrefix("CALL-04")
            if isAboutRequests ?? false || CheckVectorTests.outside.contains(where: { $0.id == id })
            {
                continue
            }
            seen += 1
            do throws(Fault) {
                try CheckVectorTests.admit(vector)
                #expect(vector["expect"]["accept"].isTrue, "\(id) was admitted")
            } catch {
                #expect(Refused(error) == Refused(vector["expect"]["refuse"]), "\(id)")
            }
        }
        #expect(seen >= 35)
    }

    @Test
    func `what is left out is there`() throws {
        let ids = try Vectors.single("checks").map { $0["id"].text }
        for one in CheckVectorTests.outside { #expect(ids.contains(one.id), "\(one.reason)") }
        let isRehearsable = Method.allCases.filter { $0.facts.isMutating }
            .allSatisfy { $0.facts.supportsDryRun }
        #expect(isRehearsable || Method.allCases.contains { CheckVectorTests.isBlind($0) })
    }

    private static func isBlind(_ method: Method) -> Bool {
        method.facts.isMutating && !method.facts.supportsDryRun
    }

    private static func admit(_ vector: VectorValue) throws(Fault) {
        var header = try CallHeader.read(bytes(vector["header"]).span)
        if let method = substitute(header.method) { header.method = "\(method.name)" }
        let facts = vector["caller"]
        let kind: ClientClass =
            switch facts["kind"].text {
            case "authenticated": .authenticated
            case "lapsed": .lapsed
            default: .anonymous
            }
        let now = Int64(vector["now_ms"].number ?? 0)
        let admission = Admission(
            deadlineMillisecondsMax: 300_000,
            epoch: UInt64(facts["epoch"].number ?? 0),
            isLocal: true
        )
        _ = try admission.admit(
            header,
            caller: kind == .authenticated ? caller(facts) : nil,
            clientClass: kind,
            now: Instant(microseconds: now * 1_000)
        ) { _ in
            facts["within_quota"].isTrue ? nil : .tooMany(.tooManyCalls, 1)
        }
    }

    private static func bytes(_ segments: VectorValue) -> [UInt8] {
        do { return try segments.bytes() } catch { return [0xFF] }
    }

    private static func caller(_ facts: VectorValue) -> CallerRecord {
        let grants = [Role.viewer, .contributor, .steward].map {
            Grant(role: $0, family: .priorities)
        }
        return CallerRecord(
            principal: UniqueID(milliseconds: 1),
            tenant: UniqueID(milliseconds: 2),
            tenantCode: facts["tenant_code"].text ?? "",
            grants: facts["permitted"].isTrue ? grants : [],
            standing: facts["active"].isTrue ? .active : .ended,
            isTenantSuspended: !facts["tenant_active"].isTrue
        )
    }

    /// A method of this hub with the facts of one of the vectors'.
    private static func substitute(_ name: String) -> Method? {
        let methods = Method.allCases.filter { $0.facts.family == .priorities }
        switch name {
        case service + "Read", service + "Rows":
            return methods.first {
                $0.facts.permission == .view && !$0.facts.isMutating && !$0.facts.supportsAsOf
            }
        case service + "ReadAsOf":
            return methods.first { $0.facts.permission == .view && $0.facts.supportsAsOf }
        case service + "Change", service + "Upload":
            return methods.first {
                $0.facts.isMutating && $0.facts.supportsDryRun
                    && [.contribute, .steward].contains($0.facts.permission)
            }
        case service + "Knock":
            return Method.allCases.first { $0.facts.permission == .anonymous }
        default: return nil
        }
    }
}
