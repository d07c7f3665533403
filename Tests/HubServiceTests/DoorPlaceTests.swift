import HubSystem
import Testing

@testable import HubLoop
@testable import HubService

/// Who leaves when somebody comes and all places for handshakes are taken.
struct DoorPlaceTests {
    private static let start = Moment(nanoseconds: 1_000_000_000_000)

    /// Places of these addresses, a millisecond after one another.
    private func places(_ hosts: [Int]) -> [DoorPlace] {
        hosts.enumerated().map { index, host in
            DoorPlace(
                token: Token(slot: UInt32(index), generation: 1),
                group: group(host),
                since: Self.start.advanced(milliseconds: UInt64(index))
            )
        }
    }

    private func group(_ host: Int) -> Address.Group? {
        Address("127.0.\(host / 250).\(host % 250 + 1)")?.group
    }

    private func leaving(_ hosts: [Int], for newcomer: Int, after milliseconds: UInt64) -> Int? {
        DoorPlace.leaving(
            places(hosts),
            for: group(newcomer),
            Self.start.advanced(milliseconds: milliseconds),
            500
        )
    }

    @Test
    func `the address with most places gives its oldest to whoever comes alone, at once`() {
        #expect(leaving([1, 2, 2, 3], for: 9, after: 10) == 1)
        #expect(leaving([1, 2, 3, 3, 3, 2], for: 9, after: 10) == 2)
        // Two alike: the one whose oldest is oldest.
        #expect(leaving([4, 4, 3, 3], for: 9, after: 10) == 0)
        #expect(leaving([2, 2, 2, 1], for: 1, after: 10) == 0)
    }

    @Test
    func `among equals the oldest goes, and not before it had its time`() {
        #expect(leaving([1, 2, 3], for: 9, after: 499) == nil)
        #expect(leaving([1, 2, 3], for: 9, after: 500) == 0)
        #expect(leaving([2, 2, 1], for: 1, after: 10) == nil)
        #expect(leaving([7, 7], for: 7, after: 10) == nil)
        #expect(leaving([], for: 7, after: 1_000) == nil)
    }

    @Test
    func `seventy addresses that fill the door keep nobody out who comes from another`() {
        var hosts = (0..<256).map { $0 % 70 }
        for newcomer in 100..<160 {
            let place = leaving(hosts, for: newcomer, after: 300)
            guard let place else {
                Issue.record("nobody made room for \(newcomer)")
                return
            }
            #expect(hosts[place] < 70)
            hosts.remove(at: place)
            hosts.append(newcomer)
            // The crowd comes back at once, and takes nobody's place but its own.
            if let again = leaving(hosts, for: newcomer % 70, after: 300) {
                #expect(hosts[again] < 70)
            }
        }
    }
}
