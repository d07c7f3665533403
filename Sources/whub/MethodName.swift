import HubClient
import HubWire

/// Methods as people name them.
enum MethodName {
    /// Advice with the method that a message is about in place of METHOD.
    ///
    /// - Parameters:
    ///   - advice: What the registry of reasons says.
    ///   - message: What a hub said.
    /// - Returns: The advice as it can be typed; as it stands where the message names no method.
    static func filled(_ advice: String, from message: String) -> String {
        let words = message.split { " ;,".contains($0) }
        guard let method = words.lazy.compactMap({ Method(name: String($0)) }).first,
            let last = method.name.description.split(separator: "/").last
        else { return advice }
        return advice.replacing("METHOD", with: last)
    }

    /// The last part of a method's name, which is what people type.
    static func last(_ method: Method) -> String {
        let name = method.name.description
        return name.split(separator: "/").last.map { String($0) } ?? name
    }

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
