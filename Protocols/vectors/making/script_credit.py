"""Scripts of flow control: section 6."""

from .building import (ROWS, Script, event, frame, hello, hello_frame, message_frame, ok_frame,
                       refused_frame, segments, status, u32)
from .script_parts import FLOOR, alive, open_call, whole_call


def build_credit():
    """Section 6."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    message = lambda size, stream=1: frame("MESSAGE", stream, b"\x5a" * size)  # noqa: E731
    told = lambda size, stream=1: event(  # noqa: E731
        "message", stream, payload=segments(b"\x5a" * size))
    one = script("credit-worked-example", "6", "the worked example of section 6")
    open_call(one, 1)
    one.send("MESSAGE 50,000", message(50_000)).expect([], [told(50_000)])
    one.send("MESSAGE 65,536 at 15,524", message(FLOOR)).expect([], [told(FLOOR)])
    one.service("took", 1).expect(accounts=[{"stream": 1, "at_least": 32_769},
                                            {"stream": 0, "at_least": 524_289}])
    one.send("MESSAGE 65,536 after credit", message(FLOOR)).expect([], [told(FLOOR)])
    one = script("credit-overrun", "6", "MESSAGE below zero")
    open_call(one, 1)
    one.send("50,000; 65,536; one more", message(50_000), message(FLOOR), message(0))
    one.breach("WIRE-0301", 1, [told(50_000), told(FLOOR), event("cancel", 1)])
    one = script("credit-at-zero", "6", "MESSAGE at exactly zero")
    open_call(one, 1)
    one.send("MESSAGE 65,524 leaves zero", message(65_524)).expect([], [told(65_524)])
    one.send("empty MESSAGE", message(0)).breach("WIRE-0301", 1, [event("cancel", 1)])
    one = script("credit-at-one", "6", "one byte of credit is enough for the largest message")
    open_call(one, 1)
    one.send("MESSAGE 65,523 leaves one", message(65_523)).expect([], [told(65_523)])
    one.send("MESSAGE 65,536", message(FLOOR)).expect([], [told(FLOOR)])
    one = script("credit-head-costs", "6", "an empty message costs 12",
                 limits={"stream_credit_bytes": 65_544})
    open_call(one, 1).send("65,520 leaves 12; an empty one leaves 0", message(65_520), message(0))
    one.expect([], [told(65_520), told(0)])
    one.send("empty MESSAGE", message(0)).breach("WIRE-0301", 1, [event("cancel", 1)])
    one = script("credit-each-stream", "6", "streams have accounts of their own")
    open_call(open_call(one, 1), 2)
    one.send("65,536 on 1, 65,536 on 2", message(FLOOR), message(FLOOR, 2))
    one.expect([], [told(FLOOR), told(FLOOR, 2)])
    one.send("one more on 2", message(0, 2)).breach(
        "WIRE-0301", 2, [event("cancel", 1), event("cancel", 2)])
    one = script("credit-connection-overrun", "6", "the connection's account below zero",
                 limits={"stream_credit_bytes": 4_194_304, "message_bytes_max": 1_048_576})
    open_call(one, 1).service("withhold")
    one.send("MESSAGE 1 MiB", message(1_048_576)).expect([], [told(1_048_576)])
    one.send("empty MESSAGE", message(0)).breach("WIRE-0302", 1, [event("cancel", 1)])
    one = script("credit-connection-at-zero", "6", "the connection's account at exactly zero",
                 limits={"stream_credit_bytes": 4_194_304, "message_bytes_max": 1_048_576})
    open_call(one, 1).service("withhold")
    one.send("MESSAGE of 1,048,564", message(1_048_564)).expect([], [told(1_048_564)])
    one.send("empty MESSAGE", message(0)).breach("WIRE-0302", 1, [event("cancel", 1)])
    one = script("credit-connection-overrun-ended", "6",
                 "messages for ended streams are charged too",
                 limits={"message_bytes_max": 1_048_576})
    whole_call(one, 1).service("withhold")
    one.send("MESSAGE 1 MiB on 1", message(1_048_576)).expect()
    one.send("empty MESSAGE on 1", message(0)).breach("WIRE-0302", 1)
    one = script("credit-ended-given-back", "6",
                 "20 messages of 64 KiB to an ended stream give connection credit back", live=True)
    whole_call(one, 1)
    for _ in range(20):
        one.send("MESSAGE 64 KiB on 1", message(FLOOR))
    one.expect(accounts=[{"stream": 0, "at_least": 524_288}])
    whole_call(one, 2)
    one = script("credit-slow-consumer", "6",
                 "a stream that nobody takes from does not hold up the others")
    open_call(one, 1)
    one.send("MESSAGE 64 KiB on 1", message(FLOOR)).expect([], [told(FLOOR)])
    for stream in range(2, 14):
        open_call(one, stream)
        one.send("MESSAGE 64 KiB", message(FLOOR, stream))
        one.expect([], [told(FLOOR, stream)], [{"stream": 0, "at_least": 524_288}])
        one.service("result", stream, status(reason="GATE-0201"))
        one.expect([refused_frame(stream, "GATE-0201")])
    whole_call(one, 14)
    grants(script)
    server_sends(script)
    return [one.value for one in out]


def grants(script):
    """CREDIT frames themselves."""
    one = script("credit-0-connection", "6", "CREDIT 0", live=True)
    one.send("CREDIT 0", frame("CREDIT", 0, u32(0))).breach("WIRE-0304", 0)
    one = script("credit-0-stream", "6", "CREDIT 0 on an open stream", live=True)
    open_call(one, 1).send("CREDIT 0", frame("CREDIT", 1, u32(0))).breach(
        "WIRE-0304", 1, [event("cancel", 1)])
    one = script("credit-0-ended", "6", "CREDIT for an ended stream is ignored, even 0", live=True)
    whole_call(one, 1).send("CREDIT 0 on 1", frame("CREDIT", 1, u32(0)))
    alive(one, 1)
    most = 2**31 - 1 - 1_048_576
    one = script("credit-connection-most", "6", "a sum of exactly 2^31 - 1", live=True)
    one.send("CREDIT", frame("CREDIT", 0, u32(most)))
    alive(one, 1).send("CREDIT 1", frame("CREDIT", 0, u32(1))).breach("WIRE-0306", 0)
    one = script("credit-stream-most", "6", "a sum of exactly 2^31 - 1, and one over", live=True)
    open_call(one, 1).send("CREDIT", frame("CREDIT", 1, u32(2**31 - 1 - FLOOR)))
    alive(one, 1).send("CREDIT 1", frame("CREDIT", 1, u32(1))).breach(
        "WIRE-0306", 1, [event("cancel", 1)])
    one = script("credit-unsigned", "6", "2^32 - 1 is no negative number", live=True)
    one.send("CREDIT", frame("CREDIT", 0, u32(2**32 - 1))).breach("WIRE-0306", 0)


def server_sends(script):
    """The server's own messages keep to the client's credit."""
    one = script("credit-server-stream", "6", "the server stops at zero and below")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * FLOOR)])
    one.send("CREDIT 12: zero", frame("CREDIT", 1, u32(12))).expect()
    one.send("CREDIT 1: one", frame("CREDIT", 1, u32(1))).expect([message_frame(1, b"\xbb")])
    one = script("credit-server-connection", "6", "the connection's account counts all streams",
                 greeted=False)
    one.send("HELLO", hello(stream_credit_bytes=4_194_304)).expect([hello_frame()])
    open_call(open_call(one, 1, ROWS), 2, ROWS)
    for place in range(16):
        one.service("message", 1 + place % 2, bytes([place]) * FLOOR)
    one.service("message", 1, b"\xee")
    one.expect([message_frame(1 + place % 2, bytes([place]) * FLOOR) for place in range(16)])
    one.send("CREDIT 192: zero", frame("CREDIT", 0, u32(192))).expect()
    one.send("CREDIT on stream 1 alone", frame("CREDIT", 1, u32(1_000))).expect()
    one.send("CREDIT 1: one", frame("CREDIT", 0, u32(1))).expect([message_frame(1, b"\xee")])
    one = script("credit-result-is-free", "6", "RESULT needs no credit")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR)
    one.service("result", 1, b"").expect([message_frame(1, b"\xaa" * FLOOR), ok_frame(1)])
    one = script("credit-result-waits", "6", "but it comes after the stream's messages")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.service("result", 1, b"").expect([message_frame(1, b"\xaa" * FLOOR)])
    one.send("CREDIT 13", frame("CREDIT", 1, u32(13)))
    one.expect([message_frame(1, b"\xbb"), ok_frame(1)])
    one = script("credit-both-stuck", "6",
                 "both directions below zero: calls, credit and results still pass")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * FLOOR)])
    one.send("MESSAGE 65,536", frame("MESSAGE", 1, b"\x5a" * FLOOR)).expect(
        [], [event("message", 1, payload=segments(b"\x5a" * FLOOR))])
    whole_call(one, 2)
    one.send("CREDIT 13 on 1", frame("CREDIT", 1, u32(13))).expect([message_frame(1, b"\xbb")])
    one = script("credit-not-given-stream", "8", "60 s without stream credit end the call")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * FLOOR)]).advance(30_000)
    whole_call(one, 2).advance(29_999).expect().advance(1)
    one.expect([refused_frame(1, "CALL-0503")], [event("abandon", 1)])
    whole_call(one, 3)
    one = script("credit-not-given-at-zero", "8", "waiting at exactly zero is waiting")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * 65_524).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * 65_524)]).advance(30_000)
    alive(one, 1).advance(30_000).expect([refused_frame(1, "CALL-0503")], [event("abandon", 1)])
    one = script("credit-given-in-time", "8", "credit within 60 s, and an idle stream has no clock")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * FLOOR)]).advance(59_999)
    one.send("CREDIT 13", frame("CREDIT", 1, u32(13))).expect([message_frame(1, b"\xbb")])
    one.advance(59_999).expect()
    one = script("credit-not-given-connection", "8", "60 s without connection credit end it all",
                 greeted=False)
    one.send("HELLO", hello(stream_credit_bytes=4_194_304)).expect([hello_frame()])
    open_call(one, 1, ROWS)
    for place in range(17):
        one.service("message", 1, bytes([place]) * FLOOR)
    one.expect([message_frame(1, bytes([place]) * FLOOR) for place in range(16)])
    one.advance(30_000)
    alive(one, 1).advance(29_999).expect().advance(1).breach("WIRE-0605", 1, [event("cancel", 1)])
