import HubDomain
package import HubStore
import HubText
package import HubWire

// A council's own themes.
extension PriorityHandlers {
    /// The items that one theme is linked to.
    static let linksMax = 100

    /// Lists the council's own themes.
    package func listLocalThemes(
        _ request: ListLocalThemesRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListLocalThemesResponse {
        let found = try list(LocalTheme.self, TenantTables.localThemes, scope, store)
        return ListLocalThemesResponse(
            themes: found.map { theme, revision in
                var theme = theme
                theme.revision = revision
                return theme
            }
        )
    }

    /// Saves one of the council's own themes.
    package func saveLocalTheme(
        _ request: SaveLocalThemeRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> SaveLocalThemeResponse {
        guard var theme = request.theme else {
            throw .invalid("theme", "required", "the theme to save")
        }
        theme.code = try Fault.code(theme.code, "theme.code")
        try PriorityHandlers.tidy(&theme)
        let snapshot = region.snapshot
        try few(theme.links.count, PriorityHandlers.linksMax, "theme.links")
        var seen: Set<[[UInt8]]> = []
        for (place, link) in theme.links.enumerated() {
            let path = "theme.links[\(place)]"
            guard seen.insert([Array(link.edition.utf8), Array(link.item.utf8)]).inserted else {
                throw .invalid(path, "twice", "each item once", about: "link \(place + 1)")
            }
            guard let edition = snapshot.edition(link.edition) else {
                throw .unknown(
                    "\(path).edition",
                    about: "link \(place + 1)",
                    link.edition,
                    in: "the region",
                    "edition",
                    there: snapshot.editions.map(\.id)
                )
            }
            guard edition.items.contains(where: { $0.code.utf8.elementsEqual(link.item.utf8) })
            else {
                throw .unknown(
                    "\(path).item",
                    about: "link \(place + 1)",
                    link.item,
                    in: edition.id,
                    "item",
                    there: edition.items.map(\.code)
                )
            }
        }
        theme.revision = 0
        return SaveLocalThemeResponse(
            saved: try save(
                theme.code,
                theme,
                TenantTables.localThemes,
                .themes,
                request.baseRevision,
                &store
            )
        )
    }

    /// Brings what a theme is called and says to its kept form; neither tells who somebody is.
    private static func tidy(_ theme: inout LocalTheme) throws(Fault) {
        theme.name = try Fault.impersonal(
            theme.name,
            "theme.name",
            isRequired: true,
            .namePersonal
        )
        theme.descriptionValue = try Fault.impersonal(
            theme.descriptionValue,
            "theme.description",
            .prose,
            .namePersonal
        )
    }
}
