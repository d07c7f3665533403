import HubArguments
import HubClient
import HubDomain
import HubText
import HubWire

/// A command's conversation with the hub about places.
struct GeographyDesk: HubDesk {
    /// The largest table of groups that a hub takes.
    static let csvBytesMax = 512 * 1_024

    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: GeographyServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = GeographyServiceClient(channel)
    }

    /// The options of the call that only tries what the command is about.
    var rehearsal: CallOptions {
        var rehearsal = options
        rehearsal.isDryRun = true
        rehearsal.key = nil
        return rehearsal
    }

    /// An edition as it is now, without its groups; `nil` where there is none of that name.
    func present(_ edition: String) throws(CommandError) -> PlaceGroups? {
        let all = try ask(hub.listPlaceGroups, ListPlaceGroupsRequest(), asides).editions
        return all.first { $0.edition.utf8.elementsEqual(edition.utf8) }
    }

    /// A day as a person writes it, in the form in which it travels.
    func day(_ option: String) throws(CommandError) -> String? {
        guard let text = invocation.line.value(option), !text.isEmpty else { return nil }
        do throws(TextError) {
            return try DayText.day(text).iso
        } catch {
            throw invocation.usage("--\(option): \(error)")
        }
    }

    /// `--kind`.
    static let kindOption = OptionDeclaration(
        "kind",
        takes: .text("KIND"),
        help: "only groups of this kind, such as icb"
    )
    /// The kinds of groups, in words.
    static let kindsSection = CommandDeclaration.Section(
        "Kinds of groups",
        HubDomain.PlaceGroup.Kind.known.map { .init($0.kind.text, $0.meaning) }
    )
    /// `--on`.
    static let onOption = OptionDeclaration(
        "on",
        takes: .text("DATE"),
        help: "the day whose groups are meant; today without it"
    )
}
