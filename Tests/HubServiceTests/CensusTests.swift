import HubClient
import HubCrypto
import HubLoop
import HubSession
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Limits of a whole server, each at the limit and one over.
struct CensusTests {
    private static let start = Moment(nanoseconds: 1_000_000_000)

    private static func group(_ number: Int) throws -> Address.Group {
        try #require(Address("192.0.2.\(number)")).group
    }

    @Test
    func `handshakes have so many places and no more, and less time once half are taken`() throws {
        var limits = ServerLimits()
        limits.handshakesMax = 4
        var census = Census(limits)
        let group = try CensusTests.group(1)
        let times = (1...5).map { _ in census.beginHandshake(group, CensusTests.start) }
        #expect(times == [10_000, 10_000, 3_000, 3_000, nil])
        census.leave(.handshake, group, CensusTests.start)
        #expect(census.beginHandshake(group, CensusTests.start) == 3_000)
        // A client on a local socket has no address, and a place all the same.
        census.leave(.handshake, group, CensusTests.start)
        #expect(census.beginHandshake(nil, CensusTests.start) == 3_000)
    }

    @Test
    func `strangers have so many places in all and by address`() throws {
        var limits = ServerLimits()
        limits.strangersMax = 5
        limits.strangersPerGroupMax = 2
        var census = Census(limits)
        func come(_ number: Int) throws -> CloseReason? {
            let group = try CensusTests.group(number)
            _ = census.beginHandshake(group, CensusTests.start)
            return census.settle(.stranger, group, CensusTests.start)
        }
        #expect(try [come(1), come(1), come(1)] == [nil, nil, .addressFull])
        #expect(try [come(2), come(2), come(3), come(3)] == [nil, nil, nil, .overloaded])
        census.leave(.stranger, try CensusTests.group(1), CensusTests.start)
        #expect(try [come(3), come(3)] == [nil, .addressFull])
    }

    @Test
    func `a principal has so many connections, and its neighbours their own`() throws {
        var limits = ServerLimits()
        limits.connectionsPerPrincipalMax = 2
        var census = Census(limits)
        func come(_ principal: UniqueID) -> CloseReason? {
            _ = census.beginHandshake(nil, CensusTests.start)
            return census.settle(.principal(principal), nil, CensusTests.start)
        }
        let first = UniqueID(milliseconds: 1)
        let second = UniqueID(milliseconds: 2)
        #expect([come(first), come(first), come(first)] == [nil, nil, .principalFull])
        #expect(come(second) == nil)
        census.leave(.principal(first), nil, CensusTests.start)
        #expect([come(first), come(first)] == [nil, .principalFull])
    }

    @Test
    func `tenants that fill the hub together leave places to one that comes alone`() {
        var limits = ServerLimits()
        limits.placesMax = 100
        var census = Census(limits)
        let tenants = (0..<10).map { UniqueID(milliseconds: $0) }
        func come(_ number: UInt64, of tenant: Int) -> CloseReason? {
            _ = census.beginHandshake(nil, CensusTests.start)
            let standing = Standing.principal(
                UniqueID(milliseconds: number),
                of: tenants[tenant]
            )
            return census.settle(standing, nil, CensusTests.start)
        }
        // A principal for each place, so that only what the tenants have counts.
        var taken: [Int: Int] = [:]
        for tenant in 1...5 {
            for number in UInt64(1)...100 where come(number, of: tenant) == nil {
                taken[tenant, default: 0] += 1
            }
        }
        #expect((1...5).map { taken[$0] } == [50, 25, 13, 6, 3])
        #expect(come(1, of: 9) == nil)
        #expect(come(1_101, of: 1) == .principalFull)
        let leaving = Standing.principal(UniqueID(milliseconds: 1), of: tenants[5])
        census.leave(leaving, nil, CensusTests.start)
        #expect(come(2, of: 9) == nil)
    }

    @Test
    func `the people of a tenant have so many connections together`() {
        var limits = ServerLimits()
        limits.connectionsPerTenantMax = 2
        var census = Census(limits)
        let tenant = UniqueID(milliseconds: 9)
        func come(_ number: UInt64, of tenant: UniqueID) -> CloseReason? {
            _ = census.beginHandshake(nil, CensusTests.start)
            let standing = Standing.principal(UniqueID(milliseconds: number), of: tenant)
            return census.settle(standing, nil, CensusTests.start)
        }
        #expect([come(1, of: tenant), come(2, of: tenant)] == [nil, nil])
        #expect(come(3, of: tenant) == .principalFull)
        #expect(come(4, of: UniqueID(milliseconds: 8)) == nil)
        let first = Standing.principal(UniqueID(milliseconds: 1), of: tenant)
        census.leave(first, nil, CensusTests.start)
        #expect(come(3, of: tenant) == nil)
        // Of few connections one tenant has half, and one principal a quarter.
        let few = ServerLimits(descriptors: 1_000, loops: 2)
        #expect(few.connectionsMax == 250)
        #expect(few.connectionsPerTenantMax == 250 && few.connectionsPerPrincipalMax == 125)
        let many = ServerLimits(descriptors: 1_000_000, loops: 2)
        #expect(many.connectionsPerTenantMax == 10_000)
        #expect(many.connectionsPerPrincipalMax == 1_024)
    }

