"""Scripts of HELLO, anonymous clients and bad frames: sections 3, 4 and 19."""

from .building import (PING, ROWS, Script, call, event, frame, head, hello, hello_frame,
                       message_frame, ok_frame, refused_frame, segments, u32)
from .fields import text
from .script_parts import (ANSWER, FLOOR, PAYLOAD, call_events, goaway, open_call, ping_call,
                           whole_call)


def build_hello():
    """Section 4."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    script("hello-exchange", "4", "each side greets", live=True)
    one = script("hello-server-does-not-wait", "4",
                 "the server greets before it has seen the client's HELLO", live=True,
                 greeted=False)
    one.expect([hello_frame()])
    one = script("hello-pipelined", "4", "HELLO, call and message in one go", live=True,
                 greeted=False)
    one.send("HELLO, CALL 1 Ping, MESSAGE END", hello(), ping_call(1)).answer(1, ANSWER)
    one.expect([hello_frame(), message_frame(1, ANSWER), ok_frame(1)], call_events(1))
    one = script("hello-byte-by-byte", "3", "frames may be cut anywhere", live=True, greeted=False)
    for byte in hello() + ping_call(1):
        one.send("one byte", bytes([byte]))
    one.answer(1, ANSWER)
    one.expect([hello_frame(), message_frame(1, ANSWER), ok_frame(1)], call_events(1))
    one = script("hello-unknown-field", "4", "unknown fields of Hello are skipped", live=True,
                 greeted=False)
    one.send("HELLO with field 90", frame("HELLO", 0, text(90, "later"))).expect([hello_frame()])
    whole_call(one, 1)
    one = script("hello-missing", "8", "the client's HELLO has 5 s from the end of TLS",
                 greeted=False)
    one.expect([hello_frame()]).advance(4_999).expect().advance(1).breach("WIRE-0602", 0)
    one = script("hello-missing-live", "8", "a client that says nothing is sent away", live=True,
                 greeted=False)
    one.expect([hello_frame()]).advance(7_000).breach("WIRE-0602", 0)
    one = script("hello-last-byte-missing", "8", "the clock runs to the last byte of HELLO",
                 greeted=False)
    one.send("HELLO but its last byte", hello(message_bytes_max=65_536)[:-1])
    one.expect([hello_frame()]).advance(5_000).breach("WIRE-0602", 0)
    one = script("hello-in-time", "8", "4,999 ms are in time", greeted=False)
    one.expect([hello_frame()]).advance(4_999).send("HELLO", hello()).advance(2).expect()
    one = script("hello-later-minor", "4", "a client of a later minor version is served as of this",
                 live=True, greeted=False)
    one.send("HELLO, minor 9", frame("HELLO", 0, b"\x08\x09")).expect([hello_frame()])
    whole_call(one, 1)
    one = script("hello-streams-max-of-client", "4", "a client's streams_max is not looked at",
                 layer="call", greeted=False)
    one.send("HELLO", hello(streams_max=100)).expect([hello_frame()])
    one.send("CALL 1 to 17", *(frame("CALL", number, call(PING)) for number in range(1, 18)))
    one.expect([refused_frame(17, "CALL-0101", pause=True)], [
        event("call", number, method=PING) for number in range(1, 17)])
    first = {
        "call": frame("CALL", 1, call(PING)), "ping": frame("PING", 0, bytes(8)),
        "credit": frame("CREDIT", 0, u32(1)), "goaway": goaway("DRAINING"),
        "extension": frame(128, 0, b"x"),
    }
    for name, data in first.items():
        one = script(f"hello-first-is-{name}", "4", "the client's first frame is HELLO", live=True,
                     greeted=False)
        one.send(name, data).breach("WIRE-0401", 0, before=[hello_frame()])
    one = script("hello-twice", "4", "a second HELLO", live=True)
    one.send("HELLO", hello()).breach("WIRE-0402", 0)
    one = script("hello-not-readable", "4", "a HELLO that is no message", live=True, greeted=False)
    one.send("HELLO", frame("HELLO", 0, b"\x0a\x05ab")).breach("WIRE-0403", 0,
                                                               before=[hello_frame()])
    for name in ("stream_credit_bytes", "connection_credit_bytes"):
        one = script(f"hello-{name.split('_')[0]}-credit-over", "4", "credit above 2^31 - 1",
                     live=True, greeted=False)
        one.send("HELLO", hello(**{name: 2**31})).breach("WIRE-0306", 0, before=[hello_frame()])
    one = script("hello-credit-most", "4", "credit of 2^31 - 1", live=True, greeted=False)
    one.send("HELLO", hello(stream_credit_bytes=2**31 - 1, connection_credit_bytes=2**31 - 1))
    one.expect([hello_frame()])
    whole_call(one, 1)
    one = script("hello-lower-than-floor", "4", "a lower announcement counts as the floor",
                 greeted=False)
    one.send("HELLO of 1 byte each", hello(message_bytes_max=1, stream_credit_bytes=1,
                                           connection_credit_bytes=1)).expect([hello_frame()])
    open_call(one, 1, ROWS)
    one.service("message", 1, b"\xaa" * 65_523).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * 65_523), message_frame(1, b"\xbb")])
    one = script("hello-raises-floor", "4", "announced credit is absolute, not added to the floor",
                 greeted=False)
    one.send("HELLO with stream credit 131,096", hello(stream_credit_bytes=131_096))
    one.expect([hello_frame()])
    open_call(one, 1, ROWS)
    for mark in (b"\xa1", b"\xa2", b"\xa3"):
        one.service("message", 1, mark * FLOOR)
    one.expect([message_frame(1, b"\xa1" * FLOOR), message_frame(1, b"\xa2" * FLOOR)])
    one.send("CREDIT 1 on stream 1", frame("CREDIT", 1, u32(1)))
    one.expect([message_frame(1, b"\xa3" * FLOOR)])
    anonymous(script)
    return [one.value for one in out]


def anonymous(script):
    """The caps of clients without a valid certificate."""
    one = script("anonymous-calls", "2", "three calls in the life of a connection",
                 client="anonymous")
    for stream in (1, 2, 3):
        whole_call(one, stream)
    one.send("CALL 4", frame("CALL", 4, call(PING))).expect(
        [refused_frame(4, "CALL-0102")])
    one = script("anonymous-time", "8", "30 s in all, whatever goes on", client="anonymous")
    one.advance(29_999)
    whole_call(one, 1)
    one.advance(1).breach("WIRE-0607", 1)
    one = script("anonymous-message-at-limit", "2", "payloads of 16 KiB", client="anonymous")
    open_call(one, 1)
    one.send("MESSAGE of 16,384", frame("MESSAGE", 1, b"\x5a" * 16_384))
    one.expect([], [event("message", 1, payload=segments(b"\x5a" * 16_384))])
    one = script("anonymous-message-over", "2", "16 KiB and a byte", client="anonymous")
    open_call(one, 1)
    one.send("head of 16,385", head("MESSAGE", 16_385, 1)).breach(
        "WIRE-0102", 1, [event("cancel", 1)])


def build_frames():
    """Section 3, on a connection, and section 19."""
    out = []
    bad = {
        "length-7": (frame("PING", 0, b"", length=7), "WIRE-0101"),
        "length-0": (bytes(4), "WIRE-0101"),
        "reserved": (frame("PING", 0, bytes(8), reserved=1), "WIRE-0103"),
        "flag": (frame("PING", 0, bytes(8), flags=2), "WIRE-0104"),
        "end-on-ping": (frame("PING", 0, bytes(8), end=True), "WIRE-0105"),
        "type-0": (frame(0, 0), "WIRE-0106"), "type-11": (frame(11, 0), "WIRE-0106"),
        "type-127": (frame(127, 0), "WIRE-0106"),
        "result": (frame("RESULT", 1), "WIRE-0107"),
        "ping-on-stream": (frame("PING", 1, bytes(8)), "WIRE-0108"),
        "call-on-0": (frame("CALL", 0, call(PING)), "WIRE-0108"),
        "message-on-0": (frame("MESSAGE", 0, PAYLOAD), "WIRE-0108"),
        "ping-of-7": (frame("PING", 0, bytes(7)), "WIRE-0109"),
        "credit-of-3": (frame("CREDIT", 0, bytes(3)), "WIRE-0109"),
        "cancel-of-1": (frame("CANCEL", 1, b"x"), "WIRE-0109"),
        "end-of-1": (frame("END", 1, b"x"), "WIRE-0109"),
        "call-over": (head("CALL", 16_385, 1), "WIRE-0102"),
        "hello-over": (head("HELLO", 16_385), "WIRE-0102"),
        "goaway-over": (head("GOAWAY", 4_097), "WIRE-0102"),
        "message-huge": (head("MESSAGE", 2**31, 1), "WIRE-0102"),
        "extension-over": (head(200, 16_385), "WIRE-0102"),
    }
    for name, (data, code) in bad.items():
        one = Script(f"frame-{name}", "3", "refused on a connection", live=True)
        out.append(one.send(name, data).breach(code, 0))
    one = Script("frame-breach-ends-all", "9", "after a breach nothing more is looked at",
                 live=True)
    one.send("type 11, then a call", frame(11, 0), ping_call(1)).breach("WIRE-0106", 0)
    out.append(one)
    one = Script("frame-breach-names-last-stream", "9", "open calls have an unknown outcome")
    open_call(one, 1)
    one.send("type 11", frame(11, 0)).breach("WIRE-0106", 1, [event("cancel", 1)])
    out.append(one)
    one = Script("extension-ignored", "19", "unknown types from 128 on, on any stream", live=True)
    one.send("types 128, 255 and 130", frame(128, 0, b"abc"),
             frame(255, 4_000_000_000, b"\x5a" * 16_384), frame(130, 1, b"", end=True)).expect()
    out.append(whole_call(one, 1))
    one = Script("extension-gives-credit-back", "19",
                 "70 extensions of 16 KiB are more than the connection's credit", live=True)
    for _ in range(70):
        one.send("type 200", frame(200, 0, b"\x5a" * 16_384))
    one.expect([], accounts=[{"stream": 0, "at_least": 524_288}])
    out.append(whole_call(one, 1))
    one = Script("extension-charged", "19", "an extension needs connection credit")
    one.service("withhold")
    for _ in range(64):
        one.send("type 128", frame(128, 0, b"\x5a" * 16_384))
    one.expect().send("type 128", frame(128, 0)).breach("WIRE-0302", 0)
    out.append(one)
    return [one.value for one in out]
