import HubTestMessages
import HubWire

/// One input of the fuzzer: whatever the bytes are, nothing traps, and what is read once is read
/// again the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
    let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    if let message = try? Everything(decoding: bytes) {
        checkBinary(message)
        checkJSON(message)
    }
    _ = try? Everything(decoding: bytes, rules: .strict)
    _ = try? CallHeader(decoding: bytes, rules: .strictHeader)
    if let message = try? Everything(json: bytes) { checkBinary(message) }
    _ = Method(name: bytes.span)
    return 0
}

/// What was decoded is encoded to bytes that decode to the same bytes.
///
/// Bytes are compared, because a message with a NaN is not equal to itself.
private func checkBinary(_ message: Everything) {
    let bytes = message.encoded()
    precondition((try? Everything(decoding: bytes))?.encoded() == bytes, "binary round trip")
}

/// The canonical JSON, where there is one, reads back to what gives the same JSON.
private func checkJSON(_ message: Everything) {
    _ = message.jsonString(pretty: true)
    guard let text = try? message.json() else { return }
    precondition((try? Everything(json: text).json()) == text, "JSON round trip")
}
