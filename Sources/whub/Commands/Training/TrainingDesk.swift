import HubArguments
import HubClient
import HubDomain
import HubSystem
import HubText
import HubWire

/// A command's conversation with the hub about training.
struct TrainingDesk: HubDesk {
    /// The command's run.
    let invocation: Invocation
    /// The connection.
    let channel: Channel
    /// The calls.
    let hub: TrainingServiceClient
    /// What the command line says about the call the command is about.
    let options: CallOptions

    /// Connects.
    init(_ invocation: Invocation) throws(CommandError) {
        self.invocation = invocation
        options = try invocation.callOptions()
        channel = try invocation.channel()
        hub = TrainingServiceClient(channel)
    }

    /// The options of a call that looks at a whole file.
    var patient: CallOptions {
        var patient = reading
        if invocation.line.common.timeout == nil {
            patient.timeoutMilliseconds = TrainingDesk.patientMilliseconds
        }
        return patient
    }

    /// How long a file of a million rows may take.
    static let patientMilliseconds: UInt64 = 600_000

    /// `--kind KIND`.
    static let kindOption = OptionDeclaration(
        "kind",
        takes: .oneOf(RecordKind.allCases.map(\.word)),
        help: "what every row is about; training without it, or what a column of the file says"
    )

    /// `--columns FILE`.
    static let columnsOption = OptionDeclaration(
        "columns",
        takes: .file("FILE"),
        help: "a file that says what your columns are, as `whub training map` writes it"
    )

    /// `--by manager`.
    static let byManagerOption = OptionDeclaration(
        "by",
        takes: .oneOf(["manager"]),
        help: "a list for each manager, from the names that are on this computer alone"
    )
}
