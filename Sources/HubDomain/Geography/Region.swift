import HubText

/// The short name of a region on the command line and in addresses: "north-east".
package struct RegionSlug: BytewiseIdentifier {
    /// Lower-case words joined by hyphens.
    package let text: String

    /// Takes `text` as it stands.
    package init(text: String) {
        self.text = text
    }

    /// The slug of a region's name.
    static func of(_ name: String) -> RegionSlug {
        RegionSlug(text: name.lowercased().split(separator: " ").joined(separator: "-"))
    }
}

/// One of the nine regions of England, with the councils it serves.
///
/// The boundaries are those of the ONS. That the regions of ADASS are the same is an assumption of
/// the register (see its SOURCE.md).
package struct Region: Equatable, Sendable {
    /// The code: E12000001.
    package let code: GSSCode
    /// The name as the ONS writes it.
    package let name: String
    /// The short name.
    package let slug: RegionSlug

    /// Other names under which ADASS and Skills for Care write about the region.
    package var otherNames: [String] {
        switch slug {
        case "east-of-england": ["Eastern"]
        case "yorkshire-and-the-humber": ["Yorkshire and Humber"]
        default: []
        }
    }
}
