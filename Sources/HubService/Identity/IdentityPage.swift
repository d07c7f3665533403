import HubCrypto
import HubStore
import HubWire

/// One page of a list that is made of what the hub holds in memory of its registry.
///
/// Pages of such a list do not show one revision: the registry's revisions are not told.
struct IdentityPage {
    /// What the page before ended with; empty for the first page.
    let after: String
    /// The most rows of this page.
    let size: Int
    private let list: CursorScope
    private let seal: CursorSeal
    /// How many rows come before this page: set by `rows`.
    private let passed: Passed

    private final class Passed {
        var count = 0
    }

    /// The page that a request asks for.
    ///
    /// - Throws: `pageMarkerNotValid` for a cursor that was made for anybody or anything else.
    init<Request: PagedRequest>(
        _ request: Request,
        _ scope: ReadScope,
        _ seal: CursorSeal
    ) throws(Fault) {
        self.seal = seal
        passed = Passed()
        size = request.pageSize == 0 ? Page.rowsMax : min(Int(request.pageSize), Page.rowsMax)
        list = CursorScope(
            file: scope.file,
            principal: scope.call.caller?.principal.bytes ?? [],
            method: "\(scope.call.method.name)",
            filterDigest: IdentityPage.filter(of: request)
        )
        guard !request.cursor.isEmpty else {
            after = ""
            return
        }
        guard let bytes = Hexadecimal.bytes(request.cursor.utf8) else {
            throw Fault(.pageMarkerNotValid)
        }
        let list = list
        let cursor = try stored { () throws(StoreError) in try seal.open(bytes, for: list) }
        after = String(decoding: cursor.position, as: UTF8.self)
    }

    /// SHA-256 over what is asked for beside the page.
    private static func filter(of request: some PagedRequest) -> [UInt8] {
        var filter = request
        filter.cursor = ""
        filter.pageSize = 0
        return SHA256.digest(of: filter.encoded()).bytes
    }

    /// The rows of this page, in the order of their ids.
    func rows<Row>(of all: [Row], _ id: (Row) -> String) -> [Row] {
        let sorted = all.sorted { id($0).utf8.lexicographicallyPrecedes(id($1).utf8) }
        let rest = sorted.drop { !after.utf8.lexicographicallyPrecedes(id($0).utf8) }
        passed.count = sorted.count - rest.count
        return Array(rest.prefix(size))
    }

    /// Whether rows follow this page.
    func hasMore(_ count: Int) -> Bool { count > passed.count + size }

    /// The cursor of the next page.
    func next(after id: String) throws(Fault) -> String {
        let cursor = Cursor(revision: 0, position: Array(id.utf8))
        let sealed = try stored { () throws(StoreError) in try seal.seal(cursor, for: list) }
        return Hexadecimal.text(sealed.span)
    }
}
