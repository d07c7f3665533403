/// "Did you mean …": the known word nearest to an unknown one.
package enum Suggestion {
    /// The characters of a word that are compared.
    package static let charactersMax = 64

    /// The candidate that takes the fewest slips of the keyboard to reach.
    ///
    /// A slip is one character left out, put in, changed, or swapped with its neighbour (optimal
    /// string alignment distance). Case and accents do not count. A third of the word may be wrong,
    /// but no digit: which of SWP1 and SWP6 was meant by SWP9 would be a guess.
    ///
    /// - Parameters:
    ///   - word: What was written.
    ///   - candidates: The known words.
    /// - Returns: The nearest candidate, the first of equals; nil if none is near.
    /// - Complexity: The sum of the candidates' lengths times the word's, both at most
    ///   `charactersMax`.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String?
    {
        let wanted = folded(word)
        guard !wanted.isEmpty else { return nil }
        let digits = wanted.filter { $0.properties.numericType != nil }
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let letters = folded(candidate)
            let allowed = max(1, min(wanted.count, letters.count) / 3)
            guard abs(letters.count - wanted.count) <= allowed,
                letters.filter({ $0.properties.numericType != nil }) == digits
            else { continue }
            let distance = distance(wanted, letters)
            guard distance <= allowed, distance < best?.distance ?? .max else { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    /// How many slips of the keyboard part two words; case and accents do not count.
    package static func slips(between word: String, and other: String) -> Int {
        distance(folded(word), folded(other))
    }

    private static func folded(_ word: String) -> [Unicode.Scalar] {
        // The names compared are Latin: dropping marks after decomposition folds accents away.
        var scalars: [Unicode.Scalar] = []
        for character in TextRule.trimmed(String(word.prefix(charactersMax))).lowercased() {
            if let base = Latin.base(of: character) { scalars.append(base) }
        }
        return scalars
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let change = left[row] == right[column] ? 0 : 1
                var cost = min(last[column] + change, last[column + 1] + 1, current[column] + 1)
                let isSwap =
                    row > 0 && column > 0 && left[row] == right[column - 1]
                    && left[row - 1] == right[column]
                if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
