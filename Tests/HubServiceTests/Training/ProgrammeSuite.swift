import HubClient
import HubDomain
import HubSystem
import HubTestKit
import HubText
import HubWire
import Testing

@testable import HubService

/// A hub with two or more workers, and a steward who records programmes of them.
struct ProgrammeServed {
    let served: ServedTraining
    let calls: TrainingCalls
    let steward: ProgrammeServiceClient
    let today: Day

    // Each worker with the team, such as `E1,Blue`.
    init(_ workers: String...) throws {
        served = try ServedTraining()
        calls = served.calls
        steward = ProgrammeServiceClient(served.channel)
        let now = HubClock.system.instant.microseconds
        today = try #require(LondonTime.day(atMicroseconds: now))
        let rows = workers.map { "\($0),Oral health,01/02/2020,,," }
        try calls.keep(TrainingCalls.file(rows))
    }
}

/// A suite about programmes over a connection.
protocol ProgrammeSuite {
    /// The hub of the suite.
    var hub: ProgrammeServed { get }
}

extension ProgrammeSuite {
    var served: ServedTraining { hub.served }
    var calls: TrainingCalls { hub.calls }
    var steward: ProgrammeServiceClient { hub.steward }
    var today: Day { hub.today }

    /// The day so many days from today.
    func iso(_ step: Int) -> String { today.advanced(by: step)?.iso ?? "" }

    func certificate(
        _ worker: String = "E1",
        _ change: (inout Programme) -> Void = { _ in }
    ) -> Programme {
        var one = Programme(worker: worker, kind: .careCertificate, edition: "2025")
        one.started = iso(-100)
        change(&one)
        return one
    }

    func apprenticeship(
        _ title: String,
        _ change: (inout Programme) -> Void = { _ in }
    ) -> Programme {
        var one = Programme(worker: "E1", kind: .apprenticeship, title: title)
        one.started = iso(-100)
        change(&one)
        return one
    }

    func step(_ number: UInt32, _ day: Int = -50) -> ProgrammeStep {
        ProgrammeStep(kind: .standard, number: number, day: iso(day))
    }

    func save(
        _ programmes: Programme...,
        base: UInt64 = 0,
        adds: Bool = false
    ) throws(ClientError) -> SaveProgrammesResponse {
        let changes = programmes.map { ProgrammeChange(programme: $0, baseRevision: base) }
        return try steward.saveProgrammes(SaveProgrammesRequest(changes: changes, adds: adds))
    }

    /// All programmes of a worker, or of all; the ended ones too.
    func all(_ worker: String = "") throws(ClientError) -> [Programme] {
        var request = ListProgrammesRequest(worker: worker)
        request.withEnded = true
        return try steward.listProgrammes(request).programmes
    }

    func refusal<Answer>(_ call: () throws(ClientError) -> Answer) -> ClientError? {
        do throws(ClientError) {
            _ = try call()
            return nil
        } catch {
            return error
        }
    }
}
