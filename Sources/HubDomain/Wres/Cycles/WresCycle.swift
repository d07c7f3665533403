package import HubText

/// A yearly round of the standard, with what is its own: labels, bands, meanings, days.
package struct WresCycle: Equatable, Sendable {
    /// A part of the round and when it is.
    package struct Phase: Equatable, Sendable {
        /// What happens: "collection".
        package let name: String
        /// When, as it was published.
        package let words: String
        /// The first day, where one is known.
        package let from: Day?
        /// The last day, where one is known.
        package let to: Day?
        /// Who set the days.
        package let origin: Origin
        /// Where it was read.
        package let sources: [SourceMark]
    }

    /// How many councils and staff a cycle was about.
    package struct Coverage: Equatable, Sendable {
        /// Councils that took part.
        package let councils: Int?
        /// Councils that gave data of a service.
        package let councilsByService: [WresService: Int]
        /// Staff of a service, as published.
        package let staffByService: [WresService: Int]
    }

    /// Its name for machines.
    package let id: CycleID
    /// Its name for people.
    package let label: String
    /// What the minoritised group is called.
    package let minorityLabel: String
    /// The pay bands, lowest first.
    package var bands: Supplied<[PayBand]>
    /// What indicator 4 counts.
    package var fitnessMeaning: Supplied<FitnessMeaning>
    /// How indicator 9 is published.
    package var seniorForm: Supplied<SeniorForm>
    /// Whether a return may leave children's services out; nil where nobody said.
    package let isChildrenOptional: Bool?
    /// The phases of the round that are known.
    package let phases: [Phase]
    /// Who took part.
    package let coverage: Coverage
    /// What a reader must know about gaps.
    package let note: String
    /// Where it was read.
    package let sources: [SourceMark]

    /// The cycle with pay bands that a region loads.
    ///
    /// - Throws: WRES-0152 if they leave a gap or overlap.
    package func with(bands: [PayBand]) throws(DomainError) -> WresCycle {
        var cycle = self
        cycle.bands = .supplied(try PayBand.complete(bands), .local)
        return cycle
    }

    /// The band of a yearly pay; nil where the bands are not known.
    package func band(pounds: Double) -> PayBand? {
        bands.value?.first { $0.holds(pounds: pounds) }
    }

    /// What a group is called in this cycle.
    package func label(_ group: EthnicGroup) -> String {
        group == .minority ? minorityLabel : group.words
    }
}

extension WresCycle {
    /// Indicators that may not have counted the same thing in all of some cycles.
    ///
    /// What indicator 4 counts was published in two meanings, and not for every cycle; the other
    /// counts are taken alike in all of them.
    ///
    /// - Parameter cycles: Those that are read together.
    /// - Returns: None where all are known to be alike.
    package static func doubtful(_ cycles: some Collection<WresCycle>) -> Set<WresIndicator> {
        guard let first = cycles.first, cycles.count > 1 else { return [] }
        let meaning = first.fitnessMeaning.value
        let isAlike = meaning != nil && cycles.allSatisfy { $0.fitnessMeaning.value == meaning }
        return isAlike ? [] : [.fitnessToPractise]
    }
}

/// A national figure as it was printed, for one cycle and indicator.
package struct PublishedFigure: Equatable, Sendable {
    /// What a printed number is.
    package enum Form: String, Sendable {
        /// A relative likelihood, the minoritised group over the white one.
        case ratio
        /// A percentage.
        case percent
    }

    /// The cycle.
    package let cycle: CycleID
    /// The indicator.
    package let indicator: WresIndicator
    /// The pay band, for the first indicator.
    package let band: BandCode?
    /// What the number is.
    package let form: Form
    /// The number with the places in which it was printed.
    package let value: Decimal
    /// The words in which it was printed; empty if it was printed as a number.
    package let words: String
    /// Where it was read.
    package let sources: [SourceMark]
}

/// What an indicator measures, in our words.
package struct IndicatorDefinition: Equatable, Sendable {
    /// The indicator.
    package let indicator: WresIndicator
    /// What is measured.
    package let measured: String
    /// Who is counted with the event.
    package let events: String
    /// Who could have had it.
    package let people: String
    /// How it is published.
    package let publishedForm: String
    /// Where it was read.
    package let sources: [SourceMark]
}
