import HubDomain
import HubStore
import HubText
import HubWire

/// What a file that was read would change, worker by worker.
struct TrainingComparison {
    /// Changes that are told one by one.
    static let toldMax = 40

    /// The workers, in the order in which they are written.
    private(set) var workers: [PreparedFile.Worker] = []
    private(set) var newRecords = 0
    private(set) var changedRecords = 0
    private(set) var unchangedRecords = 0
    private(set) var newWorkers = 0
    /// Known workers of whom something is recorded anew.
    private(set) var movedWorkers = 0
    private(set) var told: [TrainingChange] = []
    /// Known workers whose recorded team, role, workplace or start date would be another.
    private(set) var replacedWorkers = 0
    private(set) var toldWorkers: [TrainingWorkerChange] = []

    /// The file, without the workers who were erased or whose records are restricted.
    private(set) var reading: TrainingReading
    /// The workers' places by their places in the reading.
    private var rank: [Int32] = []
    /// The numbers of the file's texts in the store; 0 for one that is not there.
    private var known: [Int32] = []
    var texts = TrainingTexts()

    /// Finds the workers of a file.
    ///
    /// - Parameters:
    ///   - reading: The file.
    ///   - key: The tenant's key.
    ///   - store: The tenant's file.
    /// - Throws: A fault of the store.
    init(
        _ reading: TrainingReading,
        key: [UInt8],
        in store: borrowing Database
    ) throws(Fault) {
        var reading = reading
        var tokens = WorkerTokens(key: key)
        var found: [(number: Int64, base: KeptWorker?, place: Int, token: WorkerToken)] = []
        found.reserveCapacity(reading.numbers.count)
        let mayBeErased = try stored { () throws(StoreError) in try Erasing.any(in: store) }
        var erased: [Int] = []
        var restricted: [Int] = []
        for (place, number) in reading.numbers.enumerated()
        where reading.hasRightRow.contains(place) {
            let token = tokens.token(number)
            let kept = try stored { () throws(StoreError) in try KeptWorker.find(token, in: store) }
            if mayBeErased, kept == nil, try TrainingComparison.isErased(token, in: store) {
                erased.append(place)
                continue
            }
            guard kept?.isRestricted != true else {
                restricted.append(place)
                continue
            }
            found.append((kept?.number ?? .max, kept, place, token))
        }
        reading.refuse(erased: erased)
        reading.leaveOut(restricted: restricted)
        let unknown = found.filter { $0.base == nil }.map(\.place)
        try HeldSpellings(unknown, of: reading, &tokens, in: store).tell(&reading)
        self.reading = reading
        // Known workers as the table has them, then new ones as the file has them.
        found.sort { ($0.number, $0.place) < ($1.number, $1.place) }
        rank = [Int32](repeating: 0, count: reading.numbers.count)
        for (index, one) in found.enumerated() {
            rank[one.place] = Int32(index)
            workers.append(.init(token: one.token, number: Int32(one.base?.number ?? 0)))
        }
        newWorkers = found.count { $0.base == nil }
        try findTexts(in: store)
        takePlaces()
        takeFacts()
        for (index, one) in found.enumerated() {
            guard let kept = one.base else { continue }
            let isOther = isMoved(workers[index], kept) || hasOtherFacts(workers[index], kept.facts)
            if isOther {
                workers[index].base = kept.revision
                movedWorkers += 1
                try tell(workers[index], kept, one.place, in: store)
            } else {
                workers[index] = .init(token: one.token, number: Int32(kept.number))
            }
        }
    }

    /// What the file says of the workers themselves.
    private mutating func takeFacts() {
        for (number, facts) in reading.facts {
            let place = Int(rank[number])
            var worker = workers[place]
            worker.started = facts.started?.number ?? worker.started
            worker.left = facts.left?.number ?? worker.left
            worker.employer = Int32(clamping: facts.employer?.rawValue ?? 0)
            worker.pathway = WorkerFacts.number(of: facts.pathway)
            if worker.pathway != 0 { worker.pathwayDay = reading.today.number }
            worker.otherRoles = Int32(clamping: facts.otherRoles)
            if facts.organisation != 0 { worker.organisation = Int32(clamping: facts.organisation) }
            if facts.team != 0 { worker.team = Int32(clamping: facts.team) }
            if facts.role != 0 { worker.role = Int32(clamping: facts.role) }
            workers[place] = worker
        }
    }

    /// Whether the file says something of a worker that is not recorded; the day alone from which
    /// a pathway answer holds is nothing new.
    private func hasOtherFacts(_ worker: PreparedFile.Worker, _ kept: WorkerFacts) -> Bool {
        func differs(_ day: Int32, _ old: Day?) -> Bool {
            day != PackedRecord.noDay && day != old?.number
        }
        let isOtherRole = says(worker.otherRoles, otherThan: kept.otherRoles)
        return differs(worker.started, kept.started) || differs(worker.left, kept.left)
            || worker.employer != 0 && Int(worker.employer) != kept.employer?.rawValue
            || worker.pathway != 0 && Int64(worker.pathway) != kept.pathwayNumber || isOtherRole
    }

