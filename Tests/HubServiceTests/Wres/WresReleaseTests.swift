import HubClient
import HubCrypto
import HubDomain
import HubStore
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// What leaves a council, and what the region sees of it.
struct WresReleaseTests {
    private static let list = ListReleasesRequest(cycle: "2024")
    private static let pool = PoolReleasesRequest(cycle: "2024")
    private static let preview = PreviewReleaseRequest(cycle: "2024")

    @Test func `the region sees what the preview showed, and nothing before handing in`() throws {
        let hub = try ServedWres()
        try hub.send(ServedWres.filled())
        let before = try #require(try hub.author.previewRelease(Self.preview).view)
        #expect(try hub.lead.listReleases(Self.list).releases.isEmpty)
        try hub.handIn(ServedWres.filled())
        let seen = try #require(try hub.lead.listReleases(Self.list).releases.first)
        #expect(seen.counts == before.counts && seen.figures == before.figures)
        let own = try hub.client(.viewer).previewRelease(Self.preview)
        #expect(own.view == seen && own.isReleased)
        #expect(seen.councilCode == "X00000001" && !seen.handedIn.isEmpty)
        let small = seen.counts.filter { $0.printed == "<10" }
        #expect(!small.isEmpty)
        for count in seen.counts {
            let digits = count.printed.filter { $0 != "," }
            if let number = Int(digits) { #expect(number % 5 == 0 && number >= 10) }
        }
    }

    @Test func `every count outside the council's own file is a multiple of the base`() throws {
        let hub = try ServedWres()
        var entry = ServedWres.filled(WresService.allCases)
        entry.unit.jointPosts = "Two joint posts"
        try hub.handIn(entry)
        let found = try hub.read(hub.served.hub.stores.directory.region) {
            (store) throws(StoreError) in
            try RegionTables.wresReleases.all(in: store).map(\.body)
        }
        #expect(found.count == 1)
        let release = try CouncilRelease(decoding: found[0])
        #expect(release.atoms.count > 60)
        for atom in release.atoms { #expect(atom.people % 5 == 0) }
        // What is said of joint posts may speak of people: it stays at home.
        #expect(!found[0].holds(Array("joint posts".utf8)))
    }

    @Test func `a correction that shows as before tells the region nothing`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let before = try hub.lead.listReleases(Self.list)
        let region = hub.served.hub.stores.directory.region
        func revision() throws -> Int64 {
            try hub.read(region) { (store) throws(StoreError) in try store.readRevision() }
        }
        let known = try revision()
        // One of two neighbouring counts leaves as 52 did, whatever the offset is.
        let cell = WresCell(.appointed, .adults, .minority)
        let offset = try hub.offsets().offset(of: cell, base: 5)
        let policy = ReleasePolicy.standard
        let same = policy.released(52, offset: offset) == policy.released(53, offset: offset)
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(same ? 53 : 51)
        var sending = ServedWres.Sending()
        sending.why = "One more"
        #expect(try hub.send(entry, sending).state == .corrected)
        try hub.settle()
        #expect(try revision() == known)
        #expect(try hub.lead.listReleases(Self.list) == before)
    }

    @Test func `staff leave in one form and not in a second one`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        var entry = ServedWres.filled()
        for group in EthnicGroup.allCases {
            for band in ["lower", "middle", "higher"] {
                let quantity = WresQuantity.staffInBand(BandCode(text: band))
                entry[quantity, .adults, group] = .notProvided
            }
        }
        var sending = ServedWres.Sending()
        sending.why = "The bands were wrong"
        #expect(refusal { try hub.send(entry, sending) } == "WRES-0161")
        #expect(try hub.summary().state == .handedIn)
    }

    @Test func `the region's lists are the lead's, and councils do not learn of each other`() throws
    {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        for role in [Role.viewer, .steward, .admin] {
            let other = try hub.client(role, "X00000002")
            #expect(refusal { _ = try other.listReleases(Self.list) } == "GATE-0201")
            #expect(refusal { _ = try other.poolReleases(Self.pool) } == "GATE-0201")
        }
        let pooled = try hub.lead.poolReleases(Self.pool)
        #expect(pooled.contributors == 1)
        #expect(pooled.figures.allSatisfy { $0.relativeLikelihood == nil })
        #expect(Set(pooled.figures.map(\.reason)) == ["too few councils"])
        #expect(pooled.bands.isEmpty)
    }

