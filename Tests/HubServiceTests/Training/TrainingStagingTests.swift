import HubClient
import HubCrypto
import HubStore
import HubSystem
import HubTestKit
import HubWire
import Testing

@testable import HubService

/// What lies beside a council's records while files are on their way in.
struct TrainingStagingTests {
    private static let file = TrainingCalls.file("E1,Blue,Fire safety,01/02/2025,,Fire,In house")

    private func isRefused(_ body: () throws(Fault) -> Void) -> Bool {
        do throws(Fault) {
            try body()
            return false
        } catch {
            return true
        }
    }

    @Test func `a full disk is told as one, and anything else as a fault of the hub`() {
        // What the kernel says to whoever writes to a full device, and to what is no folder.
        for (path, expected) in [("/dev/full", Reason.readOnly), ("/dev/null/x", .faultOfTheHub)] {
            do throws(Fault) {
                try TrainingStaging.system { () throws(SystemError) in
                    try LocalFile.append(path, [1].span)
                }
                Issue.record("\(path) took a byte")
            } catch {
                #expect(error.reason.code == expected.code)
                #expect(error.cause.contains("staging"))
            }
        }
    }

    @Test func `every piece is asked whether there is room, however uploads began`() throws {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let now: UInt64 = 1_800_000_000_000
        let large = TrainingStaging(UniqueID(milliseconds: now), beside: records)
        // A file without a block on the disk, of all but ten bytes.
        let size = "\(TrainingStaging.stagedBytesMax - 10)"
        let made = try ChildProcess.start("/usr/bin/truncate", ["-s", size, large.uploadPath])
        #expect(try made.wait() == .code(0))
        #expect(!isRefused { () throws(Fault) in try large.makeRoom(for: 10, now: now) })
        #expect(isRefused { () throws(Fault) in try large.makeRoom(for: 11, now: now) })
        let other = TrainingStaging(UniqueID(milliseconds: now), beside: records)
        #expect(!isRefused { () throws(Fault) in try other.makeRoom(for: 10, now: now) })
        #expect(isRefused { () throws(Fault) in try other.makeRoom(for: 11, now: now) })
        // A day later it is gone.
        let later = now + TrainingStaging.keptMilliseconds
        #expect(!isRefused { () throws(Fault) in try other.makeRoom(for: 11, now: later) })
        #expect(try LocalFile.facts(large.uploadPath) == nil)
    }

    @Test func `what is on its way takes no more than the tenant's records may`() throws {
        let folder = try TemporaryDirectory()
        let now: UInt64 = 1_800_000_000_000
        let staging = TrainingStaging(
            UniqueID(milliseconds: now),
            beside: folder.file("records.db"),
            roomBytes: 1_000
        )
        #expect(!isRefused { () throws(Fault) in try staging.makeRoom(for: 1_000, now: now) })
        #expect(isRefused { () throws(Fault) in try staging.makeRoom(for: 1_001, now: now) })
    }

    @Test func `where there are as many as may be the oldest makes room once it has had an hour`()
        throws
    {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let now: UInt64 = 1_800_000_000_000
        func staging(_ minutes: UInt64) -> TrainingStaging {
            TrainingStaging(UniqueID(milliseconds: now - minutes * 60_000), beside: records)
        }
        let crowd = (0..<UInt64(TrainingStaging.uploadsMax)).map { staging(59 - $0) }
        for one in crowd { try LocalFile.create(one.uploadPath, with: [1].span) }
        let next = staging(0)
        #expect(isRefused { () throws(Fault) in try next.makeRoom(for: 1, now: now) })
        // Who is under way goes on, and a minute later the oldest has had its hour.
        #expect(!isRefused { () throws(Fault) in try crowd[0].makeRoom(for: 1, now: now) })
        let later = now + 60_000
        #expect(!isRefused { () throws(Fault) in try next.makeRoom(for: 1, now: later) })
        #expect(try LocalFile.facts(crowd[0].uploadPath) == nil)
        #expect(try LocalFile.facts(crowd[1].uploadPath) != nil)
    }

    @Test func `whoever has begun most makes room for a colleague, at once and only so far`()
        throws
    {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let now: UInt64 = 1_800_000_000_000
        func begin(_ seconds: UInt64, _ owner: String) throws -> TrainingStaging {
            let upload = UniqueID(milliseconds: now - 60_000 + seconds * 1_000)
            let staging = TrainingStaging(upload, beside: records)
            try staging.makeRoom(for: 1, now: now, owner: owner)
            try staging.begin(by: owner)
            try LocalFile.create(staging.uploadPath, with: [1].span)
            return staging
        }
        let count = UInt64(TrainingStaging.uploadsMax)
        let crowd = try (0..<count).map { try begin($0, "one") }
        let first = try begin(50, "two")
        #expect(try LocalFile.facts(crowd[0].uploadPath) == nil)
        // Whoever began so many makes room among their own, and not among a colleague's.
        _ = try begin(51, "one")
        #expect(try LocalFile.facts(crowd[1].uploadPath) == nil)
        #expect(try LocalFile.facts(first.uploadPath) != nil)
        // It goes on until both have as many.
        let others = try (0..<count).map { _ in try begin(52, "two") }
        let left = try crowd.count { try LocalFile.facts($0.uploadPath) != nil }
        #expect((14...16).contains(left), "\(left)")
        #expect(try LocalFile.facts(others[others.count - 1].uploadPath) != nil)
    }

