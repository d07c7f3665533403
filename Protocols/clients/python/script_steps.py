"""Scripts of vectors/: loading them, and comparing what came with what was expected."""

import json
import pathlib

from whub_client import frames
from whub_client.schemas import transport

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "vectors"


class Mismatch(Exception):
    """What came is not what the script expects."""


def load_scripts():
    """All scripts in the order of their files."""
    for path in sorted((VECTORS / "scripts").glob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))["scripts"]


def load_vectors(name):
    """The vectors of one file."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["vectors"]


def data_of(segments):
    """The bytes of a list of segments."""
    out = b""
    for one in segments:
        if "hex" in one:
            out += bytes.fromhex(one["hex"])
        else:
            out += bytes.fromhex(one["repeat"]) * one["count"]
    return out


def short(value):
    """A value for a message, cut."""
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"


def compare_frames(expected, came):
    """Raises Mismatch unless `came`, without CREDIT, is what is expected, in order."""
    came = [one for one in came if one.type != frames.CREDIT]
    if len(came) != len(expected):
        listed = ", ".join(map(describe, came)) or "nothing"
        wanted = ", ".join(f"{one['type']} {one['stream']}" for one in expected) or "nothing"
        raise Mismatch(f"expected {wanted}; came {listed}")
    for one, frame in zip(expected, came, strict=True):
        compare_frame(one, frame)


def describe(frame):
    """A frame for a message, with its reason if it has one."""
    if frame.type == frames.GOAWAY:
        return f"GOAWAY ({transport.GoAway.FromString(frame.payload).message})"
    if frame.type == frames.RESULT:
        status = transport.Status.FromString(frame.payload)
        return f"RESULT {frame.stream} ({status.code} {status.reason} {status.message})"
    return str(frame)


def compare_frame(expected, frame):
    """Raises Mismatch unless `frame` is what is expected."""
    name = frames.NAMES.get(frame.type, str(frame.type))
    if (name, frame.stream) != (expected["type"], expected["stream"]):
        raise Mismatch(f"expected {expected['type']} {expected['stream']}, came {describe(frame)}")
    if "payload" in expected and frame.payload != data_of(expected["payload"]):
        raise Mismatch(f"{frame}: payload {short(frame.payload.hex())}")
    if "status" in expected:
        compare_status(expected["status"], transport.Status.FromString(frame.payload), frame)
    if "goaway" in expected:
        compare_goaway(expected["goaway"], transport.GoAway.FromString(frame.payload))


def compare_status(expected, status, frame):
    """A RESULT's Status, as far as the script says."""
    for name in ("code", "reason", "retry", "applied"):
        if name in expected and getattr(status, name) != expected[name]:
            raise Mismatch(f"{describe(frame)}: {name} should be {expected[name]}")
    if expected.get("retry_after") and status.retry_after_ms == 0:
        raise Mismatch(f"{describe(frame)}: retry_after_ms is missing")
    if "path" in expected and [one.path for one in status.violations] != [expected["path"]]:
        raise Mismatch(f"{describe(frame)}: path should be {expected['path']}")


def compare_goaway(expected, goodbye):
    """A GOAWAY, as far as the script says."""
    if not goodbye.message.startswith(expected["code"] + ": "):
        raise Mismatch(f"GOAWAY says {goodbye.message!r}, expected {expected['code']}")
    for name in ("reason", "last_stream", "new_address"):
        if name in expected and getattr(goodbye, name) != expected[name]:
            raise Mismatch(f"GOAWAY {goodbye.message!r}: {name} is {getattr(goodbye, name)}, "
                           f"expected {expected[name]}")


class Accounts:
    """The client's credit, as it follows from HELLO, CREDIT and what was sent."""

    def __init__(self, anonymous):
        self.floors = frames.ANONYMOUS_FLOORS if anonymous else frames.FLOORS
        self.limits = dict(self.floors)
        self.sent = frames.Decoder(True, 2**31)
        self.spent = {}
        self.granted = {}

    def came(self, frame):
        """A frame from the server."""
        if frame.type == frames.HELLO:
            hello = transport.Hello.FromString(frame.payload)
            self.limits = frames.effective_limits(hello.limits, self.floors)
        elif frame.type == frames.CREDIT:
            count = int.from_bytes(frame.payload, "big")
            self.granted[frame.stream] = self.granted.get(frame.stream, 0) + count

    def went(self, data):
        """Bytes from the client; what is no frame costs nothing."""
        self.sent.feed(data)
        try:
            while frame := self.sent.next():
                charged = frame.type == frames.MESSAGE or frame.type >= frames.EXTENSION_TYPE_MIN
                for stream in {0, frame.stream} if charged else ():
                    self.spent[stream] = self.spent.get(stream, 0) + frame.cost
        except frames.Breach:
            self.sent.buffer.clear()

    def account(self, stream):
        """The account of a stream, or of the connection."""
        name = "stream_credit_bytes" if stream else "connection_credit_bytes"
        return self.limits[name] + self.granted.get(stream, 0) - self.spent.get(stream, 0)

    def compare(self, expected):
        """Raises Mismatch for an account that is too low."""
        for one in expected:
            account = self.account(one["stream"])
            if account < one["at_least"]:
                raise Mismatch(f"credit of stream {one['stream']} is {account}, "
                               f"expected at least {one['at_least']}")
