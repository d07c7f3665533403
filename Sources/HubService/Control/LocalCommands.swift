import HubLoop
package import HubWire

/// Commands at the shell of the hub's machine, run by whoever holds the data directory: a serving
/// hub, or the command itself.
package struct LocalCommands {
    private let hub: Hub
    private let server: Server?

    /// Commands on a hub.
    ///
    /// - Parameters:
    ///   - hub: The hub, open.
    ///   - server: What serves it, if anything does.
    package init(_ hub: Hub, _ server: Server? = nil) {
        self.hub = hub
        self.server = server
    }

    /// Runs one command.
    ///
    /// - Parameter request: The command.
    /// - Returns: Its answer.
    /// - Throws: `HubError`; then nothing was changed.
    package func run(
        _ request: ControlRequest
    ) throws(HubError) -> ControlResponse.Response {
        switch request.request {
        case .issue(let request)?: return .issue(try issue(request))
        case .status?: return .status(status())
        case .invite(let request)?: return .invite(try invite(request))
        case .authority(let request)?: return .authority(try authority(request))
        case nil: throw HubError("the running hub is of another version")
        }
    }

    private func issue(_ request: LocalIssueRequest) throws(HubError) -> LocalIssueResponse {
        let bundle = try hub.issue(
            IssueRequest(
                tenantCode: request.tenantCode,
                role: request.role,
                families: request.families,
                name: request.name
            )
        )
        var response = LocalIssueResponse()
        response.chainPem = bundle.chain
        response.keyPem = bundle.key
        response.rootPem = bundle.root
        response.contextJson = bundle.context
        return response
    }

    private func invite(_ request: LocalInviteRequest) throws(HubError) -> LocalInviteResponse {
        let made = try hub.invite(
            IssueRequest(
                tenantCode: request.tenantCode,
                role: request.role,
                name: request.name
            ),
            validHours: request.validHours
        )
        return LocalInviteResponse(code: made.code, expires: made.record.expires)
    }

    private func authority(
        _ request: LocalAuthorityRequest
    ) throws(HubError) -> LocalAuthorityResponse {
        try hub.runAuthority(request)
        if request.action != .show { server?.reload(try hub.serverContext()) }
        return LocalAuthorityResponse(lines: try hub.authorityLines())
    }

    private func status() -> LocalStatusResponse {
        let contents = hub.contents
        var response = LocalStatusResponse()
        response.hubId = contents.hub?.id ?? ""
        response.hubName = contents.hub?.name ?? ""
        response.address = server?.endpoint.description ?? ""
        response.tenants = UInt32(clamping: contents.tenants.count)
        response.principals = UInt32(clamping: contents.principals.count)
        return response
    }
}
