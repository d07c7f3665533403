package import HubLoop
package import HubSystem

/// The user's contexts: one directory each, private to the user.
///
///     $XDG_CONFIG_HOME/whub (or ~/.config/whub), 0700
///         current                    the name of the one in use, 0600
///         contexts/NAME/             0700
///             client.pem client.key authority.pem context.json      0600
///             heads                                what the hub said of its journals
///             next.pem next.key renewal renewal.lock     while a certificate is renewed
///         contexts/.NAME.new/        0700, while a context is enrolled
///             client.key invitation
package struct ContextStore: Sendable {
    private let root: PrivateDirectory
    let contexts: PrivateDirectory

    /// A context as it is stored.
    package struct Entry: Sendable {
        /// Its name.
        package let name: ContextName
        /// Where its hub listens.
        package let address: HostPort
        /// Certificate, key and facts.
        package let bundle: Bundle

        /// What a channel needs.
        package var target: Target {
            Target(
                address: address,
                serverName: bundle.facts.serverName,
                hubID: bundle.facts.hubID,
                tls: bundle.tls
            )
        }
    }

    /// The store of the user, made where it is missing.
    ///
    /// - Parameter environment: `XDG_CONFIG_HOME` and `HOME` say where it is.
    /// - Throws: `ContextError`, also when the directory is open to others.
    package init(_ environment: Environment) throws(ContextError) {
        guard let path = Self.path(environment) else {
            throw ContextError(
                .system,
                "neither XDG_CONFIG_HOME nor HOME says where contexts are kept",
                next: "Set HOME to your home directory, with a full path."
            )
        }
        try self.init(path: path)
    }

    /// The store in a directory.
    ///
    /// - Parameter path: The directory, made where it is missing.
    /// - Throws: `ContextError`, also when the directory is open to others.
    package init(path: String) throws(ContextError) {
        root = try Self.directory(path)
        contexts = try Self.directory("\(path)/contexts")
    }

    /// Where a user's contexts are.
    ///
    /// - Parameter environment: `XDG_CONFIG_HOME` and `HOME`; relative paths are ignored, as the
    ///   XDG Base Directory Specification asks.
    /// - Returns: The path, `nil` when neither says.
    package static func path(_ environment: Environment) -> String? {
        if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return "\(base)/whub" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return "\(home)/.config/whub"
    }

    static func directory(_ path: String) throws(ContextError) -> PrivateDirectory {
        do throws(SystemError) {
            return try PrivateDirectory.open(path)
        } catch {
            throw ContextError(
                error.isRefused ? .notPrivate : .system,
                "\(path): \(error.description)",
                next: "The directory must be yours and closed to others: chmod 700 \(path)"
            )
        }
    }

    /// The names of all contexts, in order; leftovers of other kinds are passed over.
    ///
    /// - Returns: The names.
    /// - Throws: `ContextError` when the directory cannot be read.
    package func names() throws(ContextError) -> [ContextName] {
        try system { () throws(SystemError) in try Folder.names(path: contexts.path) }
            .compactMap { ContextName($0) }
    }

    /// The name of the context in use, `nil` when none is.
    ///
    /// - Returns: The name.
    /// - Throws: `ContextError` when the file cannot be read.
    package func currentName() throws(ContextError) -> ContextName? {
        let bytes = try system { () throws(SystemError) in
            try root.read(currentFile, bytesMax: ContextName.bytesMax + 1)
        }
        guard var bytes else { return nil }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return ContextName(String(decoding: bytes, as: UTF8.self))
    }

    /// The context of a name, or the one in use.
    ///
    /// - Parameter name: The name, `nil` for the one in use.
    /// - Returns: The context, checked.
    /// - Throws: `ContextError`.
    package func load(_ name: ContextName?) throws(ContextError) -> Entry {
        let current = name == nil ? try currentName() : name
        guard let name = current else { throw try nothingInUse() }
        guard try names().contains(name) else {
            throw ContextError(
                .unknown,
                "there is no context \(name)",
                next: "See what there is: whub context list"
            )
        }
        let bundle = try Bundle.read(try Self.directory(contexts.file(name.description)))
        guard let address = bundle.facts.address else {
            throw ContextError(
                .wrongFile,
                "context \(name) does not say where its hub is",
                next: "Remove it and add it again with --hub HOST:PORT."
            )
        }
        return Entry(name: name, address: address, bundle: bundle)
    }

    /// Why a name cannot be had: a key cannot be made again, so nobody is sent to remove it.
    static func exists(_ name: ContextName) -> ContextError {
        ContextError(
            .exists,
            "there is a context \(name) already",
            next: "Choose another name with --context. (`whub context remove` throws its key away "
                + "for good.)"
        )
    }

    /// Adds a context; the first one is put to use.
    ///
    /// - Parameters:
    ///   - name: Its name, which no other has.
    ///   - bundle: What the operator handed out.
    ///   - hub: Where the hub listens; `nil` for what the bundle says.
    /// - Returns: The context.
    /// - Throws: `ContextError`; nothing is left behind then.
    package func add(
        _ name: ContextName,
        _ bundle: Bundle,
        hub: HostPort?
    ) throws(ContextError) -> Entry {
        guard try !names().contains(name) else { throw Self.exists(name) }
        var facts = bundle.facts
        facts.address = hub ?? facts.address
        guard facts.address != nil else {
            throw ContextError(
                .wrongFile,
                "the bundle does not say where the hub is",
                next: "Add it with --hub HOST:PORT."
            )
        }
        let directory = try Self.directory(contexts.file(name.description))
        do throws(ContextError) {
            for file in bundle.files {
                let isFacts = file.name.utf8.elementsEqual(Bundle.FileName.facts.utf8)
                let bytes = isFacts ? facts.json : file.bytes
                try system { () throws(SystemError) in
                    try directory.replace(file.name, with: bytes.span)
                }
            }
        } catch {
            try? remove(name)
            throw error
        }
        if try currentName() == nil { try use(name) }
        return try load(name)
    }

    /// Puts a context to use.
    ///
    /// - Parameter name: Which.
    /// - Throws: `ContextError` when there is none of that name.
    package func use(_ name: ContextName) throws(ContextError) {
        guard try names().contains(name) else {
            throw ContextError(
                .unknown,
                "there is no context \(name)",
                next: "See what there is: whub context list"
            )
        }
        let bytes = Array("\(name)\n".utf8)
        try system { () throws(SystemError) in
            try root.replace(currentFile, with: bytes.span)
        }
    }

    /// Removes a context with its key.
    ///
    /// - Parameter name: Which.
    /// - Throws: `ContextError` when there is none of that name, or it holds files of others.
    package func remove(_ name: ContextName) throws(ContextError) {
        guard try names().contains(name) else {
            throw ContextError(
                .unknown,
                "there is no context \(name)",
                next: "See what there is: whub context list"
            )
        }
        let path = contexts.file(name.description)
        let files = [
            Bundle.FileName.nextKey, Bundle.FileName.key, Bundle.FileName.nextChain,
            Bundle.FileName.chain, Bundle.FileName.authority, Bundle.FileName.facts,
            Self.headFile, Self.renewalFile, Self.lockFile, invitationFile,
        ]
        try system { () throws(SystemError) in
            for file in files { try LocalFile.remove("\(path)/\(file)") }
            try Folder.removeFolder(path: path)
        }
        if try currentName() == name {
            try system { () throws(SystemError) in try root.remove(currentFile) }
        }
    }

    private func nothingInUse() throws(ContextError) -> ContextError {
        if try names().isEmpty {
            return ContextError(
                .noneInUse,
                "there is no context yet",
                next: "whub enrol HOST:PORT - --context NAME"
            )
        }
        return ContextError(
            .noneInUse,
            "no context is in use",
            next: "whub context list, then: whub context use NAME"
        )
    }

    func system<Result>(
        _ body: () throws(SystemError) -> Result
    ) throws(ContextError) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw ContextError(
                error.isRefused ? .notPrivate : .system,
                "\(root.path): \(error.description)",
                next: "Files there must be yours and readable by you alone."
            )
        }
    }
}

/// The file that names the context in use.
private let currentFile = "current"
