"""Scripts of the other side: what a client does when the hub sends this and the program wants
that.
"""

from .building import (CHANGE, PING, ROWS, UPLOAD, Script, encoded, frame, head, message_frame,
                       segments, status, transport, u32, vectors_pb2)
from .fields import NOW_MS, key, text

FLOOR = 65_536
ROW = encoded(vectors_pb2.VectorResponse(payload=b"row"))
HELLO_SENT = {"type": "HELLO", "stream": 0}


class ClientScript(Script):
    """A script seen from the client; the hub's bytes are sent."""

    def __init__(self, id_, rule, title, client="authenticated", greeted=True, hub_id="",
                 **limits):
        super().__init__(id_, rule, title, client=client, greeted=False)
        del self.value["layer"], self.value["live"]
        self.value = {"id": id_, "rule": rule, "title": title, "client": client,
                      **({"hub_id": hub_id} if hub_id else {}), "steps": []}
        self.expect([HELLO_SENT])
        if greeted:
            self.greet(**limits).expect()

    def greet(self, **limits):
        """The hub's HELLO."""
        principal = "01978a5c-0000-7000-8000-000000000003"
        greeting = transport.Hello(limits=transport.Limits(**limits))
        if self.value["client"] == "authenticated":
            greeting.hub_id = THE_HUB
            greeting.principal_id = principal
        return self.send("HELLO", frame("HELLO", 0, encoded(greeting)))

    def start(self, method=PING, kind="unary", **fields):
        """The program starts a call; streams count from 1."""
        return self.step("program", action="start", method=method, kind=kind, **fields)

    def message(self, stream, payload=b"", end=False):
        """The program has a message; the client sends it when it may."""
        return self.step("program", action="message", stream=stream, payload=segments(payload),
                         end=end)

    def program(self, action, stream):
        """The program ends its side, cancels, or takes what has arrived."""
        return self.step("program", action=action, stream=stream)

    def spend(self, note, data, stream, until):
        """The hub sends a frame again and again, as its credit allows."""
        return self.step("spend", note=note, bytes=segments(data), stream=stream, until=until)

    def unary(self, method=PING, **fields):
        """The program makes a unary call on stream 1 and the client sends it."""
        self.start(method, **fields).message(1, b"", end=True)
        return self.expect([call_frame(1), message_frame(1, b"")])

    def expect(self, sent=(), outcomes=(), messages=(), accounts=(), closed=False):
        """All that the client did since the last expectation; CREDIT may come besides."""
        told_ = {} if messages is None else {"messages": list(messages)}
        return self.step("expect", frames=list(sent), outcomes=list(outcomes), **told_,
                         accounts=list(accounts), closed=closed)


def call_frame(stream):
    """A CALL, whatever is in it."""
    return {"type": "CALL", "stream": stream}


def outcome(stream, code, reason="", retry=None, applied=None):
    """How a call ended for the program."""
    value = {"stream": stream, "code": code}
    for name, one in (("reason", reason), ("retry", retry), ("applied", applied)):
        if one not in ("", None):
            value[name] = one
    return value


def told(stream, payload):
    """A message that the program got."""
    return {"stream": stream, "payload": segments(payload)}


def goaway(reason, code, last=0):
    """The hub's GOAWAY."""
    return frame("GOAWAY", 0, encoded(transport.GoAway(
        reason="GO_AWAY_REASON_" + reason, message=code + ": said the hub", last_stream=last)))


LOST_READ = dict(code=14, reason="CLNT-0201", retry=3, applied=1)
LOST_CHANGE = dict(code=14, reason="CLNT-0202", retry=4, applied=3)
NEVER_SEEN = dict(code=14, reason="CLNT-0205", retry=3, applied=1)
A_KEY = key(NOW_MS)
OUT_OF_TIME = dict(code=4, reason="CLNT-0203")
THE_HUB = "01978a5c-0000-7000-8000-000000000001"
ANOTHER_HUB = "01978a5c-0000-7000-8000-000000000002"


