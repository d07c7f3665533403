import HubDomain
import HubStore
import HubWire

/// Which return a request means: its cycle and its reporting unit.
struct ReturnPlace {
    /// The name of a reporting unit where none is given.
    static let unitDefault = "main"

    let cycle: WresCycle
    let unit: String

    /// The code of its record.
    var code: String { "\(cycle.id)/\(unit)" }

    init(_ cycle: WresCycle, _ unit: String) {
        self.cycle = cycle
        self.unit = unit
    }

    /// The place of a cycle that is named.
    ///
    /// - Parameters:
    ///   - cycle: The cycle's name.
    ///   - unit: The reporting unit; empty for the usual one.
    ///   - library: The cycles that there are.
    ///   - path: What stands before the fields in messages.
    /// - Throws: WRES-0151 for a cycle that is not known, or what is wrong with the unit's name.
    init(
        _ cycle: String,
        _ unit: String,
        of library: WresLibrary,
        path: String = ""
    ) throws(Fault) {
        let found = try Fault.domain { () throws(DomainError) in
            try library.cycle(typed: cycle)
        }
        self.init(found, try ReturnPlace.unit(unit, path))
    }

    /// The place of a return that is read: where no cycle is named, that of the newest one.
    ///
    /// - Parameters:
    ///   - cycle: The cycle's name; empty to choose.
    ///   - unit: The reporting unit; empty for the usual one.
    ///   - library: The cycles that there are.
    ///   - view: As they are, or as they were.
    ///   - store: The tenant's file.
    /// - Returns: The place.
    /// - Throws: `notFound` where there is no return to choose.
    static func toRead(
        _ cycle: String,
        _ unit: String,
        of library: WresLibrary,
        _ view: RecordView = .current,
        in store: borrowing Database
    ) throws(Fault) -> ReturnPlace {
        guard cycle.isEmpty else { return try ReturnPlace(cycle, unit, of: library) }
        let unit = try ReturnPlace.unit(unit, "")
        for cycle in library.cycles.reversed() {
            let place = ReturnPlace(cycle, unit)
            if try ReturnRecords.find(place, view, in: store) != nil { return place }
        }
        throw .noReturn
    }

    private static func unit(_ unit: String, _ path: String) throws(Fault) -> String {
        unit.isEmpty ? unitDefault : try Fault.code(unit, "\(path)unit")
    }
}

extension Fault {
    /// Where a council has no return of a cycle.
    static var noReturn: Fault {
        .notFound(
            "return",
            next:
                "`whub wres template` makes an empty sheet to begin with, and `whub wres returns` "
                + "lists those that there are"
        )
    }
}
