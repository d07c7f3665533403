import HubWire
import Testing

struct FrameHeadTests {
    @Test
    func `a head is written as its byte table says`() {
        var bytes: [UInt8] = []
        FrameHead(.message, stream: 0x0102_0304, payloadBytes: 5, ends: true).append(to: &bytes)
        #expect(bytes == [0, 0, 0, 13, 1, 2, 3, 4, 3, 1, 0, 0])
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 1_048_576, 67_108_864])
    func `a head that was written is read back`(payloadBytes: Int) throws {
        let head = FrameHead(.call, stream: 7, payloadBytes: payloadBytes)
        var bytes: [UInt8] = [9, 9, 9]
        head.append(to: &bytes)
        #expect(FrameHead.read(bytes.span, at: 3) == head)
    }

    @Test(arguments: [0, 1, 7] as [UInt8])
    func `a length below eight is no frame`(length: UInt8) {
        let bytes: [UInt8] = [0, 0, 0, length, 0, 0, 0, 0, 1, 0, 0, 0]
        #expect(FrameHead.read(bytes.span, at: 0) == nil)
    }

    @Test
    func `a length of eight is a frame without a payload`() {
        let bytes: [UInt8] = [0, 0, 0, 8, 0, 0, 0, 0, 10, 0, 0, 0]
        #expect(FrameHead.read(bytes.span, at: 0)?.payloadBytes == 0)
    }

    @Test
    func `the largest length is read without overflow`() {
        let bytes = [UInt8](repeating: 0xFF, count: 12)
        let head = FrameHead.read(bytes.span, at: 0)
        #expect(head?.payloadBytes == Int(UInt32.max) - 8)
        #expect(head?.reserved == 0xFFFF)
        #expect(head?.flags == 0xFF)
    }

    @Test(arguments: [(1, false), (10, false), (127, false), (128, true), (255, true)])
    func `types from 128 on are room to grow`(number: Int, isExtension: Bool) {
        #expect(FrameType(rawValue: UInt8(number)).isExtension == isExtension)
    }
}
