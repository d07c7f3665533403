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
        try items("vectors/\(name).json", "vectors")
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

    private static func items(_ name: String, _ member: String) throws -> [VectorValue] {
        let bytes = try LocalFile.read(path(name), bytesMax: fileBytesMax)
        let items = VectorValue(try Value(json: bytes))[member].items
        guard !items.isEmpty else { throw VectorError(what: "\(name) holds no \(member)") }
        return items
    }

    private static let fileBytesMax = 8 * 1_024 * 1_024
}
