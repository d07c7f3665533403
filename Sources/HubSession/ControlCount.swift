/// How many of the waiting bytes a peer provoked at no cost.
///
/// Kept in two buckets rather than per frame: those up to a mark in the queue, and those after it.
/// When the socket has taken everything up to the mark, the older bucket is forgotten. The count is
/// never too low, and too high by at most what one queue's length held.
struct ControlCount: Hashable, Sendable {
    private var old = 0
    private var new = 0
    private var bytesToMark = 0

    var count: Int { old + new }

    mutating func added(_ bytes: Int, waiting: Int) {
        if count == 0 { bytesToMark = waiting }
        new += bytes
    }

    mutating func removed(_ bytes: Int, waiting: Int) {
        bytesToMark -= bytes
        guard bytesToMark <= 0 else { return }
        old = new
        new = 0
        bytesToMark = waiting
    }

    mutating func emptied() { self = ControlCount() }
}
