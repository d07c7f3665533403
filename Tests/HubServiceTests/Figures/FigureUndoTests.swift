import HubClient
import HubCrypto
import HubDomain
import HubText
import HubWire
import Testing

@testable import HubService

/// Lists, exports and taking imports back, over a connection.
struct FigureUndoTests {
    private let served: ServedHub
    private let calls: FigureCalls

    init() throws {
        served = try ServedHub()
        calls = FigureCalls(try served.channel(.steward))
    }

    private static func rows(_ codes: [String], edition: String, value: Int) -> [UInt8] {
        let rows = codes.map { "vacancies,\($0),,2023/24,\(edition),all,,\(value),,S1," }
        return Array(([FigureCalls.titles] + rows).joined(separator: "\n").utf8)
    }

    private static let councils = ["E09000002", "E09000003", "E09000004", "E08000025"]

    private func undo(
        _ batch: UniqueID,
        isDryRun: Bool = false
    ) throws(ClientError) -> UndoFigureImportResponse {
        var options = CallOptions()
        options.isDryRun = isDryRun
        let request = UndoFigureImportRequest(batch: batch.description)
        return try calls.client.undoFigureImport(request, options)
    }

    @Test
    func `an import is taken back, and what would go is told before`() throws {
        let (one, two) = (FigureCalls.batch(), UniqueID(milliseconds: 1))
        _ = try calls.send(Self.rows(Self.councils, edition: "2024", value: 5), batch: one)
        _ = try calls.send(Self.rows(Self.councils, edition: "2025", value: 6), batch: two)
        let tried = try undo(one, isDryRun: true)
        #expect(tried.removedFigures == 4 && tried.editions.map(\.edition) == ["2024"])
        #expect(try calls.all().count == 8)
        let undone = try undo(one)
        #expect(undone.saved?.id == one.description && undone.removedFigures == 4)
        #expect(try calls.all().map(\.edition) == ["2025", "2025", "2025", "2025"])
        let imports = try calls.client.listFigureImports().imports
        #expect(imports.map { $0.undone > 0 } == [false, true])
        let twice = failure { () throws(ClientError) in try undo(one) }
        #expect(twice?.reasonCode == "FIGR-0132")
        let unknown = failure { () throws(ClientError) in try undo(UniqueID(milliseconds: 2)) }
        #expect(unknown?.reasonCode == "FIGR-0131" && unknown?.code == .notFound)
        // The same file can be imported again, and then stands once.
        let again = try calls.send(Self.rows(Self.councils, edition: "2024", value: 5))
        #expect(again.newFigures == 4 && again.sameAsBatch == nil)
    }

    @Test
    func `an import on which a later one rests is not taken back`() throws {
        let (one, two) = (FigureCalls.batch(), UniqueID(milliseconds: 1))
        _ = try calls.send(Self.rows(["E09000002"], edition: "2024", value: 5), batch: one)
        let later = try calls.send(
            Self.rows(Self.councils, edition: "2024", value: 5),
            batch: two
        )
        #expect(later.newFigures == 3 && later.unchangedFigures == 1)
        let refused = try undo(one)
        #expect(refused.saved == nil && refused.removedFigures == 0)
        #expect(refused.dependents.map(\.batch) == [two.description])
        #expect(try calls.all().count == 4)
        #expect(try undo(two).removedFigures == 3)
        #expect(try undo(one).removedFigures == 1)
        #expect(try calls.all().isEmpty)
    }

    @Test
    func `figures are listed by what they are about, page by page`() throws {
        _ = try calls.send(Self.rows(Self.councils, edition: "2024", value: 5))
        _ = try calls.send(Self.rows(Self.councils, edition: "2025", value: 6))
        #expect(try calls.all(pageSize: 3).count == 8)
        var filter = FigureFilter(measure: "Vacant posts", area: "Barnet")
        #expect(try calls.all(filter).map(\.value) == ["5", "6"])
        filter.edition = "2025"
        #expect(try calls.all(filter).map(\.value) == ["6"])
        filter.status = .local
        #expect(try calls.all(filter).isEmpty)
        #expect(try calls.all(FigureFilter(period: "2023-24")).count == 8)
        #expect(try calls.all(FigureFilter(period: "2022/23")).isEmpty)
        #expect(try calls.all(FigureFilter(source: "S2")).isEmpty)
        #expect(try calls.all(FigureFilter(area: "Bexley")).count == 2)
        for wrong in [
            FigureFilter(measure: "hope"), FigureFilter(area: "Nowhere at all"),
            FigureFilter(period: "soon"),
        ] {
            #expect(failure { () throws(ClientError) in try calls.all(wrong) } != nil)
        }
    }

