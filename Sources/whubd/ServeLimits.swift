import HubArguments
import HubService
import HubStore

/// What `whubd serve` is told about how much everybody may ask of the hub.
enum ServeLimits {
    /// The options; without them the defaults hold, which are more than one program asks for.
    static let options = [
        OptionDeclaration(
            "connection-calls",
            takes: .text("N"),
            help: "units a second of one connection, and twice as many at once; without it 200000"
        ),
        OptionDeclaration(
            "principal-calls",
            takes: .text("N"),
            help: "units a second of one principal, and twice as many at once; without it 400000"
        ),
        OptionDeclaration(
            "tenant-calls",
            takes: .text("N"),
            help: "units a second of one organisation, and twice as many at once; without it 800000"
        ),
        OptionDeclaration(
            "tenant-mib",
            takes: .text("N"),
            help: "MiB of disk for one organisation's records; without it 10240"
        ),
        OptionDeclaration(
            "accesses-mib",
            takes: .text("N"),
            help: "MiB of disk for one organisation's log of who looked; without it 2048"
        ),
        OptionDeclaration(
            "region-mib",
            takes: .text("N"),
            help: "MiB of disk for what the region keeps for all; without it 10240"
        ),
    ]

    /// What units are, for the help page.
    static let details =
        "A unit is ten microseconds of a processor: a call answered from memory costs 1, a change "
        + "or a few rows 2, a page 20, an import or a report 400, and each what it takes beyond."

    /// The lowest rate of a connection, which pays for calls and frames and not for their work.
    static let connectionCallsMin: UInt64 = 10

    /// Sets the limits of the server that are given.
    ///
    /// - Throws: `CommandLineError` for what is no number in range.
    static func apply(_ line: ParsedCommand, to limits: inout ServerLimits) throws(CommandLineError)
    {
        let connection = connectionCallsMin...QuotaRate.most
        if let calls = try number("connection-calls", line, connection) {
            limits.callsOfConnection = QuotaRate(perSecond: calls)
        }
        let caller = QuotaRate.leastForEveryCall...QuotaRate.most
        if let calls = try number("principal-calls", line, caller, why: dearest) {
            limits.callsOfPrincipal = QuotaRate(perSecond: calls)
        }
        if let calls = try number("tenant-calls", line, caller, why: dearest) {
            limits.callsOfTenant = QuotaRate(perSecond: calls)
        }
    }

    /// Why a rate may not be lower.
    private static let dearest =
        "; an import or a report costs \(QuotaRate.dearestCall), and no more than twice the rate "
        + "may come at once"

    /// Sets the limits of the store that are given.
    ///
    /// - Throws: `CommandLineError` for what is no number in range.
    static func apply(
        _ line: ParsedCommand,
        to settings: inout StoreSettings
    ) throws(CommandLineError) {
        if let count = try number("tenant-mib", line, tenantMebibytes) {
            settings.recordsBytesMax = count * 1_024 * 1_024
        }
        if let count = try number("accesses-mib", line, mebibytes) {
            settings.accessesBytesMax = count * 1_024 * 1_024
        }
        if let count = try number("region-mib", line, mebibytes) {
            settings.regionBytesMax = count * 1_024 * 1_024
        }
    }

    /// The room that can be given to a file.
    private static let mebibytes: ClosedRange<UInt64> = 1...(1 << 30)
    /// That of a council's records, of which a part is kept back for erasing and withdrawing: less
    /// would keep back less than the file grows by in one step.
    private static let tenantMebibytes: ClosedRange<UInt64> = 128...(1 << 30)

    private static func number(
        _ name: String,
        _ line: ParsedCommand,
        _ range: ClosedRange<UInt64>,
        why: String = ""
    ) throws(CommandLineError) -> UInt64? {
        guard let text = line.value(name) else { return nil }
        let isPlain = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isPlain, let number = UInt64(text), range.contains(number) else {
            throw CommandLineError(
                "--\(name) takes a number from \(range.lowerBound) to \(range.upperBound)\(why)",
                line.command
            )
        }
        return number
    }
}
