import HubClient
import HubDomain
import HubWire
import Testing

@testable import HubService

/// Figures of one organisation, which point at the register; all numbers are invented.
struct ProviderFigureTests {
    private let served: ServedHub
    private let calls: FigureCalls
    private let providers: ProviderServiceClient

    init() throws {
        served = try ServedHub()
        let channel = try served.channel(.steward)
        calls = FigureCalls(channel)
        providers = ProviderServiceClient(channel)
    }

    private static let file = FigureCalls.file(
        "vacancies,EXA,,2025,2026-01,independent,,4,local,own,provider",
        "vacancies,,EXA,2024,2026-01,independent,,6,local,own,Provider"
    )

    @Test
    func `a figure names an organisation of the register, and no other`() throws {
        let refused = try calls.send(Self.file)
        #expect(refused.saved == nil && refused.errors == 2)
        #expect(refused.findings.map(\.reason) == ["FIGR-0126", "FIGR-0126"])
        #expect(refused.findings.first?.found == "EXA")
        let provider = Provider(code: "EXA", name: "Example Home", kind: .independent)
        _ = try providers.saveProvider(SaveProviderRequest(provider: provider))
        let kept = try calls.send(Self.file)
        #expect(kept.errors == 0 && kept.newFigures == 2, "\(kept.findings)")
        #expect(kept.otherPlaces.isEmpty)
        let series = try calls.series("vacancies", "EXA")
        #expect(series.lines.first?.points.map(\.period) == ["2024", "2025"])
        let listed = try calls.all()
        #expect(listed.map(\.placeKind) == ["provider", "provider"])
        #expect(listed.map(\.place) == ["EXA", "EXA"])
        // Byte for byte, as everywhere in the register.
        let other = try calls.send(
            FigureCalls.file("vacancies,exa,,2023,2026-01,independent,,5,local,own,provider")
        )
        #expect(other.saved == nil && other.errors == 1)
    }

    @Test
    func `what was exported comes in again`() throws {
        let provider = Provider(code: "EXA", name: "Example Home", kind: .independent)
        _ = try providers.saveProvider(SaveProviderRequest(provider: provider))
        _ = try calls.send(Self.file)
        let again = try calls.send(try calls.export())
        #expect(again.errors == 0 && again.unchangedFigures == 2 && again.newFigures == 0)
    }
}
