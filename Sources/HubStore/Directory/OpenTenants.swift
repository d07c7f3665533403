/// Which tenants are open, in what order they were used, and which are being opened or closed.
struct OpenTenants {
    private enum Slot {
        /// One thread opens or closes the files; the others wait for it.
        case inWork
        case open(TenantFiles, used: UInt64)
    }

    /// What a thread that wants a tenant's files does next.
    enum Step {
        /// They are open.
        case use(TenantFiles)
        /// Open them; nobody else does meanwhile.
        case open
        /// Close these first, then ask again.
        case close(OpaqueID, TenantFiles)
        /// The directory is closed.
        case refuse
    }

    private var slots: [OpaqueID: Slot] = [:]
    private var uses: UInt64 = 0
    private let openMax: Int
    var isClosed = false

    init(openMax: Int) { self.openMax = max(1, openMax) }

    /// The next step; `nil` to wait for another thread's.
    mutating func want(_ tenant: OpaqueID, passingOver busy: Set<OpaqueID>) -> Step? {
        if isClosed { return .refuse }
        if case .inWork = slots[tenant] { return nil }
        if let files = use(tenant) {
            guard files.isPoisoned else { return .use(files) }
            slots[tenant] = .inWork
            return .close(tenant, files)
        }
        if slots.count >= openMax, let oldest = leastUsed(passingOver: busy) {
            if case .open(let files, _) = slots[oldest] {
                slots[oldest] = .inWork
                return .close(oldest, files)
            }
        }
        slots[tenant] = .inWork
        return .open
    }

    /// Takes a tenant's slot, open or not, for work on its closed files.
    ///
    /// - Returns: Its files, if they are open; `nil` (the outer one) to wait for another thread.
    mutating func claim(_ tenant: OpaqueID) -> TenantFiles?? {
        if case .inWork = slots[tenant] { return nil }
        let files: TenantFiles? = use(tenant)
        slots[tenant] = .inWork
        return .some(files)
    }

    /// The files of a tenant that is open, which count as used now.
    mutating func use(_ tenant: OpaqueID) -> TenantFiles? {
        guard case .open(let files, _) = slots[tenant] else { return nil }
        uses += 1
        slots[tenant] = .open(files, used: uses)
        return files
    }

    /// The files of all tenants that are open, which do not count as used for it.
    var open: [TenantFiles] {
        slots.values.compactMap { slot in
            if case .open(let files, _) = slot { files } else { nil }
        }
    }

    private func leastUsed(passingOver busy: Set<OpaqueID>) -> OpaqueID? {
        var found: (OpaqueID, UInt64)?
        for case (let tenant, .open(_, let used)) in slots where !busy.contains(tenant) {
            if found.map({ used < $0.1 }) ?? true { found = (tenant, used) }
        }
        return found?.0
    }

    /// Whether one more tenant would be more than may be open.
    var isOverfull: Bool { slots.count > openMax }

    /// Puts opened files in their slot.
    mutating func opened(_ files: TenantFiles) {
        uses += 1
        slots[files.tenant] = .open(files, used: uses)
    }

    /// Gives up a slot, after its files were closed or could not be opened.
    mutating func vacate(_ tenant: OpaqueID) { slots[tenant] = nil }

    /// Closes the directory to all that comes.
    ///
    /// - Returns: The files to close; `nil` to wait for other threads' steps.
    mutating func closeAll() -> [TenantFiles]? {
        isClosed = true
        var files: [TenantFiles] = []
        for slot in slots.values {
            guard case .open(let open, _) = slot else { return nil }
            files.append(open)
        }
        slots = [:]
        return files
    }
}