def build():
    """All scripts of the client's side."""
    out = []

    def script(*args, **fields):
        out.append(ClientScript("client-" + args[0], *args[1:], **fields))
        return out[-1]

    one = script("hello-first", "4", "HELLO does not wait for the hub's", greeted=False)
    one = script("pipelined", "4", "calls within the floors, before the hub's HELLO", greeted=False)
    one.start().message(1, b"\x0a\x01x", end=True)
    one.expect([call_frame(1), message_frame(1, b"\x0a\x01x")]).greet()
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    unary(script)
    credit(script)
    breaches(script)
    ends(script)
    own_words(script)
    return [one.value for one in out]


def unary(script):
    """Calls and their outcomes."""
    one = script("unary", "10", "one message, then OK").unary()
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("unary-split", "3", "frames byte by byte").unary()
    for byte in frame("MESSAGE", 1, ROW) + frame("RESULT", 1):
        one.send("one byte", bytes([byte]))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("unary-no-response", "10", "OK without a message").unary()
    one.send("RESULT", frame("RESULT", 1)).expect(outcomes=[outcome(1, 13, "CLNT-0302")])
    one = script("unary-two-responses", "10", "OK after two messages").unary()
    one.send("MESSAGE twice, RESULT", frame("MESSAGE", 1, ROW) * 2, frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 13, "CLNT-0302")])
    one = script("refused", "16", "a failing RESULT").unary()
    one.send("RESULT", frame("RESULT", 1, status(reason="GATE-0201")))
    one.expect(outcomes=[outcome(1, 7, "GATE-0201", 1, 1)])
    one = script("connection-quota", "12", "too many calls: the connection stays, and is used again")
    one.unary()
    one.send("RESULT", frame("RESULT", 1, status(reason="GATE-0303", retry_after_ms=250)))
    one.expect(outcomes=[outcome(1, 8, "GATE-0303", 2, 1)])
    one.start().message(2, b"", end=True)
    one.expect([call_frame(2), message_frame(2, b"")])
    one.send("MESSAGE, RESULT", frame("MESSAGE", 2, ROW), frame("RESULT", 2))
    one.expect(outcomes=[outcome(2, 0)], messages=[told(2, ROW)])
    one = script("unordered", "10", "answers in another order").start().start()
    one.message(1, b"", end=True).message(2, b"", end=True)
    one.expect([call_frame(1), call_frame(2), message_frame(1, b""), message_frame(2, b"")])
    one.send("2, then 1", frame("MESSAGE", 2, ROW), frame("RESULT", 2),
             frame("RESULT", 1, status(reason="STORE-0103")))
    one.expect(outcomes=[outcome(1, 5, "STORE-0103"), outcome(2, 0)], messages=[told(2, ROW)])
    one = script("stream", "10", "rows, then OK").start(ROWS, "server_stream")
    one.message(1, b"", end=True).expect([call_frame(1), message_frame(1, b"")])
    one.send("three rows, RESULT", frame("MESSAGE", 1, ROW) * 3, frame("RESULT", 1))
    one.program("take", 1).expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)] * 3)
    one = script("dry-run-echo", "15", "OK of a dry run with the echo")
    one.unary(CHANGE, dry_run=True)
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1, encoded(
        transport.Status(dry_run=True, applied="APPLIED_NO"))))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("dry-run-no-echo", "15", "OK without the echo: treat the change as made")
    one.unary(CHANGE, dry_run=True)
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 13, "CLNT-0301", 1, 2)])
    one = script("cancel", "15", "CANCEL; the RESULT decides").unary()
    one.program("cancel", 1).expect([{"type": "CANCEL", "stream": 1}])
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("ended-ignored", "5", "frames after the RESULT are ignored").unary()
    one.send("RESULT, then more", frame("RESULT", 1, status(reason="GATE-0201")),
             frame("MESSAGE", 1, ROW), frame("CREDIT", 1, u32(5)), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 7, "GATE-0201")])
    one = script("end-frame", "5", "END as a frame of its own").start(UPLOAD, "client_stream",
                                                                      key=A_KEY)
    one.message(1, b"\x0a\x01x").program("end", 1)
    one.expect([call_frame(1), message_frame(1, b"\x0a\x01x"), {"type": "END", "stream": 1}])


