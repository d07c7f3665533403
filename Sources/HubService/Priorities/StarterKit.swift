import HubDomain
import HubStore
import HubWire

extension Hub {
    /// Loads what a region begins with: the frameworks, the glossary, and a window whose dates are
    /// not confirmed.
    ///
    /// - Throws: `HubError`; then nothing was loaded.
    package func loadStarterKit() throws(HubError) {
        let kit: StarterKit
        do throws(DomainError) {
            kit = try StarterKit()
        } catch {
            throw HubError("the starter kit cannot be read: \(error)")
        }
        try changeRegion("local/LoadStarterKit") { (store) throws(Fault) in
            try stored { () throws(StoreError) in try kit.write(to: &store) }
        }
    }
}

/// The day-one kit as messages to be stored.
struct StarterKit: Sendable {
    /// The editions of the frameworks that are shipped.
    let editions: [FrameworkEdition]
    private let glossary: [HubWire.GlossaryEntry]
    private let window: Window

    /// The kit that is shipped.
    init() throws(DomainError) {
        let library = try FrameworkLibrary.shipped()
        editions = library.frameworks.flatMap { framework in
            framework.editions.map { FrameworkEdition($0, of: framework, library: library) }
        }
        glossary = try Glossary.shipped().map { entry in
            HubWire.GlossaryEntry(
                term: entry.term,
                meaning: entry.meaning,
                sources: entry.sources.map(\.text)
            )
        }
        let priorities = library.framework(.sharedPriorities)
        let newest = priorities.flatMap { framework in
            framework.editions.last.map { FrameworkEdition.id(of: $0, framework) }
        }
        window = Window(
            id: "first",
            name: "First self-assessment",
            edition: newest ?? ""
        )
    }

    /// Writes what is not there yet.
    func write(to store: inout WriteContext) throws(StoreError) {
        for edition in editions {
            try write(edition.id, edition.encoded(), RegionTables.frameworks, &store)
        }
        for entry in glossary {
            try write(entry.term, entry.encoded(), RegionTables.glossary, &store)
        }
        try write(window.id, window.encoded(), RegionTables.windows, &store)
    }

    private func write(
        _ code: String,
        _ body: [UInt8],
        _ records: CodedRecords,
        _ store: inout WriteContext
    ) throws(StoreError) {
        guard try records.find(code, in: store.database) == nil else { return }
        _ = try records.save(code, body, basedOn: 0, in: &store)
    }
}