    @Test func `five councils make a pool, and one that is counted twice is left out`() throws {
        let cycle = try #require(try WresLibrary.shipped().cycle("2024"))
        func release(_ number: Int, _ council: GSSCode) throws -> CouncilRelease {
            let entry = ServedWres.filled(council: council)
            let released = ReleasedReturn(
                entry,
                cycle,
                offsets: ReleaseOffsets { [UInt8](repeating: UInt8(number), count: 8) + $0 }
            )
            var kept = CouncilReturn()
            kept.take(entry, cycle)
            return CouncilRelease(released, of: kept, cycle, tenant: "\(number)")
        }
        var releases: [CouncilRelease] = []
        for number in 1...5 {
            releases.append(try release(number, GSSCode(text: "X0000000\(number)")))
        }
        let pool = WresHandlers.pooled(releases, cycle)
        #expect(pool.contributors == 5 && pool.countedTwice.isEmpty)
        let appointment = try #require(pool.figures.first)
        #expect(appointment.contributors == 5 && appointment.price.contains("protection"))
        let ratio = try #require(appointment.relativeLikelihood)
        #expect((ratio - 0.52).magnitude < 0.05)
        #expect(pool.bands.count == 3)
        let four = WresHandlers.pooled(Array(releases.dropLast()), cycle)
        #expect(four.figures.allSatisfy { $0.relativeLikelihood == nil })
        let again = try release(6, "X00000003")
        let twice = WresHandlers.pooled(releases + [again], cycle)
        #expect(twice.contributors == 5 && twice.countedTwice == ["X00000003"])
        #expect(twice.figures == pool.figures)
        #expect(pool.leftOut.isEmpty && twice.leftOut.count == 1)
        #expect(twice.leftOut.first?.contains("counts the staff of X00000003, too.") == true)
    }

    private func withdraw(_ hub: ServedWres, _ why: String) throws {
        _ = try hub.steward.withdrawRelease(
            WithdrawReleaseRequest(
                cycle: "2024",
                why: why,
                baseRevision: try hub.summary().revision
            )
        )
        try hub.settle()
    }

    private func restore(_ hub: ServedWres) throws {
        _ = try hub.steward.restoreRelease(
            RestoreReleaseRequest(cycle: "2024", baseRevision: try hub.summary().revision)
        )
        try hub.settle()
    }

