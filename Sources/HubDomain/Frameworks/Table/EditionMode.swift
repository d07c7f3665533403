/// What a file of a framework may do.
package enum EditionMode: Sendable {
    /// Make headings and items; for a framework of the region's own.
    case items
    /// Give descriptions, prompts and themes to the items of a published edition, whose codes
    /// and names stay. An empty cell leaves what is there.
    case words
}
