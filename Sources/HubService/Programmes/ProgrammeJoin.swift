import HubDomain
import HubStore
import HubText
import HubWire

// A change that adds to what is recorded, as a row of a file does.
extension KeptProgramme {
    /// What a change says together with what is recorded of its worker.
    ///
    /// The open programme of the kind and title is added to; without a title, the only open one of
    /// the kind. Where all of them have ended, one that says what the change says already is meant:
    /// a file that comes twice begins nothing again.
    ///
    /// - Parameters:
    ///   - sent: The change's programme.
    ///   - worker: Its worker.
    ///   - path: What stands before its fields.
    ///   - today: The day in London.
    ///   - store: The tenant's file.
    /// - Returns: The programme to keep, and the one in whose place; `nil` for a new one.
    /// - Throws: A day or a word that is none; `programmeSeveral` for a change without a title
    ///   where more than one is open.
    static func joined(
        _ sent: Programme,
        _ worker: KeptWorker,
        _ path: String,
        _ today: Day,
        in store: borrowing Database
    ) throws(Fault) -> (sent: Programme, old: KeptProgramme?) {
        let asked = try sent.domain(path)
        let records = try stored { () throws(StoreError) in
            try TenantTables.programmes.all(of: worker.number, in: store)
        }
        let isUntitled = asked.kind.hasTitle && asked.title.isEmpty
        var open: [KeptProgramme] = []
        for record in records {
            let kept = try KeptProgramme(record, worker)
            let programme = try kept.message.domain("")
            let isMeant =
                isUntitled ? programme.kind == asked.kind : programme.isOfTheSame(asked)
            guard isMeant else { continue }
            if programme.ended == nil {
                open.append(kept)
            } else if open.isEmpty, kept.isSaid(again: kept.joined(sent), today) {
                return (kept.joined(sent), kept)
            }
        }
        guard open.count < 2 else { throw several(open, path) }
        return open.first.map { ($0.joined(sent), $0) } ?? (sent, nil)
    }

    /// The recorded programme with what a change adds to it.
    private func joined(_ sent: Programme) -> Programme {
        var joined = message
        joined.add(sent)
        return joined
    }

    /// Which of several a change without a title means cannot be told; the ids tell nothing of what
    /// is recorded.
    private static func several(_ open: [KeptProgramme], _ path: String) -> Fault {
        let ids = open.map(\.record.name).joined(separator: ", ")
        return Fault(
            DomainError(
                .programmeSeveral,
                path: "\(path)title",
                problem: "\(open.count) programmes of this kind are open, and no title tells which "
                    + "is meant: \(ids)",
                expected: "the title of one of them"
            ),
            status: .failedPrecondition
        )
    }

    /// Whether another says what is recorded.
    private func isSaid(again other: Programme, _ today: Day) -> Bool {
        do throws(Fault) {
            var asked = other.stored
            asked.take(try Programme.accept(other, "", today, over: message))
            return asked.encoded() == message.encoded()
        } catch {
            // What cannot be kept is told of as a programme of its own.
            return false
        }
    }
}

extension Programme {
    /// Puts what another says on this one; what it leaves out stays.
    fileprivate mutating func add(_ new: Programme) {
        if !new.edition.isEmpty { edition = new.edition }
        if !new.provider.isEmpty { provider = new.provider }
        if !new.funding.isEmpty { funding = new.funding }
        if !new.reviewPattern.isEmpty { reviewPattern = new.reviewPattern }
        if !new.reviewMonths.isEmpty { reviewMonths = new.reviewMonths }
        if new.extensionMonths > 0 { extensionMonths = new.extensionMonths }
        if new.extension != .unspecified { `extension` = new.extension }
        level = new.level ?? level
        started = new.started ?? started
        plannedEnd = new.plannedEnd ?? plannedEnd
        completed = new.completed ?? completed
        stopped = new.stopped ?? stopped
        reviewDue = new.reviewDue ?? reviewDue
        hoursPlanned = new.hoursPlanned ?? hoursPlanned
        hoursDone = new.hoursDone ?? hoursDone
        fundingPence = new.fundingPence ?? fundingPence
        for step in new.steps {
            steps.removeAll { $0.kind == step.kind && $0.number == step.number }
            steps.append(step)
        }
        for away in new.breaks {
            if let place = breaks.firstIndex(where: { $0.from.utf8.elementsEqual(away.from.utf8) })
            {
                breaks[place].until = away.until ?? breaks[place].until
            } else {
                breaks.append(away)
            }
        }
    }
}
