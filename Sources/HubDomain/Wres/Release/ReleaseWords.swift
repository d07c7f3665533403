import HubText

/// What holds of the counts that are shown of one employer, in sentences.
///
/// Each number in them follows from the policy, and a test holds them against what an attacker who
/// tries everything finds.
package enum ReleaseWords {
    /// How far the counts differ from the true ones, and what somebody can find who has them all.
    ///
    /// - Parameters:
    ///   - policy: The policy that the counts were released with.
    ///   - bands: How many pay bands the staff of a group left in; 0 where they left as one count.
    /// - Returns: What holds of each count, then of sums, then of subtracting.
    package static func sentences(_ policy: ReleasePolicy, bands: Int) -> [String] {
        var sentences = [
            "Each count left once, rounded to a multiple of \(policy.base), up or down by a secret "
                + "of your council: it is at most \(policy.distanceMax) away from the true count, "
                + "and the same count always shows the same way.",
            "A count left only where its people are \(policy.peopleMin) or more as released; "
                + "below \(policy.shownMin) it is shown as <\(policy.shownMin), and no ratio is "
                + "made of it.",
        ]
        if bands > 1 { sentences.append(sums(policy, of: bands)) }
        return sentences + [subtraction(policy)]
    }

    /// What can be found by subtracting.
    package static func subtraction(_ policy: ReleasePolicy) -> String {
        let hidden = policy.hidden.map(String.init)
        let list = hidden.dropLast().joined(separator: ", ") + " or " + (hidden.last ?? "")
        return "Subtracting shown counts from a shown sum can tell which rounded count, \(list), "
            + "stands behind a <\(policy.shownMin), and nothing closer: at least "
            + "\(policy.candidatesMin) true counts fit each rounded one."
    }

    /// How far a sum of released counts may be from the true sum.
    package static func sums(_ policy: ReleasePolicy, of parts: Int) -> String {
        let spread = (Double(parts) * policy.variancePerAtom).squareRoot()
        return "All staff of a group are the sum of its \(parts) rounded pay bands, and not their "
            + "true sum rounded: the sum is at most \(parts * policy.distanceMax) away from the "
            + "true one, with a standard deviation of about \(RatioWords.fixed(spread, places: 1))."
    }
}

extension ReleasePolicy {
    /// The most by which one released count is off.
    package var distanceMax: Int { base - 1 }

    /// The fewest true counts that fit a released one: those of zero, which has none below it.
    package var candidatesMin: Int { candidates(for: 0).count }

    /// The released counts that are shown as being below `shownMin` alone.
    package var hidden: [Int] { Array(stride(from: 0, to: shownMin, by: base)) }
}
