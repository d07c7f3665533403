import HubText
import HubWire

/// Values of the wire in words for people.
enum Wording {
    /// An ISO day as "4 March 2025"; any other text as it stands.
    static func day(_ iso: String) -> String {
        do throws(TextError) { return try DayText.day(iso).words } catch { return iso }
    }

    /// A time as "4 March 2025 at 14:05", by the clocks of London.
    static func time(_ time: Timestamp) -> String {
        Int(exactly: time.seconds).flatMap { LondonTime.words(atSeconds: $0) }
            ?? TimeSpan.text(time)
    }

    /// How far a self-assessment is.
    static func state(_ state: AssessmentState) -> String {
        switch state {
        case .notStarted, .unspecified: "not started"
        case .draft: "draft"
        case .handedIn: "handed in"
        case .agreed: "agreed"
        default: "\(state)"
        }
    }

    /// What a state means to whoever waits for it.
    static func role(_ state: AssessmentState) -> TextRole? {
        switch state {
        case .agreed, .handedIn: .good
        case .draft: .warning
        default: .quiet
        }
    }

    /// Who may see a statement.
    static func sharing(_ sharing: Sharing) -> String {
        switch sharing {
        case .unnamed: "shared unnamed"
        case .named: "shared named"
        default: "private"
        }
    }

    /// What a statement rests on.
    static func evidence(_ evidence: Evidence) -> String {
        switch evidence.evidence {
        case .link(let text), .document(let text): text
        case nil: ""
        }
    }

    /// Who made a name, a code or a text.
    static func origin(_ origin: Origin) -> String {
        switch origin {
        case .published: "published"
        case .ours: "of this program"
        case .local: "local"
        default: "not said"
        }
    }

    /// A value's name in plain words: `TENANT_KIND_COUNCIL` without its prefix is "council".
    static func name(_ value: some WireEnum, without prefix: String) -> String {
        let name = "\(value)"
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        return bare.lowercased().split(separator: "_").joined(separator: " ")
    }

    /// "1 council", "12 councils".
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        NumberText.count(number, one, many)
    }
}
