import HubText

/// The figure that a number is taken from: "turnover_rate; area=E08000025; period=2023/24".
///
/// What is left out is not stated, or all, as in a file of figures. The unit is the measure's.
package struct FigureReference: Hashable, Sendable, CustomStringConvertible {
    /// The most characters of one.
    package static let charactersMax = 500
    /// What to tell somebody who wrote something else.
    package static let expectedForm =
        "a measure and what tells its figure from others, such as turnover_rate; area=E08000025; "
        + "period=2023/24; edition=2024-10; employers=independent"
    private static let partCharactersMax = 120
    private static let textRule = TextRule(charactersMax: partCharactersMax, isMultiline: false)

    /// What stands in front of an equals sign.
    package enum Part: String, Sendable, CaseIterable {
        /// The place, by code or name.
        case area
        /// When.
        case period
        /// The edition it stands in.
        case edition
        /// Of whom.
        case employers
        /// The jobs.
        case jobGroup = "job_group"
        /// The services.
        case setting
        /// The group of a characteristic.
        case characteristic
        /// Where it was read, where several sources say something.
        case source
    }

    /// What is measured.
    package var measure: MeasureID
    /// The place, by code or name.
    package var area: String
    /// When.
    package var period: FigurePeriod
    /// The edition it stands in.
    package var edition: FigureEdition
    /// Of whom.
    package var scope: FigureScope
    /// Where it was read; empty for the only one that says something.
    package var source: SourceMark

    /// A reference of its parts.
    package init(
        _ measure: MeasureID,
        area: String,
        period: FigurePeriod = .notStated,
        edition: FigureEdition = .notStated,
        scope: FigureScope = FigureScope(),
        source: SourceMark = ""
    ) {
        self.measure = measure
        self.area = area
        self.period = period
        self.edition = edition
        self.scope = scope
        self.source = source
    }

    /// The reference to a figure.
    package init(_ figure: Figure) {
        self.init(
            figure.subject.measure,
            area: figure.subject.place.code?.text ?? figure.subject.place.name,
            period: figure.subject.period,
            edition: figure.edition,
            scope: figure.subject.scope,
            source: figure.source
        )
    }

    /// Reads a reference.
    ///
    /// That there is such a figure is looked up where the figures are.
    ///
    /// - Parameter typed: The measure, then parts with semicolons between them, in any order.
    /// - Returns: The reference; nil for nothing.
    /// - Throws: FIGR-0117 naming the part that cannot be read.
    package static func read(_ typed: String) throws(DomainError) -> FigureReference? {
        let all = TextRule.trimmed(typed)
        if all.isEmpty { return nil }
        guard all.utf8.count <= charactersMax else { throw wrong(all, "is too long") }
        let parts = all.split(separator: ";", omittingEmptySubsequences: false)
            .map { TextRule.trimmed(String($0)) }
        let measure = PlanLink.measure(named: parts[0])
        guard let measure, !measure.text.utf8.contains(UInt8(ascii: "=")) else {
            throw wrong(parts[0], "names no measure in front")
        }
        var reference = FigureReference(measure, area: "")
        var seen: Set<Part> = []
        for text in parts.dropFirst() where !text.isEmpty {
            let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { TextRule.trimmed(String($0)) }
            guard pair.count == 2, let part = Part(rawValue: pair[0].lowercased()) else {
                let known = Part.allCases.map(\.rawValue)
                throw wrong(
                    text,
                    "is no part of a reference",
                    "parts such as area=E08000025, of " + known.joined(separator: ", "),
                    Suggestion.nearest(to: pair.first ?? "", among: known)
                )
            }
            guard seen.insert(part).inserted else { throw wrong(text, "stands twice") }
            try reference.take(part, pair[1])
        }
        guard !reference.area.isEmpty else {
            throw wrong(all, "names no place", "area=, with the code or the name of a place")
        }
        return reference
    }

    private mutating func take(_ part: Part, _ value: String) throws(DomainError) {
        // A plan has hundreds: what is plain is not looked at character by character.
        let isPlain =
            value.utf8.count <= Self.partCharactersMax
            && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        if !isPlain {
            do throws(TextError) {
                _ = try Self.textRule.accept(value)
            } catch {
                throw DomainError(.figureReference, path: part.rawValue, error)
            }
        }
        switch part {
        case .area: area = value
        case .edition: edition = FigureEdition(text: value)
        case .source: source = SourceMark(text: value)
        case .period:
            guard let read = FigurePeriod.read(value) else {
                throw Self.wrong(value, "is not a period", FigurePeriod.expectedForm)
            }
            period = read
        case .employers:
            guard let read = EmployerScope.read(value) else {
                let known = EmployerSector.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.wrong(
                    value,
                    "is not a kind of employer",
                    "all, or one or more of \(known) with + between them"
                )
            }
            scope.employers = read
        case .jobGroup: scope.jobGroup = try Self.group(value)
        case .setting:
            do throws(TextError) {
                scope.setting = try FigureSetting.read(value)
            } catch {
                throw DomainError(.figureReference, path: part.rawValue, error)
            }
        case .characteristic: scope.characteristic = try Self.group(value)
        }
    }

    private static func group(_ value: String) throws(DomainError) -> FigureGroup? {
        if FigureGroup.meansAll(value) { return nil }
        if let group = FigureGroup.read(value) { return group }
        throw wrong(value, "is not a group", FigureGroup.expectedForm)
    }

    private static func wrong(
        _ found: String,
        _ problem: String,
        _ expected: String = expectedForm,
        _ suggestion: String? = nil
    ) -> DomainError {
        DomainError(
            .figureReference,
            path: "figure",
            found: found,
            problem: problem,
            expected: expected,
            suggestion: suggestion
        )
    }

    /// The reference as text, which reads back as the same.
    package var description: String {
        let parts: [(Part, String)] = [
            (.area, area), (.period, "\(period)"), (.edition, edition.text),
            (.employers, scope.employers.text), (.jobGroup, scope.jobGroup?.text ?? ""),
            (.setting, scope.setting?.text ?? ""),
            (.characteristic, scope.characteristic?.text ?? ""), (.source, source.text),
        ]
        return parts.reduce(measure.text) { text, part in
            part.1.isEmpty ? text : "\(text); \(part.0.rawValue)=\(part.1)"
        }
    }

    /// What it is about and where it stands, behind a number.
    package var words: String {
        let known = [area, period.words, scope.words, edition.words]
        return known.joined(separator: ", ") + (source.text.isEmpty ? "" : " [\(source)]")
    }

    /// The reference with the name of its place instead of a code, where the register knows it.
    var named: FigureReference {
        var reference = self
        if area.utf8.elementsEqual((FigurePlace.england.code?.text ?? "").utf8) {
            reference.area = FigurePlace.england.name
        } else if let register = try? CouncilRegister.shipped() {
            let council = GSSCode.read(area).flatMap(register.council)
            reference.area = council?.name ?? register.region(area)?.name ?? area
        }
        return reference
    }

    /// The reference with the code that its place has today, where the register knows it.
    package var normalised: FigureReference {
        var reference = self
        if [FigurePlace.england.name, FigurePlace.england.code?.text].contains(area) {
            reference.area = FigurePlace.england.code?.text ?? area
        } else if let register = try? CouncilRegister.shipped() {
            if let region = register.region(area) {
                reference.area = region.code.text
            } else if let council = register.match(area).council {
                reference.area = council.code.text
            }
        }
        return reference
    }
}

extension FigureReference {
    /// What keeps figures of two references from being calculated together; nil for nothing.
    ///
    /// Employers that nobody states are the same only where one source leaves both unsaid.
    ///
    /// - Parameters:
    ///   - other: The other.
    ///   - isOfOnePlace: Whether both have to be about one place.
    ///   - isOfOneTime: Whether both have to be of one period and edition, as what is added.
    /// - Returns: What each says, in words.
    package func difference(
        from other: FigureReference,
        isOfOnePlace: Bool,
        isOfOneTime: Bool
    ) -> (own: String, others: String)? {
        let isUnsaid = scope.employers == .notStated && source != other.source
        if scope != other.scope || isUnsaid {
            func words(_ one: FigureReference) -> String {
                one.scope.words + (isUnsaid && !one.source.text.isEmpty ? " [\(one.source)]" : "")
            }
            return (words(self), words(other))
        }
        if isOfOnePlace, area != other.area { return (area, other.area) }
        if isOfOneTime, period != other.period { return (period.words, other.period.words) }
        if isOfOneTime, edition != other.edition { return (edition.words, other.edition.words) }
        return nil
    }
}
