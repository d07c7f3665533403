import HubDomain
import HubWire

/// References to figures as they are written in one document: each text is read once, since a plan
/// of hundreds of actions names few figures.
struct FigureReferenceTexts {
    // Text keys: what a reference was written as, of which equal ones mean the same.
    private var known: [String: FigureReference?] = [:]

    /// The figure that a number is taken from; `nil` for a number that was typed by hand.
    ///
    /// - Parameters:
    ///   - text: The reference.
    ///   - path: Where it stands.
    ///   - field: Its field there.
    /// - Returns: What it refers to.
    /// - Throws: FIGR-0117 for what is no reference.
    mutating func read(
        _ text: String,
        _ path: String,
        _ field: String = ""
    ) throws(Fault) -> FigureReference? {
        guard !text.isEmpty else { return nil }
        if let reference = known[text] { return reference }
        do throws(DomainError) {
            let reference = try FigureReference.read(text)
            known[text] = .some(reference)
            return reference
        } catch {
            throw Fault(DomainError(error.reason, path: path + field, error.detail))
        }
    }
}