    @Test func `a release that was taken back is in no later answer`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        #expect(refusal { try restore(hub) } == "WRES-0179")
        #expect(refusal { try withdraw(hub, "") } == "WRES-0180")
        try withdraw(hub, "Half of the extract was missing.")
        #expect(refusal { try withdraw(hub, "Again.") } == "WRES-0179")
        #expect(try hub.lead.listReleases(Self.list).releases.isEmpty)
        #expect(try hub.lead.poolReleases(Self.pool).contributors == 0)
        #expect(try hub.summary().withdrawn != nil && hub.summary().state == .handedIn)
        // The region's file has nothing of it but that it is gone.
        let found = try hub.read(hub.served.hub.stores.directory.region) {
            (store) throws(StoreError) in
            try RegionTables.wresReleases.all(in: store).map(\.body)
        }
        let bare = try CouncilRelease(decoding: found[0])
        #expect(bare.isWithdrawn && bare.atoms.isEmpty && bare.body.isEmpty)
    }

    @Test func `a correction meanwhile tells nothing, and what is released again is as it is then`()
        throws
    {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let before = try hub.lead.listReleases(Self.list)
        try withdraw(hub, "Half of the extract was missing.")
        let region = hub.served.hub.stores.directory.region
        func revision() throws -> Int64 {
            try hub.read(region) { (store) throws(StoreError) in try store.readRevision() }
        }
        let known = try revision()
        var entry = ServedWres.filled()
        entry[.appointed, .adults, .minority] = .count(82)
        var sending = ServedWres.Sending()
        sending.why = "Thirty more"
        #expect(try hub.send(entry, sending).state == .corrected)
        try hub.settle()
        #expect(try revision() == known)
        let preview = try hub.steward.previewRelease(Self.preview)
        #expect(!preview.isReleased && preview.notes.first?.contains("taken back") == true)
        try restore(hub)
        let after = try hub.lead.listReleases(Self.list)
        #expect(after.releases.first == preview.view && after != before)
        let history = try hub.steward.getReturnHistory(GetReturnHistoryRequest(cycle: "2024"))
        let told = history.entries.map(\.summary)
        #expect(told[0] == ["released again"], "\(told)")
        #expect(
            told[2] == ["release taken back", "why: Half of the extract was missing."],
            "\(told)"
        )
    }

    @Test func `a form that staff left in is kept while the release is taken back`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        try withdraw(hub, "A slip.")
        var entry = ServedWres.filled()
        for group in EthnicGroup.allCases {
            for band in ["lower", "middle", "higher"] {
                let quantity = WresQuantity.staffInBand(BandCode(text: band))
                entry[quantity, .adults, group] = .notProvided
            }
        }
        var sending = ServedWres.Sending()
        sending.why = "The bands were wrong"
        #expect(refusal { try hub.send(entry, sending) } == "WRES-0161")
    }

    @Test func `an analyst reads releases and pools, and nothing else of the region's`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let channel = try hub.served.channel(.regionAnalyst, tenant: nil)
        let analyst = WresServiceClient(channel)
        #expect(try analyst.listReleases(Self.list) == hub.lead.listReleases(Self.list))
        #expect(try analyst.poolReleases(Self.pool) == hub.lead.poolReleases(Self.pool))
        let priorities = PriorityServiceClient(channel)
        let board = refusal { _ = try priorities.getStatusBoard(GetStatusBoardRequest()) }
        #expect(board == "GATE-0201")
    }

    /// What a council can ask the region's file as of revisions that there are, and are not.
    private func answers(_ client: PriorityServiceClient) -> [[UInt8]] {
        let request = GetFrameworkRequest(edition: "shared-priorities-2023-24")
        return (UInt64(1)...20).map { revision in
            var options = CallOptions()
            options.asOf = .revision(revision)
            do throws(ClientError) {
                return try client.getFramework(request, options).encoded()
            } catch {
                var status = error.status ?? Status()
                status.requestId = ""
                return status.encoded()
            }
        }
    }

    @Test func `a council's handing in changes no answer of the region to another`() throws {
        let hub = try ServedWres()
        try hub.served.hub.loadStarterKit()
        let other = try hub.served.channel(.viewer, tenant: "X00000002")
        let viewer = PriorityServiceClient(other)
        let before = answers(viewer)
        try hub.handIn(ServedWres.filled())
        #expect(try hub.lead.listReleases(Self.list).releases.count == 1)
        #expect(answers(viewer) == before)
    }

    private static func secret(_ store: borrowing Database) throws(StoreError) -> [UInt8] {
        try store.first(Query(once: ["SELECT secret FROM release_key"])) {
            (row) throws(StoreError) in row.bytes(0)
        } ?? []
    }

    @Test func `a council's key is its own, made once, and stands in no journal`() throws {
        let hub = try ServedWres()
        try hub.handIn(ServedWres.filled())
        let directory = hub.served.hub.stores.directory
        let file = try directory.tenant(OpaqueID(hub.tenant)).records
        let key = try hub.read(file, Self.secret)
        #expect(key.count == 32)
        let record = try #require(hub.served.hub.contents.tenant(code: "X00000002"))
        let other = OpaqueID(try #require(UniqueID(record.id)))
        #expect(try hub.read(try directory.tenant(other).records, Self.secret) != key)
        let bodies = try hub.read(file) { (store) throws(StoreError) in
            try store.rows(Query(once: ["SELECT body FROM journal_row WHERE body IS NOT NULL"])) {
                (row) throws(StoreError) in row.bytes(0)
            }
        }
        #expect(!bodies.isEmpty)
        for body in bodies { #expect(!body.holds(key)) }
    }
}

extension [UInt8] {
    /// Whether these bytes stand somewhere in it.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains { Array(self[$0..<$0 + part.count]) == part }
    }
}
