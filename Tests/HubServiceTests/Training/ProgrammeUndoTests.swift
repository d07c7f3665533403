import HubClient
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// Taking whole calls of programmes back over a connection.
struct ProgrammeUndoTests: ProgrammeSuite {
    let hub: ProgrammeServed

    init() throws { hub = try ProgrammeServed("E1,Blue", "E2,Red") }

    private func undo(
        call revision: UInt64?,
        _ id: String = "",
        base: UInt64 = 0
    ) throws(ClientError) -> UndoProgrammeResponse {
        try steward.undoProgramme(
            UndoProgrammeRequest(id: id, baseRevision: base, importRevision: revision ?? 0)
        )
    }

    /// Changes the one programme of a worker, and tells the revision.
    private func change(
        _ worker: String,
        _ change: (inout Programme) -> Void
    ) throws -> Programme {
        var one = try #require(try all(worker).first)
        change(&one)
        _ = try save(one, base: one.revision)
        return try #require(try all(worker).first)
    }

    @Test
    func `a whole call is taken back: what it made goes, what it changed is as before`() throws {
        _ = try save(certificate { $0.steps = [step(1)] })
        let file = try save(
            certificate { $0.steps = [step(2)] },
            certificate("E2"),
            adds: true
        )
        #expect(file.made == 1 && file.changed == 1)
        let undone = try undo(call: file.saved?.revision)
        #expect(undone.removed == 1 && undone.restored == 1 && undone.saved != nil)
        #expect(undone.already == 0)
        #expect(try all().map { $0.steps.map(\.number) } == [[1]])
        let again = refusal { () throws(ClientError) in try undo(call: file.saved?.revision) }
        #expect(again?.reasonCode == "TRNG-0286" && again?.code == .failedPrecondition)
        let revision = (file.saved?.revision ?? 0) + 1_000
        let none = refusal { () throws(ClientError) in try undo(call: revision) }
        #expect(none?.reasonCode == "TRNG-0277" && none?.code == .notFound)
        let base = refusal { () throws(ClientError) in try undo(call: revision, base: 3) }
        #expect(base?.status?.violations.map(\.path) == ["base_revision"])
    }

    @Test
    func `a change that was taken back keeps no call from being taken back`() throws {
        let file = try save(certificate(), certificate("E2"), adds: true)
        let later = try change("E2") { $0.steps = [step(1)] }
        let back = try undo(call: nil, later.id, base: later.revision)
        #expect(back.restored == 1)
        let undone = try undo(call: file.saved?.revision)
        #expect(undone.removed == 2 && undone.changedSince.isEmpty)
        #expect(try all().isEmpty)
    }

    @Test
    func `each undoing goes one change further back, until there is no programme`() throws {
        _ = try save(certificate("E2"))
        var now = try change("E2") { $0.steps = [step(1)] }
        now = try change("E2") { $0.steps = [step(1), step(2)] }
        // Put back by hand is a change like any other.
        now = try change("E2") { $0.steps = [step(1)] }
        func takeBack() throws -> [UInt32]? {
            let back = try undo(call: nil, now.id, base: now.revision)
            now.revision = back.saved?.revision ?? 0
            return back.programme?.steps.map(\.number)
        }
        #expect(try takeBack() == [1, 2])
        #expect(try takeBack() == [1])
        // A change in between is the next to be taken back.
        now = try change("E2") { $0.provider = "Example college" }
        #expect(try takeBack() == [1])
        #expect(try all("E2").first?.provider == "")
        #expect(try takeBack() == [])
        #expect(try takeBack() == nil)
        #expect(try all().isEmpty)
    }

    @Test
    func `what stands otherwise is named, and nothing is taken back`() throws {
        let file = try save(certificate(), certificate("E2"), adds: true)
        let later = try change("E2") { $0.steps = [step(1)] }
        let refused = try undo(call: file.saved?.revision)
        #expect(refused.saved == nil && refused.removed == 0 && refused.restored == 0)
        #expect(refused.changedSince.map(\.id) == [later.id])
        #expect(refused.changedSince.map(\.worker) == [later.worker])
        #expect(refused.changedSince.map(\.kind) == [.careCertificate])
        #expect(refused.changedSince.map(\.revision) == [later.revision])
        #expect(refused.changedSinceLeftOut == 0)
        #expect(try all().count == 2)
    }

    @Test
    func `one is put back to before the call whatever was changed since, and the rest after it`()
        throws
    {
        _ = try save(certificate("E2") { $0.provider = "Example college" })
        let row = certificate("E2") { $0.steps = [step(1)] }
        let file = try save(certificate(), row, adds: true)
        _ = try change("E2") { $0.steps = [step(1), step(2)] }
        let now = try change("E2") { $0.steps = [step(1), step(2), step(3)] }
        let stale = refusal { () throws(ClientError) in
            try undo(call: file.saved?.revision, now.id, base: now.revision - 1)
        }
        #expect(stale?.code == .aborted || stale?.reasonCode == "STORE-0103", "\(stale as Any)")
        let back = try undo(call: file.saved?.revision, now.id, base: now.revision)
        #expect(back.restored == 1 && back.programme?.steps.isEmpty == true)
        #expect(back.programme?.provider == "Example college")
        let revision = back.saved?.revision ?? 0
        let twice = refusal { () throws(ClientError) in
            try undo(call: file.saved?.revision, now.id, base: revision)
        }
        #expect(twice?.reasonCode == "TRNG-0286")
        let rest = try undo(call: file.saved?.revision)
        #expect(rest.removed == 1 && rest.restored == 0 && rest.already == 1)
        #expect(try all().map(\.revision) == [revision])
    }

    @Test
    func `one that the call is not about is not put back by its number`() throws {
        let other = try save(certificate("E2"))
        let file = try save(certificate(), adds: true)
        let refused = refusal { () throws(ClientError) in
            try undo(
                call: file.saved?.revision,
                other.saved?.id ?? "",
                base: other.saved?.revision ?? 0
            )
        }
        #expect(refused?.reasonCode == "TRNG-0277" && refused?.code == .notFound)
        #expect(try all().count == 2)
    }

    @Test
    func `a call that ended one and began the next is taken back in that order`() throws {
        _ = try save(certificate())
        let end = certificate { $0.stopped = iso(-10) }
        let next = certificate { $0.started = iso(-5) }
        let file = try save(end, next, adds: true)
        #expect(file.made == 1 && file.changed == 1)
        let undone = try undo(call: file.saved?.revision)
        #expect(undone.removed == 1 && undone.restored == 1)
        let left = try all("E1")
        #expect(left.map(\.state) == ["in-progress"] && left.first?.started == iso(-100))
    }

    @Test
    func `no answer names more programmes than it has room for`() throws {
        var titles: [Programme] = []
        for number in 0...ProgrammeHandlers.changedSinceMax {
            titles.append(apprenticeship("Example \(number)"))
        }
        func all(_ change: (inout Programme) -> Void) throws(ClientError) -> UInt64? {
            var changes: [ProgrammeChange] = []
            for one in titles {
                var one = one
                change(&one)
                changes.append(ProgrammeChange(programme: one))
            }
            let request = SaveProgrammesRequest(changes: changes, adds: true)
            return try steward.saveProgrammes(request).saved?.revision
        }
        let file = try all { _ in }
        _ = try all { $0.level = 3 }
        let refused = try undo(call: file)
        #expect(refused.changedSince.count == ProgrammeHandlers.changedSinceMax)
        #expect(refused.changedSinceLeftOut == 1)
    }
}
