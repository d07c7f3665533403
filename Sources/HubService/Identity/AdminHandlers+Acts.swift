package import HubStore
package import HubWire

extension AdminHandlers {
    /// Lists the acts of administration in the caller's own tenant.
    package func listActs(
        _ request: ListActsRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListActsResponse {
        let caller = try scope.call.requireCaller()
        let page = try IdentityPage(request, scope, cursors)
        return try ActLog(request, caller, registry()).read(page, in: store)
    }
}