    private static func isErased(
        _ token: WorkerToken,
        in store: borrowing Database
    ) throws(Fault) -> Bool {
        let kept = try stored { () throws(StoreError) in try Erasing.find(token, in: store) }
        return kept.map { !$0.isLifted } ?? false
    }

    /// Where each worker is: what the last row says that says anything.
    private mutating func takePlaces() {
        for record in reading.records {
            let place = Int(rank[Int(record.worker)])
            if record.organisation != 0 { workers[place].organisation = record.organisation }
            if record.team != 0 { workers[place].team = record.team }
            if record.role != 0 { workers[place].role = record.role }
        }
    }

    private func isMoved(_ worker: PreparedFile.Worker, _ kept: KeptWorker) -> Bool {
        says(worker.organisation, otherThan: kept.organisation)
            || says(worker.team, otherThan: kept.team) || says(worker.role, otherThan: kept.role)
    }

    /// Whether a text of the file says something else than one of the store: one that the store
    /// does not hold yet is never the same, and not the empty one either.
    private func says(_ text: Int32, otherThan number: Int64) -> Bool {
        guard text != 0 else { return false }
        let known = Int64(known[Int(text)])
        return known == 0 || known != number
    }

    private mutating func findTexts(in store: borrowing Database) throws(Fault) {
        known = [Int32](repeating: 0, count: reading.texts.count)
        guard newWorkers < workers.count else { return }
        for (index, text) in reading.texts.enumerated() where !text.isEmpty {
            let number = try stored { () throws(StoreError) in
                try TrainingTexts.number(text, in: store)
            }
            known[index] = Int32(truncatingIfNeeded: number ?? 0)
        }
    }

    /// Compares every record, and hands out those that are new or change.
    ///
    /// - Parameters:
    ///   - store: The tenant's file.
    ///   - body: Is given each record in the order of the table's key.
    /// - Throws: A fault of the store; what `body` throws.
    mutating func compare(
        in store: borrowing Database,
        _ body: (PackedRecord) throws(Fault) -> Void
    ) throws(Fault) {
        var present: Int32 = -1
        var kept: [UInt64: KeptRecord] = [:]
        let order = reading.order(rank)
        for (place, index) in order.enumerated() {
            var record = reading.records[Int(index)]
            record.worker = rank[Int(record.worker)]
            if record.worker != present {
                present = record.worker
                kept = try records(of: workers[Int(present)], in: store)
            }
            let topic = known[Int(record.topic)]
            let old = topic == 0 ? nil : kept[Self.key(Int64(topic), Int64(record.day))]
            guard let old else {
                newRecords += 1
                if !kept.isEmpty, topic != 0 { tellNear(record, topic, kept, at: place, in: order) }
                try body(record)
                continue
            }
            if let changed = try changed(record, old, in: store) {
                changedRecords += 1
                try body(changed)
            } else {
                unchangedRecords += 1
            }
        }
    }

