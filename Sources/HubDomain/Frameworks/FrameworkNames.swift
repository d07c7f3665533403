import HubText

/// The name of a framework: "shared-priorities".
package struct FrameworkID: BytewiseIdentifier {
    /// The national shared workforce priorities.
    package static let sharedPriorities: FrameworkID = "shared-priorities"
    /// The Workforce Strategy for Adult Social Care in England.
    package static let workforceStrategy: FrameworkID = "workforce-strategy"

    /// Lower-case words joined by hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The name of an edition within its framework: "2020".
package struct EditionID: BytewiseIdentifier {
    /// Digits, lower-case letters and hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The code of an item or heading within its framework: "SWP1".
package struct ItemCode: BytewiseIdentifier {
    /// Capital letters, digits, and in a region's own frameworks hyphens and points.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// The mark of a source in the list of sources: "P1".
package struct SourceMark: BytewiseIdentifier {
    /// A letter and a number.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }
}

/// Who wrote something.
package enum Origin: String, Sendable, CaseIterable {
    /// The publisher of the framework.
    case published
    /// This project, to make the framework usable; never to be quoted as the publisher's.
    case ours
    /// The region or council that loaded it.
    case local
}

/// Something a framework could have, and whether anybody gave it.
///
/// Nothing is made up in place of what was not published: an empty list and "nobody published it"
/// are different things to a reader.
package enum Supplied<Value: Equatable & Sendable>: Equatable, Sendable {
    /// No publisher's text is known; a region can load its own.
    case notPublished
    /// There is one, from somebody.
    case supplied(Value, Origin)

    /// The value, if there is one.
    package var value: Value? {
        switch self {
        case .notPublished: nil
        case .supplied(let value, _): value
        }
    }
}
