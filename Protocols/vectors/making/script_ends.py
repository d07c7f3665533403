"""Scripts of clocks, PING and GOAWAY: sections 7 to 9."""

from .building import (PING, Script, call, event, frame, goaway_frame, message_frame, ok_frame,
                       refused_frame, segments, status, u32)
from .script_parts import (ANSWER, FLOOR, PAYLOAD, call_events, goaway, open_call, ping_call,
                           whole_call)


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
    one = script("deadline-absent", "8", "none means the longest",
                 limits={"deadline_max_ms": 5_000})
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
