/// Returns that count the same council: one of them is added, and the others are told of.
package enum CountedTwice {
    /// Who hands a return in.
    package struct Owner: Sendable {
        /// The employing body with its reporting unit, and its councils' codes where it has no
        /// name.
        let name: String

        /// Who hands in.
        package init(_ body: String, _ unit: String, _ councils: [String]) {
            let owner = body.isEmpty ? councils.joined(separator: " ") : body
            name = unit.isEmpty || unit == "main" ? owner : "\(owner), \(unit)"
        }
    }

    /// Why a return is left out, as a sentence.
    ///
    /// - Parameters:
    ///   - owner: Whose return it is.
    ///   - council: The council that both count.
    ///   - other: Whose return is added.
    ///   - cycle: The cycle of both.
    /// - Returns: The sentence.
    package static func words(
        _ owner: Owner,
        _ council: GSSCode,
        in other: Owner,
        _ cycle: CycleID
    ) -> String {
        "Left out: \(owner.name), cycle \(cycle), because the return of \(other.name) counts the "
            + "staff of \(council.text), too."
    }
}
