"""Frames: bytes to values and back. Section 3 of wire.md, and nothing else."""

from dataclasses import dataclass

HELLO, CALL, MESSAGE, RESULT, CANCEL, CREDIT, PING, PONG, GOAWAY, END = range(1, 11)
NAMES = {
    HELLO: "HELLO", CALL: "CALL", MESSAGE: "MESSAGE", RESULT: "RESULT", CANCEL: "CANCEL",
    CREDIT: "CREDIT", PING: "PING", PONG: "PONG", GOAWAY: "GOAWAY", END: "END",
}
HEAD_BYTES = 12
EXTENSION_TYPE_MIN = 128
EXTENSION_BYTES_MAX = 16_384
FLAG_END = 1

ON_CONNECTION = {HELLO, PING, PONG, GOAWAY}
ON_EITHER = {CREDIT}
FROM_CLIENT_ONLY = {CALL, CANCEL, END}
FROM_SERVER_ONLY = {RESULT}
EXACT_BYTES = {CREDIT: 4, PING: 8, PONG: 8, CANCEL: 0, END: 0}
BYTES_MAX = {HELLO: 16_384, CALL: 16_384, RESULT: 65_536, GOAWAY: 4_096}

# The floors of section 4: what holds before the other side's HELLO has been seen.
FLOORS = {
    "message_bytes_max": 65_536,
    "stream_credit_bytes": 65_536,
    "connection_credit_bytes": 1_048_576,
    "streams_max": 16,
    "ping_interval_min_ms": 10_000,
    "deadline_max_ms": 300_000,
}
ANONYMOUS_FLOORS = {
    "message_bytes_max": 16_384,
    "stream_credit_bytes": 16_384,
    "connection_credit_bytes": 65_536,
    "streams_max": 3,
    "ping_interval_min_ms": 10_000,
    "deadline_max_ms": 30_000,
}
# Announced values that may also be lower than the floor.
EITHER_WAY = {"ping_interval_min_ms", "deadline_max_ms"}
CREDIT_MAX = 2**31 - 1


class Breach(Exception):
    """The peer did what the protocol forbids."""

    def __init__(self, code, text):
        super().__init__(f"{code}: {text}")
        self.code = code


@dataclass(frozen=True)
class Frame:
    """One frame."""

    type: int
    stream: int = 0
    payload: bytes = b""
    end: bool = False

    @property
    def cost(self):
        """What the frame costs on an account of credit."""
        return HEAD_BYTES + len(self.payload)

    def encode(self):
        """The frame's bytes."""
        head = (8 + len(self.payload)).to_bytes(4, "big") + self.stream.to_bytes(4, "big")
        return head + bytes([self.type, FLAG_END if self.end else 0, 0, 0]) + self.payload

    def __str__(self):
        name = NAMES.get(self.type, str(self.type))
        return f"{name} {self.stream}{' END' if self.end else ''} +{len(self.payload)}"


class Decoder:
    """Cuts incoming bytes into frames; judges each head before its payload has come."""

    def __init__(self, from_client, message_bytes_max):
        self.from_client = from_client
        self.message_bytes_max = message_bytes_max
        self.buffer = bytearray()

    def feed(self, data):
        """Takes more bytes."""
        self.buffer += data

    def next(self):
        """The next whole frame, or None. Raises Breach for a head that is not allowed."""
        if len(self.buffer) < 4:
            return None
        length = int.from_bytes(self.buffer[:4], "big")
        if length < 8:
            raise Breach("WIRE-0101", f"length {length} is below 8")
        if len(self.buffer) < HEAD_BYTES:
            return None
        stream = int.from_bytes(self.buffer[4:8], "big")
        type_, flags = self.buffer[8], self.buffer[9]
        reserved = int.from_bytes(self.buffer[10:12], "big")
        self.judge(length - 8, stream, type_, flags, reserved)
        if len(self.buffer) < 4 + length:
            return None
        payload = bytes(self.buffer[HEAD_BYTES:4 + length])
        del self.buffer[:4 + length]
        return Frame(type_, stream, payload, bool(flags & FLAG_END))

    def judge(self, size, stream, type_, flags, reserved):
        """Raises the first breach of a head, in the order of section 3."""
        if reserved:
            raise Breach("WIRE-0103", "the reserved bytes are not zero")
        if flags & ~FLAG_END:
            raise Breach("WIRE-0104", f"unknown flags {flags:#04x}")
        if type_ >= EXTENSION_TYPE_MIN:
            if size > EXTENSION_BYTES_MAX:
                raise Breach("WIRE-0102", f"payload of {size} bytes, allowed {EXTENSION_BYTES_MAX}")
            return
        if type_ not in NAMES:
            raise Breach("WIRE-0106", f"unknown frame type {type_}")
        if type_ in (FROM_SERVER_ONLY if self.from_client else FROM_CLIENT_ONLY):
            raise Breach("WIRE-0107", f"{NAMES[type_]} from the wrong side")
        end_allowed = self.from_client and type_ in (CALL, MESSAGE)
        if flags & FLAG_END and not end_allowed:
            raise Breach("WIRE-0105", f"END on {NAMES[type_]}")
        if type_ not in ON_EITHER and (stream == 0) != (type_ in ON_CONNECTION):
            raise Breach("WIRE-0108", f"{NAMES[type_]} on stream {stream}")
        if type_ in EXACT_BYTES and size != EXACT_BYTES[type_]:
            raise Breach("WIRE-0109", f"{NAMES[type_]} with {size} bytes, not {EXACT_BYTES[type_]}")
        most = self.message_bytes_max if type_ == MESSAGE else BYTES_MAX.get(type_, size)
        if size > most:
            raise Breach("WIRE-0102", f"{NAMES[type_]} of {size} bytes, allowed {most}")


def effective_limits(announced, floors):
    """What holds when `announced` (a Limits message) meets the floors."""
    held = {}
    for name, floor in floors.items():
        value = getattr(announced, name)
        if value == 0:
            held[name] = floor
        elif name in EITHER_WAY:
            held[name] = value
        else:
            held[name] = max(value, floor)
    for name in ("stream_credit_bytes", "connection_credit_bytes"):
        if held[name] > CREDIT_MAX:
            raise Breach("WIRE-0306", f"announced {name} {held[name]}")
    return held
