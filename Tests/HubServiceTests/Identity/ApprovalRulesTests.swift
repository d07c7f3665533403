import HubCrypto
import HubSystem
import HubWire
import Testing

@testable import HubService

/// Who may approve what another operator asked for, as rules without a store.
struct ApprovalRulesTests {
    private static let hour: Int64 = 3_600_000_000
    private static let asked = Instant(microseconds: 1_000 * hour)

    private func approval(_ state: ApprovalState = .waiting, hours: UInt32 = 72) -> ApprovalRecord {
        var record = ApprovalRecord(id: "r", askedBy: "a")
        record.asked = Timestamp(Self.asked)
        record.expires = Timestamp(Self.asked.advanced(hours: hours))
        record.state = state
        return record
    }

    /// Somebody who enrolled so many hours before it was asked for.
    private func person(
        _ id: String,
        hours: Int64,
        by inviter: String = "",
        _ role: Role = .operator
    ) -> PrincipalRecord {
        var record = PrincipalRecord(id: id, name: "name of \(id)")
        record.enrolled = Timestamp(
            Instant(microseconds: Self.asked.microseconds - hours * Self.hour)
        )
        record.invitedBy = inviter
        record.grants = AdminRules.grants(role, [])
        record.state = .active
        return record
    }

    private func rules(
        _ people: [PrincipalRecord],
        _ approval: ApprovalRecord,
        after hours: UInt32 = 1,
        locked: [String] = [],
        keys changed: [CertificateRecord] = []
    ) -> ApprovalRules {
        let keys = people.map { one in
            let other = changed.first { $0.principalId.utf8.elementsEqual(one.id.utf8) }
            if let other { return other }
            var key = CertificateRecord()
            key.principalId = one.id
            key.serial = Array(one.id.utf8)
            key.issued = one.enrolled
            key.state = .active
            key.keyState = locked.contains(one.id) ? .pending : .active
            return key
        }
        let operators = Operators(People(kind: .region, people, keys))
        return ApprovalRules(approval, operators, Self.asked.advanced(hours: hours))
    }

    private func verdict(
        _ approver: PrincipalRecord,
        _ others: [PrincipalRecord] = [],
        after hours: UInt32 = 1,
        state: ApprovalState = .waiting,
        asker: PrincipalRecord? = nil,
        waits: UInt32 = 72,
        key: CertificateRecord? = nil
    ) -> String? {
        let people = others + [asker ?? person("a", hours: 500), approver]
        let keys = key.map { [$0] } ?? []
        let rules = rules(people, approval(state, hours: waits), after: hours, keys: keys)
        do throws(Fault) {
            try rules.requireApprover(approver.id, with: Array(approver.id.utf8))
            return nil
        } catch {
            return error.reason.code
        }
    }

    @Test
    func `an operator approves who was in before it was asked for, and for three days by then`() {
        #expect(verdict(person("b", hours: 72)) == nil)
        #expect(verdict(person("a", hours: 500)) == "GATE-0205")
        #expect(verdict(person("b", hours: 70)) == "IDEN-0301")
        #expect(verdict(person("b", hours: 70), after: 2) == nil)
        #expect(verdict(person("b", hours: 0), after: 72, waits: 144) == nil)
        #expect(verdict(person("b", hours: 0), after: 71, waits: 144) == "IDEN-0301")
        // Whoever came after it was asked for never may.
        #expect(verdict(person("b", hours: -1), after: 100, waits: 144) == "IDEN-0301")
    }

    @Test
    func `nobody approves who is bound to the asker by an invitation`() {
        #expect(verdict(person("b", hours: 100, by: "a")) == "IDEN-0303")
        #expect(verdict(person("b", hours: 100, by: "c"), [person("c", hours: 200)]) == nil)
        let friend = person("c", hours: 200, by: "a")
        #expect(verdict(person("b", hours: 100, by: "c"), [friend]) == "IDEN-0303")
        let guest = person("a", hours: 90, by: "b")
        #expect(verdict(person("b", hours: 100), asker: guest) == "IDEN-0303")
    }

    /// A key of somebody that was issued so many hours before it was asked for.
    private func key(of id: String, hours: Int64, vouchedBy: [String] = []) -> CertificateRecord {
        var key = CertificateRecord(serial: Array(id.utf8), principalId: id)
        key.issued = Timestamp(
            Instant(microseconds: Self.asked.microseconds - hours * Self.hour)
        )
        key.state = .active
        key.keyState = .active
        key.vouchedBy = vouchedBy.map { Hand(principalId: $0, since: key.issued) }
        return key
    }

