import HubClient
import HubSystem
import HubWire
import Testing

/// Section 16 of the wire's specification.
struct ExitCodeTests {
    @Test(
        arguments: [
            (0, 0), (1, 1), (2, 1), (3, 2), (4, 1), (5, 3), (6, 5), (7, 4), (8, 1), (9, 5), (10, 5),
            (11, 2), (12, 1), (13, 1), (14, 7), (15, 1), (16, 4), (17, 1), (-1, 1),
        ] as [(Int32, Int32)]
    )
    func `each status has its exit code`(status: Int32, exitCode: Int32) {
        let code = ExitCode(StatusCode(rawValue: status), hasViolations: false)
        #expect(code.rawValue == exitCode)
    }

    @Test func `a request whose fields are named has data errors`() {
        #expect(ExitCode(.invalidArgument, hasViolations: true) == .dataErrors)
        #expect(ExitCode(.notFound, hasViolations: true) == .notFound)
    }

    @Test(arguments: [
        (StatusCode.cancelled, Applied.unspecified, RetryClass.never),
        (.unknown, .unspecified, .outcomeUnknown), (.invalidArgument, .no, .never),
        (.deadlineExceeded, .unspecified, .afterPause), (.notFound, .no, .never),
        (.alreadyExists, .no, .never), (.permissionDenied, .no, .never),
        (.resourceExhausted, .no, .afterPause), (.failedPrecondition, .no, .never),
        (.aborted, .no, .never), (.outOfRange, .no, .never), (.unimplemented, .no, .never),
        (.internal, .no, .never), (.unavailable, .no, .afterPause),
        (.unavailable, .unknown, .outcomeUnknown), (.dataLoss, .no, .never),
        (.unauthenticated, .no, .never),
    ])
    func `a status without a class has the usual one`(
        code: StatusCode,
        applied: Applied,
        retry: RetryClass
    ) {
        var status = Status()
        status.code = code
        status.applied = applied
        #expect(ClientError(status).retry == retry)
        status.retry = .now
        #expect(ClientError(status).retry == .now)
    }
}
