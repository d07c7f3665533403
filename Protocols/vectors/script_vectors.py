"""Scripts: what a server does when a client sends this and then that. Sections 4 to 10 and 19."""

from building import (PING, ROWS, Script, call, encoded, event, frame, goaway_frame, head,
                      hello, hello_frame, identity, message_frame, ok_frame, refused_frame,
                      segments, status, transport, u32)
from message_vectors import number, text

PAYLOAD = encoded(identity.PingRequest(payload=b"hello"))
ANSWER = encoded(identity.PingResponse(payload=b"hello"))
FLOOR = 65_536


def ping_call(stream, payload=PAYLOAD):
    """A whole unary call in two frames."""
    return frame("CALL", stream, call(PING)) + frame("MESSAGE", stream, payload, end=True)


def call_events(stream, payload=PAYLOAD, method=PING):
    """What the service is told about a whole unary call."""
    return [event("call", stream, method=method),
            event("message", stream, payload=segments(payload)), event("half_close", stream)]


def whole_call(script, stream):
    """Makes a Ping and sees its answer."""
    script.send(f"CALL {stream} Ping, MESSAGE END", ping_call(stream)).answer(stream, ANSWER)
    return script.expect([message_frame(stream, ANSWER), ok_frame(stream)], call_events(stream))


def alive(script, mark):
    """PING and PONG show that the connection lives."""
    data = mark.to_bytes(8, "big")
    return script.send("PING", frame("PING", 0, data)).expect(
        [{"type": "PONG", "stream": 0, "payload": segments(data)}])


def open_call(script, stream, method=PING):
    """Opens a call and sends nothing on it yet."""
    return script.send(f"CALL {stream}", frame("CALL", stream, call(method))).expect(
        [], [event("call", stream, method=method)])


def goaway(reason, text_="bye", last=0):
    """A client's GOAWAY frame."""
    return frame("GOAWAY", 0, encoded(transport.GoAway(
        reason="GO_AWAY_REASON_" + reason, message=text_, last_stream=last)))


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
        [refused_frame(4, "CALL-0102", pause=True)])
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
    one.send("types 128 and 255", frame(128, 0, b"abc"), frame(255, 4_000_000_000, b"\x5a" * 16_384),
             frame(130, 1, b"", end=True)).expect()
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


