import HubSystem
import HubTestKit
import HubTestMessages
import HubWire

/// The golden vectors, as they lie in the repository around this file.
package enum Vectors {
    /// Where a part of the protocol's folder is.
    ///
    /// - Parameter path: From the folder `Protocols` on.
    /// - Returns: The whole path.
    package static func path(_ path: String) -> String {
        var root = LocalFile.parent(of: #filePath)
        for _ in 0..<2 { root = LocalFile.parent(of: root) }
        return "\(root)/Protocols/\(path)"
    }

    /// The single vectors of one file.
    ///
    /// - Parameter name: The file's name, without its ending.
    /// - Returns: The vectors in their order; never none.
    /// - Throws: When the file is not there or not as it has to be.
    package static func single(_ name: String) throws -> [VectorValue] {
        let bytes = try LocalFile.read(path("vectors/\(name).json"), bytesMax: fileBytesMax)
        // Each vector has its own line; a file as a whole may be deeper than JSON may be here.
        let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { line in
            line.starts(with: Array("  {\"id\"".utf8))
        }
        guard !lines.isEmpty else { throw VectorError(what: "\(name) holds no vectors") }
        return try lines.map { try vector(String(decoding: $0, as: UTF8.self)) }
    }

    private static func vector(_ line: String) throws -> VectorValue {
        var text = line
        while let last = text.last, last == "," || last == "]" || last == " " { text.removeLast() }
        do throws(WireError) {
            return VectorValue(try Value(json: text))
        } catch {
            guard error.code == .tooDeep else { throw error }
        }
        // A message of the greatest depth: that it is accepted can be told, not what it holds.
        let parts = text.split(separator: "\"accept\": ", maxSplits: 1)
        return VectorValue(try Value(json: "\(parts[0])\"accept\": {\"tooDeep\": true}}}"))
    }

    /// The scripts of the server's side.
    ///
    /// - Returns: The scripts in the order of their files; never none.
    /// - Throws: When a file is not there or not as it has to be.
    package static func serverScripts() throws -> [VectorValue] {
        let names = entries(of: path("vectors/scripts")).filter { $0.hasSuffix(".json") }.sorted()
        guard !names.isEmpty else { throw VectorError(what: "no scripts") }
        return try names.flatMap { try items("vectors/scripts/\($0)", "scripts") }
    }

    /// The scripts of the client's side.
    ///
    /// - Returns: The scripts in their order; never none.
    /// - Throws: When the file is not there or not as it has to be.
    package static func clientScripts() throws -> [VectorValue] {
        try items("vectors/client-scripts.json", "scripts")
    }

    /// A file of the protocol's folder as text.
    ///
    /// - Parameter name: The file, from the folder `Protocols` on.
    /// - Returns: Its text.
    /// - Throws: When the file is not there.
    package static func text(_ name: String) throws -> String {
        String(decoding: try LocalFile.read(path(name), bytesMax: fileBytesMax), as: UTF8.self)
    }

    /// The members of a list in a file of the protocol's folder.
    ///
    /// - Parameters:
    ///   - name: The file, from the folder `Protocols` on.
    ///   - member: The name of the list.
    /// - Returns: The members in their order; never none.
    /// - Throws: When the file is not there or not as it has to be.
    package static func items(_ name: String, _ member: String) throws -> [VectorValue] {
        let bytes = try LocalFile.read(path(name), bytesMax: fileBytesMax)
        let items = VectorValue(try Value(json: bytes))[member].items
        guard !items.isEmpty else { throw VectorError(what: "\(name) holds no \(member)") }
        return items
    }

    private static let fileBytesMax = 8 * 1_024 * 1_024
}
