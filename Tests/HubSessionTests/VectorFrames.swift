import HubSession
import HubVectorKit
import HubWire

/// The name of a type of frame as vectors write it.
func vectorName(_ type: FrameType) -> String {
    switch type {
    case .hello: "HELLO"
    case .call: "CALL"
    case .message: "MESSAGE"
    case .result: "RESULT"
    case .cancel: "CANCEL"
    case .credit: "CREDIT"
    case .ping: "PING"
    case .pong: "PONG"
    case .goAway: "GOAWAY"
    case .end: "END"
    default: "\(type.rawValue)"
    }
}

/// What is wrong with frames that came, compared with those a script expects; CREDIT apart.
func vectorFaults(_ came: [Frame], _ expected: VectorValue) throws -> [String] {
    let came = came.filter { $0.head.type != .credit }
    let wanted = expected.items
    let names = came.map { "\(vectorName($0.head.type)) \($0.head.stream) \(detail($0))" }
    let wantedNames = wanted.map { "\($0["type"].text ?? "") \($0["stream"].number ?? -1)" }
    guard came.count == wanted.count else { return ["came \(names), expected \(wantedNames)"] }
    var faults: [String] = []
    for (frame, item) in zip(came, wanted) {
        let name = item["type"].text ?? "\(item["type"].number ?? -1)"
        let stream = item["stream"].number
        guard vectorName(frame.head.type) == name, Int(frame.head.stream) == stream else {
            return ["came \(names), expected \(wantedNames)"]
        }
        if item["payload"].exists, frame.payload != (try item["payload"].bytes()) {
            faults.append("another payload of \(name) \(frame.head.stream)")
        }
        if item["status"].exists {
            let status = try Status(decoding: frame.payload)
            faults += vectorFaults(status, item["status"])
        }
        if item["goaway"].exists {
            faults += vectorFaults(try GoAway(decoding: frame.payload), item["goaway"])
        }
    }
    return faults
}

/// What is wrong with a status, as far as a script says.
func vectorFaults(_ status: Status, _ expected: VectorValue) -> [String] {
    var faults: [String] = []
    func compare(_ name: String, _ value: Int) {
        guard let wanted = expected[name].number, wanted != value else { return }
        faults.append("\(name) of the status is \(value), expected \(wanted)")
    }
    compare("code", Int(status.code.rawValue))
    compare("retry", Int(status.retry.rawValue))
    compare("applied", Int(status.applied.rawValue))
    if let reason = expected["reason"].text, !reason.utf8.elementsEqual(status.reason.utf8) {
        faults.append("the reason is \(status.reason), expected \(reason)")
    }
    if expected["retry_after"].isTrue, status.retryAfterMs == 0 {
        faults.append("retry_after_ms is missing")
    }
    return faults
}

private func vectorFaults(_ goAway: GoAway, _ expected: VectorValue) -> [String] {
    var faults: [String] = []
    if let code = expected["code"].text, !goAway.message.hasPrefix("\(code): ") {
        faults.append("GOAWAY says \(goAway.message), expected \(code)")
    }
    if let reason = expected["reason"].number, reason != Int(goAway.reason.rawValue) {
        faults.append("the reason of GOAWAY is \(goAway.reason), expected \(reason)")
    }
    if let last = expected["last_stream"].number, last != Int(goAway.lastStream) {
        faults.append("GOAWAY names stream \(goAway.lastStream), expected \(last)")
    }
    return faults
}

private func detail(_ frame: Frame) -> String {
    do {
        switch frame.head.type {
        case .goAway: return "(\(try GoAway(decoding: frame.payload).message))"
        case .result: return "(\(try Status(decoding: frame.payload).reason))"
        default: return ""
        }
    } catch {
        return "(not readable)"
    }
}
