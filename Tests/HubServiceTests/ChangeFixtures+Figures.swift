import HubClient
import HubWire

// Changes of figures: an import, and taking it back.
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
}
