import HubClient
import HubLoop
import HubSystem
import HubTestKit
import HubWire
import Testing

/// Heads that a context remembers.
struct HeadStoreTests {
    private func head(_ revision: UInt64) -> RememberedHead {
        RememberedHead(
            epoch: 1,
            revision: revision,
            chainHead: [UInt8](repeating: UInt8(revision % 251), count: 32)
        )
    }

    @Test func `a head is remembered once, and nothing that is none`() throws {
        let home = try TemporaryDirectory()
        let store = try ContextStore(path: home.file("whub"))
        let authority = try TestAuthority()
        let name = try #require(ContextName("work"))
        let address = HostPortOfNobody.value
        _ = try authority.keep(store, name, from: -60, to: 3_600, at: address)
        let heads = store.heads(of: name)
        #expect(heads.heads() == [])
        for revision: UInt64 in [1, 2, 2, 1] {
            let head = head(revision)
            heads.remember(epoch: 1, revision: head.revision, chainHead: head.chainHead)
        }
        heads.remember(epoch: 1, revision: 3, chainHead: [1, 2, 3])
        heads.remember(epoch: 1, revision: 0, chainHead: head(9).chainHead)
        #expect(heads.heads() == [head(1), head(2)])
        var status = Status()
        status.epoch = 1
        status.revision = 7
        status.chainHead = head(7).chainHead
        heads.note(.priorityServiceHandInAssessment, status)
        heads.note(.priorityServiceSaveWindow, status)
        #expect(heads.heads() == [head(1), head(2), head(7)])
    }

    @Test func `the first head and the latest stay when there are many`() {
        #expect(HeadStore.thinned((1...100).map(head)).count == 100)
        let kept = HeadStore.thinned((1...101).map(head))
        #expect(kept.count <= HeadStore.headsMax)
        #expect(kept.first == head(1))
        #expect(Array(kept.suffix(51)) == (51...101).map(head))
    }
}

/// An address that is only written down.
private enum HostPortOfNobody {
    static let value = HostPort(host: "127.0.0.1", port: 1)
}