    /// Hands from so many hours before it was asked for on.
    private static func hands(_ others: [String], hours: Int64) -> [Hand] {
        let since = Instant(microseconds: Self.asked.microseconds - hours * Self.hour)
        return others.map { Hand(principalId: $0, since: Timestamp(since)) }
    }

    @Test
    func `a device counts as its person does, and none in which the asker had a part`() {
        let old = person("b", hours: 500)
        #expect(verdict(old, key: key(of: "b", hours: 72)) == nil)
        #expect(verdict(old, key: key(of: "b", hours: 70)) == "IDEN-0301")
        #expect(verdict(old, after: 100, waits: 144, key: key(of: "b", hours: -1)) == "IDEN-0301")
        #expect(verdict(old, key: key(of: "b", hours: 90, vouchedBy: ["c"])) == nil)
        #expect(verdict(old, key: key(of: "b", hours: 90, vouchedBy: ["c", "a"])) == "IDEN-0303")
        // Where that is the only device, nobody is promised.
        let tainted = [key(of: "b", hours: 90, vouchedBy: ["a"])]
        let people = [person("a", hours: 500), old]
        #expect(rules(people, approval(), keys: tainted).candidates.isEmpty)
        #expect(rules(people, approval()).candidates.map(\.person.id) == ["b"])
    }

    @Test
    func `a role counts from when it was given, and none that the asker gave`() {
        var late = person("b", hours: 500)
        late.granted = Timestamp(Self.asked.advanced(hours: 1))
        late.givenBy = Self.hands(["c"], hours: -1)
        #expect(verdict(late, after: 100, waits: 144) == "IDEN-0301")
        late.granted = Timestamp(Instant(microseconds: Self.asked.microseconds - 70 * Self.hour))
        #expect(verdict(late) == "IDEN-0301")
        #expect(verdict(late, after: 2) == nil)
        late.givenBy = Self.hands(["a"], hours: 70)
        #expect(verdict(late, after: 2) == "IDEN-0303")
        // Who gave it first is not forgotten because somebody else gave more later.
        late.givenBy = Self.hands(["a", "c"], hours: 70)
        #expect(verdict(late, after: 2) == "IDEN-0303")
        var asker = person("a", hours: 500)
        asker.granted = Timestamp(Self.asked)
        asker.givenBy = Self.hands(["b"], hours: 0)
        #expect(verdict(person("b", hours: 500), asker: asker) == "IDEN-0303")
    }

    @Test
    func `whoever gives more is noted once, and nobody by giving to themselves`() {
        var record = person("b", hours: 500)
        for (hours, giver) in ["a", "b", "c", "a"].enumerated() {
            record.give(by: giver, at: Self.asked.advanced(hours: UInt32(hours)))
        }
        #expect(record.givenBy.map(\.principalId) == ["a", "c"])
        // The first time stays: what was done from then on is in the giver's reach.
        #expect(record.givenBy[0].since == Timestamp(Self.asked))
    }

    @Test
    func `a hand reaches through others, as far as it was there before they did anything`() {
        let old = person("b", hours: 500)
        let puppet = person("x", hours: 200, by: "a")
        // The asker's guest has let the approver's device in.
        let byPuppet = key(of: "b", hours: 90, vouchedBy: ["x"])
        #expect(verdict(old, [puppet], key: byPuppet) == "IDEN-0303")
        #expect(verdict(old, [person("x", hours: 200)], key: byPuppet) == nil)
        // A guest of that guest, and somebody whom the guest gave the role.
        let second = person("y", hours: 150, by: "x")
        let bySecond = key(of: "b", hours: 90, vouchedBy: ["y"])
        #expect(verdict(old, [puppet, second], key: bySecond) == "IDEN-0303")
        var made = person("b", hours: 500)
        made.granted = Timestamp(
            Instant(microseconds: Self.asked.microseconds - 100 * Self.hour)
        )
        made.givenBy = Self.hands(["x"], hours: 100)
        #expect(verdict(made, [puppet]) == "IDEN-0303")
        // What somebody did before the asker had a hand in them counts as their own.
        let earlier = person("b", hours: 300, by: "x")
        var helped = person("x", hours: 400)
        helped.granted = Timestamp(
            Instant(microseconds: Self.asked.microseconds - 200 * Self.hour)
        )
        helped.givenBy = Self.hands(["a"], hours: 200)
        #expect(verdict(earlier, [helped]) == nil)
        #expect(verdict(person("b", hours: 150, by: "x"), [helped]) == "IDEN-0303")
        // Being given more again, by anybody, moves no hand later.
        helped.granted = Timestamp(Self.asked)
        helped.give(by: "c", at: Self.asked)
        #expect(verdict(person("b", hours: 150, by: "x"), [helped]) == "IDEN-0303")
        // Nor does it go with the certificates by which it came about.
        var captured = person("x", hours: 400)
        captured.devicesBy = Self.hands(["a"], hours: 200)
        #expect(verdict(person("b", hours: 150, by: "x"), [captured]) == "IDEN-0303")
        #expect(verdict(earlier, [captured]) == nil)
        #expect(verdict(captured) == nil)
    }

