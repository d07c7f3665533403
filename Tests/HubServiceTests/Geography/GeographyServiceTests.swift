import HubClient
import HubText
import HubWire
import Testing

@testable import HubService

/// Groups of councils that a region loads, over a connection; all groups are invented.
struct GeographyServiceTests {
    private let served: ServedHub
    private let lead: GeographyServiceClient
    private let viewer: GeographyServiceClient

    init() throws {
        served = try ServedHub()
        lead = GeographyServiceClient(try served.channel(.regionLead, tenant: nil))
        viewer = GeographyServiceClient(try served.channel(.viewer))
    }

    static func request(
        _ edition: String,
        _ rows: String...,
        from: String? = nil,
        to: String? = nil,
        base: UInt64 = 0
    ) -> SavePlaceGroupsRequest {
        var request = SavePlaceGroupsRequest(edition: edition, kind: "icb")
        (request.from, request.to, request.source) = (from, to, "Invented")
        request.csv = Array((["Group code,Group,Council"] + rows).joined(separator: "\n").utf8)
        request.baseRevision = base
        return request
    }

    private func groups(
        _ edition: String = "",
        on day: String = ""
    ) throws(ClientError) -> [String] {
        var request = GetPlaceGroupsRequest(edition: edition)
        (request.kind, request.day) = (edition.isEmpty ? "icb" : "", day)
        return try viewer.getPlaceGroups(request).groups?.groups.map { group in
            "\(group.name): \(group.councils.map(\.name).joined(separator: ", "))"
        } ?? []
    }

    @Test
    func `regions are there without loading, and nothing else is`() throws {
        let editions = try viewer.listPlaceGroups().editions
        #expect(editions.map(\.edition) == ["regions"] && editions[0].groups.isEmpty)
        #expect(editions[0].groupCount == 9 && editions[0].councilCount == 153)
        #expect(try groups("regions").contains { $0.hasPrefix("North East: ") })
        let none = failure { () throws(ClientError) in try groups() }
        #expect(none?.code == .notFound)
        #expect(failure { () throws(ClientError) in try groups("icb-1") }?.code == .notFound)
    }

    @Test
    func `boards that merge are two editions, and each day has its own`() throws {
        let first = try lead.savePlaceGroups(
            Self.request("one", ",Group A,Bedford Borough", ",Group B,Luton", to: "2026-03-31")
        )
        #expect(first.saved?.id == "one" && first.before == nil)
        #expect(first.after?.groupCount == 2 && first.withoutGroup.count == 151)
        _ = try lead.savePlaceGroups(
            Self.request("two", ",Group C,Bedford", ",Group C,Luton", from: "2026-04-01")
        )
        #expect(try groups(on: "2026-03-31") == ["Group A: Bedford", "Group B: Luton"])
        #expect(try groups(on: "2026-04-01") == ["Group C: Luton, Bedford"])
        let found = try viewer.listPlaceGroups(ListPlaceGroupsRequest(kind: "ICB")).editions
        #expect(found.map(\.edition) == ["one", "two"])
        let overlapping = failure { () throws(ClientError) in
            try lead.savePlaceGroups(Self.request("three", ",Group D,Luton", from: "2027-01-01"))
        }
        #expect(overlapping?.reasonCode == "GEOG-0106")
        #expect(try viewer.listPlaceGroups().editions.count == 3)
    }

    @Test
    func `an edition that is restated is readable as it was`() throws {
        let first = try lead.savePlaceGroups(Self.request("one", ",Group A,Bedford"))
        let base = try #require(first.saved?.revision)
        let stale = failure { () throws(ClientError) in
            try lead.savePlaceGroups(Self.request("one", ",Group A,Luton"))
        }
        #expect(stale?.code == .aborted || stale?.code == .alreadyExists)
        let second = try lead.savePlaceGroups(Self.request("one", ",Group A,Luton", base: base))
        #expect(second.before?.revision == base && second.before?.groups.isEmpty == true)
        #expect(try groups("one") == ["Group A: Luton"])
        var options = CallOptions()
        options.asOf = .revision(base)
        let was = try viewer.getPlaceGroups(GetPlaceGroupsRequest(edition: "one"), options)
        #expect(was.groups?.groups.first?.councils.map(\.name) == ["Bedford"])
        #expect(was.groups?.revision == base)
    }

    @Test
    func `a file with an error is told, and nothing is kept`() throws {
        let wrong = try lead.savePlaceGroups(
            Self.request("one", ",Group A,Bedford", ",Group A,Nowhere", ",Group B,Cumbria")
        )
        #expect(wrong.saved == nil && wrong.after == nil)
        #expect(wrong.findings.map(\.reason) == ["GEOG-0101", "GEOG-0102"])
        #expect(wrong.findings.map(\.row) == [3, 4])
        #expect(try viewer.listPlaceGroups().editions.count == 1)
    }