def credit(script):
    """Section 6 and PING."""
    one = script("credit-waits", "6", "a message waits until the account is above zero")
    one.start(UPLOAD, "client_stream", key=A_KEY).message(1, b"\x5a" * FLOOR).message(1, b"\x01")
    one.expect([call_frame(1), message_frame(1, b"\x5a" * FLOOR)])
    one.send("CREDIT 12: zero", frame("CREDIT", 1, u32(12))).expect()
    one.send("CREDIT 1", frame("CREDIT", 1, u32(1))).expect([message_frame(1, b"\x01")])
    one = script("credit-connection-waits", "6", "and until the connection's is",
                 stream_credit_bytes=4_194_304)
    one.start(UPLOAD, "client_stream", key=A_KEY)
    for place in range(16):
        one.message(1, bytes([place]) * FLOOR)
    one.message(1, b"\x01")
    one.expect([call_frame(1)] + [message_frame(1, bytes([place]) * FLOOR) for place in range(16)])
    one.send("CREDIT 192: zero", frame("CREDIT", 0, u32(192))).expect()
    one.send("CREDIT 1", frame("CREDIT", 0, u32(1))).expect([message_frame(1, b"\x01")])
    one = script("credit-raised-by-hello", "4", "HELLO raises the account of open calls",
                 greeted=False)
    one.start(UPLOAD, "client_stream", key=A_KEY).message(1, b"\x5a" * FLOOR).message(1, b"\x01")
    one.expect([call_frame(1), message_frame(1, b"\x5a" * FLOOR)])
    one.greet(stream_credit_bytes=65_549).expect([message_frame(1, b"\x01")])
    one.message(1, b"\x02").expect()
    one.send("CREDIT 13", frame("CREDIT", 1, u32(13))).expect(
        [message_frame(1, b"\x02")])
    one = script("credit-lower-than-floor", "4", "a lower announcement counts as the floor",
                 stream_credit_bytes=1, connection_credit_bytes=1, message_bytes_max=1)
    one.start(UPLOAD, "client_stream", key=A_KEY).message(1, b"\x5a" * FLOOR)
    one.expect([call_frame(1), message_frame(1, b"\x5a" * FLOOR)])
    one = script("credit-given-back", "6", "connection credit on arrival, stream credit on use")
    one.start(ROWS, "server_stream").message(1, b"", end=True)
    one.expect([call_frame(1), message_frame(1, b"")])
    one.send("two messages", frame("MESSAGE", 1, b"\x5a" * 30_000) * 2)
    one.expect(accounts=[{"stream": 0, "at_least": 524_288}])
    one.program("take", 1).expect(messages=[told(1, b"\x5a" * 30_000)] * 2,
                                  accounts=[{"stream": 1, "at_least": 32_768}])
    one = script("extension-ignored", "19", "types from 128 on are ignored and give credit back")
    one.send("type 255", frame(255, 9, b"\x5a" * 16_384)).expect()
    one.spend("type 128", frame(128, 9, b"\x5a" * 16_384), 0, "twice").expect()
    one = script("credit-ended-given-back", "6",
                 "messages of an ended stream give connection credit back").unary()
    one.send("RESULT", frame("RESULT", 1, status(reason="GATE-0201")))
    one.spend("MESSAGE on 1", frame("MESSAGE", 1, b"\x5a" * FLOOR), 0, "twice")
    one.expect(outcomes=[outcome(1, 7, "GATE-0201")])
    one = script("credit-unread-stream", "6", "a stream that nobody reads is held by its credit")
    one.start(ROWS, "server_stream").message(1, b"", end=True)
    one.expect([call_frame(1), message_frame(1, b"")])
    one.spend("MESSAGE on 1", frame("MESSAGE", 1, b"\x5a" * 1_000), 1, "exhausted").expect()
    one.send("one more", frame("MESSAGE", 1)).expect(
        [{"type": "GOAWAY", "stream": 0, "goaway": {"reason": 2, "code": "WIRE-0301"}}],
        outcomes=[outcome(1, 13, "CLNT-0302")], messages=None, closed=True)
    one = script("credit-most", "6", "a sum of exactly 2^31 - 1, and one over")
    one.send("CREDIT", frame("CREDIT", 0, u32(2**31 - 1 - 1_048_576))).expect()
    one.send("CREDIT 1", frame("CREDIT", 0, u32(1))).expect(
        [{"type": "GOAWAY", "stream": 0, "goaway": {"reason": 2, "code": "WIRE-0306"}}],
        closed=True)
    one = script("end-and-cancel-once", "5", "END and CANCEL are sent once")
    one.start(UPLOAD, "client_stream", key=A_KEY)
    for action in ("end", "end", "cancel", "cancel"):
        one.program(action, 1)
    one.expect([call_frame(1), {"type": "END", "stream": 1}, {"type": "CANCEL", "stream": 1}])
    one = script("message-too-large", "4", "a message over the hub's limit is not sent")
    one.start(UPLOAD, "client_stream", key=A_KEY).message(1, b"\x5a" * (FLOOR + 1))
    one.expect([call_frame(1), {"type": "CANCEL", "stream": 1}],
               outcomes=[outcome(1, 8, "CLNT-0305", 1, 1)])
    one = script("pong", "7", "PING is answered with its 8 bytes")
    one.send("PING", frame("PING", 0, b"12345678")).expect(
        [{"type": "PONG", "stream": 0, "payload": segments(b"12345678")}])


