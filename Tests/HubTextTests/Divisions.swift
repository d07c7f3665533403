/// The ways in which a sequence of bytes is fed to what reads it piece by piece.
enum Divisions {
    /// Whole, one by one, and cut in two at every place.
    static func all(of bytes: [UInt8]) -> [[[UInt8]]] {
        var divisions = [[bytes], bytes.map { [$0] }]
        for cut in 0...bytes.count {
            divisions.append([Array(bytes[..<cut]), Array(bytes[cut...])])
        }
        return divisions
    }

    /// Cut at random into pieces of 0 to `pieceMax` bytes.
    static func random(
        of bytes: [UInt8],
        pieceMax: Int,
        using generator: inout some RandomNumberGenerator
    ) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 0...pieceMax, using: &generator))
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
