import HubDomain
package import HubStore
import HubText
package import HubWire

// The council's mappings of columns.
extension TrainingHandlers {
    /// Lists the council's mappings.
    package func listTrainingMappings(
        _ request: ListTrainingMappingsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListTrainingMappingsResponse {
        let found = try stored { () throws(StoreError) in
            try TenantTables.trainingMappings.all(in: store)
        }
        var response = ListTrainingMappingsResponse()
        for record in found {
            var mapping = try Fault.decoded(TrainingMapping.self, record.body)
            mapping.revision = record.revision
            response.mappings.append(mapping)
        }
        return response
    }

    /// Saves a mapping.
    package func saveTrainingMapping(
        _ request: SaveTrainingMappingRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveTrainingMappingResponse {
        guard var mapping = request.mapping else {
            throw .invalid("mapping", "required", "the mapping to save")
        }
        mapping.name = try Fault.code(mapping.name, "mapping.name")
        mapping.revision = 0
        _ = try HubDomain.ColumnMapping(mapping)
        let body = mapping.encoded()
        let records = TenantTables.trainingMappings
        let (name, base) = (mapping.name, request.baseRevision)
        let count = try stored { () throws(StoreError) in
            try records.extent(in: store.database, besides: name).count
        }
        guard count < HubDomain.ColumnMapping.countMax else {
            throw .invalid(
                "mapping.name",
                "too_many",
                "at most \(HubDomain.ColumnMapping.countMax) mappings"
            )
        }
        let saved = try stored { () throws(StoreError) in
            try records.save(name, body, basedOn: base, in: &store)
        }
        return SaveTrainingMappingResponse(saved: Saved(id: name, revision: saved.revision))
    }
}
