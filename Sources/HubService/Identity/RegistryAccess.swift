import HubCrypto
import HubStore
import HubWire

/// Who may change the registry, asked of the registry itself.
///
/// The directory follows a commit; two changes of one commit know nothing of each other by it. So
/// each change of the registry looks up its own caller once more, in its own transaction.
enum RegistryAccess {
    /// Stops a change whose caller an earlier one has put out.
    ///
    /// - Parameters:
    ///   - call: The change.
    ///   - store: The file that it changes; others than the registry are not looked at.
    /// - Throws: `noLongerActive`, `keyNotConfirmedYet`, `organisationSuspended`, `notAllowed`, or
    ///   a fault of the store.
    static func require(_ call: CallContext, in store: inout WriteContext) throws(Fault) {
        guard call.place == .registry, let caller = call.caller else { return }
        let code = caller.principal.description
        let found = try RegistryTables.principalRows.find(code, in: store.database)
        guard let principal = found, principal.state == .active,
            principal.tenantId.utf8.elementsEqual(caller.tenant.description.utf8)
        else { throw Fault(.noLongerActive) }
        try requireKey(of: call, caller, in: &store)
        guard RoleTable.allows(call.method.facts, principal.grants) else {
            throw Fault(.notAllowed)
        }
        let tenant = try RegistryTables.tenantRows.find(caller.tenantCode, in: store.database)
        guard tenant?.state == .active else { throw Fault(.organisationSuspended) }
    }

    /// Looks whether the key that the caller showed still opens the method.
    private static func requireKey(
        of call: CallContext,
        _ caller: CallerRecord,
        in store: inout WriteContext
    ) throws(Fault) {
        guard let key = call.certificate else { return }
        let code = Hexadecimal.text(key.serial.span)
        let found = try RegistryTables.certificateRows.find(code, in: store.database)
        guard let entry = found?.entry, entry.principal == caller.principal,
            entry.state != .retired
        else { throw Fault(.noLongerActive) }
        guard entry.state != .pending || Admission.opensToPending(call.method) else {
            throw Fault(.keyNotConfirmedYet)
        }
    }
}
