import HubCrypto
import HubDomain
import HubStore
import HubText
import HubWire

/// Reads a file of figures and keeps what is new in it: all of it, or nothing.
struct FigureKeeping {
    /// The most figures of one file; the table's own limit is that of all files together.
    private static let placesTold = 50

    private let said: WholeFile.Said
    private let digest: [UInt8]
    private var report: FindingReport
    private var news: [StatedFigure] = []
    private var unchanged = 0
    /// Where unchanged figures stand: revisions, and how many of each.
    private var rests: [Int64: Int] = [:]

    /// Reads a file and compares it with what is there.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - mapping: What its columns are; `nil` for those of the template.
    ///   - said: What was said of it.
    ///   - catalogue: The measures there are.
    ///   - others: Places beside the register of councils.
    ///   - store: The tenant's file.
    /// - Throws: FIGR-0122 for a mapping without meaning; a fault of the store.
    init(
        _ file: [UInt8],
        mapping: [UInt8]?,
        _ said: WholeFile.Said,
        _ catalogue: MeasureCatalogue,
        _ others: [FigurePlace],
        in store: borrowing Database
    ) throws(Fault) {
        self.said = said
        // The lengths tell a file with a mapping from another file.
        var bytes = file
        bytes.append(packed: Int64(file.count))
        digest = SHA256.digest(of: bytes + (mapping ?? [])).bytes
        let reading: FigureReading
        if let mapping {
            let (columns, errors) = HubDomain.FigureMapping.read(
                file: mapping,
                catalogue: catalogue
            )
            if let fault = Fault.all(errors) { throw fault }
            reading = columns.read(file: file, catalogue: catalogue, others: others)
        } else {
            reading = FigureTable.read(file: file, catalogue: catalogue, others: others)
        }
        report = reading.report
        FigureChecks.look(at: reading.entries, &report)
        try compare(reading.entries, in: store)
        // As what a file's figures are kept matters where they are.
        if report.errors == 0 {
            FigureDoubts.tell(withoutStatus: reading.withoutStatus, &report)
        }
    }

    private mutating func compare(
        _ entries: [ReadFigure],
        in store: borrowing Database
    ) throws(Fault) {
        var texts = FigureTexts()
        var seen: Set<FigureStatementKey> = []
        seen.reserveCapacity(entries.count)
        var organisations = KnownOrganisations()
        let interruption = store.interruption
        for (index, entry) in entries.enumerated() {
            if index % 1_000 == 0 {
                try stored { () throws(StoreError) in try interruption.check() }
            }
            let figure = entry.stated.figure
            guard seen.insert(FigureStatementKey(figure)).inserted else { continue }
            do throws(StoreError) {
                guard try organisations.has(figure.subject.place, in: store) else {
                    refuse(KnownOrganisations.error(figure.subject.place), entry)
                    continue
                }
                let key = try FigureRow.key(of: figure, &texts, in: store)
                let row = try key.flatMap { (key) throws(StoreError) in
                    try FigureTableQueries.find(key, in: store)
                }
                guard let row else {
                    news.append(entry.stated)
                    continue
                }
                let known = try row.stated(&texts, in: store)
                if known.agrees(with: entry.stated) {
                    unchanged += 1
                    rests[row.revision, default: 0] += 1
                } else {
                    refuse(FigureChecks.contradiction(entry.stated, known), entry)
                }
            } catch {
                throw Fault(error)
            }
        }
    }

    private mutating func refuse(_ error: DomainError, _ entry: ReadFigure) {
        report.add(error.reason, .error, column: entry.place.column) {
            error.finding(at: entry.place)
        }
    }

    /// Keeps what is new, where nothing is wrong.
    ///
    /// - Returns: What was kept and what was found.
    func run(in store: inout WriteContext) throws(Fault) -> ImportFiguresResponse {
        var response = ImportFiguresResponse()
        response.newFigures = UInt64(news.count)
        response.unchangedFigures = UInt64(unchanged)
        response.errors = UInt64(report.errors)
        response.warnings = UInt64(report.remarks - report.notes)
        let same = try FigureImports.find(digest: digest, in: store.database)
        response.sameAsBatch = same.flatMap { UniqueID(bytes: $0.id.bytes)?.description }
        var room = AnswerRoom()
        let told = room.take(report, bytesMax: room.bytesLeft / 2)
        response.findings = told.taken
        response.findingsLeftOut = told.leftOut
        response.otherPlaces = otherPlaces
        guard response.errors == 0, !news.isEmpty else { return response }
        try requireRoom(in: store.database)
        response.saved = try keep(in: &store)
        let revision = Int64(clamping: response.saved?.revision ?? 0)
        let editions = try FigureTableQueries.editions(of: revision, in: store.database)
        let listed = room.take(editions, bytesMax: room.bytesLeft / 2)
        response.editions = listed.taken
        response.editionsLeftOut = UInt64(listed.leftOut)
        return response
    }

    /// Places that no register has, each once.
    private var otherPlaces: [String] {
        var names: [FigurePlace] = []
        for stated in news where [.icb, .other].contains(stated.figure.subject.place.kind) {
            let place = stated.figure.subject.place
            guard names.count < Self.placesTold else { break }
            if !names.contains(place) { names.append(place) }
        }
        return names.map(\.name)
    }

    private func requireRoom(in store: borrowing Database) throws(Fault) {
        let count = try stored { () throws(StoreError) in
            try FigureTableQueries.count(in: store)
        }
        guard count + news.count <= FigureTableQueries.figuresMax else {
            throw .invalid(
                "data",
                "too_many",
                "at most \(FigureTableQueries.figuresMax) figures in all; \(count) are there"
            )
        }
    }

    private func keep(in store: inout WriteContext) throws(Fault) -> Saved {
        var texts = FigureTexts()
        var rows: [FigureRow] = []
        rows.reserveCapacity(news.count)
        do throws(StoreError) {
            for stated in news {
                rows.append(try FigureRow(stated, &texts, in: store.database))
            }
            // In the order of the table, which then grows at one place.
            rows.sort { $0.key.lexicographicallyPrecedes($1.key) }
            let revision = try store.ownRevision()
            var packed: [UInt8] = []
            packed.reserveCapacity(rows.count * 104)
            for (index, row) in rows.enumerated() {
                if index % 1_000 == 0 { try store.interruption.check() }
                try FigureTableQueries.insert(row, at: revision, in: store.database)
                row.append(to: &packed)
            }
            let note = FigureImportNote(
                fileName: said.name,
                figures: UInt64(rows.count),
                unchangedFigures: UInt64(unchanged),
                digest: digest,
                rowsDigest: SHA256.digest(of: packed).bytes
            )
            let body = note.encoded()
            let id = OpaqueID(said.batch)
            try store.record(
                JournalEntry(
                    kind: FigureJournal.importKind,
                    record: id,
                    operation: .created,
                    body: body
                )
            )
            try FigureImports.insert(
                FigureImports.Import(id: id, revision: revision, undone: 0, note: body),
                digest: digest,
                restingOn: rests,
                in: store.database
            )
            return Saved(id: said.batch.description, revision: UInt64(clamping: revision))
        } catch {
            throw Fault(error)
        }
    }
}

/// The kind of figures' rows in the journal.
enum FigureJournal {
    /// One import.
    static let importKind: StaticString = "figure_import"
}
