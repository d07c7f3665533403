/// Looks at markup as a strict reader would.
enum Markup {
    /// The names of elements, in order; nil where tags do not close as they open.
    static func elements(_ svg: String) -> [String]? {
        var names: [String] = []
        var open: [String] = []
        var rest = svg[...]
        while let start = rest.firstIndex(of: "<") {
            if rest[..<start].contains(">") { return nil }
            guard let end = rest[start...].firstIndex(of: ">") else { return nil }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return nil }
                continue
            }
            let name = String(tag.prefix { $0 != " " && $0 != "/" })
            names.append(name)
            if !tag.hasSuffix("/") { open.append(name) }
        }
        return open.isEmpty && !rest.contains(">") ? names : nil
    }
}