    @Test
    func `an address that has spent its attempts has few handshakes until some come back`() throws {
        var limits = ServerLimits()
        limits.attemptsMax = 3
        limits.handshakesOfSpentGroupMax = 2
        var census = Census(limits)
        let group = try CensusTests.group(1)
        func fail(_ now: Moment) -> Bool {
            guard census.beginHandshake(group, now) != nil else { return false }
            census.leave(.handshake, group, now)
            return true
        }
        for _ in 1...3 { #expect(fail(CensusTests.start)) }
        let places = (1...3).map { _ in census.beginHandshake(group, CensusTests.start) != nil }
        #expect(places == [true, true, false])
        #expect(census.beginHandshake(try CensusTests.group(2), CensusTests.start) != nil)
        // One of the two is a stranger's: it is refused. The other has a certificate.
        #expect(census.settle(.stranger, group, CensusTests.start) == .addressFull)
        let principal = Standing.principal(UniqueID(milliseconds: 1))
        #expect(census.settle(principal, group, CensusTests.start) == nil)
        let later = CensusTests.start.advanced(milliseconds: 1_000)
        #expect(census.beginHandshake(group, later) != nil)
        #expect(census.settle(.stranger, group, later) == nil)
    }

    @Test
    func `attempts come back one by one, up to their number`() throws {
        var limits = ServerLimits()
        limits.attemptsMax = 2
        limits.attemptGroupsMax = 2
        var buckets = AttemptBuckets(limits)
        let group = try CensusTests.group(1)
        var now = CensusTests.start
        #expect((1...3).map { _ in buckets.take(group, now) } == [true, true, false])
        now = now.advanced(milliseconds: 999)
        #expect(!buckets.has(group, now) && !buckets.take(group, now))
        now = now.advanced(milliseconds: 1)
        #expect(buckets.has(group, now))
        #expect((1...2).map { _ in buckets.take(group, now) } == [true, false])
        now = now.advanced(milliseconds: 60_000)
        #expect((1...3).map { _ in buckets.take(group, now) } == [true, true, false])
        // A bounded number of groups is remembered; one that has all its attempts back is not.
        #expect(try buckets.take(CensusTests.group(2), now))
        #expect(try buckets.take(CensusTests.group(3), now))
        #expect(buckets.count == 2)
        now = now.advanced(milliseconds: 60_000)
        #expect(try buckets.take(CensusTests.group(3), now))
        #expect(buckets.count == 1)
    }

    @Test
    func `the loops of a server count together`() throws {
        var limits = ServerLimits()
        limits.strangersPerGroupMax = 3
        limits.connectionsPerPrincipalMax = 2
        let served = try ServedHub(limits: limits, loops: 4)
        var open: [Channel] = []
        for number in 1...4 {
            let channel = try served.strangersChannel()
            let error = failure { () throws(ClientError) in try channel.connect() }
            #expect((error == nil) == (number <= 3), "stranger \(number)")
            if let error { #expect("\(error)".contains("WIRE-0704"), "\(error)") }
            open.append(channel)
        }
        let request = IssueRequest(tenantCode: "X00000001", role: .viewer, name: "test")
        let bundle = try served.hub.issue(request)
        for number in 1...3 {
            let channel = try served.channel(bundle)
            let error = failure { () throws(ClientError) in try channel.connect() }
            #expect((error == nil) == (number <= 2), "connection \(number)")
            if let error { #expect("\(error)".contains("WIRE-0706"), "\(error)") }
            open.append(channel)
        }
        let other = try served.channel(.viewer)
        #expect(failure { () throws(ClientError) in try other.connect() } == nil)
        for channel in open { channel.close() }
    }

    @Test
    func `a client without any certificate is told limits and health, and nothing else`() throws {
        let served = try ServedHub()
        let channel = try served.strangersChannel()
        let hello = try channel.connect()
        #expect(hello.hubId.isEmpty && hello.principalId.isEmpty && hello.storeEpoch == 0)
        #expect(hello.limits?.streamsMax == 3)
        #expect(try HealthServiceClient(channel).checkHealth().state == .serving)
        let ping = failure { () throws(ClientError) in try IdentityServiceClient(channel).ping() }
        #expect(ping?.reasonCode == "GATE-0101")
        let save = failure { () throws(ClientError) in
            try PriorityServiceClient(channel).saveLocalTheme()
        }
        #expect(save?.reasonCode == "GATE-0101")
        let fourth = failure { () throws(ClientError) in
            try HealthServiceClient(channel).checkHealth()
        }
        #expect(fourth?.reasonCode == "CALL-0102")
    }

    @Test(arguments: [(UInt64(400), 2), (1_024, 4), (1_000_000, 2), (10, 1)])
    func `whoever is not in yet takes none of the places of those who are`(
        descriptors: UInt64,
        loops: Int
    ) {
        let limits = ServerLimits(descriptors: descriptors, loops: loops)
        let all = limits.connectionsMax * loops
        #expect(limits.placesMax + limits.handshakesMax + limits.strangersMax <= max(all, 3))
        #expect(limits.placesMax >= all / 2)
        #expect(limits.handshakesOfLoopMax * loops <= max(limits.handshakesMax, loops))
        #expect(limits.handshakesOfLoopMax > 0 && limits.strangersMax > 0)
    }
}
