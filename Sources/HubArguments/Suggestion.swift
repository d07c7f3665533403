/// The candidate nearest to a word that was typed, if one is near enough to have been meant.
///
/// - Parameters:
///   - word: What was typed.
///   - candidates: What could have been typed.
/// - Returns: The first nearest candidate at most two slips away (one for words up to three
///   letters), a slip being a letter too many, too few, wrong, or two in the wrong order; else the
///   only candidate that begins with the word.
/// - Complexity: O(letters²) per candidate; a word longer than `suggestedBytesMax` is not compared.
package func suggestion(for word: String, among candidates: [String]) -> String? {
    let typed = Array(word.utf8)
    guard !typed.isEmpty, typed.count <= suggestedBytesMax else { return nil }
    let slipsMax = typed.count <= 3 ? 1 : 2
    var best: (candidate: String, slips: Int)?
    for candidate in candidates {
        let bytes = Array(candidate.utf8)
        guard abs(bytes.count - typed.count) <= slipsMax else { continue }
        let slips = distance(typed, bytes)
        if slips <= slipsMax, slips < (best?.slips ?? .max) { best = (candidate, slips) }
    }
    if let best { return best.candidate }
    let longer = candidates.filter { $0.utf8.starts(with: typed) }
    return longer.count == 1 ? longer[0] : nil
}

/// Longer than any name of ours.
package let suggestedBytesMax = 64

/// The restricted edit distance with neighbours exchanged (optimal string alignment).
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
        var current = [row + 1]
        for column in right.indices {
            let isSame = byte == right[column]
            var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1)
            cost = min(cost, current[column] + 1)
            if row > 0, column > 0, byte == right[column - 1], left[row - 1] == right[column] {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
