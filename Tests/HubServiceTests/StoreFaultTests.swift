import HubStore
import HubWire
import Testing

@testable import HubService

/// What failures of the store are to callers.
struct StoreFaultTests {
    @Test
    func `only two rows with one key are a record that is there already`() {
        let kinds: [(StoreError.Constraint?, Reason)] = [
            (.unique, .alreadyThere), (.foreignKey, .faultOfTheHub), (.check, .faultOfTheHub),
            (.notNull, .faultOfTheHub), (.datatype, .faultOfTheHub), (.other, .faultOfTheHub),
            (nil, .faultOfTheHub),
        ]
        for (kind, reason) in kinds {
            let fault = Fault(StoreError(.constraint, "a table", constraint: kind))
            #expect(fault.reason == reason, "\(String(describing: kind))")
            // What the caller did goes to the caller alone, what the hub did to the log.
            #expect(fault.cause.isEmpty == (reason == .alreadyThere))
        }
    }

    @Test
    func `full lines are the caller's own and write no line of the log for each call`() {
        for code in [StoreError.Code.readsFull, .queueFull] {
            let fault = Fault(StoreError(code, "sixty-four wait"))
            #expect(fault.reason == .storeBusy)
            #expect(fault.cause.isEmpty)
        }
        for code in [StoreError.Code.busy, .tooManyOpen, .memory] {
            let fault = Fault(StoreError(code, "what happened"))
            #expect(fault.reason == .storeBusy)
            #expect(fault.cause.contains("what happened"))
        }
    }

    @Test
    func `what the inside says is never told`() {
        for number in UInt16(1)...26 {
            let error = StoreError(.init(rawValue: number), "planted-inside", currentRevision: 7)
            let fault = Fault(error)
            #expect(!fault.message.contains("planted"), "\(number)")
            #expect(fault.violations.isEmpty && fault.revision == 7, "\(number)")
        }
    }
}
