import HubCrypto
import HubStore
import HubSystem

/// A loop's own read-only connections, for reads that are so short that handing them to another
/// thread would cost more than they do.
struct PointReaders {
    /// Files that a loop keeps open for reading; each has three descriptors.
    static let keptMax = 64

    private let stores: HubStores
    private let clock: HubClock
    private var readers: [StorePlace: PointReader] = [:]
    /// Places in the order of their last use, the newest last.
    private var used: [StorePlace] = []
    private var inBatch: PointReader?

    init(stores: HubStores, clock: HubClock) {
        self.stores = stores
        self.clock = clock
    }

    /// A reader for a place whose file is open; `nil` where one would have to wait.
    mutating func reader(for place: StorePlace) throws(StoreError) -> PointReader? {
        if let reader = readers[place] {
            if inBatch !== reader { switchBatch(to: reader, place) }
            return reader
        }
        guard let file = stores.openFile(place) else { return nil }
        let reader = try PointReader(of: file, clock: clock)
        if readers.count >= PointReaders.keptMax, let oldest = used.first { release(oldest) }
        readers[place] = reader
        switchBatch(to: reader, place)
        return reader
    }

    private mutating func switchBatch(to reader: PointReader, _ place: StorePlace) {
        inBatch?.endBatch()
        inBatch = reader
        if used.last != place {
            used.removeAll { $0 == place }
            used.append(place)
        }
    }

    /// Ends the transaction of what one network read brought.
    mutating func endBatch() {
        inBatch?.endBatch()
        inBatch = nil
    }

    /// Lets a file go.
    mutating func release(_ place: StorePlace) {
        if let reader = readers.removeValue(forKey: place), reader === inBatch { endBatch() }
        used.removeAll { $0 == place }
    }
}
