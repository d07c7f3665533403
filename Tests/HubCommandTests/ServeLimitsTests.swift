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
            "20",
            "--tenant-calls",
            "1000000000"
        )
        #expect(all.callsOfConnection == QuotaRate(perSecond: 10, burst: 20))
        #expect(all.callsOfPrincipal == QuotaRate(perSecond: 20, burst: 40))
        #expect(all.callsOfTenant.perSecond == QuotaRate.most)
    }

    @Test(arguments: ["9", "0", "1000000001", "-5", "+50", "1e3", "", "99999999999999999999"])
    func `a rate that is no number in range is refused`(text: String) throws {
        #expect(throws: CommandLineError.self) { try limits("--tenant-calls=\(text)") }
    }

    @Test
    func `the room of a tenant is given in MiB`() throws {
        var settings = StoreSettings()
        let usual = settings.recordsBytesMax
        try ServeLimits.apply(try line(), to: &settings)
        #expect(settings.recordsBytesMax == usual)
        try ServeLimits.apply(try line("--tenant-mib", "1"), to: &settings)
        #expect(settings.recordsBytesMax == 1_048_576)
        let none = try line("--tenant-mib", "0")
        #expect(throws: CommandLineError.self) { try ServeLimits.apply(none, to: &settings) }
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
        #expect(
            texts.last?.hasSuffix("without it \(StoreSettings().recordsBytesMax >> 20)") == true
        )
    }
}
