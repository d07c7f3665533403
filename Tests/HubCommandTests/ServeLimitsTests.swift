import HubArguments
import HubService
import HubStore
import Testing

@testable import whubd

/// What `whubd serve` is told about quotas.
struct ServeLimitsTests {
    private func line(_ options: String...) throws -> ParsedCommand {
        let words = ["serve", "--data", "hub", "--listen", "127.0.0.1:0"] + options
        guard case .command(let line) = try Program.grammar.parse(words) else {
            throw CommandLineError("no command", ServeCommand.command.declaration)
        }
        return line
    }

    private func limits(_ options: String...) throws -> ServerLimits {
        var limits = ServerLimits()
        let words = ["serve", "--data", "hub", "--listen", "127.0.0.1:0"] + options
        guard case .command(let line) = try Program.grammar.parse(words) else { return limits }
        try ServeLimits.apply(line, to: &limits)
        return limits
    }

    @Test
    func `each rate is set by its option, and what is not given stays`() throws {
        let usual = ServerLimits()
        let none = try limits()
        #expect(none.callsOfConnection == usual.callsOfConnection)
        #expect(none.callsOfPrincipal == usual.callsOfPrincipal)
        #expect(none.callsOfTenant == usual.callsOfTenant)
        let all = try limits(
            "--connection-calls",
            "10",
            "--principal-calls",
            "200",
            "--tenant-calls",
            "1000000000"
        )
        #expect(all.callsOfConnection == QuotaRate(perSecond: 10, burst: 20))
        #expect(all.callsOfPrincipal == QuotaRate(perSecond: 200, burst: 400))
        #expect(all.callsOfTenant.perSecond == QuotaRate.most)
    }

    @Test(arguments: ["9", "0", "1000000001", "-5", "+50", "1e3", "", "99999999999999999999"])
    func `a rate that is no number in range is refused`(text: String) throws {
        #expect(throws: CommandLineError.self) { try limits("--tenant-calls=\(text)") }
    }

    @Test(arguments: ["principal-calls", "tenant-calls"])
    func `a rate that cannot pay for an import is refused, with the least that can`(
        option: String
    ) throws {
        #expect(throws: Never.self) { try limits("--\(option)", "200") }
        let error = #expect(throws: CommandLineError.self) { try limits("--\(option)", "199") }
        let message = try #require(error).message
        #expect(message.contains("--\(option) takes a number from 200 to"), "\(message)")
        #expect(message.contains("an import or a report costs 400"), "\(message)")
    }

    @Test
    func `a connection pays for no work, and may be slower`() throws {
        #expect(throws: Never.self) { try limits("--connection-calls", "10") }
        #expect(throws: CommandLineError.self) { try limits("--connection-calls", "9") }
    }

    @Test
    func `the room of a tenant, and of the region, is given in MiB`() throws {
        var settings = StoreSettings()
        let usual = settings
        try ServeLimits.apply(try line(), to: &settings)
        #expect(settings.recordsBytesMax == usual.recordsBytesMax)
        #expect(settings.regionBytesMax == usual.regionBytesMax)
        try ServeLimits.apply(try line("--tenant-mib", "128"), to: &settings)
        #expect(settings.recordsBytesMax == 134_217_728)
        #expect(settings.regionBytesMax == usual.regionBytesMax)
        try ServeLimits.apply(try line("--region-mib", "2"), to: &settings)
        #expect(settings.recordsBytesMax == 134_217_728)
        #expect(settings.regionBytesMax == 2_097_152)
        try ServeLimits.apply(try line("--accesses-mib", "3"), to: &settings)
        #expect(settings.accessesBytesMax == 3_145_728)
        for (option, number) in [
            ("--tenant-mib", "127"), ("--region-mib", "0"), ("--accesses-mib", "0"),
        ] {
            let none = try line(option, number)
            #expect(throws: CommandLineError.self) { try ServeLimits.apply(none, to: &settings) }
        }
    }

    @Test
    func `the help page names the rates that hold without options`() {
        let usual = ServerLimits()
        let rates = [usual.callsOfConnection, usual.callsOfPrincipal, usual.callsOfTenant]
        let texts = ServeLimits.options.map(\.help)
        for (rate, text) in zip(rates, texts) {
            #expect(text.hasSuffix("without it \(rate.perSecond)"), "\(text)")
            #expect(rate.burst == 2 * rate.perSecond)
        }
        let settings = StoreSettings()
        let rooms = [
            settings.recordsBytesMax, settings.accessesBytesMax, settings.regionBytesMax,
        ]
        #expect(texts.count == rates.count + rooms.count)
        for (room, text) in zip(rooms, texts.dropFirst(rates.count)) {
            #expect(text.hasSuffix("without it \(room >> 20)"), "\(text)")
        }
    }
}
