import HubCrypto
import HubDomain
import HubStore
import HubWire

/// How people name a worker: by the beginning of its token, or by the council's staff number.
enum WorkerReference {
    private static let prefix = "w:"
    /// Fewer digits could be many workers'.
    static let digitsMin = 12
    private static let digitsMax = 2 * WorkerToken.byteCount

    /// The whole reference of a worker.
    static func text(_ token: WorkerToken) -> String { prefix + token.description }

    /// The beginning of a reference, which is as good as the whole.
    static func short(_ token: WorkerToken) -> String {
        prefix + token.description.prefix(digitsMin)
    }

    /// Finds the worker that is meant.
    ///
    /// - Parameters:
    ///   - text: `w:` and digits, or a staff number, which is not kept.
    ///   - path: The field, from the request's root.
    ///   - store: The tenant's file.
    /// - Returns: The worker.
    /// - Throws: `workerUnknown`, `workerSeveral`, `staffNumber`.
    static func find(
        _ text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptWorker {
        guard text.utf8.starts(with: prefix.utf8) else {
            guard let worker = try find(number: text, path, in: store) else {
                if try isErased(text, path, in: store) { throw erased(path) }
                throw unknown(path, try HeldSpellings.spelling(of: text, path, in: store))
            }
            return worker
        }
        let (first, last) = try range(of: text, path)
        let found = try stored { () throws(StoreError) in
            try KeptWorker.find(from: first, through: last, in: store)
        }
        guard let worker = found.first else { throw unknown(path) }
        guard found.count == 1 else {
            throw .training(.workerSeveral, "more than one worker begins so")
        }
        return worker
    }

    /// The tokens that a reference or a staff number can mean; nil where no number has one yet.
    static func tokens(
        _ text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> (first: [UInt8], last: [UInt8])? {
        guard text.utf8.starts(with: prefix.utf8) else {
            return try token(text, path, in: store).map { ($0.bytes, $0.bytes) }
        }
        return try range(of: text, path)
    }

    /// The tokens that begin as a reference does.
    private static func range(
        of text: String,
        _ path: String
    ) throws(Fault) -> (first: [UInt8], last: [UInt8]) {
        let digits = Array(text.utf8.dropFirst(prefix.utf8.count))
        guard (digitsMin...digitsMax).contains(digits.count),
            let first = range(digits, UInt8(ascii: "0")),
            let last = range(digits, UInt8(ascii: "f"))
        else {
            throw .invalid(
                path,
                "not_a_reference",
                "\(prefix) and \(digitsMin) to \(digitsMax) digits, or a staff number"
            )
        }
        return (first, last)
    }

    /// Finds the worker of a staff number.
    static func find(
        number: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> KeptWorker? {
        let number = try Fault.domain { () throws(DomainError) in
            try StaffNumber.read(number, path: path)
        }
        guard let key = try WorkerKey.find(in: store) else { return nil }
        var tokens = WorkerTokens(key: key)
        let token = tokens.token(number)
        return try stored { () throws(StoreError) in try KeptWorker.find(token, in: store) }
    }

    /// The bytes of a reference with all of its digits.
    static func whole(_ text: String, _ path: String) throws(Fault) -> [UInt8] {
        let digits = Array(text.utf8.dropFirst(prefix.utf8.count))
        guard text.utf8.starts(with: prefix.utf8), digits.count == digitsMax,
            let bytes = Hexadecimal.bytes(digits)
        else {
            throw .invalid(
                path,
                "not_a_reference",
                "\(prefix) and \(digitsMax) digits, or a staff number"
            )
        }
        return bytes
    }

    /// The whole token that is meant, whether or not there is a worker of it.
    static func token(
        _ text: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> WorkerToken? {
        if text.utf8.starts(with: prefix.utf8) { return WorkerToken(try whole(text, path)) }
        let number = try Fault.domain { () throws(DomainError) in
            try StaffNumber.read(text, path: path)
        }
        guard let key = try WorkerKey.find(in: store) else { return nil }
        var tokens = WorkerTokens(key: key)
        return tokens.token(number)
    }

    private static func isErased(
        _ number: String,
        _ path: String,
        in store: borrowing Database
    ) throws(Fault) -> Bool {
        guard let token = try token(number, path, in: store) else { return false }
        let kept = try stored { () throws(StoreError) in try Erasing.find(token, in: store) }
        return kept.map { !$0.isLifted } ?? false
    }

    private static func erased(_ path: String) -> Fault {
        Fault(
            DomainError(
                .workerErased,
                path: path,
                problem: "the worker was erased, and no import brings the records back before "
                    + "that is lifted: `whub training erasures`"
            ),
            status: .notFound
        )
    }

    /// Nobody is recorded so; a spelling is told by its shape alone, since no message has a number.
    private static func unknown(_ path: String, _ spelling: StaffNumber? = nil) -> Fault {
        let beside = spelling == nil ? "" : "; a worker is recorded under another spelling of it"
        return Fault(
            DomainError(
                .workerUnknown,
                path: path,
                problem: "no worker is recorded under it\(beside)",
                expected: spelling?.shapeWords ?? ""
            ),
            status: .notFound
        )
    }

    /// Finds several workers: all that are not known are named at once, by their paths.
    ///
    /// - Parameters:
    ///   - texts: References or staff numbers, each with the path for errors.
    ///   - store: The tenant's file.
    /// - Returns: The workers, in the same order.
    /// - Throws: As `find`.
    static func all(
        _ texts: [(text: String, path: String)],
        in store: borrowing Database
    ) throws(Fault) -> [KeptWorker] {
        var workers: [KeptWorker] = []
        var unknown: Fault?
        for (text, path) in texts {
            do throws(Fault) {
                workers.append(try find(text, path, in: store))
            } catch {
                guard error.reason.code.utf8.elementsEqual(ReasonCode.workerUnknown.text.utf8)
                else { throw error }
                let before = unknown?.violations ?? []
                if unknown == nil { unknown = error }
                unknown?.violations = before + error.violations
            }
        }
        if let unknown { throw unknown }
        return workers
    }

    private static func range(_ digits: [UInt8], _ filler: UInt8) -> [UInt8]? {
        let filled = digits + [UInt8](repeating: filler, count: digitsMax - digits.count)
        return Hexadecimal.bytes(filled)
    }
}