    @Test func `nobody names a batch of another day, by which it would be kept`() throws {
        let served = try ServedTraining()
        let now = UInt64(HubClock.system.instant.microseconds / 1_000)
        let hour: UInt64 = 3_600_000
        for (time, isNear) in [
            (now - 25 * hour, false), (now - 23 * hour, true), (now + hour / 12, true),
            (now + 2 * hour, false),
        ] {
            let batch = UniqueID(milliseconds: time)
            let error = failure { () throws(ClientError) in
                _ = try served.calls.part(Self.file, 0..<10, batch)
            }
            #expect(error?.reasonCode == (isNear ? nil : Reason.requestNotValid.code))
        }
    }

    @Test func `an upload that has begun is refused a piece for which there is no room`() throws {
        let served = try ServedTraining()
        let batch = UniqueID(milliseconds: UInt64(HubClock.system.instant.microseconds / 1_000))
        _ = try served.calls.part(Self.file, 0..<10, batch)
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        let records = try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
        // What belongs to the upload itself makes no room for it.
        let own = "\(TrainingStaging(batch, beside: records).preparedPath).records"
        let there = 10 + UniqueID.textCount
        try Self.make(own, TrainingStaging.stagedBytesMax - there - 9)
        let refused = failure { () throws(ClientError) in
            try served.calls.part(Self.file, 10..<20, batch)
        }
        #expect(refused?.reasonCode == "TRNG-0188", "\(String(describing: refused))")
        _ = try served.calls.part(Self.file, 10..<19, batch)
        try LocalFile.remove(own)
        _ = try served.calls.part(Self.file, 19..<29, batch)
    }

    /// A file without a block on the disk.
    private static func make(_ path: String, _ bytes: Int) throws {
        let made = try ChildProcess.start("/usr/bin/truncate", ["-s", "\(bytes)", path])
        #expect(try made.wait() == .code(0))
    }

    @Test func `whoever holds most bytes makes room for a colleague who holds fewer`() throws {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let now: UInt64 = 1_800_000_000_000
        func hold(_ seconds: UInt64, _ bytes: Int, _ owner: String) throws -> TrainingStaging {
            let upload = UniqueID(milliseconds: now - 60_000 + seconds * 1_000)
            let staging = TrainingStaging(upload, beside: records)
            try staging.makeRoom(for: bytes, now: now, owner: owner)
            try staging.begin(by: owner)
            try Self.make(staging.uploadPath, bytes)
            return staging
        }
        func isThere(_ one: TrainingStaging) throws -> Bool {
            try LocalFile.facts(one.uploadPath) != nil
        }
        // A few bytes say whose an upload is.
        let part = TrainingStaging.stagedBytesMax / 4 - 64
        let crowd = try (0..<4).map { try hold(UInt64($0), part, "one") }
        let first = try hold(10, part, "two")
        #expect(try !isThere(crowd[0]) && isThere(crowd[1]))
        // Both have as many after this, and then nobody gives but the one who asks.
        let second = try hold(11, part / 2, "two")
        #expect(try !isThere(crowd[1]) && isThere(crowd[2]))
        let third = try hold(12, part, "two")
        #expect(try isThere(crowd[2]) && isThere(crowd[3]) && isThere(third))
        #expect(try !isThere(first) && isThere(second))
        // A file that belongs to nobody who is known makes room for nobody unknown.
        let nobody = TrainingStaging(UniqueID(milliseconds: now), beside: records)
        #expect(isRefused { () throws(Fault) in try nobody.makeRoom(for: part, now: now) })
    }

