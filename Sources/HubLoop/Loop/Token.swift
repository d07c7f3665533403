/// What an event is about: a place in a table, and which of its successive tenants.
///
/// The kernel gives descriptor numbers out again at once, so a number alone cannot tell a late
/// event for a closed connection from the first one of its successor. A token can: the generation
/// changes each time the place is given up.
@usableFromInline
package struct Token: Hashable, Sendable {
    /// The place.
    @usableFromInline
    package let slot: UInt32
    /// Which tenant of the place; 0 is only ever a fixed token's.
    @usableFromInline
    package let generation: UInt32

    /// The token of one tenant of one place.
    @inlinable
    package init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    /// A token that stands for the same thing as long as the loop runs, such as a listener.
    ///
    /// - Parameter number: Below `fixedMax`.
    /// - Returns: A token that no table hands out.
    package static func fixed(_ number: UInt32) -> Token {
        precondition(number < fixedMax, "a fixed token is numbered below Token.fixedMax")
        return Token(slot: number, generation: 0)
    }

    /// How many fixed tokens there are.
    package static let fixedMax: UInt32 = 16

    /// The loop's own: somebody has posted mail.
    @usableFromInline static let wakeUp = Token(slot: .max, generation: 0)

    /// Both halves in one number, as the kernel carries them.
    var word: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

    /// The token the kernel carried.
    init(word: UInt64) {
        slot = UInt32(truncatingIfNeeded: word)
        generation = UInt32(truncatingIfNeeded: word >> 32)
    }
}
