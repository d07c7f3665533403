import HubCrypto
import HubLoop
import HubSession
import HubSystem
import HubVectorKit
import Testing

@testable import HubService

/// Who is let in, and how long the handshake may take.
struct DoorVectorTests {
    @Test
    func `the counts of a server let in whom the vectors say`() throws {
        let vectors = try Vectors.single("doors")
        #expect(vectors.count > 10)
        for vector in vectors {
            var door = Door()
            for (place, step) in vector["door"].items.enumerated() {
                for _ in 0..<(step["times"].number ?? 1) {
                    let fault = try door.perform(step)
                    #expect(fault == nil, "\(vector["id"].text ?? ""), step \(place)")
                }
            }
        }
    }

    @Test func `a step whose expectation is another one fails`() throws {
        let vector = try #require(
            Vectors.single("doors").first { $0["id"].text == "door-identity" }
        )
        var door = Door()
        // Without the thousand before it the refused one is let in.
        let refused = try #require(vector["door"].items.first { $0["expect"].text == "WIRE-0706" })
        #expect(try door.perform(refused) != nil)
    }
}

/// The census with the handshakes in progress beside it, as a loop holds them.
private struct Door {
    private var census = Census(ServerLimits())
    private var now = Moment(nanoseconds: 1_000_000_000)
    private var handshakes: [(group: Address.Group, until: Moment)] = []

    /// Does one step, once.
    ///
    /// - Returns: What was not as expected.
    mutating func perform(_ step: VectorValue) throws -> String? {
        if step["do"].text == "advance" { return advance(step) }
        let group = try #require(Address(step["address"].text ?? "")).group
        let showing = step["showing"].text ?? ""
        let standing = Door.standing(showing)
        if step["do"].text == "leave" {
            census.leave(standing, group, now)
            return nil
        }
        let time = census.beginHandshake(group, now)
        if step["do"].text == "begin" {
            if let time { handshakes.append((group, now.advanced(milliseconds: time))) }
            return Int(time ?? 0) == step["expect"].number ? nil : "has \(time ?? 0) ms"
        }
        guard time != nil else { return "no place for a handshake" }
        if step["do"].text == "fail" {
            census.leave(.handshake, group, now)
            return nil
        }
        let refusal = census.settle(standing, group, now)?.code ?? ""
        if step["do"].text == "visit" { census.leave(standing, group, now) }
        return refusal == step["expect"].text ?? "" ? nil : "the answer is \(refusal)"
    }

    private mutating func advance(_ step: VectorValue) -> String? {
        now = now.advanced(milliseconds: UInt64(step["ms"].number ?? 0))
        let late = handshakes.filter { $0.until <= now }
        handshakes.removeAll { $0.until <= now }
        for one in late { census.leave(.handshake, one.group, now) }
        return late.count == step["late"]["count"].number ? nil : "\(late.count) are late"
    }

    private static func standing(_ showing: String) -> Standing {
        guard let number = showing.split(separator: "-").last.flatMap({ UInt64($0) }) else {
            return .stranger
        }
        return .principal(UniqueID(milliseconds: number, random: (1, 1)))
    }
}
