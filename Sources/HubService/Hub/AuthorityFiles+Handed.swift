import HubSystem

/// The key that issues to clients, handed over by the service manager: then it lies nowhere in the
/// data directory, and in no copy of it.
extension AuthorityFiles {
    /// The intermediate whose key can be handed over.
    private static let handed = "clients"
    /// The name of the credential.
    package static let handedName = "clients.key"

    private func handedPath(_ name: String) -> String? {
        guard name.utf8.elementsEqual(AuthorityFiles.handed.utf8), let credentials else {
            return nil
        }
        return "\(credentials)/\(AuthorityFiles.handedName)"
    }

    /// The key of an intermediate, as PEM, if the service manager hands it over.
    func handedKey(_ name: String) throws(HubError) -> [UInt8]? {
        guard let path = handedPath(name) else { return nil }
        do throws(SystemError) {
            guard try LocalFile.facts(path) != nil else { return nil }
            return try LocalFile.read(path, bytesMax: AuthorityFiles.fileBytesMax)
        } catch {
            throw HubError("\(path) cannot be read: \(error)")
        }
    }

    /// Looks whether what is handed over is the key that it has to be, before anybody enrols.
    ///
    /// - Throws: `HubError` naming both files.
    package func requireHandedKey() throws(HubError) {
        let name = AuthorityFiles.handed
        guard let path = handedPath(name), try handedKey(name) != nil else { return }
        guard try !pair(name).fits else { return }
        throw HubError(
            "\(path) is not the key of \(folder.file("\(name).pem")): the service manager hands "
                + "over another key than the one that the hub's authority was made with"
        )
    }

    /// Where the key of an intermediate is, for operators; empty where it is beside its
    /// certificate.
    func keyPlace(_ name: String) throws(HubError) -> String {
        if try handedKey(name) != nil { return "; its key is handed over by the service manager" }
        return try readIfThere("\(name).key") == nil ? "; its key is not at hand" : ""
    }

    /// Looks whether the key of an intermediate is at hand: made anew, it would not be the one that
    /// is handed over at the next start.
    func requireKey(_ name: String) throws(HubError) {
        guard try handedKey(name) == nil, try readIfThere("\(name).key") == nil,
            try readIfThere("\(name).pem") != nil
        else { return }
        throw HubError(
            "\(folder.file("\(name).key")) is not there: where the service manager hands it over, "
                + "do this while the hub is served",
            .missing
        )
    }
}
