import HubDomain
package import HubStore
import HubText
package import HubWire

// What a code or name of any time leads to.
extension GeographyHandlers {
    /// Tells what a code or name of any time leads to, and which groups the council belongs to.
    package func resolvePlace(
        _ request: ResolvePlaceRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ResolvePlaceResponse {
        let text = try Fault.text(request.text, "text", .name, isRequired: true)
        let day = try day(request.day, scope.call)
        let register = try register()
        var response = ResolvePlaceResponse()
        switch register.match(text) {
        case .current(let council, _):
            response.match = .current
            response.councils = [PlaceCouncil(council, register)]
        case .successor(let council, let changes):
            response.match = .successor
            response.councils = [PlaceCouncil(council, register)]
            response.changes = changes.map { PlaceChange($0) }
        case .successors(let councils, let changes):
            response.match = .several
            response.councils = councils.map { PlaceCouncil($0, register) }
            response.changes = changes.map { PlaceChange($0) }
        case .unknown(let suggestion):
            response.match = .unknown
            response.suggestion = suggestion
        }
        guard response.councils.count == 1, let one = response.councils.first else {
            return response
        }
        let code = GSSCode(text: one.code)
        response.predecessors = register.predecessors(of: code).map { PlaceChange($0) }
        response.successors = register.successors(of: code).map { PlaceChange($0) }
        let atlas = try PlaceAtlas.known(try RegionCollections.placeGroups.all(in: store))
        for edition in atlas.editions where edition.holds(on: day) {
            let groups = edition.groups(of: code)
            response.groups += groups.map { group in
                PlaceMembership(
                    kind: edition.kind.text,
                    edition: edition.id.text,
                    code: group.code?.text ?? "",
                    group: group.name,
                    groupsOfCouncil: UInt32(clamping: groups.count)
                )
            }
        }
        return response
    }
}
