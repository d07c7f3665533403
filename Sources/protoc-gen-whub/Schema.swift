import HubWire

/// All types of a request, found by their full names, with the comments of their declarations.
struct Schema {
    /// What a full name such as `.workforcehub.v1.Hello` stands for.
    struct Entry {
        /// The name in Swift: `Hello`, `Outer.Inner`.
        let swiftName: String
        /// The message, or nil for an enum.
        let message: DescriptorProto?
    }

    // Text keys: ASCII names of schemas, as protoc has checked them.
    private(set) var entries: [String: Entry] = [:]
    // Text keys: ASCII names of schemas, as protoc has checked them.
    private var comments: [String: [[Int32]: String]] = [:]

    /// The types of these files.
    init(_ files: [FileDescriptorProto]) {
        for file in files {
            let scope = file.packageName.isEmpty ? "" : "." + file.packageName
            for message in file.messageType { add(message, scope, outer: nil) }
            for enumeration in file.enumType { add(enumeration, scope, outer: nil) }
            // The comments of protobuf's own schemas are long, theirs, and about other languages.
            if file.packageName.hasPrefix("google.protobuf") { continue }
            var ofFile: [[Int32]: String] = [:]
            for location in file.sourceCodeInfo?.location ?? [] {
                // A trailing comment stands behind the declaration, on the same line.
                ofFile[location.path] = location.leadingComments ?? location.trailingComments
            }
            comments[file.name ?? ""] = ofFile
        }
    }

    /// The comment of the declaration at `path` of a file, or nothing.
    func comment(_ file: FileDescriptorProto, _ path: [Int32]) -> String {
        comments[file.name ?? ""]?[path] ?? ""
    }

    /// The Swift name of a full name.
    ///
    /// - Parameter fullName: With the leading dot.
    /// - Returns: The name in Swift.
    /// - Throws: When protoc left the type out of the request.
    func swiftName(_ fullName: String?) throws(GeneratorError) -> String {
        guard let fullName, let entry = entries[fullName] else {
            throw GeneratorError("no such type: \(fullName ?? "?")")
        }
        return entry.swiftName
    }

    private mutating func add(_ message: DescriptorProto, _ scope: String, outer: String?) {
        let name = message.name ?? ""
        let swiftName = (outer.map { $0 + "." } ?? "") + SwiftNames.type(name, suffix: "Message")
        let fullName = scope + "." + name
        entries[fullName] = Entry(swiftName: swiftName, message: message)
        for nested in message.nestedType { add(nested, fullName, outer: swiftName) }
        for nested in message.enumType { add(nested, fullName, outer: swiftName) }
    }

    private mutating func add(_ enumeration: EnumDescriptorProto, _ scope: String, outer: String?) {
        let name = enumeration.name ?? ""
        let swiftName = (outer.map { $0 + "." } ?? "") + SwiftNames.type(name, suffix: "Enum")
        entries[scope + "." + name] = Entry(swiftName: swiftName, message: nil)
    }
}

extension FileDescriptorProto {
    /// The package, or nothing.
    var packageName: String { package ?? "" }

    /// Whether fields without a label have no presence of their own.
    var isProto3: Bool { syntax == "proto3" }
}
