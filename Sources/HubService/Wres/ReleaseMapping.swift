import HubDomain
import HubText
import HubWire

// Releases as the domain computes with them, and as they are kept and told.

extension CouncilRelease {
    /// What a return releases.
    ///
    /// - Parameters:
    ///   - released: The protected counts.
    ///   - kept: The return, for what is no count: who reports, and the days.
    ///   - cycle: Its cycle.
    ///   - tenant: Whose it is, as an id.
    init(
        _ released: ReleasedReturn,
        of kept: CouncilReturn,
        _ cycle: WresCycle,
        tenant: String
    ) {
        self.init()
        tenantId = tenant
        self.cycle = cycle.id.text
        unit = kept.unit
        body = kept.body
        councils = kept.councils
        let policy = released.policy
        base = UInt32(clamping: policy.base)
        peopleMin = UInt32(clamping: policy.peopleMin)
        shownMin = UInt32(clamping: policy.shownMin)
        contributorsMin = UInt32(clamping: policy.contributorsMin)
        collection = HarassmentCollection(released.harassmentSource)
        bands = released.bands.map(\.text)
        for service in WresService.allCases {
            for quantity in WresQuantity.asked(in: cycle) {
                for group in EthnicGroup.allCases {
                    let cell = WresCell(quantity, service, group)
                    guard let state = released.atoms[cell] else { continue }
                    atoms.append(ReleaseAtom(cell, state))
                }
            }
        }
        handedIn = kept.handedIn ?? ""
        agreed = kept.agreement?.day
    }

    /// The protected counts as the domain computes with them.
    func domain(_ cycle: WresCycle) -> ReleasedReturn { domain(cycle, QuantityCodes(cycle)) }

    /// The protected counts as the domain computes with them.
    ///
    /// - Parameters:
    ///   - cycle: The cycle.
    ///   - quantities: Its quantities, for whoever reads many releases.
    /// - Returns: What left.
    func domain(_ cycle: WresCycle, _ quantities: QuantityCodes) -> ReleasedReturn {
        var states: [WresCell: AtomState] = [:]
        states.reserveCapacity(atoms.count)
        for atom in atoms {
            guard let cell = WresCell(atom.service, atom.quantity, atom.group, quantities)
            else { continue }
            states[cell] = atom.state
        }
        return ReleasedReturn(
            cycle: cycle.id,
            policy: ReleasePolicy(
                base: Int(base),
                peopleMin: Int(peopleMin),
                shownMin: Int(shownMin),
                contributorsMin: Int(contributorsMin)
            ),
            harassmentSource: collection.source,
            bands: bands.map { BandCode(text: $0) },
            atoms: states
        )
    }
}

extension ReleaseAtom {
    /// What left of a count.
    init(_ cell: WresCell, _ state: AtomState) {
        self.init()
        service = cell.service.rawValue
        quantity = cell.quantity.code
        group = cell.group.rawValue
        switch state {
        case .count(let value):
            kind = .people
            people = UInt32(clamping: value)
        case .tooFewPeople: kind = .tooFewPeople
        case .notProvided: kind = .notProvided
        case .censored: kind = .hidden
        }
    }

    /// What left; of a kind that is not known, nothing.
    var state: AtomState {
        switch kind {
        case .people: .count(Int(people))
        case .tooFewPeople: .tooFewPeople
        case .hidden: .censored
        default: .notProvided
        }
    }
}

extension ReleaseView {
    /// What others see of one release: computed from it alone.
    ///
    /// - Parameters:
    ///   - release: What left.
    ///   - cycle: Its cycle.
    ///   - code: The council's code in the register.
    ///   - name: Its name there.
    init(_ release: CouncilRelease, _ cycle: WresCycle, code: String, name: String) {
        self.init()
        councilCode = code
        councilName = name
        self.cycle = release.cycle
        unit = release.unit
        body = release.body
        councils = release.councils
        handedIn = release.handedIn
        agreed = release.agreed
        let released = release.domain(cycle)
        for row in ReleasePreview(released, cycle).rows {
            for (group, printed) in zip(EthnicGroup.allCases, row.cells) where !printed.isEmpty {
                counts.append(
                    ReleasedCount(
                        service: row.service.rawValue,
                        quantity: row.quantity.code,
                        group: group.rawValue,
                        printed: printed
                    )
                )
            }
        }
        for service in WresService.allCases where released.gives(service) {
            for indicator in WresIndicator.ratios {
                let reading = released.reading(of: indicator, service)
                figures.append(ReleasedFigure(service.rawValue, indicator, reading))
            }
        }
    }
}

extension ReleasedFigure {
    /// A ratio of one council's released counts.
    init(_ service: String, _ indicator: WresIndicator, _ reading: Computed<ReleasedReading>) {
        self.init()
        self.service = service
        self.indicator = indicator.rawValue
        name = indicator.name
        switch reading {
        case .unknown(let reason): self.reason = reason.words
        case .known(let reading):
            let interval = reading.figure.interval
            take(reading.figure.reading, interval, isClear: !interval.holdsOne)
            self.reading = reading.reading?.rawValue ?? ""
            isTooRounded = reading.isTooRounded
            remarks = reading.remark.map { [$0] } ?? []
        }
    }

    /// A ratio of a pool.
    init(_ service: String, _ indicator: WresIndicator, _ figure: PooledFigure) {
        self.init()
        self.service = service
        self.indicator = indicator.rawValue
        name = indicator.name
        guard let pooled = figure.reading else {
            reason = figure.words
            return
        }
        take(pooled.reading, pooled.interval, isClear: !pooled.interval.holdsOne)
        contributors = UInt32(clamping: pooled.counts.contributors)
        years = UInt32(clamping: pooled.counts.years)
        price = pooled.priceWords
    }

    private mutating func take(
        _ reading: RatioReading,
        _ interval: RatioInterval?,
        isClear: Bool?
    ) {
        relativeLikelihood = reading.ratio.value
        lower = interval?.lower
        upper = interval.flatMap { $0.upper.isFinite ? $0.upper : nil }
        self.reading = reading.reading.value?.rawValue ?? ""
        self.isClear = isClear
        isTooFew = reading.isTooFew
        reason = reading.ratio.reason?.words ?? ""
    }
}