def breaches(script):
    """What the hub may not do."""
    bad = {
        "type-11": (frame(11, 0), "WIRE-0106"), "length-7": (u32(7), "WIRE-0101"),
        "call": (frame("CALL", 1), "WIRE-0107"), "end": (frame("END", 1), "WIRE-0107"),
        "message-end": (frame("MESSAGE", 1, b"", end=True), "WIRE-0105"),
        "never-opened": (frame("RESULT", 2), "WIRE-0203"),
        "credit-0": (frame("CREDIT", 0, u32(0)), "WIRE-0304"),
        "credit-over": (frame("CREDIT", 0, u32(2**31 - 1)), "WIRE-0306"),
        "hello-twice": (frame("HELLO", 0), "WIRE-0402"),
        "goaway-not-readable": (frame("GOAWAY", 0, b"\x12\x05ab"), "WIRE-0405"),
        "result-not-readable": (frame("RESULT", 1, b"\x12\x05ab"), "WIRE-0407"),
        "result-over": (head("RESULT", 65_537, 1), "WIRE-0102"),
        "pong": (frame("PONG", 0, bytes(8)), "WIRE-0503"),
    }
    for name, (data, code) in bad.items():
        one = script(f"breach-{name}", "3", "the client says why it goes").unary()
        one.send(name, data).expect(
            [{"type": "GOAWAY", "stream": 0, "goaway": {"reason": 2, "code": code}}],
            outcomes=[outcome(1, 13, "CLNT-0302")], closed=True)
    one = script("breach-first-frame", "4", "the hub's first frame is HELLO or GOAWAY",
                 greeted=False)
    one.send("PING", frame("PING", 0, bytes(8))).expect(
        [{"type": "GOAWAY", "stream": 0, "goaway": {"reason": 2, "code": "WIRE-0401"}}],
        closed=True)
    one = script("breach-unknown-outcome", "15", "a change has an unknown outcome")
    one.unary(CHANGE, key=A_KEY).send("type 11", frame(11, 0)).expect(
        [{"type": "GOAWAY", "stream": 0, "goaway": {"reason": 2, "code": "WIRE-0106"}}],
        outcomes=[outcome(1, **LOST_CHANGE)], closed=True)