    @Test
    func `two whom a third can have been both of are no two persons`() {
        let asker = person("a", hours: 300, by: "c")
        let maker = person("c", hours: 500)
        #expect(verdict(person("b", hours: 200, by: "c"), [maker], asker: asker) == "IDEN-0303")
        #expect(verdict(person("b", hours: 200, by: "d"), [maker], asker: asker) == nil)
        // Through somebody else, and though the maker is out by now.
        let helper = person("x", hours: 250, by: "c", .regionLead)
        let byHelper = person("b", hours: 200, by: "x")
        #expect(verdict(byHelper, [maker, helper], asker: asker) == "IDEN-0303")
        var gone = maker
        gone.state = .ended
        #expect(verdict(byHelper, [gone, helper], asker: asker) == "IDEN-0303")
        // A helper who made somebody before the maker had a hand in it did so alone.
        var helped = person("x", hours: 400)
        helped.givenBy = Self.hands(["c"], hours: 100)
        helped.granted = Timestamp(
            Instant(microseconds: Self.asked.microseconds - 100 * Self.hour)
        )
        #expect(verdict(byHelper, [maker, helped], asker: asker) == nil)
        // Somebody who let a device of each in, or made the one and let in the other's.
        let people = [person("a", hours: 500), person("b", hours: 500), maker]
        let keys = ["a", "b"].map { key(of: $0, hours: 90, vouchedBy: ["c"]) }
        #expect(rules(people, approval(), keys: keys).candidates.isEmpty)
        #expect(!rules(people, approval(), keys: [keys[1]]).candidates.isEmpty)
        let mixed = [asker, person("b", hours: 500), maker]
        #expect(!rules(mixed, approval()).candidates.map(\.person.id).contains("c"))
        #expect(rules(mixed, approval()).candidates.map(\.person.id) == ["b"])
        #expect(rules(mixed, approval(), keys: [keys[1]]).candidates.isEmpty)
    }

    @Test
    func `whoever let a device of the asker in approves nothing that was asked from it`() {
        let people = [person("a", hours: 500), person("b", hours: 500)]
        let held = key(of: "a", hours: 90, vouchedBy: ["b"])
        #expect(rules(people, approval(), keys: [held]).candidates.isEmpty)
        let clean = key(of: "a", hours: 90, vouchedBy: ["c"])
        #expect(rules(people, approval(), keys: [clean]).candidates.map(\.person.id) == ["b"])
        // An approver's guest who let it in is the approver's hand.
        let guest = people + [person("x", hours: 200, by: "b", .regionLead)]
        let byGuest = key(of: "a", hours: 90, vouchedBy: ["x"])
        #expect(rules(guest, approval(), keys: [byGuest]).candidates.isEmpty)
    }

    @Test
    func `what was decided, has ended or run out is not approved any more`() {
        #expect(verdict(person("b", hours: 100), after: 71) == nil)
        #expect(verdict(person("b", hours: 100), after: 72) == "IDEN-0305")
        for state in [ApprovalState.done, .declined, .ended] {
            #expect(verdict(person("b", hours: 100), state: state) == "IDEN-0305")
        }
        var gone = person("a", hours: 500)
        gone.state = .ended
        #expect(verdict(person("b", hours: 100), asker: gone) == "IDEN-0305")
        #expect(rules([], approval(), after: 72).state == .lapsed)
        #expect(rules([], approval(), after: 71).state == .waiting)
        #expect(rules([], approval(.ended), after: 72).state == .ended)
    }

    @Test
    func `those who can approve are named by when they can, and nobody who cannot`() {
        var suspended = person("f", hours: 300)
        suspended.state = .suspended
        let people = [
            person("a", hours: 500), person("b", hours: 10), person("c", hours: 90),
            person("d", hours: 200, by: "a"), person("e", hours: 200, .regionLead), suspended,
            person("g", hours: 200), person("h", hours: -1),
        ]
        let rules = rules(people, approval(), locked: ["g"])
        #expect(rules.candidates.map(\.person.id) == ["c", "b"])
        let told = Approval(rules).approvers
        #expect(told.map(\.name) == ["name of c", "name of b"])
        #expect(told.last?.since == Timestamp(Self.asked.advanced(hours: 62)))
        // Whoever is not waited for is not named.
        #expect(Approval(self.rules(people, approval(.done))).approvers.isEmpty)
    }
}
