import HubDomain
import HubStore
import HubText
import HubWire

/// Answers `FigureService`: workforce figures by source and edition.
package struct FigureHandlers: FigureServiceHandlers {
    /// Seals the cursors of lists.
    let cursors: CursorSeal
    /// What the region holds, in memory: the groups of councils.
    let region: PublishedSnapshot<RegionSnapshot>
    /// The registry as it is.
    let registry: @Sendable () -> RegistryContents

    /// The measures that figures belong to.
    func catalogue() throws(Fault) -> MeasureCatalogue {
        try Fault.domain { () throws(DomainError) in try FigureLibrary.shipped().catalogue }
    }

    /// The measure that somebody names.
    func measure(_ typed: String, _ path: String) throws(Fault) -> Measure {
        let catalogue = try catalogue()
        return try Fault.domain { () throws(DomainError) in
            try catalogue.measure(typed: typed, path: path)
        }
    }

    /// The caller's own council on an example hub, which no register has: its figures are of it.
    ///
    /// Another example council is no place, or which there are could be found out one by one.
    func exampleCouncils(_ call: CallContext) -> [FigurePlace] {
        let contents = registry()
        guard contents.hub?.kind == .example, let id = call.caller?.tenant,
            let tenant = contents.tenants[id], tenant.kind == .council,
            let code = GSSCode.read(tenant.code)
        else { return [] }
        return [FigurePlace(.council, code: code, name: tenant.name)]
    }

    /// The place that somebody names: one of the register, or one that only figures know.
    func place(
        _ typed: String,
        _ path: String,
        _ call: CallContext,
        in store: borrowing Database
    ) throws(Fault) -> FigurePlace {
        let register = try Fault.domain { () throws(DomainError) in
            try CouncilRegister.shipped()
        }
        do throws(DomainError) {
            return try FigurePlace.read(
                code: "",
                name: typed,
                kind: nil,
                register: register,
                others: exampleCouncils(call)
            )
        } catch {
            let name = TextRule.trimmed(typed)
            let known = try stored { () throws(StoreError) in
                try FigureTexts.place(named: name, in: store)
            }
            if let known, !name.isEmpty { return known }
            throw Fault(
                DomainError(error.reason, path: path, subject: error.subject, error.detail)
            )
        }
    }
}

extension ImportFiguresResponse: ChangeAnswer {}
extension UndoFigureImportResponse: ChangeAnswer {}
