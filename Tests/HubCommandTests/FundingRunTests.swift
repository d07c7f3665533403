import HubServerKit
import HubService
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

/// A training officer with the built command: funding.
struct FundingRunTests {
    private let home: TemporaryDirectory
    private let hub: TestHub

    init() throws {
        home = try TemporaryDirectory()
        hub = try TestHub(kind: .example)
        try hub.writeBundle(home.path)
        let run = try whub("context", "add", "a", "--hub=\(hub.address)", "--bundle=\(home.path)")
        #expect(run.exit == .code(0), "\(run.error)")
        let file = Array("Employee number,Course,Date completed\nE1,Fire safety,01/02/2020\n".utf8)
        try LocalFile.replace(home.file("t.csv"), with: file.span)
        let kept = try whub("training", "import", home.file("t.csv"), "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
    }

    private func whub(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun("whub", arguments, home: home, input: "")
    }

    private func fund(_ more: String...) throws -> ProgramRun {
        let arguments = [
            "training", "fund", "E1", "--course", "level-2-adult-social-care-certificate",
            "--qualification", "--first-paid", "01/05/2025", "--started", "12/05/2025",
        ]
        return try ProgramRun("whub", arguments + more, home: home, input: "")
    }

    @Test
    func `a claim of 2025-26 is recorded, granted and paid`() throws {
        let number = try fund("--answers", "insurance-number=AB123456C", "--yes")
        #expect(number.exit == .code(2) && number.error.contains("Nothing was sent"))
        #expect(!number.error.contains("AB123456C"))
        let other = try fund("--answers", "shoe-size=yes", "--yes")
        #expect(other.exit == .code(2) && other.error.contains("care-staff"))
        let kept = try fund("--answers", "care-staff=yes,regulated=no", "--yes")
        #expect(kept.exit == .code(0), "\(kept.error)")
        #expect(kept.error.contains("start: lapsed, last day 12 August 2025"))
        let list = try whub("training", "claims", "-o", "csv")
        let id = String(try #require(list.output.split(separator: "\r\n").last).prefix(36))
        try refuses(id)
        let sent = try whub(
            "training",
            "claim",
            id,
            "--part",
            "start",
            "--amount",
            "924",
            "--on",
            "12/08/2025",
            "--evidence",
            "invoice 17",
            "--yes"
        )
        #expect(sent.exit == .code(0), "\(sent.error)")
        let claimed = try whub("training", "claims", "--state", "claimed", "-o", "csv")
        #expect(claimed.output.contains("924") && claimed.output.contains("invoice 17"))
        let refused = try whub(
            "training",
            "settle-claim",
            id,
            "--part",
            "start",
            "--decided",
            "01/09/2025",
            "--as",
            "refused",
            "--paid",
            "08/09/2025",
            "--yes"
        )
        #expect(refused.exit != .code(0) && refused.error.contains("what is refused is not paid"))
        try settles(id)
    }

    private func refuses(_ id: String) throws {
        let more = try whub(
            "training",
            "claim",
            id,
            "--part",
            "start",
            "--amount",
            "924.01",
            "--on",
            "01/06/2025",
            "--yes"
        )
        #expect(more.exit != .code(0) && more.error.contains("TRNG-0174"))
        let late = try whub(
            "training",
            "claim",
            id,
            "--part",
            "start",
            "--amount",
            "924",
            "--on",
            "13/08/2025",
            "--yes"
        )
        #expect(late.exit != .code(0) && late.error.contains("TRNG-0173"))
    }

    private func settles(_ id: String) throws {
        let paid = try whub(
            "training",
            "settle-claim",
            id,
            "--part",
            "start",
            "--decided",
            "01/09/2025",
            "--as",
            "granted",
            "--paid",
            "08/09/2025",
            "--yes"
        )
        #expect(paid.exit == .code(0) && paid.error.contains("The claim is paid"))
        let closed = try whub("training", "claims", "--state", "closed", "-o", "json")
        #expect(closed.output.contains("\"paid\""))
        #expect(try whub("training", "claims", "--lapsing", "30d").output.contains("No claim"))
        #expect(try whub("training", "claims", "--lapsing", "0").exit == .code(2))
    }

    @Test
    func `rates are listed, loaded by the region alone, and places are counted`() throws {
        let rates = try whub("training", "rates", "-o", "csv")
        #expect(rates.output.contains("1540") && rates.output.contains("2024-25"))
        let load = try whub(
            "training",
            "load-rate",
            "example-course",
            "--scheme",
            "ldss",
            "--edition",
            "2026-27",
            "--amount",
            "100",
            "--start-percent",
            "60",
            "--paid-from",
            "01/04/2026",
            "--paid-until",
            "31/03/2027",
            "--window-months",
            "3",
            "--source",
            "Invented",
            "--yes"
        )
        #expect(load.exit != .code(0) && load.error.contains("GATE-0201"))
        let set = try whub(
            "training",
            "set-places",
            "leaders",
            "--programme",
            "Leaders",
            "--on",
            "01/02/2025",
            "--offered",
            "24",
            "--taken",
            "19",
            "--yes"
        )
        #expect(set.exit == .code(0), "\(set.error)")
        let places = try whub("training", "places", "-o", "csv")
        #expect(places.output.contains("leaders,Leaders,2025-02-01,24,19,5"))
        let many = try whub(
            "training",
            "set-places",
            "leaders",
            "--programme",
            "Leaders",
            "--on",
            "01/02/2025",
            "--offered",
            "many",
            "--taken",
            "19",
            "--yes"
        )
        #expect(many.exit == .code(2))
    }
}
