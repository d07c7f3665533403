import HubCrypto
import HubStore
import HubSystem
package import HubWire

/// A request for one page of a list.
package protocol PagedRequest: WireMessage {
    /// From an earlier page; empty for the first.
    var cursor: String { get set }
    /// The most rows; 0 for the most there may be.
    var pageSize: UInt32 { get set }
}

extension ListAssessmentsRequest: PagedRequest {}
extension GetHistoryRequest: PagedRequest {}
extension ListInvitationsRequest: PagedRequest {}
extension ListPrincipalsRequest: PagedRequest {}
extension ListAccessesRequest: PagedRequest {}
extension ListActsRequest: PagedRequest {}
extension ListTrainingStandingsRequest: PagedRequest {}
extension ListTrainingArrangementsRequest: PagedRequest {}
extension ListTrainingErasuresRequest: PagedRequest {}
extension ListPurgesRequest: PagedRequest {}
extension ListDelegationsRequest: PagedRequest {}
extension ListDelegatedPeopleRequest: PagedRequest {}
extension ListClaimsRequest: PagedRequest {}
extension ListProgrammesRequest: PagedRequest {}
extension ExportTrainingSubjectRequest: PagedRequest {}
extension GetTrainingMatrixRequest: PagedRequest {}
extension CheckTrainingReturnRequest: PagedRequest {}
extension ListFiguresRequest: PagedRequest {}
extension ListProvidersRequest: PagedRequest {}
extension GetReturnHistoryRequest: PagedRequest {}
extension ListReleasesRequest: PagedRequest {}

/// One page of a list: where it begins, and at which revision all its pages are read.
struct Page {
    /// The most rows of a page.
    static let rowsMax = 100

    /// The key of the last row of the page before; `nil` for the first page.
    let after: [UInt8]?
    /// The most rows of this page.
    let size: Int
    /// The revision that every page shows: the first one has fixed it.
    let revision: Int64
    private let list: CursorScope
    private let seal: CursorSeal

    /// The page that a request asks for.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - scope: Who asks, and which state.
    ///   - store: What is read.
    ///   - seal: Seals and opens cursors.
    ///   - rowsMax: The most rows of a page of this list.
    /// - Throws: `pageMarkerNotValid` for a cursor that was made for anybody or anything else.
    init<Request: PagedRequest>(
        _ request: Request,
        _ scope: ReadScope,
        _ store: borrowing Database,
        _ seal: CursorSeal,
        rowsMax: Int = Page.rowsMax
    ) throws(Fault) {
        self.seal = seal
        let list = Page.list(request, scope)
        self.list = list
        size = request.pageSize == 0 ? rowsMax : min(Int(request.pageSize), rowsMax)
        guard !request.cursor.isEmpty else {
            after = nil
            revision = try scope.revision(in: store)
            return
        }
        guard let bytes = Hexadecimal.bytes(request.cursor.utf8) else {
            throw Fault(.pageMarkerNotValid)
        }
        let opened = try stored { () throws(StoreError) in try seal.open(bytes, for: list) }
        after = opened.position
        revision = opened.revision
    }

    /// The state that every page of the list shows.
    var view: RecordView { .asOf(revision: revision) }

    /// The cursor of the next page.
    ///
    /// - Parameter key: The key of this page's last row.
    /// - Returns: The cursor.
    /// - Throws: A fault of the hub, for a key that is too long.
    func next(after key: [UInt8]) throws(Fault) -> String {
        let sealed = try stored { () throws(StoreError) in
            try seal.seal(Cursor(revision: revision, position: key), for: list)
        }
        return Hexadecimal.text(sealed.span)
    }

    /// What a cursor is bound to: who asks for what, in which state, and with which filter.
    private static func list<Request: PagedRequest>(
        _ request: Request,
        _ scope: ReadScope
    ) -> CursorScope {
        var filter = request
        filter.cursor = ""
        filter.pageSize = 0
        let call = scope.call
        let asOf =
            switch call.asOf {
            case nil: ""
            case .revision(let revision): "revision \(revision)"
            case .time(let time): "time \(time.microseconds)"
            }
        let bound = SHA256.digest(of: Array(asOf.utf8)).bytes + filter.encoded()
        return CursorScope(
            file: scope.file,
            principal: call.caller?.principal.bytes ?? [],
            method: "\(call.method.name)",
            filterDigest: SHA256.digest(of: bound).bytes
        )
    }
}

extension JournalPosition {
    /// A position as it stands in a cursor: revision and ordinal, the most significant byte first.
    var cursorBytes: [UInt8] {
        [revision, ordinal].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - $0 * 8)) }
        }
    }

    /// The position of a cursor; `nil` for anything that is none.
    init?(cursorBytes bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let numbers = [0, 8].map { start in
            bytes[start..<start + 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        self.init(revision: numbers[0], ordinal: numbers[1])
    }
}
