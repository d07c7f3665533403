import HubCrypto
import HubDomain
package import HubStore
import HubText
package import HubWire

// Links to people who draw on care: every method asks for an entry of the register of their own.
extension DelegationHandlers {
    /// Records for which one person who draws on care a delegation is.
    package func linkDelegatedPerson(
        _ request: LinkDelegatedPersonRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> LinkDelegatedPersonResponse {
        let old = try open(request.worker, request.activity, request.id, in: store.database)
        try old.worker.requireOpen()
        let person = try PersonLinks.person(
            reference: request.person,
            "person",
            in: store.database
        )
        let linked = try stored { () throws(StoreError) in
            try PersonLinks.find(of: old.record, in: store.database)
        }
        guard linked == nil else {
            throw .training(
                .personLinked,
                "the delegation is for one person, and passes on to no other",
                status: .alreadyExists
            )
        }
        for other in try KeptDelegation.open(of: old.worker, in: store.database)
        where other.record.id != old.record.id && other.isOfTheSame(old.message) {
            let theirs = try stored { () throws(StoreError) in
                try PersonLinks.find(of: other.record, in: store.database)
            }
            guard theirs?.person != person else {
                throw .training(
                    .delegationOpen,
                    "another delegation of the same professional is for this person",
                    status: .alreadyExists
                )
            }
        }
        var asked = old.message
        asked.isForOnePerson = true
        let kept = try change(old, asked, in: &store)
        var response = LinkDelegatedPersonResponse(caution: DelegationStanding.caution)
        do throws(StoreError) {
            try PersonLinks.save(person, of: kept.record, in: &store)
            response.saved = Saved(
                id: kept.record.name,
                revision: UInt64(clamping: try store.ownRevision())
            )
        } catch {
            throw Fault(error)
        }
        return response
    }

    /// Lists for which people activities are delegated, and to whom.
    package func listDelegatedPeople(
        _ request: ListDelegatedPeopleRequest,
        in scope: ReadScope,
        _ store: borrowing Database
    ) throws(Fault) -> ListDelegatedPeopleResponse {
        scope.showed(rows: 0)
        let today = try scope.call.today()
        let page = try Page(request, scope, store, cursors)
        var person: StoreValue = .null
        if !request.person.isEmpty {
            person = .bytes(try PersonLinks.person(request.person, "person", in: store))
        }
        let records = try stored { () throws(StoreError) in
            try TenantTables.personLinks.page(
                .linksOfPerson,
                after: page.after,
                [person],
                limit: page.size,
                in: store
            )
        }
        var response = ListDelegatedPeopleResponse()
        (response.caution, response.day) = (DelegationStanding.caution, today.iso)
        var showing = DelegationShowing(try source.rules(of: scope.call, in: store), today)
        for record in records {
            let link = try stored { () throws(StoreError) in try PersonLinks.Kept(record) }
            let found = try stored { () throws(StoreError) in
                try TenantTables.delegations.find(link.delegation, in: store)
            }
            guard let found, let kept = try KeptDelegation.of(found, in: store),
                !kept.worker.isRestricted, kept.message.endDay.map({ $0 > today }) ?? true
            else { continue }
            response.people.append(
                DelegatedPerson(person: link.text, delegation: try showing.shown(kept, in: store))
            )
        }
        if records.count == page.size, let last = records.last {
            response.nextCursor = try page.next(after: last.key)
        }
        scope.showed(rows: response.people.count)
        return response
    }

    /// Erases every link to one person.
    package func eraseDelegatedPerson(
        _ request: EraseDelegatedPersonRequest,
        in call: CallContext,
        _ store: inout WriteContext
    ) throws(Fault) -> EraseDelegatedPersonResponse {
        let ground = try Fault.code(request.ground, "ground")
        let person = try PersonLinks.person(request.person, "person", in: store.database)
        var response = EraseDelegatedPersonResponse()
        do throws(StoreError) {
            let went = try PersonLinks.erase(person: person, in: &store)
            guard went.links > 0 else { return response }
            response.links = UInt64(went.links)
            response.journalRows = UInt64(went.journalRows)
            // Not the person: an answer is kept under its key, and outlives the link.
            response.saved = Saved(
                id: ground,
                revision: UInt64(clamping: try store.ownRevision())
            )
        } catch {
            throw Fault(error)
        }
        return response
    }
}

extension LinkDelegatedPersonResponse: ChangeAnswer {}
extension EraseDelegatedPersonResponse: ChangeAnswer {}