    @Test
    func `no source and no reason tells who somebody is`() throws {
        var request = Self.request("one", ",Group A,Bedford")
        request.source = "Sent by ann@example.org"
        let source = failure { () throws(ClientError) in try lead.savePlaceGroups(request) }
        #expect(source?.reasonCode == "GEOG-0107")
        #expect(source?.status?.violations.map(\.path) == ["source"])
        #expect(source?.status?.message.contains("ann@") == false)
        request.source = "The order of 2026"
        let saved = try lead.savePlaceGroups(request).saved
        var withdrawal = WithdrawPlaceGroupsRequest(edition: "one", why: "Ask 07700 900123")
        withdrawal.baseRevision = saved?.revision ?? 0
        let why = failure { () throws(ClientError) in try lead.withdrawPlaceGroups(withdrawal) }
        #expect(why?.reasonCode == "GEOG-0107")
        withdrawal.why = "Loaded twice"
        #expect(try lead.withdrawPlaceGroups(withdrawal).saved != nil)
    }

    @Test
    func `a request that cannot be is refused by its field`() throws {
        func refused(_ change: (inout SavePlaceGroupsRequest) -> Void) -> [String] {
            var request = Self.request("one", ",Group A,Bedford")
            change(&request)
            let error = failure { () throws(ClientError) in try lead.savePlaceGroups(request) }
            return error?.status?.violations.map(\.path) ?? []
        }
        #expect(refused { $0.edition = "regions" } == ["edition"])
        #expect(refused { $0.kind = "1" } == ["kind"])
        #expect(refused { $0.source = "" } == ["source"])
        #expect(refused { ($0.from, $0.to) = ("2026-04-01", "2026-03-31") } == ["to"])
        #expect(refused { $0.from = "1 April" } == ["from"])
        let bytes = [UInt8](repeating: 0x20, count: GeographyHandlers.csvBytesMax + 1)
        #expect(refused { $0.csv = bytes } == ["csv"])
        #expect(refused { $0.kind = "region" } != [])
        #expect(try lead.savePlaceGroups(Self.request("one", ",Group A,Bedford")).saved != nil)
    }

    @Test
    func `only the region's lead loads groups, and takes them back`() throws {
        let request = Self.request("one", ",Group A,Bedford")
        let refused = failure { () throws(ClientError) in try viewer.savePlaceGroups(request) }
        #expect(refused?.code == .permissionDenied)
        let saved = try lead.savePlaceGroups(request).saved
        var withdrawal = WithdrawPlaceGroupsRequest(edition: "one", why: "A mistake.")
        withdrawal.baseRevision = saved?.revision ?? 0
        let gone = try lead.withdrawPlaceGroups(withdrawal)
        #expect(gone.before?.groupCount == 1 && gone.saved?.id == "one")
        #expect(try viewer.listPlaceGroups().editions.map(\.edition) == ["regions"])
        let again = failure { () throws(ClientError) in try lead.withdrawPlaceGroups(withdrawal) }
        #expect(again?.code == .notFound)
    }

    @Test(
        arguments: [
            ("Bedford Borough", .current, ["E06000055"]), ("E08000016", .successor, ["E08000038"]),
            ("Sheffield", .current, ["E08000039"]),
            ("Cumbria", .several, ["E06000063", "E06000064"]), ("Nowhere", .unknown, []),
        ] as [(String, PlaceMatch, [String])]
    )
    func `a code or name of any time leads to a council of today`(
        text: String,
        match: PlaceMatch,
        codes: [String]
    ) throws {
        let answer = try viewer.resolvePlace(ResolvePlaceRequest(text: text))
        #expect(answer.match == match && answer.councils.map(\.code) == codes)
    }

    @Test
    func `what is planned, what came before and the groups of a day are told`() throws {
        _ = try lead.savePlaceGroups(
            Self.request("one", ",Group A,Surrey", ",Group B,Surrey", to: "2026-03-31")
        )
        var request = ResolvePlaceRequest(text: "Surrey", day: "2026-03-31")
        let surrey = try viewer.resolvePlace(request)
        #expect(surrey.successors.map(\.effective) == ["2027-04-01", "2027-04-01"])
        #expect(surrey.successors.allSatisfy { $0.isPlanned && $0.newCode.isEmpty })
        #expect(surrey.groups.map(\.group) == ["Group A", "Group B", "South East"])
        #expect(surrey.groups.map(\.groupsOfCouncil) == [2, 2, 1])
        request.day = "2026-04-01"
        #expect(try viewer.resolvePlace(request).groups.map(\.kind) == ["region"])
        let barnsley = try viewer.resolvePlace(ResolvePlaceRequest(text: "Barnsley"))
        #expect(barnsley.predecessors.map(\.oldCode) == ["E08000016"])
    }
}