def build_streams():
    """Section 5."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    one = script("stream-1-2-3", "5", "ids count from 1 without gaps", live=True)
    for stream in (1, 2, 3):
        whole_call(one, stream)
    one = script("stream-first-is-2", "5", "the first id is 1", live=True)
    one.send("CALL 2", frame("CALL", 2, call(PING))).breach("WIRE-0201", 0)
    one = script("stream-gap", "5", "no id is left out", live=True)
    whole_call(one, 1).send("CALL 3", frame("CALL", 3, call(PING))).breach("WIRE-0201", 1)
    one = script("stream-reused", "5", "no id comes again", live=True)
    whole_call(one, 1).send("CALL 1", frame("CALL", 1, call(PING))).breach("WIRE-0201", 1)
    one = script("stream-open-reused", "5", "nor while it is open", live=True)
    open_call(one, 1).send("CALL 1", frame("CALL", 1, call(PING))).breach(
        "WIRE-0201", 1, [event("cancel", 1)])
    late = {
        "message": frame("MESSAGE", 2, PAYLOAD, end=True), "end": frame("END", 2),
        "cancel": frame("CANCEL", 2), "credit": frame("CREDIT", 2, u32(1)),
    }
    for name, data in late.items():
        one = script(f"stream-above-last-{name}", "5", "a frame on an id that was never opened",
                     live=True)
        whole_call(one, 1).send(name, data).breach("WIRE-0203", 1)
    one = script("stream-ended-ignored", "5", "frames on an ended stream are ignored", live=True)
    whole_call(one, 1).send(
        "MESSAGE, END, CANCEL, CREDIT on 1", frame("MESSAGE", 1, PAYLOAD), frame("END", 1),
        frame("CANCEL", 1), frame("CREDIT", 1, u32(2**31 - 1)),
        frame("MESSAGE", 1, PAYLOAD, end=True), frame("END", 1))
    alive(one, 1)
    whole_call(one, 2)
    one = script("stream-result-before-end", "5", "RESULT may come before the client has finished")
    open_call(one, 1).service("result", 1, status(reason="GATE-0201"))
    one.expect([refused_frame(1, "GATE-0201")])
    one.send("MESSAGE 1 END", frame("MESSAGE", 1, PAYLOAD, end=True)).expect()
    whole_call(one, 2)
    half = {
        "message": frame("MESSAGE", 1, PAYLOAD), "end": frame("END", 1),
        "message-end": frame("MESSAGE", 1, b"", end=True),
    }
    for name, data in half.items():
        one = script(f"stream-{name}-after-end", "5", "after END a client sends no message")
        one.send("CALL 1, MESSAGE END", ping_call(1)).expect([], call_events(1))
        one.send(name, data).breach("WIRE-0205", 1, [event("cancel", 1)])
    one = script("stream-call-end", "5", "END on CALL: no messages follow")
    one.send("CALL 1 END", frame("CALL", 1, call(PING), end=True)).expect(
        [], [event("call", 1, method=PING), event("half_close", 1)])
    one.send("END 1", frame("END", 1)).breach("WIRE-0205", 1, [event("cancel", 1)])
    one = script("stream-end-frame", "5", "END as a frame of its own")
    open_call(one, 1).send("MESSAGE 1, END 1", frame("MESSAGE", 1, PAYLOAD), frame("END", 1))
    one.answer(1, ANSWER).expect([message_frame(1, ANSWER), ok_frame(1)], call_events(1)[1:])
    one = script("stream-end-frame-live", "5", "END as a frame of its own", live=True)
    one.send("CALL 1, MESSAGE 1, END 1", frame("CALL", 1, call(PING)),
             frame("MESSAGE", 1, PAYLOAD), frame("END", 1)).answer(1, ANSWER)
    one.expect([message_frame(1, ANSWER), ok_frame(1)], call_events(1))
    cancelling(script)
    one = script("stream-unordered", "10", "calls are answered in any order")
    one.send("CALLs 1 and 2", ping_call(1), ping_call(2)).answer(2, b"\x02").answer(1, b"\x01")
    one.expect([message_frame(2, b"\x02"), ok_frame(2), message_frame(1, b"\x01"), ok_frame(1)],
               call_events(1) + call_events(2))
    one = script("stream-cap", "5", "one call over streams_max")
    for stream in range(1, 17):
        open_call(one, stream)
    one.send("CALL 17 and its message", ping_call(17)).expect(
        [refused_frame(17, "CALL-0101", pause=True)])
    one.service("result", 3, status(reason="CALL-0502")).expect([refused_frame(3, "CALL-0502")])
    whole_call(one, 18)
    one = script("stream-cap-raised", "5", "streams_max as announced", limits={"streams_max": 17})
    for stream in range(1, 18):
        open_call(one, stream)
    one.send("CALL 18", frame("CALL", 18, call(PING))).expect(
        [refused_frame(18, "CALL-0101", pause=True)])
    one = script("stream-cap-counts-handlers", "5",
                 "a stream counts until its handler has stopped, and a cancelled one until RESULT")
    for stream in range(1, 17):
        open_call(one, stream)
    one.send("CANCEL 1", frame("CANCEL", 1)).expect([], [event("cancel", 1)])
    one.send("CALL 17", frame("CALL", 17, call(PING))).expect(
        [refused_frame(17, "CALL-0101", pause=True)])
    one.service("result", 1, status(reason="CALL-0502"), running=True)
    one.expect([refused_frame(1, "CALL-0502")])
    one.send("CALL 18", frame("CALL", 18, call(PING))).expect(
        [refused_frame(18, "CALL-0101", pause=True)])
    one.service("stopped", 1)
    whole_call(one, 19)
    one = script("stream-eof-cancels", "9", "the client's EOF cancels its streams")
    open_call(open_call(one, 1), 2).end_of_input().expect(
        [], [event("cancel", 1), event("cancel", 2)], closed=True)
    one = script("stream-ids-run-out", "5", "near the last id the server drains",
                 settings={"stream_id_drain": 2})
    whole_call(one, 1).send("CALL 2", ping_call(2)).expect(
        [goaway_frame("WIRE-0702", 2)], call_events(2))
    one.answer(2, ANSWER).expect([message_frame(2, ANSWER), ok_frame(2)], closed=True)
    return [one.value for one in out]


def cancelling(script):
    """CANCEL and what may follow it."""
    one = script("stream-cancel", "5", "CANCEL asks; RESULT answers")
    open_call(one, 1).send("CANCEL 1", frame("CANCEL", 1)).expect([], [event("cancel", 1)])
    one.service("result", 1, status(reason="CALL-0502")).expect([refused_frame(1, "CALL-0502")])
    whole_call(one, 2)
    one = script("stream-cancel-after-end", "5", "CANCEL is allowed after END")
    one.send("CALL 1, MESSAGE END, CANCEL", ping_call(1), frame("CANCEL", 1))
    one.expect([], call_events(1) + [event("cancel", 1)])
    one.service("result", 1, status(reason="CALL-0502")).expect([refused_frame(1, "CALL-0502")])
    one = script("stream-cancel-too-late", "15", "once the change stands its outcome is sent")
    one.send("CALL 1, MESSAGE END, CANCEL", ping_call(1), frame("CANCEL", 1))
    one.answer(1, ANSWER).expect([message_frame(1, ANSWER), ok_frame(1)],
                                 call_events(1) + [event("cancel", 1)])
    one = script("stream-after-cancel-ignored", "5", "MESSAGE, END and CANCEL after CANCEL")
    open_call(one, 1).send("CANCEL 1", frame("CANCEL", 1)).expect([], [event("cancel", 1)])
    for _ in range(20):
        one.send("MESSAGE of 64 KiB on 1", frame("MESSAGE", 1, b"\x5a" * FLOOR))
    one.send("END, END, CANCEL on 1", frame("END", 1), frame("END", 1), frame("CANCEL", 1))
    one.expect([], accounts=[{"stream": 0, "at_least": 524_288}])
    one.service("result", 1, status(reason="CALL-0502")).expect([refused_frame(1, "CALL-0502")])
    one = script("stream-cancel-without-credit", "6", "waiting messages do not hold up the RESULT")
    open_call(one, 1, ROWS).service("message", 1, b"\xaa" * FLOOR).service("message", 1, b"\xbb")
    one.expect([message_frame(1, b"\xaa" * FLOOR)])
    one.send("CANCEL 1", frame("CANCEL", 1)).expect([], [event("cancel", 1)])
    one.service("result", 1, status(reason="CALL-0502")).expect([refused_frame(1, "CALL-0502")])


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


def build_clocks():
    """Sections 7 and 8."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    pong = lambda mark: {"type": "PONG", "stream": 0,  # noqa: E731
                         "payload": segments(mark.to_bytes(8, "big"))}
    ping = lambda mark: frame("PING", 0, mark.to_bytes(8, "big"))  # noqa: E731
    one = script("ping-echo", "7", "PONG carries the same 8 bytes", live=True)
    one.send("PING", ping(0x0102030405060708)).expect([pong(0x0102030405060708)])
    one = script("ping-three-strikes", "7", "the third early PING in a row ends the connection",
                 live=True)
    one.send("four PINGs", ping(1), ping(2), ping(3), ping(4))
    one.breach("WIRE-0501", 0, before=[pong(1), pong(2), pong(3)])
    one = script("ping-pace-clears", "7", "a PING that keeps the pause clears the strikes")
    for mark in range(4):
        one.send("three PINGs", ping(mark), ping(mark), ping(mark)).expect([pong(mark)] * 3)
        one.advance(10_000)
    one.expect()
    one = script("ping-at-pace", "7", "10,000 ms are the pause, 9,999 are not")
    one.send("PING", ping(1)).expect([pong(1)])
    for mark in (2, 3):
        one.advance(9_999).send("PING", ping(mark)).expect([pong(mark)])
    one.advance(9_999).send("PING", ping(4)).breach("WIRE-0501", 0)
    one = script("ping-pace-announced", "7", "the pause is what the hub announced",
                 limits={"ping_interval_min_ms": 1_000})
    for mark in range(6):
        one.advance(1_000).send("PING", ping(mark)).expect([pong(mark)])
    one = script("pong-without-ping", "7", "a PONG that answers nothing", live=True)
    one.send("PONG", frame("PONG", 0, bytes(8))).breach("WIRE-0503", 0)
    one = script("ping-of-server", "7", "the server pings after 60 s and goes 20 s later")
    one.advance(59_999).expect().advance(1).expect([{"type": "PING", "stream": 0}])
    one.advance(19_999).expect().advance(1).breach("WIRE-0604", 0)
    one = script("ping-any-byte-is-life", "7", "a byte of anything keeps the connection")
    one.advance(60_000).expect([{"type": "PING", "stream": 0}]).advance(19_999)
    whole_call(one, 1).advance(20_000).expect()
    one = script("frame-slow-head", "8", "a frame has 10 s until its length is known")
    one.send("3 bytes", ping(1)[:3]).advance(9_999).expect().advance(1).breach("WIRE-0603", 0)
    one = script("frame-slow-drip", "8", "dripping does not wind the clock")
    one.send("4 bytes", ping(1)[:4])
    for at in range(4, 12):
        one.advance(1_000).send("1 byte", ping(1)[at:at + 1])
    one.advance(1_999).expect().advance(1).breach("WIRE-0603", 0)
    one = script("frame-slow-large", "8", "a frame of 65,544 has 14,000 ms")
    open_call(one, 1).send("head and a byte", frame("MESSAGE", 1, b"\x5a" * FLOOR)[:13])
    one.advance(13_999).expect().advance(1).breach("WIRE-0603", 1, [event("cancel", 1)])
    one = script("frame-slow-length-known", "8", "the length counts as soon as it is known")
    open_call(one, 1).send("4 bytes", frame("MESSAGE", 1, b"\x5a" * FLOOR)[:4])
    one.advance(13_999).expect().advance(1).breach("WIRE-0603", 1, [event("cancel", 1)])
    one = script("frame-slow-but-in-time", "8", "13,999 ms are in time")
    open_call(one, 1).send("head and a byte", frame("MESSAGE", 1, b"\x5a" * FLOOR)[:13])
    one.advance(13_999).send("the rest", b"\x5a" * (FLOOR - 1)).expect(
        [], [event("message", 1, payload=segments(b"\x5a" * FLOOR))])
    one = script("frame-clock-starts-anew", "8", "each frame has its own clock")
    one.send("PING and 3 bytes", ping(1), ping(2)[:3]).expect([pong(1)]).advance(9_000)
    one.send("the rest, and 3 bytes", ping(2)[3:], ping(3)[:3]).expect([pong(2)]).advance(9_999)
    one.send("the rest", ping(3)[3:]).expect([pong(3)])
    one = script("deadline", "8", "a deadline runs from the CALL's last byte")
    one.send("CALL 1 with 1,000 ms", frame("CALL", 1, call(PING, timeout_ms=1_000)))
    one.expect([], [event("call", 1, method=PING)]).advance(999).expect().advance(1)
    one.expect([], [event("deadline", 1)])
    one.service("result", 1, status(reason="CALL-0501")).expect([refused_frame(1, "CALL-0501")])
    one = script("deadline-clamped", "8", "a longer one is shortened",
                 limits={"deadline_max_ms": 5_000})
    one.send("CALL 1 with 2^32 - 1 ms", frame("CALL", 1, call(PING, timeout_ms=2**32 - 1)))
    one.expect([], [event("call", 1, method=PING)]).advance(5_000)
    one.expect([], [event("deadline", 1)])
    one = script("deadline-absent", "8", "none means the longest", limits={"deadline_max_ms": 5_000})
    open_call(one, 1).advance(4_999).expect().advance(1).expect([], [event("deadline", 1)])
    one = script("certificate-ends", "8", "the connection ends with its certificate",
                 settings={"certificate_ms": 5_000})
    open_call(one, 1).advance(5_000).breach("WIRE-0608", 1, [event("cancel", 1)])
    return [one.value for one in out]


