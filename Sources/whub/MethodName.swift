import HubClient
import HubWire

/// Methods as people name them.
enum MethodName {
    /// The method of a full name, of `Service/Method`, or of its last part where only one has it.
    static func resolve(_ text: String) throws(CommandError) -> Method {
        if let method = Method(name: text) ?? Method(name: "workforcehub.v1.\(text)") {
            return method
        }
        let wanted = Array(text.utf8)
        let found = Method.allCases.filter { method in
            let last = method.name.description.utf8.split(separator: UInt8(ascii: "/")).last
            return last.map { Array($0) == wanted } ?? false
        }
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            throw .missing("there is no method \(text)", next: "whub describe lists all")
        }
        let names = found.map { "\($0.name)" }.joined(separator: ", ")
        throw .usage("several methods are called \(text): \(names)")
    }
}
