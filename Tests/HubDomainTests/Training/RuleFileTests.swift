import HubText
import Testing

@testable import HubDomain

/// A council's own rules as a file.
struct RuleFileTests {
    private static let today = Day(year: 2025, month: 6, day: 15) ?? .first
    private let catalogue: TrainingCatalogue

    init() throws { catalogue = try TrainingCatalogue.shipped() }

    private func read(_ text: String) -> (file: RuleFile, findings: [Finding]) {
        RuleFile.read(
            Array(text.utf8),
            topics: Set(catalogue.topics.map(\.code)),
            policy: RecordPolicy(today: Self.today)
        )
    }

    private func errors(_ rows: String...) -> [String] {
        let head = "Kind,Rule,Topics,Who,Basis,Organisations,From,Until,Months,Unless,Grace days,"
        let text = ([head + "Warning days,Trigger,Evidence"] + rows).joined(separator: "\n")
        return read(text).findings.filter { $0.severity == .error }.map {
            "\($0.place.row ?? 0) \($0.place.columnName ?? "") \($0.reason ?? "")"
        }
    }

    @Test(arguments: [ProfileID.guide2024, .before2024])
    func `what is written is read again, and is the same`(profile: ProfileID) throws {
        let rules = try #require(catalogue.profile(profile)).rules
        let bytes = RuleFile(rules: rules).bytes
        let (file, findings) = RuleFile.read(
            bytes,
            topics: Set(catalogue.topics.map(\.code)),
            policy: RecordPolicy(today: Self.today)
        )
        #expect(findings.isEmpty)
        // Sources are of the published profile alone.
        let plain = rules.map { rule in
            var rule = rule
            rule.sources = []
            return rule
        }
        #expect(file.rules == plain)
        #expect(RuleFile(rules: file.rules).bytes == bytes)
    }

    @Test
    func `roles, employer types, days, grace and events are read`() throws {
        let text = """
            Kind,Rule,Topics,Who,Basis,Organisations,From,Until,Months,Unless,Grace days,Trigger
            rule,c1,fire-safety,main:care-worker|driver,employer,types:1|6,01/02/2025,,12,,30,
            ,c2,oral-health,pathway:1|2,,,,,once,,,
            event,e1,fire-safety,,,,01/06/2025,30/06/2025,,,,risk

            """
        let (file, findings) = read(text)
        #expect(findings.filter { $0.severity == .error }.isEmpty)
        let first = try #require(file.rules.first)
        #expect(first.roles == .mainRoles(["care-worker", "driver"]))
        #expect(first.organisations == .employerTypes([.localAuthorityAdult, .privateSector]))
        #expect(first.graceDays == 30 && first.basis == .employer)
        #expect(first.refresh.interval?.months == 12)
        #expect(file.rules.last?.refresh == .once)
        let event = try #require(file.cuts.first)
        #expect(event.cut.trigger == .risk && event.cut.countsUntil.iso == "2025-06-30")
        #expect(read(String(decoding: file.bytes, as: UTF8.self)).file == file)
    }

    @Test
    func `each wrong cell is told by its row and column`() {
        #expect(errors("rule,a,fire-safety,everyone,,,,,12,,,,,").isEmpty)
        #expect(errors("rule,a b,fire-safety,everyone,,,,,12,,,,,") == ["2 Rule TRNG-0196"])
        #expect(errors("rule,a,fire-safety,nobody,,,,,12,,,,,") == ["2 Who TRNG-0196"])
        #expect(errors("rule,a,fire-safety,main:,,,,,12,,,,,") == ["2 Rule TRNG-0120"])
        #expect(errors("rule,a,swimming,everyone,,,,,12,,,,,") == ["2 Rule TRNG-0101"])
        #expect(errors("rule,a,,everyone,,,,,12,,,,,") == ["2 Topics TRNG-0196"])
        #expect(errors("rule,a,fire-safety,everyone,,,,,601,,,,,") == ["2 Months TRNG-0196"])
        #expect(errors("rule,a,fire-safety,everyone,,,,,600,,,,,").isEmpty)
        #expect(errors("rule,a,fire-safety,everyone,law,,,,12,,,,,") == ["2 Basis TRNG-0196"])
        #expect(errors("rule,a,fire-safety,everyone,,some,,,12,,,,,").count == 1)
        #expect(errors("rule,a,fire-safety,everyone,,,31/02/2025,,12,,,,,").count == 1)
        #expect(errors("rule,a,fire-safety,everyone,,,,,12,,3651,,,").count == 1)
        #expect(errors("rule,a,fire-safety,everyone,,,,,12,,,731,,").count == 1)
        #expect(errors("thing,a,fire-safety,everyone,,,,,12,,,,,").count == 1)
        #expect(errors("event,a,fire-safety,,,,,,,,,,risk,").count == 1)
        #expect(errors("event,a,fire-safety,,,,01/02/2025,,,,,,luck,").count == 1)
        let row = "rule,a,fire-safety,everyone,,,,,12,,,,,"
        #expect(errors(row, row) == ["2 Rule TRNG-0122"])
    }

    @Test
    func `a file that is none is one finding`() {
        for text in ["", "\u{0}\u{1}", "A,B\n1,2\n"] {
            let (file, findings) = read(text)
            #expect(file.rules.isEmpty && findings.contains { $0.severity == .error }, "\(text)")
        }
        let long = [UInt8](repeating: 0x61, count: RuleFile.bytesMax + 1)
        let told = RuleFile.read(long, topics: [], policy: RecordPolicy(today: Self.today))
        #expect(told.findings.count == 1)
    }
}