    @Test func `for the upload whose turn it is all others make room, and it makes none`() throws {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let now: UInt64 = 1_800_000_000_000
        let part = TrainingStaging.stagedBytesMax / 2
        let kept = TrainingStaging(UniqueID(milliseconds: now - 2), beside: records)
        let checked = TrainingStaging(UniqueID(milliseconds: now - 1), beside: records)
        try checked.makeRoom(for: 10, now: now, owner: "two")
        try checked.begin(by: "two")
        try Self.make(checked.uploadPath, 10)
        try kept.makeRoom(for: part, now: now, owner: "one", isToBeKept: true)
        try kept.begin(by: "one")
        try kept.takeTurn(by: "one", role: "steward", now: now)
        try Self.make(kept.uploadPath, 2 * part - 100)
        // The smaller one would win, but for the turn.
        #expect(
            isRefused { () throws(Fault) in
                try checked.makeRoom(for: 100, now: now, owner: "two")
            }
        )
        #expect(try LocalFile.facts(kept.uploadPath) != nil)
        try kept.makeRoom(for: 90, now: now, owner: "one", isToBeKept: true)
        #expect(try LocalFile.facts(checked.uploadPath) == nil)
        // A turn that has ended protects nothing.
        let later = now + ImportTurn.milliseconds
        let next = TrainingStaging(UniqueID(milliseconds: later), beside: records)
        try next.makeRoom(for: 1_000, now: later, owner: "two")
        #expect(try LocalFile.facts(kept.uploadPath) == nil)
    }

    @Test func `of previews nothing is left but what the last one made`() throws {
        let served = try ServedTraining()
        let (batch, first) = try served.calls.preview(Self.file)
        let (_, second) = try served.calls.preview(Self.file, batch: batch)
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        let records = try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
        let names = try Folder.names(path: LocalFile.parent(of: records))
            .filter { $0.hasPrefix(TrainingStaging.prefix) }
        let begin = "\(TrainingStaging.prefix)\(batch)"
        let kept = ["by", "csv", "look", "ready"].map { "\(begin).\($0)" }
        #expect(names.sorted() == kept + [ImportTurn.name])
        // What the first one showed was made anew.
        let stale = failure { () throws(ClientError) in try served.calls.commit(batch, first) }
        #expect(stale != nil)
        #expect(try served.calls.commit(batch, second).newRecords == 1)
    }

    @Test func `what a preview makes stays within the room, and is refused on a full disk`()
        throws
    {
        let folder = try TemporaryDirectory()
        let records = folder.file("records.db")
        let isFull = Flag()
        let staging = TrainingStaging(
            TrainingCalls.batch(),
            beside: records,
            roomBytes: 1_000
        ) { () throws(StoreError) in
            if isFull.isSet { throw StoreError(.spaceLow, "full") }
        }
        try LocalFile.create(staging.uploadPath, with: [UInt8](repeating: 1, count: 600).span)
        // Two files at once, as a preview has them: their bytes count together.
        func write(_ count: Int, _ name: String) throws(Fault) {
            var writer = try StagedWriter(
                "\(staging.preparedPath).\(name)",
                of: staging,
                now: 0
            )
            try writer.write { $0 += [UInt8](repeating: 2, count: count) }
            try writer.finish()
        }
        try write(300, "a")
        #expect(isRefused { () throws(Fault) in try write(101, "b") })
        try write(99, "b")
        #expect(isRefused { () throws(Fault) in try write(2, "c") })
        StagedWriter.discard("\(staging.preparedPath).a")
        try write(2, "c")
        isFull.set()
        #expect(isRefused { () throws(Fault) in try write(1, "d") })
    }

    @Test func `a preview without room keeps nothing of what it wrote, and the upload goes on`()
        throws
    {
        let served = try ServedTraining()
        let (batch, _) = try served.calls.preview(Self.file)
        let text = try IdentityServiceClient(served.channel).whoAmI().tenantId
        let tenant = try #require(UniqueID(text))
        let records = try #require(served.served.hub.stores.openFile(.tenant(tenant))).path
        let own = "\(TrainingStaging(batch, beside: records).preparedPath).more"
        try Self.make(own, TrainingStaging.stagedBytesMax - 2 * Self.file.count - 100)
        let request = PreviewTrainingRequest(
            batch: batch.description,
            mapping: TrainingCalls.smallMapping,
            fileBytes: UInt64(Self.file.count),
            fileName: "ours.csv"
        )
        let refused = failure { () throws(ClientError) in
            try served.calls.steward.previewTraining(request)
        }
        #expect(refused?.reasonCode == "TRNG-0188", "\(String(describing: refused))")
        let begin = "\(TrainingStaging.prefix)\(batch)"
        func names() throws -> [String] {
            try Folder.names(path: LocalFile.parent(of: records)).filter { $0.hasPrefix(begin) }
        }
        let kept = ["by", "csv", "look", "ready"].map { "\(begin).\($0)" }
        try LocalFile.remove(own)
        #expect(try names().sorted() == kept)
        let again = try served.calls.steward.previewTraining(request)
        #expect(try served.calls.commit(batch, again).newRecords == 1)
    }
}

/// Whether something has come about.
private final class Flag: Sendable {
    private let state = Lock(false)

    var isSet: Bool { state.withLock { $0 } }

    func set() { state.withLock { $0 = true } }
}
