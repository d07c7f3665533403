import HubDomain
import HubText
import HubWire

// Groups of councils as the domain's rules look at them, and as they travel and are stored.

extension HubDomain.PlaceAtlas {
    /// The groups that are built in, with those that a region loaded.
    ///
    /// - Parameter loaded: As they are stored.
    /// - Returns: The atlas.
    /// - Throws: `dataDamaged` for editions that could not have been kept.
    static func known(_ loaded: [PlaceGroups]) throws(Fault) -> PlaceAtlas {
        do throws(DomainError) {
            return try PlaceAtlas.of(try CouncilRegister.shipped(), loaded: loaded.map(\.domain))
        } catch {
            var fault = Fault(.dataDamaged)
            fault.cause = "groups of councils: \(error)"
            throw fault
        }
    }
}

extension PlaceGroups {
    /// The edition as the domain knows it.
    var domain: PlaceGroupEdition {
        PlaceGroupEdition(
            id: PlaceGroupEditionID(text: edition),
            kind: HubDomain.PlaceGroup.Kind(text: kind),
            from: from.flatMap { ISODay.read($0) },
            to: to.flatMap { ISODay.read($0) },
            source: source,
            groups: groups.map { group in
                HubDomain.PlaceGroup(
                    code: group.code.isEmpty ? nil : GSSCode(text: group.code),
                    name: group.name,
                    members: group.councils.map { GSSCode(text: $0.code) }
                )
            }
        )
    }

    /// An edition as it is stored: councils by their codes alone.
    init(_ edition: PlaceGroupEdition) {
        self.init(edition: edition.id.text, kind: edition.kind.text)
        (from, to) = (edition.from?.iso, edition.to?.iso)
        source = edition.source
        groups = edition.groups.map { group in
            HubWire.PlaceGroup(
                code: group.code?.text ?? "",
                name: group.name,
                councils: group.members.map { PlaceCouncil(code: $0.text) }
            )
        }
        groupCount = UInt32(clamping: edition.groups.count)
        councilCount = UInt32(clamping: edition.councils.count)
    }

    /// The edition without its groups.
    var head: PlaceGroups {
        var head = self
        head.groups = []
        return head
    }

    /// The edition with the names of its councils.
    func named(_ register: CouncilRegister) -> PlaceGroups {
        var named = self
        for (index, group) in groups.enumerated() {
            named.groups[index].councils = group.councils.map { council in
                let known = register.match(GSSCode(text: council.code)).council
                return known.map { PlaceCouncil($0, register) } ?? council
            }
        }
        return named
    }
}

extension PlaceCouncil {
    /// A council of the register.
    init(_ council: Council, _ register: CouncilRegister) {
        let region = register.regions.first { $0.code == council.region }
        self.init(code: council.code.text, name: council.name, region: region?.name ?? "")
    }
}

extension PlaceChange {
    /// A change of the register.
    init(_ change: CodeChange) {
        self.init(
            oldCode: change.oldCode.text,
            oldName: change.oldName,
            newCode: change.newCode?.text ?? "",
            newName: change.newName,
            effective: change.effective.iso,
            kind: change.kind.text,
            isPartial: change.isPartial,
            isPlanned: change.isPlanned
        )
    }
}
