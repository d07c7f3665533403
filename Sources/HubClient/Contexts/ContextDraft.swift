import HubCrypto
import HubSystem
package import HubTLS

/// A context that is being enrolled: its key lies on the disk before any hub hears of it.
///
/// When the hub's answer is lost, the same invitation with the same key is answered with the same
/// certificate; so the key has to survive until an answer came.
package struct ContextDraft: Sendable {
    /// What the context will be called.
    package let name: ContextName
    /// The key that is to be certified, PKCS #8.
    package let keyPEM: [UInt8]
    let directory: PrivateDirectory

    /// The key.
    package func key() throws(ContextError) -> PrivateKey {
        do throws(TLSError) {
            return try PrivateKey(pem: keyPEM)
        } catch {
            throw ContextError(
                .wrongFile,
                "\(directory.file(Bundle.FileName.key)): \(error.description)",
                next: "Remove \(directory.path) and enrol again."
            )
        }
    }
}

extension ContextStore {
    /// Begins a context, or goes on with one whose enrolment was cut off.
    ///
    /// - Parameters:
    ///   - name: What it will be called; no context may have that name.
    ///   - invitation: The invitation's id: another invitation gets another key.
    /// - Returns: The draft with its key.
    /// - Throws: `ContextError`; it names the context that the invitation has made already.
    package func draft(
        _ name: ContextName,
        invitation: [UInt8]
    ) throws(ContextError) -> ContextDraft {
        let written = Array(Hexadecimal.text(invitation.span).utf8)
        let taken = try names()
        for other in taken where invitationText(of: other) == written {
            throw ContextError(
                .exists,
                "this invitation has made the context \(other) already",
                next: "Go on with it: whub whoami --context \(other)"
            )
        }
        guard !taken.contains(name) else { throw Self.exists(name) }
        let directory = try Self.directory(draftPath(name))
        return try system { () throws(SystemError) in
            let present = try directory.read(invitationFile, bytesMax: invitationBytesMax)
            let key = try directory.read(
                Bundle.FileName.key,
                bytesMax: TLSLimits.privateKeyBytesMax
            )
            if present == written, let key {
                return ContextDraft(name: name, keyPEM: key, directory: directory)
            }
            // The key first: an invitation on its own means that there is no key yet.
            try directory.remove(Bundle.FileName.key)
            let fresh = try Self.freshKey()
            try directory.replace(invitationFile, with: written.span)
            try directory.replace(Bundle.FileName.key, with: fresh.span)
            return ContextDraft(name: name, keyPEM: fresh, directory: directory)
        }
    }

    /// Makes a context of a draft; the first one is put to use.
    ///
    /// - Parameters:
    ///   - draft: The draft.
    ///   - chain: The certificate of its key, then those above it.
    ///   - authority: The hub's root.
    ///   - facts: Which hub and tenant.
    /// - Returns: The context.
    /// - Throws: `ContextError`; the draft is still there then.
    package func keep(
        _ draft: ContextDraft,
        chain: [Certificate],
        authority: Certificate,
        facts: ContextFacts
    ) throws(ContextError) -> Entry {
        let files: [(name: String, bytes: [UInt8])] = [
            (Bundle.FileName.chain, Certificate.pem(chain)),
            (Bundle.FileName.authority, Certificate.pem([authority])),
            (Bundle.FileName.facts, facts.json),
        ]
        let directory = draft.directory
        try system { () throws(SystemError) in
            for file in files { try directory.replace(file.name, with: file.bytes.span) }
        }
        // Read as it will be read from now on, before anybody relies on it.
        _ = try Bundle.read(directory)
        try system { () throws(SystemError) in
            try Folder.rename(directory.path, to: contexts.file(draft.name.description))
            try Folder.sync(path: contexts.path)
        }
        if try currentName() == nil { try use(draft.name) }
        return try load(draft.name)
    }

    /// Gives a draft up, with its key.
    ///
    /// - Parameter draft: The draft, whose invitation the hub does not take.
    /// - Throws: `ContextError` when a file cannot be removed.
    package func drop(_ draft: ContextDraft) throws(ContextError) {
        let files = [
            Bundle.FileName.key, invitationFile, Bundle.FileName.chain, Bundle.FileName.authority,
            Bundle.FileName.facts,
        ]
        try system { () throws(SystemError) in
            for file in files { try draft.directory.remove(file) }
            try Folder.removeFolder(path: draft.directory.path)
        }
    }

    /// The invitation that a context was made with, as its file has it.
    ///
    /// - Returns: `nil` for one that came as a bundle, or that cannot be read now.
    private func invitationText(of name: ContextName) -> [UInt8]? {
        guard let directory = try? Self.directory(contexts.file(name.description)) else {
            return nil
        }
        return try? directory.read(invitationFile, bytesMax: invitationBytesMax)
    }

    /// No context can have this name: it begins with a dot.
    private func draftPath(_ name: ContextName) -> String { contexts.file(".\(name).new") }

    private static func freshKey() throws(SystemError) -> [UInt8] {
        do throws(TLSError) {
            return try PrivateKey().pem()
        } catch {
            // The library failed for want of memory or random bits: there is no number for that.
            throw SystemError(number: outOfMemory, call: "making a key")
        }
    }
}

/// The id of the invitation that a key is for: it stays, so that whoever types it again is told.
let invitationFile = "invitation"

/// The system's number for a library that has no memory left.
private let outOfMemory: Int32 = 12

/// The id in hexadecimal digits.
private let invitationBytesMax = 64
