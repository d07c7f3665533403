import HubDomain
package import HubStore
import HubText
package import HubWire

/// Answers `ProviderService`: the register of organisations that a place plans with.
package struct ProviderHandlers: ProviderServiceHandlers {
    /// The organisations of a register.
    static let countMax = 20_000

    /// Seals the cursors of lists.
    let cursors: CursorSeal
    /// What knows places beside the register of councils.
    let figures: FigureHandlers

    /// Lists organisations.
    package func listProviders(
        _ request: ListProvidersRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListProvidersResponse {
        let page = try Page(request, scope, store, cursors)
        let wanted = CSVColumn.folded(request.search)
        var response = ListProvidersResponse()
        var last = String(decoding: page.after ?? [], as: UTF8.self)
        let interruption = store.interruption
        var hasMore = true
        while hasMore, response.providers.count < page.size {
            try stored { () throws(StoreError) in try interruption.check() }
            let found = try stored { () throws(StoreError) in
                try TenantTables.providers.page(after: last, page.view, in: store)
            }
            hasMore = found.count == CodedRecords.pageMax
            for (index, record) in found.enumerated() {
                last = record.code
                let provider = try Self.provider(record)
                if Self.fits(provider, request, wanted) { response.providers.append(provider) }
                guard response.providers.count < page.size else {
                    hasMore = hasMore || index + 1 < found.count
                    break
                }
            }
        }
        if hasMore { response.nextCursor = try page.next(after: Array(last.utf8)) }
        return response
    }

    private static func fits(
        _ provider: Provider,
        _ request: ListProvidersRequest,
        _ wanted: String
    ) -> Bool {
        if request.kind != .unspecified, provider.kind != request.kind { return false }
        if request.inAscWds != .unspecified, provider.inAscWds != request.inAscWds { return false }
        if !request.setting.isEmpty, !provider.setting.utf8.elementsEqual(request.setting.utf8) {
            return false
        }
        return wanted.isEmpty || ProviderEntry(provider).isNamed(by: wanted)
    }

    /// Reads one organisation, as it is or as it was.
    package func getProvider(
        _ request: GetProviderRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> GetProviderResponse {
        GetProviderResponse(provider: try find(request.code, scope.view, in: store))
    }

    /// Adds an organisation, or changes one.
    package func saveProvider(
        _ request: SaveProviderRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveProviderResponse {
        guard let typed = request.provider else {
            throw .invalid("provider", "required", "the organisation to save")
        }
        let entry = try Fault.domain { () throws(DomainError) in
            try ProviderRules.accept(ProviderEntry(typed), others: figures.exampleCouncils(call))
        }
        let body = Provider(entry).encoded()
        let records = TenantTables.providers
        let earlier = try stored { () throws(StoreError) in
            try records.find(entry.code, in: store.database)
        }
        try ListLimits.providers.requireRoom(
            for: entry.code,
            body,
            over: earlier,
            among: records,
            in: store.database
        )
        let saved = try stored { () throws(StoreError) in
            try records.save(
                entry.code,
                body,
                over: earlier,
                basedOn: request.baseRevision,
                in: &store
            )
        }
        return SaveProviderResponse(saved: Saved(id: entry.code, revision: saved.revision))
    }

    /// Takes an organisation out of the register; its versions stay in the journal.
    package func withdrawProvider(
        _ request: WithdrawProviderRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> WithdrawProviderResponse {
        let why = try Fault.impersonal(
            request.why,
            "why",
            .line,
            isRequired: true,
            .providerPerson
        )
        _ = try find(request.code, .current, in: store.database)
        let note = ChangeNote(why: why).encoded()
        let revision = try stored { () throws(StoreError) in
            try TenantTables.providers.close(
                request.code,
                basedOn: request.baseRevision,
                note,
                in: &store
            )
        }
        return WithdrawProviderResponse(saved: Saved(id: request.code, revision: revision))
    }

    /// Begins to read a directory.
    package func importProviders(
        in call: CallContext
    ) throws(Fault) -> any Intake<ProviderChunk, ImportProvidersResponse> {
        ProviderIntake(figures: figures)
    }

    private func find(
        _ code: String,
        _ view: RecordView,
        in store: borrowing Database
    ) throws(Fault) -> Provider {
        let found = try stored { () throws(StoreError) in
            try TenantTables.providers.find(code, view, in: store)
        }
        guard let found else {
            throw .notFound("organisation", next: "`whub providers list` shows which there are")
        }
        return try Self.provider(found)
    }

    static func provider(_ record: CodedRecords.Record) throws(Fault) -> Provider {
        var provider = try Fault.decoded(Provider.self, record.body)
        provider.revision = record.revision
        return provider
    }
}

extension SaveProviderResponse: ChangeAnswer {}
extension WithdrawProviderResponse: ChangeAnswer {}
extension ImportProvidersResponse: ChangeAnswer {}
