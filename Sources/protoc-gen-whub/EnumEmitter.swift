import HubWire

/// Writes the enums of a schema as open sets.
struct EnumEmitter {
    let schema: Schema
    let options: GeneratorOptions

    /// Writes one enum.
    ///
    /// - Parameters:
    ///   - enumeration: The enum.
    ///   - scope: The full name around it, with the leading dot.
    ///   - file: Its file.
    ///   - path: The path of its declaration, for comments.
    ///   - text: Where it is written.
    func write(
        _ enumeration: EnumDescriptorProto,
        in scope: String,
        of file: FileDescriptorProto,
        path: [Int32],
        to text: inout SourceText
    ) {
        let name = enumeration.name ?? ""
        let fullName = String((scope + "." + name).dropFirst())
        let access = options.access
        let members = SwiftNames.cases(enumeration.value.map { $0.name ?? "" }, of: name)
        text.documentation(schema.comment(file, path), fallback: "The enum `\(fullName)`.")
        text.block("\(access)struct \(SwiftNames.type(name, suffix: "Enum")): WireEnum") { text in
            text.line("/// The number.")
            text.line("\(access)let rawValue: Int32")
            text.line()
            text.line("/// The value of this number.")
            text.line("\(access)init(rawValue: Int32) { self.rawValue = rawValue }")
            var written: Set<String> = []
            for (index, value) in enumeration.value.enumerated() {
                // Aliases that differ in their capitals only are one member.
                guard written.insert(members[index]).inserted else { continue }
                text.line()
                let comment = schema.comment(file, path + [2, Int32(index)])
                text.documentation(comment, fallback: "`\(value.name ?? "")`.")
                let number = value.number ?? 0
                text.line(
                    "\(access)static var \(members[index]): Self { Self(rawValue: \(number)) }"
                )
            }
            text.line()
            text.line("/// The names of the values.")
            text.line("\(access)static let wireTable = EnumTable(")
            text.indented { text in
                text.line("name: \(fullName.literal),")
                text.line("values: [")
                text.indented { text in
                    for value in enumeration.value {
                        text.line("(\((value.name ?? "").literal), \(value.number ?? 0)),")
                    }
                }
                text.line("]")
            }
            text.line(")")
            text.line()
            text.line("/// Whether the schema has this number.")
            text.block("\(access)static func isKnown(_ number: Int32) -> Bool") { text in
                text.flat("switch number") { text in
                    let numbers = Set(enumeration.value.map { $0.number ?? 0 }).sorted()
                    text.line("case \(Self.ranges(numbers).joined(separator: ", ")): true")
                    text.line("default: false")
                }
            }
        }
    }

    /// Ascending numbers as patterns.
    private static func ranges(_ numbers: [Int32]) -> [String] {
        var ranges: [(first: Int32, last: Int32)] = []
        for number in numbers {
            if let last = ranges.last, last.last != .max, last.last + 1 == number {
                ranges[ranges.count - 1].last = number
            } else {
                ranges.append((number, number))
            }
        }
        return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)...\($0.last)" }
    }
}
