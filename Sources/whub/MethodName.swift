import HubClient
import HubText
import HubWire

/// Methods as people name them.
enum MethodName {
    /// Advice with the method that a message is about in place of METHOD, and the worker it names
    /// in place of REF.
    ///
    /// - Parameters:
    ///   - advice: What the registry of reasons says.
    ///   - message: What a hub said.
    /// - Returns: The advice as it can be typed; as it stands where the message names neither.
    static func filled(_ advice: String, from message: String) -> String {
        let words = message.split { " ;,".contains($0) }
        let advice =
            words.first { isWorker($0) }.map { advice.replacing("REF", with: $0) } ?? advice
        guard let method = words.lazy.compactMap({ Method(name: String($0)) }).first,
            let last = method.name.description.split(separator: "/").last
        else { return advice }
        return advice.replacing("METHOD", with: last)
    }

    /// Whether a word is a worker’s reference: `w:` and 32 hexadecimal digits.
    private static func isWorker(_ word: Substring) -> Bool {
        word.hasPrefix("w:") && word.utf8.count == 34
            && word.dropFirst(2).allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    /// The last part of a method's name, which is what people type.
    static func last(_ method: Method) -> String {
        let name = method.name.description
        return name.split(separator: "/").last.map { String($0) } ?? name
    }

    /// The method of a full name, of `Service/Method`, or of its last part where only one has it,
    /// whether or not in capitals.
    static func resolve(_ text: String) throws(CommandError) -> Method {
        if let method = Method(name: text) ?? Method(name: "workforcehub.v1.\(text)") {
            return method
        }
        let wanted = text.lowercased()
        let found = Method.allCases.filter { method in
            last(method).lowercased().utf8.elementsEqual(wanted.utf8)
        }
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            let typed = text.split(separator: "/").last.map { String($0) } ?? text
            let near = Suggestion.nearest(to: typed, among: Method.allCases.map { last($0) })
            let question = near.map { "; did you mean `\($0)`?" } ?? ""
            throw .missing(
                "there is no method \(text)\(question)",
                next: "whub describe lists all"
            )
        }
        let names = found.map { "\($0.name)" }.joined(separator: ", ")
        throw .usage("several methods are called \(text): \(names)")
    }
}
