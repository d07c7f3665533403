import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Takes a directory in, piece by piece, and keeps what is new and what changed in it.
struct ProviderIntake: Intake {
    /// The largest directory.
    static let fileBytesMax = 4 * 1_024 * 1_024
    /// The largest mapping.
    static let mappingBytesMax = 64 * 1_024

    /// What knows places beside the register of councils.
    let figures: FigureHandlers
    private var start: ProviderStart?
    private var file = WholeFile()

    /// Takes a directory in.
    init(figures: FigureHandlers) { self.figures = figures }

    var keptBytes: Int { file.bytes.count }

    var batch: UniqueID? { file.said?.batch }

    mutating func receive(_ chunk: ProviderChunk) throws(Fault) {
        try WholeFile.requirePiece(chunk.data)
        if let start = chunk.start {
            try file.begin(
                start.fileBytes,
                start.batch,
                start.fileName,
                bytesMax: ProviderIntake.fileBytesMax,
                personal: .providerPerson
            )
            guard (start.mapping ?? []).count <= ProviderIntake.mappingBytesMax else {
                throw .invalid(
                    "start.mapping",
                    "too_long",
                    "at most \(ProviderIntake.mappingBytesMax) bytes"
                )
            }
            self.start = start
        }
        try file.take(chunk.data, at: chunk.offset)
    }

    func commit(
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> ImportProvidersResponse {
        let said = try file.requireWhole()
        guard let start else { throw Fault(.requestMissing) }
        let mapping = try start.mapping.map { (bytes) throws(Fault) in
            try Fault.domain { () throws(DomainError) in try ProviderMapping(file: bytes) }
        }
        let reading = ProviderTable.read(
            file: file.bytes,
            mapping: mapping,
            others: figures.exampleCouncils(call)
        )
        var response = ImportProvidersResponse()
        let findings = reading.findings.sorted { ($0.place.row ?? 0) < ($1.place.row ?? 0) }
        let errors = findings.filter { $0.severity == .error }
        response.errors = UInt64(errors.count)
        response.warnings = UInt64(findings.count { $0.severity == .warning })
        var room = AnswerRoom()
        let others = findings.filter { $0.severity != .error }
        let told = room.take((errors + others).map { HubWire.Finding($0) })
        response.findings = told.taken
        response.findingsLeftOut = UInt64(told.leftOut)
        guard errors.isEmpty else { return response }
        let revision = try keep(reading.entries.map(\.entry), &response, in: &store)
        if let revision {
            response.saved = Saved(id: said.batch.description, revision: revision)
        }
        return response
    }

    /// Keeps what is new and what changed.
    ///
    /// - Returns: The revision; `nil` where nothing was.
    private func keep(
        _ entries: [ProviderEntry],
        _ response: inout ImportProvidersResponse,
        in store: inout WriteContext
    ) throws(Fault) -> UInt64? {
        let records = TenantTables.providers
        var last: UInt64?
        let count = try stored { () throws(StoreError) in
            try records.extent(in: store.database, besides: "").count
        }
        for entry in entries {
            let body = Provider(entry).encoded()
            do throws(StoreError) {
                try store.interruption.check()
                let earlier = try records.find(entry.code, in: store.database)
                if let earlier, earlier.body == body {
                    response.unchangedProviders += 1
                    continue
                }
                if earlier == nil {
                    response.newProviders += 1
                } else {
                    response.changedProviders += 1
                }
                last = try records.save(
                    entry.code,
                    body,
                    over: earlier,
                    basedOn: earlier?.revision ?? 0,
                    in: &store
                ).revision
            } catch {
                throw Fault(error)
            }
        }
        guard count + Int(response.newProviders) <= ProviderHandlers.countMax else {
            throw .invalid(
                "data",
                "too_many",
                "at most \(ProviderHandlers.countMax) organisations; \(count) are there"
            )
        }
        return last
    }
}
