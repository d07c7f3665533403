"""Scripts of stream ids, END and CANCEL: section 5."""

from .building import (PING, ROWS, Script, call, event, frame, goaway_frame, message_frame,
                       ok_frame, refused_frame, status, u32)
from .script_parts import (ANSWER, FLOOR, PAYLOAD, alive, call_events, open_call, ping_call,
                           whole_call)


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
