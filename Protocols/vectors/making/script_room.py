"""Scripts of a hub without room, a client that does not read, a hub that fails: sections 6, 8, 9."""

from .building import (Script, call, event, frame, hello, hello_frame, message_frame, ok_frame,
                       refused_frame, segments)
from .script_parts import (ANSWER, FLOOR, PAYLOAD, alive, call_events, open_call, ping_call,
                           whole_call)

PING = frame("PING", 0, bytes(8))
PONG_BYTES = 20
CONTROL_BYTES_MAX = 65_536


def build_room():
    """All of them."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, **fields))
        return out[-1]

    withheld(script)
    unread(script)
    too_large(script)
    ends(script)
    return [one.value for one in out]


def keep(one, stream=1):
    """A call whose request is not whole, and a hub that is at its cap."""
    open_call(one, stream).service("withhold")
    one.send(f"MESSAGE {stream} without END", frame("MESSAGE", stream, PAYLOAD))
    return one.expect([], [event("message", stream, payload=segments(PAYLOAD))])


def finish(one, stream=1):
    """The rest of that call."""
    one.send(f"END {stream}", frame("END", stream)).answer(stream, ANSWER)
    return one.expect([message_frame(stream, ANSWER), ok_frame(stream)],
                      [event("half_close", stream)])


def withheld(script):
    """The hub keeps as much of requests as it may."""
    one = script("withheld-refuses-calls", "6", "at its cap a hub looks at no new call")
    keep(one).send("CALL 2", ping_call(2)).expect([refused_frame(2, "CALL-0103", pause=True)])
    one.service("room")
    whole_call(finish(one), 3)
    one = script("withheld-too-long", "8", "60 s in which nothing could be finished")
    alive(keep(one).advance(30_000), 1).advance(29_999)
    alive(one, 2).advance(1).breach("WIRE-0703", 1, [event("cancel", 1)])
    one = script("withheld-room-in-time", "8", "room within 60 s, and the clock stands")
    alive(keep(one).advance(30_000), 1).advance(29_999)
    finish(one.service("room")).advance(30_000)
    whole_call(one, 2)


def unread(script):
    """The client takes nothing off its socket."""
    one = script("unread-stalled", "8", "30 s in which the client takes no byte: closed unsaid")
    one.reads(False).send("PING", PING).expect().advance(29_999).expect()
    one.advance(1).expect(closed=True, why="WIRE-0606")
    one = script("unread-in-time", "8", "a client that reads within 30 s")
    one.reads(False).send("PING", PING).advance(29_999).reads(True)
    one.expect([{"type": "PONG", "stream": 0, "payload": segments(bytes(8))}])
    one.advance(29_999).expect()
    one = script("unread-nothing-waits", "8", "nothing waits to be read: no clock runs")
    one.reads(False).advance(30_000).expect().reads(True)
    whole_call(one, 1)
    # As many PONGs as fit, and one more.
    fit = CONTROL_BYTES_MAX // PONG_BYTES
    one = script("unread-control", "6", "more than 65,536 bytes of answers to PINGs wait unread",
                 limits={"ping_interval_min_ms": 1})
    one.reads(False).send(f"{fit:,} PINGs: 65,520 bytes", PING, times=fit, every_ms=1).expect()
    one.advance(1).send("one more: 65,540 bytes", PING).expect(closed=True, why="WIRE-0610")
    one = script("unread-control-read", "6", "what is read counts no more",
                 limits={"ping_interval_min_ms": 1})
    pong = {"type": "PONG", "stream": 0, "payload": segments(bytes(8))}
    for _ in range(3):
        one.reads(False).send("40 PINGs", PING, times=40, every_ms=1).expect()
        one.reads(True).expect([pong] * 40).advance(1)
    one.expect()


def too_large(script):
    """An answer over what the client takes."""
    one = script("answer-largest", "6", "an answer of exactly what the client takes")
    open_call(one, 1).send("END", frame("MESSAGE", 1, PAYLOAD, end=True))
    one.answer(1, b"\xaa" * FLOOR)
    one.expect([message_frame(1, b"\xaa" * FLOOR), ok_frame(1)], call_events(1)[1:])
    one = script("answer-too-large", "6", "one byte more: it is not sent, the call ends")
    open_call(one, 1).send("END", frame("MESSAGE", 1, PAYLOAD, end=True))
    one.answer(1, b"\xaa" * (FLOOR + 1))
    one.expect([refused_frame(1, "CALL-0505")], [*call_events(1)[1:], event("abandon", 1)])
    whole_call(one, 2)
    one = script("answer-limit-announced", "6", "the limit is what the client announced",
                 greeted=False)
    one.send("HELLO", hello(message_bytes_max=FLOOR + 1)).expect([hello_frame()])
    open_call(one, 1).send("END", frame("MESSAGE", 1, PAYLOAD, end=True))
    one.answer(1, b"\xaa" * (FLOOR + 1))
    one.expect([message_frame(1, b"\xaa" * (FLOOR + 1)), ok_frame(1)], call_events(1)[1:])


def ends(script):
    """The hub's own failure, and a client that closes."""
    one = script("hub-fails", "9", "a fault of the hub ends the connection")
    open_call(one, 1).service("fail").breach("WIRE-0709", 1, [event("cancel", 1)])
    one = script("client-closes", "9", "EOF from a client: nothing is said")
    one.send("CALL 1", frame("CALL", 1, call())).expect([], call_events(1)[:1])
    one.end_of_input().expect([], [event("cancel", 1)], closed=True, why="WIRE-0611")