def ends(script):
    """GOAWAY and EOF."""
    one = script("eof-read", "9", "EOF: a read may be repeated at once").unary()
    one.end_of_input().expect(outcomes=[outcome(1, **LOST_READ)], closed=True)
    one = script("eof-change", "9", "EOF: a change has an unknown outcome")
    one.unary(CHANGE, key=A_KEY).end_of_input()
    one.expect(outcomes=[outcome(1, **LOST_CHANGE)], closed=True)
    one = script("eof-dry-run", "9", "EOF: a dry run changes nothing")
    one.unary(CHANGE, dry_run=True, key=A_KEY).end_of_input()
    one.expect(outcomes=[outcome(1, **LOST_READ)], closed=True)
    one = script("eof-after-messages", "9", "messages without RESULT are not whole")
    one.start(ROWS, "server_stream").message(1, b"", end=True)
    one.expect([call_frame(1), message_frame(1, b"")])
    one.send("two rows", frame("MESSAGE", 1, ROW) * 2).end_of_input().program("take", 1)
    one.expect(outcomes=[outcome(1, **LOST_READ)], messages=[told(1, ROW)] * 2, closed=True)
    one = script("draining", "9", "open calls are answered, later ones were never looked at")
    one.start().start(CHANGE, key=A_KEY).message(1, b"", end=True).message(2, b"", end=True)
    one.expect([call_frame(1), call_frame(2), message_frame(1, b""), message_frame(2, b"")])
    one.send("GOAWAY, last_stream 1", goaway("DRAINING", "WIRE-0701", 1))
    one.expect(outcomes=[outcome(2, **NEVER_SEEN)])
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1)).end_of_input()
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)], closed=True)
    one = script("goaway-error", "9", "a GOAWAY for another reason, then EOF")
    one.start(CHANGE, key=A_KEY).start(CHANGE, key=A_KEY)
    one.message(1, b"", end=True).message(2, b"", end=True)
    one.expect([call_frame(1), call_frame(2), message_frame(1, b""), message_frame(2, b"")])
    one.send("GOAWAY, last_stream 1", goaway("INTERNAL", "WIRE-0709", 1)).end_of_input()
    one.expect(outcomes=[outcome(1, **LOST_CHANGE), outcome(2, 14, "CLNT-0207", 2, 1)], closed=True)
    for name, code, number, reason, retry in (
            ("TIMEOUT", "WIRE-0604", 14, "CLNT-0205", 3),
            ("OVERLOADED", "WIRE-0703", 14, "CLNT-0207", 2),
            ("INTERNAL", "WIRE-0709", 14, "CLNT-0207", 2),
            ("NOT_ACCEPTED", "WIRE-0801", 16, "CLNT-0102", 1),
            ("BREACH", "WIRE-0201", 13, "CLNT-0209", 1)):
        one = script(f"goaway-{name.lower().replace('_', '-')}", "9",
                     "the reason decides about calls that were never looked at")
        one.unary(CHANGE, key=A_KEY).send("GOAWAY, last_stream 0", goaway(name, code))
        one.expect(outcomes=[outcome(1, number, reason, retry, 1)])
        one.end_of_input().expect(closed=True)
    one = script("goaway-unknown-reason", "9", "a reason of a later version")
    one.unary(CHANGE, key=A_KEY).send("GOAWAY 99", frame("GOAWAY", 0, b"\x08\x63"))
    one.expect(outcomes=[outcome(1, 14, "CLNT-0207", 2, 1)])
    one = script("goaway-before-hello", "4", "refused: GOAWAY is the hub's first frame",
                 greeted=False)
    one.start(CHANGE, key=A_KEY).message(1, b"", end=True)
    one.expect([call_frame(1), message_frame(1, b"")])
    one.send("GOAWAY", goaway("NOT_ACCEPTED", "WIRE-0801")).end_of_input()
    one.expect(outcomes=[outcome(1, 16, "CLNT-0102", 1, 1)], closed=True)
    one = script("goaway-unknown-field", "9", "unknown fields of GoAway are skipped").unary()
    one.send("GOAWAY with field 90", frame("GOAWAY", 0, encoded(transport.GoAway(
        reason="GO_AWAY_REASON_DRAINING", last_stream=1)) + text(90, "later")))
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("goaway-new-address", "9", "an address is advice: nothing is done here and now")
    one.unary().send("GOAWAY", frame("GOAWAY", 0, encoded(transport.GoAway(
        reason="GO_AWAY_REASON_DRAINING", message="WIRE-0705: moved", last_stream=1,
        new_address="hub.example:7443")))).expect()
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1)).end_of_input()
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)], closed=True)
    one = script("hello-later-minor", "4", "a hub of a later minor version", greeted=False)
    one.send("HELLO, minor 9", frame("HELLO", 0, encoded(transport.Hello(
        minor_version=9, principal_id="01978a5c-0000-7000-8000-000000000003"))))
    one.expect().unary()
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("change-made", "15", "a change succeeded: OK, and applied is YES")
    one.unary(CHANGE, key=A_KEY).send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame(
        "RESULT", 1, encoded(transport.Status(applied="APPLIED_YES", revision=101, epoch=7))))
    one.expect(outcomes=[outcome(1, 0, applied=2)], messages=[told(1, ROW)])
    one = script("change-not-made", "15", "OK and applied NO: answered, and nothing was kept")
    one.unary(CHANGE, key=A_KEY).send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame(
        "RESULT", 1, encoded(transport.Status(applied="APPLIED_NO", revision=100, epoch=7))))
    one.expect(outcomes=[outcome(1, 0, applied=1)], messages=[told(1, ROW)])
    one = script("status-unknown-field", "13", "unknown fields of Status are skipped").unary()
    one.send("MESSAGE, RESULT", frame("MESSAGE", 1, ROW), frame("RESULT", 1, text(90, "later")))
    one.expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("status-later-code", "16", "a code above 16 is read as UNKNOWN").unary()
    one.send("RESULT", frame("RESULT", 1, b"\x08\x63")).expect(outcomes=[outcome(1, 2)])