    @Test
    func `a list that changes while it is read is begun again`() throws {
        _ = try calls.send(Self.rows(Self.councils, edition: "2024", value: 5))
        var request = ListFiguresRequest(pageSize: 2)
        request.cursor = try calls.client.listFigures(request).nextCursor
        #expect(!request.cursor.isEmpty)
        #expect(try calls.client.listFigures(request).figures.count == 2)
        _ = try calls.send(Self.rows(Self.councils, edition: "2025", value: 6))
        let stale = request
        let failed = failure { () throws(ClientError) in try calls.client.listFigures(stale) }
        #expect(failed?.reasonCode == "STORE-0101")
    }

    @Test
    func `an export of thousands of figures is whole`() throws {
        let register = try CouncilRegister.shipped()
        var rows = [FigureCalls.titles]
        for council in register.councils {
            for year in 2012...2023 {
                let period = "\(year)/\((year + 1) % 100)"
                rows.append("vacancies,\(council.code),,\(period),2024,all,,\(year),,S1,")
            }
        }
        let kept = try calls.send(Array(rows.joined(separator: "\n").utf8))
        #expect(kept.errors == 0, "\(kept.findings)")
        #expect(kept.newFigures == UInt64(rows.count - 1))
        let file = try calls.export()
        #expect(file.count > 2 * 60 * 1_024)
        let catalogue = try FigureLibrary.shipped().catalogue
        let back = FigureTable.read(file: file, catalogue: catalogue)
        #expect(back.findings.isEmpty && back.entries.count == rows.count - 1)
        let series = try calls.series("vacancies", "E09000002")
        #expect(series.lines.first?.points.count == 12)
        #expect(try calls.export(FigureFilter(area: "E09000002")).split(separator: 10).count == 13)
    }

    @Test
    func `a place that no register has is found by its code and its name`() throws {
        let answer = try calls.send(
            FigureCalls.file(
                "vacancies,E54000030,South East London,2023/24,,all,,7,,S1,icb",
                "vacancies,,The Coast,2023/24,,all,,8,,S1,other"
            )
        )
        #expect(answer.otherPlaces == ["South East London", "The Coast"])
        for area in ["E54000030", "South East London"] {
            let series = try calls.series("vacancies", area)
            #expect(series.lines.first?.points.first?.figures.first?.value == "7", "\(area)")
        }
        #expect(try calls.series("vacancies", "the coast").place == "The Coast")
        // Nobody else's places are known here.
        let other = FigureCalls(try served.channel(.viewer, tenant: "X00000002"))
        let failed = failure { () throws(ClientError) in
            try other.series("vacancies", "The Coast")
        }
        #expect(failed?.reasonCode == "FIGR-0126")
        #expect(try other.all().isEmpty)
    }

    @Test
    func `measures are listed with the definitions that were found`() throws {
        let measures = try calls.client.listFigureMeasures().measures
        let known = try FigureLibrary.shipped().catalogue.measures
        #expect(measures.map(\.measure) == known.map(\.id.text))
        #expect(measures.contains { $0.definition.isEmpty && !$0.name.isEmpty })
    }

    @Test
    func `a file of the largest size is read, and one byte more is refused`() throws {
        let most = [UInt8](repeating: 0x0A, count: FigureIntake.fileBytesMax)
        let empty = try calls.send(most, isDryRun: true)
        #expect(empty.findings.map(\.reason) == ["FIGR-0121"])
        let more = most + [0x0A]
        let refused = failure { () throws(ClientError) in try calls.send(more, isDryRun: true) }
        #expect(refused?.status?.violations.map(\.path) == ["start.file_bytes"])
    }
}
