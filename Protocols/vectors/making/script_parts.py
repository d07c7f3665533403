"""What the scripts have in common: calls, signs of life."""

from .building import (PING, call, encoded, event, frame, identity, message_frame, ok_frame,
                       segments, transport)

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
