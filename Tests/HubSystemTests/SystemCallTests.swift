import HubSystem
import HubTestKit
import Testing

struct SystemCallTests {
    @Test
    func `a call that a signal interrupts is made again`() throws {
        var attempts = 0
        let answer: Int = try systemCall("read") {
            attempts += 1
            return attempts < 4 ? failingCall(ErrorNumber.interrupted) : 7
        }
        #expect(answer == 7)
        #expect(attempts == 4)
    }

    @Test
    func `a call that would wait is no failure where waiting is not wanted`() throws {
        var attempts = 0
        let answer = try systemCallIfReady("read") {
            attempts += 1
            return failingCall(attempts == 1 ? ErrorNumber.interrupted : ErrorNumber.wouldBlock)
        }
        #expect(answer == nil)
        #expect(attempts == 2)
        #expect(throws: SystemError(number: ErrorNumber.wouldBlock, call: "read")) {
            let _: Int = try systemCall("read") { failingCall(ErrorNumber.wouldBlock) }
        }
    }

    @Test
    func `any other failure carries its number and its call`() {
        let expected = SystemError(number: ErrorNumber.reset, call: "recv")
        #expect(throws: expected) {
            try systemCallIfReady("recv") { failingCall(ErrorNumber.reset) }
        }
        #expect(expected.description == "recv: Connection reset by peer")
        #expect(!expected.isBrokenPipe && !expected.isMissing)
    }
}