def own_words(script):
    """What a client finds out by itself: another hub, and that its time is up."""
    answer = frame("MESSAGE", 1, ROW) + frame("RESULT", 1)
    one = script("hub-id-same", "4", "the hub of the context", hub_id=THE_HUB).unary()
    one.send("MESSAGE, RESULT", answer).expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    one = script("hub-id-another", "4", "another hub than the context's: nothing is asked of it",
                 greeted=False, hub_id=ANOTHER_HUB)
    one.greet().expect(outcomes=[outcome(0, 9, "CLNT-0106", 1, 1)], closed=True)
    one = script("hub-id-untold", "4", "a hub names itself to nobody without a certificate",
                 client="anonymous", hub_id=ANOTHER_HUB).unary()
    one.send("MESSAGE, RESULT", answer).expect(outcomes=[outcome(1, 0)], messages=[told(1, ROW)])
    cancelled = [{"type": "CANCEL", "stream": 1}]
    one = script("deadline-read", "15", "time is up and no RESULT comes: a read may be repeated")
    one.unary(timeout_ms=100).advance(10_000)
    one.expect(cancelled, [outcome(1, **OUT_OF_TIME, retry=2, applied=1)])
    one = script("deadline-change", "15", "time is up: nobody knows whether the change was made")
    one.unary(CHANGE, key=A_KEY, timeout_ms=100).advance(10_000)
    one.expect(cancelled, [outcome(1, **OUT_OF_TIME, retry=4, applied=3)])
    one = script("deadline-dry-run", "15", "time is up: a dry run changes nothing")
    one.unary(CHANGE, key=A_KEY, dry_run=True, timeout_ms=100).advance(10_000)
    one.expect(cancelled, [outcome(1, **OUT_OF_TIME, retry=2, applied=1)])
    one = script("deadline-in-time", "15", "the RESULT comes a millisecond before")
    one.unary(CHANGE, key=A_KEY, timeout_ms=100).advance(99).send("MESSAGE, RESULT", frame(
        "MESSAGE", 1, ROW), frame("RESULT", 1, encoded(transport.Status(applied="APPLIED_YES"))))
    one.expect(outcomes=[outcome(1, 0, applied=2)], messages=[told(1, ROW)])
