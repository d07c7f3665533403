import HubArguments
import HubClient
import HubDomain
import HubSystem
import HubText

/// Names and managers of workers, on this computer alone: the hub never has them.
struct NamesBook {
    /// One worker.
    struct Entry {
        let number: String
        let name: String
        let manager: String
    }

    /// The most that a list of names may hold.
    static let bytesMax = 64 * 1_024 * 1_024

    // Text keys: references of workers, hexadecimal digits that the hub writes in one way.
    private(set) var entries: [String: Entry] = [:]

    /// Nobody's names.
    init() {}

    /// The names of the context in use; none where none were loaded.
    init(_ invocation: Invocation) throws(CommandError) {
        guard let (directory, name) = try NamesBook.place(invocation, makes: false) else { return }
        do throws(SystemError) {
            guard let bytes = try directory.read(name, bytesMax: NamesBook.bytesMax) else { return }
            let table = try? CSVFile(file: bytes)
            for record in table?.records.dropFirst() ?? [] where record.fields.count >= 4 {
                let cells = record.fields.map { CellGuard.removed(from: $0) }
                entries[cells[0]] = Entry(number: cells[1], name: cells[2], manager: cells[3])
            }
        } catch {
            throw .local("the names on this computer cannot be read: \(error)")
        }
    }

    /// Adds a worker.
    mutating func add(_ worker: String, _ entry: Entry) { entries[worker] = entry }

    /// Removes a worker who was named by a staff number or a reference.
    ///
    /// - Returns: Whether the worker was there.
    mutating func remove(_ worker: String) -> Bool {
        let number = try? StaffNumber.read(worker)
        let place = entries.first { reference, entry in
            let isNumbered = number != nil && (try? StaffNumber.read(entry.number)) == number
            return isNumbered || worker.utf8.count > 2 && reference.utf8.starts(with: worker.utf8)
        }
        guard let place else { return false }
        entries[place.key] = nil
        return true
    }

    /// Keeps the names, readable for their owner alone.
    ///
    /// - Returns: Where.
    func save(_ invocation: Invocation) throws(CommandError) -> String {
        guard let (directory, name) = try NamesBook.place(invocation, makes: true) else {
            throw .local("there is no home folder to keep names in")
        }
        var writer = CSVWriter()
        writer.write(["Worker", "Staff number", "Name", "Manager"])
        let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (worker, entry) in sorted {
            writer.write([worker, entry.number, entry.name, entry.manager])
        }
        let bytes = writer.take()
        guard bytes.count <= NamesBook.bytesMax else {
            throw .dataError("the names take more than \(NamesBook.bytesMax) bytes")
        }
        do throws(SystemError) {
            try directory.replace(name, with: bytes.span)
        } catch {
            throw .local("\(directory.file(name)) cannot be written: \(error)")
        }
        return directory.file(name)
    }

    /// Forgets the names.
    static func remove(_ invocation: Invocation) throws(CommandError) {
        guard let (directory, name) = try place(invocation, makes: false) else { return }
        do throws(SystemError) {
            try directory.remove(name)
        } catch {
            throw .local("\(directory.file(name)) cannot be removed: \(error)")
        }
    }

    /// The worker as people know it: name and number, or the reference where neither is known.
    func words(_ worker: String) -> String {
        guard let entry = entries[worker] else { return NamesBook.short(worker) }
        if entry.name.isEmpty { return entry.number }
        return "\(entry.name) (\(entry.number))"
    }

    /// Refuses to make lists of managers where this computer has no names.
    func requireNames() throws(CommandError) {
        guard entries.isEmpty else { return }
        throw .missing(
            "no names are on this computer",
            next: "whub names load FILE, with a file of your HR system"
        )
    }

    /// The worker's manager; empty where nobody is known.
    func manager(_ worker: String) -> String { entries[worker]?.manager ?? "" }

    /// The beginning of a reference, which is as good as the whole.
    static func short(_ worker: String) -> String { String(worker.prefix(14)) }

    private static func place(
        _ invocation: Invocation,
        makes: Bool
    ) throws(CommandError) -> (directory: PrivateDirectory, name: String)? {
        guard let base = ContextStore.path(invocation.environment) else { return nil }
        let folder = "\(base)-names"
        let store = try invocation.contexts()
        guard let context = try invocation.contextInUse(store) else { return nil }
        do throws(SystemError) {
            if !makes, try LocalFile.facts(folder) == nil { return nil }
            return (try PrivateDirectory.open(folder), "\(context).csv")
        } catch {
            throw .local("\(folder): \(error); it must be yours and closed to others")
        }
    }
}
