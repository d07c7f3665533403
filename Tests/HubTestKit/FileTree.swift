package import HubSystem

/// The files below a directory, as paths relative to it, sorted.
///
/// - Parameters:
///   - root: The directory.
///   - isSkipped: Told of each path; a directory that is skipped is not looked into.
/// - Returns: Files only; symbolic links are not followed.
/// - Throws: `SystemError` when something cannot be looked at.
package func files(
    below root: String,
    skipping isSkipped: (String) -> Bool
) throws(SystemError) -> [String] {
    var found: [String] = []
    var waiting = [""]
    while let directory = waiting.popLast() {
        for name in entries(of: directory.isEmpty ? root : "\(root)/\(directory)") {
            let path = directory.isEmpty ? name : "\(directory)/\(name)"
            if isSkipped(path) { continue }
            guard let facts = try LocalFile.facts("\(root)/\(path)") else { continue }
            if facts.isDirectory { waiting.append(path) }
            if facts.isRegular { found.append(path) }
        }
    }
    return found.sorted()
}