    private static func key(_ topic: Int64, _ day: Int64) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: topic)) << 32 | UInt64(UInt32(truncatingIfNeeded: day))
    }

    private func records(
        of worker: PreparedFile.Worker,
        in store: borrowing Database
    ) throws(Fault) -> [UInt64: KeptRecord] {
        guard worker.number != 0 else { return [:] }
        return try stored { () throws(StoreError) in
            try store.interruption.check()
            var found: [UInt64: KeptRecord] = [:]
            for record in try KeptRecord.all(of: Int64(worker.number), in: store) {
                found[Self.key(record.topic, record.day)] = record
            }
            return found
        }
    }

    /// The record as it would be, its texts those of the store or of the file; `nil` where the file
    /// says nothing new.
    private mutating func changed(
        _ record: PackedRecord,
        _ old: KeptRecord,
        in store: borrowing Database
    ) throws(Fault) -> PackedRecord? {
        if saysTheSame(record, old) { return nil }
        let kept = try stored { () throws(StoreError) in try old.record(&texts, in: store) }
        guard case .changed(_, let changes) = RecordDifference(sent(record), kept: kept) else {
            return nil
        }
        try tell(record, changes, kept, in: store)
        return merged(record, old)
    }

    /// A quick look at the numbers, since nearly every record of a file that comes again is old.
    private func saysTheSame(_ record: PackedRecord, _ old: KeptRecord) -> Bool {
        func same(_ text: Int32, _ number: Int64) -> Bool { !says(text, otherThan: number) }
        func same(_ code: UInt8, _ number: Int64) -> Bool { code == 0 || Int64(code) == number }
        let isSameEnd =
            record.expiryKind == 0
            || Int64(record.expiryKind) == old.expiryKind
                && (record.expiryKind != 1 || Int64(record.expiry) == old.expiry)
        return isSameEnd && same(record.title, old.title) && same(record.provider, old.provider)
            && same(record.evidence, old.evidence) && same(record.accredited, old.accredited)
            && same(record.delivery, old.delivery) && same(record.deliveredBy, old.deliveredBy)
            && (record.level == nil || record.level.map(Int64.init) == old.level)
    }

    private func sent(_ record: PackedRecord) -> TrainingRecord {
        func text(_ number: Int32) -> String { reading.texts[Int(number)] }
        return TrainingRecord(
            topic: TopicCode(text: text(record.topic)),
            title: text(record.title),
            completed: record.completedDay,
            expiry: record.statedExpiry,
            accredited: PackedRecord.accredited(Int64(record.accredited)),
            provider: text(record.provider),
            deliveredBy: PackedRecord.deliveredBy(Int64(record.deliveredBy)),
            delivery: PackedRecord.delivery(Int64(record.delivery)),
            evidence: text(record.evidence),
            year: record.year == 0 ? nil : Int(record.year),
            level: record.level
        )
    }

    /// What is empty in the file stays as it is in the store.
    private func merged(_ record: PackedRecord, _ old: KeptRecord) -> PackedRecord {
        var merged = record
        func text(_ text: Int32, _ number: Int64) -> Int32 {
            text == 0 ? -Int32(truncatingIfNeeded: number) : text
        }
        merged.base = old.revision
        merged.title = text(record.title, old.title)
        merged.provider = text(record.provider, old.provider)
        merged.evidence = text(record.evidence, old.evidence)
        if record.expiryKind == 0 {
            merged.take(old.statedExpiry)
        }
        if record.level == nil { merged.levelAndOne = UInt8(clamping: (old.level ?? -1) + 1) }
        if record.accredited == 0 { merged.accredited = UInt8(clamping: old.accredited) }
        if record.delivery == 0 { merged.delivery = UInt8(clamping: old.delivery) }
        if record.deliveredBy == 0 { merged.deliveredBy = UInt8(clamping: old.deliveredBy) }
        return merged
    }

    private mutating func tell(
        _ record: PackedRecord,
        _ changes: [RecordDifference.Change],
        _ kept: TrainingRecord,
        in store: borrowing Database
    ) throws(Fault) {
        guard told.count < TrainingComparison.toldMax else { return }
        var change = TrainingChange()
        change.row = UInt32(clamping: record.row)
        change.worker = WorkerReference.text(workers[Int(record.worker)].token)
        change.topic = reading.texts[Int(record.topic)]
        change.completed = record.completedDay?.iso
        change.parts = changes.map(\.rawValue)
        let sent = sent(record)
        change.values = changes.map {
            TrainingChangedPart(
                part: $0.rawValue,
                before: $0.words(of: kept),
                after: $0.words(of: sent)
            )
        }
        told.append(change)
    }

    /// Whether so many workers would be other people that somebody has to say that it is meant.
    var isDoubtful: Bool {
        replacedWorkers >= TrainingComparison.replacedMin
            && replacedWorkers * 2 > workers.count - newWorkers
    }

    /// Fewer workers than these are looked at one by one.
    static let replacedMin = 10

    /// Counts a worker whose row changes, and tells what of it.
    private mutating func tell(
        _ worker: PreparedFile.Worker,
        _ kept: KeptWorker,
        _ place: Int,
        in store: borrowing Database
    ) throws(Fault) {
        var parts = WorkerParts(self)
        do throws(StoreError) {
            try parts.take(worker, kept, in: store)
        } catch {
            throw Fault(error)
        }
        texts = parts.texts
        if parts.replaces { replacedWorkers += 1 }
        guard toldWorkers.count < TrainingComparison.toldMax else { return }
        toldWorkers.append(
            TrainingWorkerChange(
                worker: WorkerReference.text(worker.token),
                row: reading.firstRow(of: place),
                values: parts.values
            )
        )
    }

    /// The number of a text of the file in the store; 0 where the store has none.
    func number(_ text: Int32) -> Int64 { Int64(known[Int(text)]) }

    /// Tells a new record that is a slip away from one that is held and that the file has no more.
    private mutating func tellNear(
        _ record: PackedRecord,
        _ topic: Int32,
        _ kept: [UInt64: KeptRecord],
        at place: Int,
        in order: [Int32]
    ) {
        guard let day = record.completedDay else { return }
        var end: Day?
        if case .day(let last) = record.statedExpiry { end = last }
        for held in kept.values where held.topic == Int64(topic) {
            guard let other = held.completedDay,
                NearDay.isSlip(day, end, from: other, held.statedExpiry),
                !isSent(held.day, with: place, in: order)
            else { continue }
            reading.tellNear(record, other)
            return
        }
    }

    /// Whether the file has a record of this day beside one in the order: of the same worker and
    /// topic, which stand together.
    private func isSent(_ day: Int64, with place: Int, in order: [Int32]) -> Bool {
        let own = reading.records[Int(order[place])]
        func isSame(_ record: PackedRecord) -> Bool {
            record.worker == own.worker && record.topic == own.topic
        }
        for step in [-1, 1] {
            var next = place + step
            while order.indices.contains(next) {
                let record = reading.records[Int(order[next])]
                guard isSame(record) else { break }
                if Int64(record.day) == day { return true }
                next += step
            }
        }
        return false
    }
}
