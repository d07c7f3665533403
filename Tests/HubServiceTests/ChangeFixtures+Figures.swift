import HubClient
import HubWire

// Changes of figures, of scenarios and of the register of organisations.
extension ChangeFixtures {
    private var figureCalls: FigureCalls { FigureCalls(channel) }

    /// An import, and taking it back.
    var figures: [Change] {
        [
            Change(method: .figureServiceImportFigures) {
                let file = FigureCalls.file("vacancies,E92000001,,2023/24,2024,all,,5,,S1,")
                return FigureCalls.chunks(file).map { $0.encoded() }
            },
            Change(method: .figureServiceUndoFigureImport) {
                let imports = try figureCalls.client.listFigureImports().imports
                return [UndoFigureImportRequest(batch: imports.first?.batch ?? "").encoded()]
            },
        ]
    }

    private var scenarioClient: ScenarioServiceClient { ScenarioServiceClient(channel) }
    private var providerClient: ProviderServiceClient { ProviderServiceClient(channel) }

    /// A scenario and an organisation: kept, and taken out again.
    var planned: [Change] {
        [
            Change(method: .scenarioServiceSaveScenario) {
                [SaveScenarioRequest(scenario: ScenarioServiceTests.scenario()).encoded()]
            },
            Change(method: .scenarioServiceWithdrawScenario) {
                let base = try scenarioClient.listScenarios().scenarios.first?.revision ?? 0
                var request = WithdrawScenarioRequest(code: "middle", baseRevision: base)
                request.why = "Out of date."
                return [request.encoded()]
            },
            Change(method: .providerServiceImportProviders) {
                let file = Array("Code,Name\nA1,Example Home\n".utf8)
                return ProviderServiceTests.chunks(file).map { $0.encoded() }
            },
            Change(method: .providerServiceSaveProvider) {
                let provider = Provider(code: "A2", name: "Example Trust")
                return [SaveProviderRequest(provider: provider).encoded()]
            },
            Change(method: .providerServiceWithdrawProvider) {
                let found = try providerClient.getProvider(GetProviderRequest(code: "A2"))
                let base = found.provider?.revision ?? 0
                var request = WithdrawProviderRequest(code: "A2", baseRevision: base)
                request.why = "It closed."
                return [request.encoded()]
            },
        ]
    }
}
