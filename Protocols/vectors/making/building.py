"""What the generator is written with: frames as data, scripts step by step, files."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE.parent / "clients" / "python"))

from whub_client import frames  # noqa: E402
from whub_client.schemas import identity, transport  # noqa: E402
from vectors import vectors_pb2  # noqa: E402

PING = "workforcehub.v1.IdentityService/Ping"
WHOAMI = "workforcehub.v1.IdentityService/WhoAmI"
READ, READ_AS_OF, CHANGE, CHANGE_BLINDLY, ROWS, UPLOAD, KNOCK = (
    "whub.vectors.v1.VectorService/" + name
    for name in ("Read", "ReadAsOf", "Change", "ChangeBlindly", "Rows", "Upload", "Knock"))
REASONS = {one["code"]: one for one in json.loads(
    (HERE.parent / "reasons.json").read_text())["reasons"]}
FRAME_TYPES = {name: number for number, name in frames.NAMES.items()}


def encoded(message):
    """The bytes of a protobuf message, fields in the order of their numbers."""
    return message.SerializeToString(deterministic=True)


def segments(data):
    """`data` as a list of segments: hex, with long runs of one byte shortened."""
    out, at, plain = [], 0, 0
    while at < len(data):
        run = at
        while run < len(data) and data[run] == data[at]:
            run += 1
        if run - at >= 32:
            if plain < at:
                out.append({"hex": data[plain:at].hex()})
            out.append({"repeat": data[at:at + 1].hex(), "count": run - at})
            plain = run
        at = run
    if plain < len(data):
        out.append({"hex": data[plain:].hex()})
    return out


def frame(type_, stream=0, payload=b"", end=False, flags=None, reserved=0, length=None):
    """A frame's bytes; `flags`, `reserved` and `length` may be wrong on purpose."""
    number = FRAME_TYPES.get(type_, type_)
    flags = (1 if end else 0) if flags is None else flags
    length = 8 + len(payload) if length is None else length
    return (length.to_bytes(4, "big") + stream.to_bytes(4, "big") + bytes([number, flags])
            + reserved.to_bytes(2, "big") + payload)


def head(type_, size, stream=0, end=False):
    """A head that announces `size` bytes of payload, which do not follow."""
    return frame(type_, stream, b"", end, length=8 + size)


def u32(value):
    """Four bytes, big-endian."""
    return value.to_bytes(4, "big")


def call(method=PING, **fields):
    """The bytes of a CallHeader."""
    return encoded(transport.CallHeader(method=method, **fields))


def hello(**limits):
    """A client's HELLO frame."""
    greeting = transport.Hello(software="vectors/1", limits=transport.Limits(**limits))
    return frame("HELLO", 0, encoded(greeting))


def status(code=0, reason="", applied="NO", **fields):
    """The bytes of a Status as a service gives it."""
    if reason:
        one = REASONS[reason]
        fields.setdefault("message", one["title"])
        fields.setdefault("retry", "RETRY_CLASS_" + one["retry"])
        code = transport.StatusCode.Value("STATUS_CODE_" + one["status"])
        fields["applied"] = "APPLIED_" + applied
    return encoded(transport.Status(code=code, reason=reason, **fields))


# Expected frames.

def hello_frame():
    """The server's HELLO, whatever is in it."""
    return {"type": "HELLO", "stream": 0}


def message_frame(stream, payload):
    """A MESSAGE with exactly this payload."""
    return {"type": "MESSAGE", "stream": stream, "payload": segments(payload)}


def ok_frame(stream):
    """A RESULT that says OK."""
    return {"type": "RESULT", "stream": stream, "status": {"code": 0}}


def refused_frame(stream, reason, path="", pause=False, applied=1):
    """A RESULT with a reason of the registry."""
    one = REASONS[reason]
    expected = {
        "code": transport.StatusCode.Value("STATUS_CODE_" + one["status"]), "reason": reason,
        "retry": transport.RetryClass.Value("RETRY_CLASS_" + one["retry"]), "applied": applied,
    }
    if path:
        expected["path"] = path
    if pause:
        expected["retry_after"] = True
    return {"type": "RESULT", "stream": stream, "status": expected}


def goaway_frame(code, last_stream=None, reason=None, address=None):
    """A GOAWAY with a reason of the registry."""
    reason = reason or REASONS[code]["goaway"]
    goodbye = {"reason": transport.GoAwayReason.Value("GO_AWAY_REASON_" + reason), "code": code}
    if last_stream is not None:
        goodbye["last_stream"] = last_stream
    if address:
        goodbye["new_address"] = address
    return {"type": "GOAWAY", "stream": 0, "goaway": goodbye}


def event(name, stream, **more):
    """Something the service is told."""
    return {"event": name, "stream": stream} | more


class Script:
    """A sequence of timed steps, built by its methods; each returns the script."""

    def __init__(self, id_, rule, title, layer="connection", live=False, client="authenticated",
                 limits=None, settings=None, greeted=True):
        self.value = {"id": id_, "rule": rule, "title": title, "layer": layer, "live": live,
                      "client": client}
        if limits:
            self.value["limits"] = limits
        if settings:
            self.value["settings"] = settings
        self.value["steps"] = []
        if greeted:
            self.send("HELLO", hello()).expect([hello_frame()])

    def step(self, do, **more):
        """Adds a step."""
        self.value["steps"].append({"do": do} | more)
        return self

    def send(self, note, *parts, **again):
        """The client sends bytes; `times` and `every_ms` send them again and again."""
        return self.step("send", note=note, bytes=segments(b"".join(parts)), **again)

    def reads(self, on):
        """From now on the client takes everything off its socket, or nothing."""
        return self.step("reads", on=on)

    def service(self, action, stream=0, payload=None, **more):
        """The service acts."""
        fields = {"action": action, "stream": stream}
        if payload is not None:
            fields["payload"] = segments(payload)
        return self.step("service", **fields, **more)

    def answer(self, stream, payload):
        """The service answers a unary call."""
        return self.service("message", stream, payload).service("result", stream, b"")

    def advance(self, ms):
        """Time passes."""
        return self.step("advance", ms=ms)

    def end_of_input(self):
        """The client closes its side."""
        return self.step("end_of_input")

    def expect(self, sent=(), events=(), accounts=(), closed=False, why=""):
        """All that the server did since the last expectation; CREDIT may come besides."""
        return self.step("expect", frames=list(sent), events=list(events),
                         accounts=list(accounts), closed=closed, **({"why": why} if why else {}))

    def breach(self, code, last_stream=None, events=(), before=()):
        """GOAWAY with this reason, and shut down."""
        return self.expect([*before, goaway_frame(code, last_stream)], events, closed=True)


def write(name, about, vectors, key="vectors"):
    """Writes a file of vectors, one vector or step to a line. Returns name and text.

    Texts that are about single characters are ASCII: what cannot be seen could not be reviewed.
    """
    plain = name == "texts.json"
    lines = []
    for one in vectors:
        if "steps" in one:
            rest = {k: v for k, v in one.items() if k != "steps"}
            steps = ",\n   ".join(json.dumps(step, ensure_ascii=False) for step in one["steps"])
            text = json.dumps(rest, ensure_ascii=False)[:-1] + f',\n  "steps": [\n   {steps}]}}'
        else:
            text = json.dumps(one, ensure_ascii=plain)
        lines.append("  " + text)
    body = ",\n".join(lines)
    return name, f'{{\n "format": 1,\n "about": {json.dumps(about)},\n "{key}": [\n{body}\n ]\n}}\n'
