import HubSystem

extension StoreDirectory {
    /// What the names of files begin with that lie beside a tenant's records for a while: they go
    /// with the tenant.
    package static let stagingPrefix = "staging-"

    /// Removes all files of a tenant, for good; one that has none counts as destroyed.
    ///
    /// Backups are the operator's, who removes them apart. Waits for the disk, as opening does.
    ///
    /// - Parameter tenant: The tenant; nobody may be using its files.
    /// - Throws: `busy` when the files are in use, and then nothing was removed; `inputOutput` when
    ///   something is left: call it again.
    package func destroy(_ tenant: OpaqueID) throws(StoreError) {
        try withClosedFiles(of: tenant) { (layout) throws(StoreError) in
            guard layout.hasFolder(of: tenant) else { return }
            do throws(SystemError) {
                for file in [layout.records(of: tenant), layout.accesses(of: tenant)] {
                    for ending in ["", "-wal", "-shm", "-journal"] {
                        try Folder.removeFile(path: file + ending)
                    }
                }
                let folder = layout.folder(of: tenant)
                for name in try Folder.names(path: folder)
                where name.utf8.starts(with: StoreDirectory.stagingPrefix.utf8) {
                    try Folder.removeFile(path: "\(folder)/\(name)")
                }
                try Folder.removeFolder(path: folder)
                try Folder.sync(path: layout.tenants)
            } catch {
                throw StoreError(.inputOutput, "\(error)")
            }
        }
    }
}

extension StoreLayout {
    fileprivate func hasFolder(of tenant: OpaqueID) -> Bool {
        let facts = try? LocalFile.facts(folder(of: tenant))
        return facts != nil
    }
}
