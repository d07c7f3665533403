import HubClient
import HubCrypto
import HubText
import HubWire
import Testing

@testable import HubService

/// Figures of the councils of a group, and figures as they stood; all numbers are invented.
struct FigureGroupTests {
    private let served: ServedHub
    private let calls: FigureCalls
    private let lead: GeographyServiceClient

    init() throws {
        served = try ServedHub()
        calls = FigureCalls(try served.channel(.steward))
        lead = GeographyServiceClient(try served.channel(.regionLead, tenant: nil))
    }

    private func group(
        _ measure: String = "vacancies",
        _ name: String = "Group A",
        period: String = ""
    ) throws(ClientError) -> GetGroupFiguresResponse {
        var request = GetGroupFiguresRequest(measure: measure, kind: "icb", group: name)
        request.period = period
        return try calls.client.getGroupFigures(request)
    }

    private func load(_ rows: String...) throws {
        var request = SavePlaceGroupsRequest(edition: "one", kind: "icb")
        request.source = "Invented"
        request.csv = Array((["Group code,Group,Council"] + rows).joined(separator: "\n").utf8)
        #expect(try lead.savePlaceGroups(request).saved != nil)
    }

    @Test
    func `figures of one scope, period, edition and source are added, and no others`() throws {
        try load(",Group A,Bedford", ",Group A,Luton")
        _ = try calls.send(
            FigureCalls.file(
                "vacancies,E06000055,,2023/24,2024,all,,10,,S1,",
                "vacancies,E06000032,,2023/24,2024,all,,20,,S1,",
                "vacancies,E06000032,,2023/24,2024,independent,,15,,S1,",
                "vacancies,E06000055,,2023/24,2025,all,,11,,S1,",
                "vacancies,E06000032,,2022/23,2024,all,,30,,S2,",
                "vacancies,E06000001,,2023/24,2024,all,,99,,S1,"
            )
        )
        let answer = try group()
        #expect(answer.councils == ["E06000032", "E06000055"])
        #expect(answer.groupsEdition == "one" && answer.councilNames == ["Luton", "Bedford"])
        #expect(answer.lines.map(\.sum) == [nil, "30", nil, nil])
        #expect(answer.lines.map(\.edition) == ["2025", "2024", "2024", "2024"])
        #expect(answer.lines.filter { $0.sum == nil }.allSatisfy { $0.refused == "FIGR-0116" })
        #expect(answer.lines[0].silent == ["E06000032"])
        #expect(
            answer.lines[0].refusedMessage.hasPrefix(
                "Only 1 of the 2 councils of Group A have a figure, and there is none of E06000032"
            ),
            "\(answer.lines[0].refusedMessage)"
        )
        #expect(answer.lines.flatMap(\.figures).allSatisfy { $0.value != "99" })
        #expect(try group(period: "2022/23").lines.map(\.period) == ["2022/23"])
    }

    @Test
    func `rates, hidden figures and divided councils have no sum, and the reason is said`() throws {
        try load(",Group A,Bedford", ",Group B,Luton", ",Group C,Luton")
        _ = try calls.send(
            FigureCalls.file(
                "vacancies,E06000055,,2023/24,2024,all,,*,,S1,",
                "vacancies,E06000032,,2023/24,2024,all,,20,,S1,",
                "vacancy_rate,E06000055,,2023/24,2024,all,,8.3,,S1,"
            )
        )
        #expect(try group().lines.map(\.refused) == ["FIGR-0116"])
        #expect(try group("vacancies", "Group B").lines.map(\.refused) == ["FIGR-0111"])
        let rate = try #require(try group("vacancy_rate").lines.first)
        #expect(rate.refused == "FIGR-0112" && rate.sum == nil && !rate.refusedMessage.isEmpty)
    }

    @Test
    func `a group or a kind that nobody loaded is not found`() throws {
        let none = failure { () throws(ClientError) in try group() }
        #expect(none?.code == .notFound)
        try load(",Group A,Bedford")
        let other = failure { () throws(ClientError) in try group("vacancies", "Group Z") }
        #expect(other?.status?.violations.map(\.path) == ["group"])
        #expect(try group().lines.isEmpty)
    }

    @Test
    func `a series is read as it stood, before an import and before it was taken back`() throws {
        let first = try calls.send(
            FigureCalls.file("vacancies,E06000055,,2023/24,2024,all,,10,,S1,")
        )
        let batch = FigureCalls.batch()
        let second = try calls.send(
            FigureCalls.file(
                "vacancies,E06000055,,2023/24,2025,all,,12,,S1,",
                "vacancies,E06000055,,2022/23,2025,all,,9,,S1,"
            ),
            batch: batch
        )
        let undo = UndoFigureImportRequest(batch: batch.description)
        let undone = try calls.client.undoFigureImport(undo)
        func values(_ revision: UInt64?, _ edition: String = "") throws(ClientError) -> [String] {
            var options = CallOptions()
            options.asOf = revision.map { .revision($0) }
            let request = GetFigureSeriesRequest(
                measure: "vacancies",
                area: "Bedford",
                edition: edition
            )
            return try calls.client.getFigureSeries(request, options).lines
                .flatMap { $0.points.flatMap { $0.figures.map(\.value) } }
        }
        let (one, two) = (first.saved?.revision ?? 0, second.saved?.revision ?? 0)
        #expect(try values(one) == ["10"])
        #expect(try values(two) == ["9", "12", "10"])
        #expect(try values(two, "2025") == ["9", "12"])
        #expect(try values(undone.saved?.revision) == ["10"])
        #expect(try values(nil) == ["10"])
        #expect(try values(one, "2025").isEmpty)
    }
}
