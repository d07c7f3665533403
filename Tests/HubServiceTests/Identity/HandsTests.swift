import HubSystem
import HubWire
import Testing

@testable import HubService

/// Who may hold whose key, by what is on record of them.
struct HandsTests {
    private static func time(_ day: Int64) -> Timestamp {
        Timestamp(Instant(microseconds: day * 86_400_000_000))
    }

    private static func instant(_ day: Int64) -> Instant { Instant(time(day)) }

    private static func person(_ id: String, by inviter: String = "", on day: Int64)
        -> PrincipalRecord
    {
        var record = PrincipalRecord(id: id)
        record.invitedBy = inviter
        record.enrolled = time(day)
        return record
    }

    /// Who may hold the key of somebody whom a captured device let in, long after the certificate
    /// of that device was forgotten.
    private func holders(secondHandOn day: Int64?) -> Set<String> {
        let captor = Self.person("captor", on: 0)
        var honest = Self.person("honest", on: 0)
        honest.letDeviceIn(by: "captor", at: Self.instant(20))
        var between = Self.person("between", by: "honest", on: 10)
        between.letDeviceIn(by: "honest", at: Self.instant(10))
        if let day { between.letDeviceIn(by: "honest", at: Self.instant(day)) }
        let made = Self.person("made", by: "between", on: 40)
        var key = CertificateRecord(principalId: "made")
        key.issued = Self.time(40)
        key.vouch(by: "between", since: Self.instant(40))
        let hands = Hands([captor, honest, between, made], [key])
        return hands.holders(of: made, with: [key])
    }

    @Test
    func `who let a second device in may have been somebody else by then`() {
        #expect(holders(secondHandOn: 30) == ["made", "between", "honest", "captor"])
        // What was done before the capture was done by an honest hand.
        #expect(holders(secondHandOn: nil) == ["made", "between", "honest"])
        #expect(holders(secondHandOn: 15) == ["made", "between", "honest"])
        // What came after everything that counts may be anything between.
        #expect(holders(secondHandOn: 50) == ["made", "between", "honest", "captor"])
    }

    @Test
    func `a hand keeps its first time and its last, in whatever order they are told`() throws {
        var record = Self.person("held", on: 0)
        for day in [Int64(5), 9, 7] { record.letDeviceIn(by: "other", at: Self.instant(day)) }
        record.letDeviceIn(by: "held", at: Self.instant(8))
        let hand = try #require(record.devicesBy.first)
        #expect(record.devicesBy.count == 1)
        #expect(hand.since == Self.time(5) && hand.last == Self.time(9))
        var key = CertificateRecord(principalId: "held")
        key.vouch(as: record.devicesBy)
        #expect(key.vouchedBy.first?.since == Self.time(5))
        #expect(key.vouchedBy.first?.last == Self.time(9))
    }
}
