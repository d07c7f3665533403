import HubSystem
package import HubWire

/// What a caller is told of itself, put together once for every change of the registry.
///
/// Clients ask who they are before almost everything else, so a call only adds what differs from
/// one call to the next.
package struct Introduction: Sendable {
    /// Something that everybody of a tenant is shown for a while.
    private struct Shown: Sendable {
        let until: Instant
        let notice: Notice
    }

    private let known: WhoAmIResponse
    /// The newest first.
    private let shown: [Shown]

    /// Nothing is known.
    package static let unknown = Introduction(WhoAmIResponse(), notices: [])

    /// What is known.
    ///
    /// - Parameters:
    ///   - known: The answer, without notices and without what differs from call to call.
    ///   - notices: Those to the caller's tenant.
    package init(_ known: WhoAmIResponse, notices: [NoticeRecord]) {
        self.known = known
        var shown: [Shown] = []
        for record in notices {
            guard let until = record.until, let notice = record.notice else { continue }
            shown.append(Shown(until: Instant(until), notice: notice))
        }
        self.shown = shown.sorted { one, other in
            (one.notice.time?.seconds ?? 0) > (other.notice.time?.seconds ?? 0)
        }
    }

    /// The answer as far as it is known, with the notices that are still shown.
    func answer(at now: Instant) -> WhoAmIResponse {
        var answer = known
        if !shown.isEmpty { answer.notices = shown.filter { now < $0.until }.map(\.notice) }
        return answer
    }
}
