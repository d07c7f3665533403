/// Which indicators say what, before each is read by itself.
package enum RatioSummary {
    /// A line for each thing that is said of any of the indicators, such as that 2 is adverse.
    ///
    /// - Parameter entries: The indicators, each with its ratio.
    /// - Returns: The lines, what is adverse first; none for a single indicator.
    package static func lines(
        _ entries: [(indicator: String, entry: RatioChart.Entry)]
    ) -> [String] {
        guard entries.count > 1 else { return [] }
        return Kind.allCases.compactMap { kind in
            let names = entries.filter { Kind($0.entry) == kind }.map(\.indicator)
            return names.isEmpty ? nil : "\(kind.rawValue): \(names.joined(separator: ", "))."
        }
    }

    /// What a ratio comes to in a few words, with the doubt before the direction.
    package static func words(_ entry: RatioChart.Entry) -> String { Kind(entry).rawValue }

    private enum Kind: String, CaseIterable {
        case clear = "Adverse and clear"
        case unclear = "Adverse, not clear"
        case favourable = "In favour of minoritised staff and clear"
        case perhapsFavourable = "In favour of minoritised staff, not clear"
        case inside = "Inside the four-fifths range"
        case tooFew = "Too few cases to read"
        case tooRounded = "Too rounded to tell"
        case missing = "No ratio"

        init(_ entry: RatioChart.Entry) {
            guard entry.ratio.value != nil else {
                self = .missing
                return
            }
            guard !entry.isTooFew else {
                self = .tooFew
                return
            }
            guard !entry.isTooRounded else {
                self = .tooRounded
                return
            }
            switch entry.reading {
            case .adverse: self = entry.isClear ? .clear : .unclear
            case .favourable: self = entry.isClear ? .favourable : .perhapsFavourable
            case .neither: self = .inside
            case nil: self = .missing
            }
        }
    }
}
