/// Rows of names and texts from JSON: an array of flat objects, as a table would hold them.
///
/// For files of a user's own, which are no messages: what is in them is read as text and checked
/// by whoever asked.
package enum JSONTable {
    /// The rows of a table.
    package static let rowsMax = 10_000
    /// The names of a row.
    package static let namesMax = 64

    /// Reads a table.
    ///
    /// - Parameter json: The text, at most `JSONLimits.bytesMax`.
    /// - Returns: For each object its names and values in their order; a null is an empty text.
    /// - Throws: `WireError` for malformed text, for values that are neither text nor number, for
    ///   a name that stands twice in an object, and for too many of them.
    /// - Complexity: Linear in the text, and the square of the names of an object.
    package static func rows(
        of json: Span<UInt8>
    ) throws(WireError) -> [[(name: String, text: String)]] {
        guard json.count <= JSONLimits.bytesMax else { throw WireError(.tooLarge) }
        var reader = JSONReader(json)
        var rows: [[(name: String, text: String)]] = []
        try reader.open(.array)
        var isFirst = true
        while try reader.nextElement(&isFirst) {
            guard rows.count < rowsMax else { throw WireError(.tooLarge) }
            rows.append(try row(&reader))
        }
        try reader.finish()
        return rows
    }

    private static func row(
        _ reader: inout JSONReader
    ) throws(WireError) -> [(name: String, text: String)] {
        var row: [(name: String, text: String)] = []
        try reader.open(.object)
        var isFirst = true
        while let name = try reader.nextKey(&isFirst) {
            guard row.count < namesMax else { throw WireError(.tooLarge) }
            guard !row.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw WireError(.repeatedField)
            }
            switch try reader.peek() {
            case .string: row.append((name, try reader.string()))
            case .number: row.append((name, String(decoding: try reader.number(), as: UTF8.self)))
            case .null:
                try reader.null()
                row.append((name, ""))
            case .object, .array, .bool: throw WireError(.wrongJSONType)
            }
        }
        return row
    }
}
