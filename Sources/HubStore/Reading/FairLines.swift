/// Jobs that wait in lines, of which each has its turn.
///
/// A line is what one party wants. The lines go round: whoever queued a hundred jobs
/// waits behind everybody's first. Invariant: a line stands in `round` exactly once if it has a job
/// that may run now, else not at all.
struct FairLines<Key: Hashable, Job> {
    private struct Line {
        var waiting = WaitingLine<Job>()
        var running = 0
        var isInRound = false
    }

    private let runningMax: Int
    private let lineWaitingMax: Int
    private let waitingMax: Int
    private var lines: [Key: Line] = [:]
    private var round = WaitingLine<Key>()
    private var waiting = 0

    /// Empty lines.
    ///
    /// - Parameters:
    ///   - runningMax: Jobs of one line that run at a time.
    ///   - lineWaitingMax: Jobs that wait in one line.
    ///   - waitingMax: Jobs that wait in all lines.
    init(runningMax: Int, lineWaitingMax: Int, waitingMax: Int) {
        self.runningMax = runningMax
        self.lineWaitingMax = lineWaitingMax
        self.waitingMax = waitingMax
    }

    /// Whether no job waits.
    var isEmpty: Bool { waiting == 0 }

    /// Puts a job at the end of its line.
    ///
    /// - Throws: `readsFull` when too many wait in the line, or in all of them.
    mutating func append(_ job: Job, to key: Key) throws(StoreError) {
        var line = lines[key] ?? Line()
        guard line.waiting.count < lineWaitingMax else {
            throw StoreError(.readsFull, "\(lineWaitingMax) reads of one party wait")
        }
        guard waiting < waitingMax else {
            throw StoreError(.readsFull, "\(waitingMax) reads wait")
        }
        line.waiting.append(job)
        waiting += 1
        put(line, key)
    }

    /// Takes the next job of the next line, or `nil` when none may run.
    ///
    /// `ended` follows for its line.
    mutating func take() -> (key: Key, job: Job)? {
        guard let key = round.popFirst(), var line = lines[key] else { return nil }
        line.isInRound = false
        guard let job = line.waiting.popFirst() else { return nil }
        line.running += 1
        waiting -= 1
        put(line, key)
        return (key, job)
    }

    /// Notes that a job has ended.
    mutating func ended(_ key: Key) {
        guard var line = lines[key] else { return }
        line.running -= 1
        put(line, key)
    }

    /// Keeps a line, and its place in the round.
    private mutating func put(_ line: Line, _ key: Key) {
        var line = line
        if !line.isInRound, !line.waiting.isEmpty, line.running < runningMax {
            line.isInRound = true
            round.append(key)
        }
        lines[key] = line.running == 0 && line.waiting.isEmpty ? nil : line
    }
}
