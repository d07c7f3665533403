import HubDomain
import HubText
import HubWire

/// The cycles of the standard as a region knows them.
enum CycleLibrary {
    /// The cycles that every hub begins with.
    ///
    /// - Returns: The library.
    /// - Throws: `internal` for built-in tables that are damaged.
    static func shipped() throws(Fault) -> WresLibrary {
        do throws(DomainError) {
            return try WresLibrary.shipped()
        } catch {
            throw Fault.internal("the built-in tables of the race equality standard: \(error)")
        }
    }

    /// The same with the pay bands that a region loaded.
    ///
    /// - Parameter loaded: As they are stored.
    /// - Returns: The library.
    /// - Throws: `dataDamaged` for bands that could not have been kept.
    static func with(_ loaded: [CycleBands]) throws(Fault) -> WresLibrary {
        var bands: [CycleID: [PayBand]] = [:]
        for cycle in loaded { bands[CycleID(text: cycle.cycle)] = cycle.bands.map(PayBand.init) }
        let shipped = try shipped()
        do throws(DomainError) {
            return try shipped.with(bands: bands)
        } catch {
            var fault = Fault(.dataDamaged)
            fault.cause = "pay bands of a cycle: \(error)"
            throw fault
        }
    }
}

extension CycleBand: PayBandForm {}
