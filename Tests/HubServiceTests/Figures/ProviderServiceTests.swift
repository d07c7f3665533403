import HubClient
import HubCrypto
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// The register of organisations over a connection; all of them are invented.
struct ProviderServiceTests {
    private let served: ServedHub
    private let client: ProviderServiceClient

    init() throws {
        served = try ServedHub()
        client = ProviderServiceClient(try served.channel(.steward))
    }

    private static let titles = "Code,Name,Kind,Setting,In ASC-WDS,Contact role"

    private func send(
        _ rows: [String],
        mapping: String? = nil,
        name: String = "directory.csv",
        isDryRun: Bool = false
    ) throws(ClientError) -> ImportProvidersResponse {
        let file = Array(rows.joined(separator: "\n").utf8)
        var options = CallOptions()
        options.isDryRun = isDryRun
        let call = try client.importProviders(options)
        for chunk in Self.chunks(file, mapping: mapping, name: name) { try call.send(chunk) }
        return try call.finish()
    }

    /// The messages that carry a directory.
    static func chunks(
        _ file: [UInt8],
        mapping: String? = nil,
        name: String = "directory.csv"
    ) -> [ProviderChunk] {
        let start = ProviderStart(
            batch: FigureCalls.batch().description,
            fileName: name,
            fileBytes: UInt64(file.count),
            mapping: mapping.map { Array($0.utf8) }
        )
        return stride(from: 0, to: max(1, file.count), by: 60 * 1_024).map { offset in
            let end = min(offset + 60 * 1_024, file.count)
            return ProviderChunk(
                start: offset == 0 ? start : nil,
                offset: UInt64(offset),
                data: Array(file[offset..<end])
            )
        }
    }

    private func all(
        _ first: ListProvidersRequest = ListProvidersRequest()
    ) throws(ClientError) -> [Provider] {
        var (request, providers) = (first, [Provider]())
        repeat {
            let page = try client.listProviders(request)
            providers += page.providers
            request.cursor = page.nextCursor
        } while !request.cursor.isEmpty
        return providers
    }

    @Test
    func `a directory is tried, kept, and says nothing new the second time`() throws {
        let rows = [
            Self.titles, "A1,Example Home,independent,residential,yes,registered manager",
            "A2,Example Trust,voluntary,community,no,", "A3,Example College,education,,,",
        ]
        let tried = try send(rows, isDryRun: true)
        #expect(tried.newProviders == 3 && tried.errors == 0)
        #expect(try all().isEmpty)
        #expect(try send(rows).saved != nil)
        let again = try send(rows)
        #expect(again.saved == nil && again.unchangedProviders == 3)
        let changed = try send([Self.titles, "A2,Example Trust,voluntary,community,yes,"])
        #expect(changed.changedProviders == 1 && changed.newProviders == 0)
        // What a file leaves out stays.
        #expect(try all().map(\.code) == ["A1", "A2", "A3"])
        let trust = try client.getProvider(GetProviderRequest(code: "A2")).provider
        #expect(trust?.inAscWds == .yes && trust?.kind == .voluntary)
        #expect(trust?.revision == changed.saved?.revision)
    }

    @Test
    func `the name of a directory tells nothing of a person`() throws {
        let rows = [Self.titles, "A1,Example Home,independent,residential,yes,"]
        let refused = failure { () throws(ClientError) in
            try send(rows, name: "call 07700 900123.csv")
        }
        #expect(refused?.reasonCode == "PROV-0106")
        #expect(try send(rows, name: "homes 2025.csv").saved != nil)
    }

    @Test
    func `organisations are found by name, kind, service and data set, page by page`() throws {
        var rows = [Self.titles]
        for number in 100..<400 {
            let kind = number % 2 == 0 ? "independent" : "voluntary"
            let answer = ["yes", "no", "dont-know", ""][number % 4]
            rows.append("P\(number),Example \(number),\(kind),residential,\(answer),")
        }
        #expect(try send(rows).newProviders == 300)
        #expect(try all(ListProvidersRequest(pageSize: 7)).count == 300)
        #expect(try all(ListProvidersRequest(search: "example 12")).count == 10)
        #expect(try all(ListProvidersRequest(search: "p399")).map(\.code) == ["P399"])
        #expect(try all(ListProvidersRequest(kind: .voluntary)).count == 150)
        #expect(try all(ListProvidersRequest(setting: "day")).isEmpty)
        #expect(try all(ListProvidersRequest(inAscWds: .notKnown)).count == 75)
        let both = ListProvidersRequest(pageSize: 10, kind: .independent, inAscWds: .yes)
        #expect(try all(both).count == 75)
    }

    @Test
    func `a wrong row is told with its column, and nothing is kept`() throws {
        let answer = try send([
            Self.titles, "A1,Example Home,independent,residential,yes,",
            "A2,Example Trust,charity,,,", "A3,Example House,,,,manager@house.example",
        ])
        #expect(answer.saved == nil && answer.errors == 2)
        #expect(answer.findings.map(\.reason) == ["PROV-0103", "PROV-0104"])
        #expect(answer.findings.map(\.row) == [3, 4])
        #expect(answer.findings.map(\.column) == ["Kind", "Contact role"])
        #expect(try all().isEmpty)
        let failed = failure { () throws(ClientError) in
            try send(["a,b"], mapping: "What,Name,Meaning\ncolumn,a,b\n")
        }
        #expect(failed?.reasonCode == "PROV-0102")
    }

    @Test
    func `one organisation is saved, changed on its newest revision, and withdrawn`() throws {
        var provider = Provider(code: "EXA", name: "Example Academy", kind: .academy)
        provider.academy = ProviderAcademy(region: "Example region", launched: 2023)
        let request = SaveProviderRequest(provider: provider)
        let base = try client.saveProvider(request).saved?.revision ?? 0
        let stale = failure { () throws(ClientError) in try client.saveProvider(request) }
        #expect(stale?.reasonCode == "STORE-0101")
        provider.contactRole = "0161 496 0000"
        let wrong = SaveProviderRequest(provider: provider, baseRevision: base)
        let refused = failure { () throws(ClientError) in try client.saveProvider(wrong) }
        #expect(refused?.reasonCode == "PROV-0104")
        #expect(refused?.message.contains("0161") == false)
        provider.contactRole = "academy lead"
        let sound = SaveProviderRequest(provider: provider, baseRevision: base)
        let next = try client.saveProvider(sound).saved?.revision ?? 0
        var options = CallOptions()
        options.asOf = .revision(base)
        let then = try client.getProvider(GetProviderRequest(code: "EXA"), options).provider
        #expect(then?.contactRole == "" && then?.academy?.launched == 2023)
        let gone = WithdrawProviderRequest(code: "EXA", baseRevision: next, why: "It closed.")
        #expect(try client.withdrawProvider(gone).saved?.id == "EXA")
        let missing = failure { () throws(ClientError) in
            try client.getProvider(GetProviderRequest(code: "EXA"))
        }
        #expect(missing?.code == .notFound)
    }
}