def build_goaway():
    """Section 9."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    one = script("drain-idle", "9", "nothing is open: goodbye")
    whole_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)], closed=True)
    one = script("drain-answers-open-calls", "9", "streams up to last_stream get their RESULT")
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)])
    one.send("MESSAGE 1 END", frame("MESSAGE", 1, PAYLOAD, end=True)).answer(1, ANSWER)
    one.expect([message_frame(1, ANSWER), ok_frame(1)], call_events(1)[1:], closed=True)
    one = script("drain-ignores-later-calls", "9", "ids above last_stream were never looked at")
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)])
    one.send("CALLs 2 and 3, frames on 2", ping_call(2), frame("CANCEL", 2), ping_call(3),
             frame("CREDIT", 9, u32(1))).expect()
    one.service("result", 1, status(reason="GATE-0201"))
    one.expect([refused_frame(1, "GATE-0201")], closed=True)
    one = script("drain-gives-credit-back", "9",
                 "messages above last_stream give connection credit back")
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)])
    one.send("CALL 2", frame("CALL", 2, call(PING)))
    for _ in range(20):
        one.send("MESSAGE 64 KiB on 2", frame("MESSAGE", 2, b"\x5a" * FLOOR))
    one.expect(accounts=[{"stream": 0, "at_least": 524_288}])
    one = script("drain-charges-later-messages", "9",
                 "messages above last_stream need connection credit",
                 limits={"message_bytes_max": 1_048_576})
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)]).service("withhold")
    one.send("CALL 2, MESSAGE 1 MiB", frame("CALL", 2, call(PING)),
             frame("MESSAGE", 2, b"\x5a" * 1_048_576)).expect()
    one.send("empty MESSAGE", frame("MESSAGE", 2)).breach("WIRE-0302", 1, [event("cancel", 1)])
    one = script("drain-ends-in-time", "8", "after 30 s open calls are cancelled")
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)]).advance(29_999)
    one.expect().advance(1).expect([], [event("cancel", 1)])
    one.service("result", 1, status(reason="WIRE-0701"))
    one.expect([refused_frame(1, "WIRE-0701")], closed=True)
    one = script("drain-then-breach", "9", "a second GOAWAY; last_stream does not rise")
    open_call(one, 1).service("drain").expect([goaway_frame("WIRE-0701", 1)])
    one.send("CALL 2, type 11", frame("CALL", 2, call(PING)), frame(11, 0))
    one.breach("WIRE-0106", 1, [event("cancel", 1)])
    one = script("drain-moved", "9", "advice of another address")
    whole_call(one, 1).service("drain", code="WIRE-0705", new_address="hub.example:7443")
    one.expect([goaway_frame("WIRE-0705", 1, address="hub.example:7443")], closed=True)
    one = script("client-leaves-idle", "9", "a client's goodbye", live=True)
    whole_call(one, 1).send("GOAWAY DRAINING", goaway("DRAINING")).expect(closed=True)
    one = script("client-leaves-open", "9", "its open calls are answered", live=True)
    open_call(one, 1).send("GOAWAY DRAINING", goaway("DRAINING")).expect()
    one.send("MESSAGE 1 END", frame("MESSAGE", 1, PAYLOAD, end=True)).answer(1, ANSWER)
    one.expect([message_frame(1, ANSWER), ok_frame(1)], call_events(1)[1:], closed=True)
    one = script("client-leaves-then-calls", "9", "CALL after the client's own GOAWAY", live=True)
    open_call(one, 1).send("GOAWAY DRAINING, CALL 2", goaway("DRAINING"), ping_call(2))
    one.breach("WIRE-0207", 1, [event("cancel", 1)])
    one = script("client-complains", "9", "a client's GOAWAY for a breach ends its calls")
    open_call(one, 1).send("GOAWAY BREACH", goaway("BREACH", "WIRE-0201: ids"))
    one.expect([], [event("cancel", 1)], closed=True)
    one = script("client-goaway-not-readable", "9", "a GOAWAY that is no message", live=True)
    one.send("GOAWAY", frame("GOAWAY", 0, b"\x12\x05ab")).breach("WIRE-0405", 0)
    return [one.value for one in out]


def build_calls():
    """Sections 10 to 13 on a connection: a bad call ends alone."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, layer="call", live=True, **fields))
        return out[-1]

    bad = {
        "header-not-readable": (b"\x0a\x05ab", "CALL-0201", "whub-method"),
        "header-unknown-field": (call() + number(99, 1), "CALL-0202", "#99"),
        "header-wire-type": (call() + text(2, "5"), "CALL-0203", "whub-timeout-ms"),
        "header-twice": (call() + call(), "CALL-0204", "whub-method"),
        "header-range": (call() + number(2, 2**32), "CALL-0206", "whub-timeout-ms"),
        "method-missing": (call(""), "CALL-0211", "whub-method"),
        "method-unknown": (call("workforcehub.v1.NoService/None"), "CALL-0212", ""),
        "method-slash": (call("/" + PING), "CALL-0212", ""),
        "wrong-tenant": (call(expected_tenant="nobody"), "GATE-0501", ""),
        "key-on-read": (call(idempotency_key="0197a6b4-1c00-7abc-8def-0123456789ab"), "CALL-0302",
                        "whub-idempotency-key"),
        "dry-run-on-read": (call(dry_run=True), "CALL-0304", "whub-dry-run"),
        "as-of-not-offered": (call(as_of_revision=0), "CALL-0303", "whub-as-of-revision"),
        "timeout-0": (call(timeout_ms=0), "CALL-0501", ""),
    }
    for name, (header, reason, path) in bad.items():
        one = script(f"call-{name}", "11", "the call ends alone, the connection goes on")
        one.send("CALL 1, MESSAGE END", frame("CALL", 1, header),
                 frame("MESSAGE", 1, PAYLOAD, end=True))
        one.expect([refused_frame(1, reason, path)])
        whole_call(one, 2)
    requests = {
        "no-message": (frame("END", 1), "CALL-0401", ""),
        "two-messages": (frame("MESSAGE", 1, PAYLOAD) + frame("MESSAGE", 1, PAYLOAD, end=True),
                         "CALL-0402", ""),
        "request-not-readable": (frame("MESSAGE", 1, b"\x0a\x05ab", end=True), "CALL-0403",
                                 "payload"),
        "request-unknown-field": (frame("MESSAGE", 1, PAYLOAD + number(17, 1), end=True),
                                  "CALL-0404", "#17"),
        "request-unknown-field-100": (frame("MESSAGE", 1, PAYLOAD + number(100, 1), end=True),
                                      "CALL-0404", "#100"),
        "request-wire-type": (frame("MESSAGE", 1, number(1, 1), end=True), "CALL-0405", "payload"),
        "request-twice": (frame("MESSAGE", 1, PAYLOAD + PAYLOAD, end=True), "CALL-0406",
                          "payload"),
    }
    for name, (data, reason, path) in requests.items():
        one = script(f"call-{name}", "13", "the call ends alone, the connection goes on")
        one.send("CALL 1 and the rest", frame("CALL", 1, call()), data)
        one.expect([refused_frame(1, reason, path)])
        whole_call(one, 2)
    one = script("call-end-without-message", "10", "END on CALL of a unary method")
    one.send("CALL 1 END", frame("CALL", 1, call(), end=True))
    one.expect([refused_frame(1, "CALL-0401")])
    whole_call(one, 2)
    one = script("call-empty-message", "3", "an empty MESSAGE is a message")
    one.send("CALL 1, MESSAGE END without payload", ping_call(1, b"")).answer(1, b"")
    one.expect([message_frame(1, b""), ok_frame(1)])
    for name, extra in {"ignorable": text(100, "x") + text(101, b"\xff") + number(5_000, 1),
                        "timeout": number(2, 4_294_967_295)}.items():
        one = script(f"call-{name}", "11", "fields that may be skipped, or are fine")
        one.send("CALL 1, MESSAGE END", frame("CALL", 1, call() + extra),
                 frame("MESSAGE", 1, PAYLOAD, end=True)).answer(1, ANSWER)
        one.expect([message_frame(1, ANSWER), ok_frame(1)])
    for one in out:
        for step in one.value["steps"]:
            step.pop("events", None)
    return [one.value for one in out]
