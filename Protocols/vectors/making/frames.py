"""Frames one by one: section 3 of wire.md."""

from .building import frame, head, segments, u32

LIMITS = {"HELLO": 16_384, "CALL": 16_384, "MESSAGE": 65_536, "RESULT": 65_536, "GOAWAY": 4_096}
EXACT = {"CREDIT": 4, "PING": 8, "PONG": 8, "CANCEL": 0, "END": 0}
CLIENT_ONLY, SERVER_ONLY = ("CALL", "CANCEL", "END"), ("RESULT",)
ON_CONNECTION = ("HELLO", "PING", "PONG", "GOAWAY")
ALL = [*LIMITS, *EXACT]


def may_send(type_, receiver):
    """Whether the other side of `receiver` may send `type_`."""
    return type_ not in (SERVER_ONLY if receiver == "server" else CLIENT_ONLY)


def payload_of(type_):
    """A payload of a size that is allowed."""
    return bytes(range(1, EXACT[type_] + 1)) if type_ in EXACT else b"\x0a\x00"


def build():
    """All vectors of frames."""
    out = []

    def add(id_, receiver, title, data, **expect):
        out.append({"id": f"frame-{id_}-to-{receiver}", "rule": "3", "receiver": receiver,
                    "title": title, "message_bytes_max": 65_536, "bytes": segments(data),
                    "expect": expect})

    def good(id_, receiver, title, type_, stream, payload, end=False):
        add(id_, receiver, title, frame(type_, stream, payload, end),
            frame={"type": type_, "stream": stream, "end": end, "payload": segments(payload)})

    for receiver in ("server", "client"):
        for type_ in ALL:
            stream = 0 if type_ in ON_CONNECTION else 1
            low, payload = type_.lower(), payload_of(type_)
            if not may_send(type_, receiver):
                add(low, receiver, f"{type_} may not be sent to the {receiver}",
                    frame(type_, stream, payload), breach="WIRE-0107")
                continue
            good(low, receiver, f"a sound {type_}", type_, stream, payload)
            wrong = 1 if type_ in ON_CONNECTION else 0
            if type_ != "CREDIT":
                add(low + "-wrong-stream", receiver, f"{type_} on stream {wrong}",
                    frame(type_, wrong, payload), breach="WIRE-0108")
            if receiver == "server" and type_ in ("CALL", "MESSAGE"):
                good(low + "-end", receiver, f"{type_} with END", type_, stream, payload, True)
            else:
                add(low + "-end", receiver, f"END has no meaning on {type_} here",
                    frame(type_, stream, payload, end=True), breach="WIRE-0105")
            add(low + "-flag", receiver, f"{type_} with flag bit 1",
                frame(type_, stream, payload, flags=2), breach="WIRE-0104")
            if type_ in EXACT:
                size = EXACT[type_]
                add(low + "-one-over", receiver, f"{type_} with {size + 1} bytes",
                    frame(type_, stream, bytes(size + 1)), breach="WIRE-0109")
                if size:
                    add(low + "-one-under", receiver, f"{type_} with {size - 1} bytes",
                        frame(type_, stream, bytes(size - 1)), breach="WIRE-0109")
            else:
                most = LIMITS[type_]
                good(low + "-empty", receiver, f"{type_} without payload", type_, stream, b"")
                good(low + "-at-limit", receiver, f"{type_} with {most} bytes", type_, stream,
                     b"\x5a" * most)
                add(low + "-one-over", receiver,
                    f"{type_} of {most + 1} bytes is refused before its payload comes",
                    head(type_, most + 1, stream), breach="WIRE-0102")
        good("credit-on-connection", receiver, "CREDIT on stream 0", "CREDIT", 0, u32(1))
        good("message-last-id", receiver, "the highest stream id is read as a number without sign",
             "MESSAGE", 2**32 - 1, b"\x01")
        extensions(receiver, add, good)
        heads(receiver, add)
    return out


def extensions(receiver, add, good):
    """Types from 128 on."""
    for type_ in (128, 200, 255):
        good(f"extension-{type_}", receiver, "ignored, on any stream", type_, 77, b"\x01\x02")
    good("extension-end", receiver, "the END flag of an extension is ignored", 128, 0, b"", True)
    good("extension-at-limit", receiver, "an extension of 16,384 bytes", 255, 0, b"\x5a" * 16_384)
    add("extension-one-over", receiver, "an extension of 16,385 bytes", head(255, 16_385),
        breach="WIRE-0102")
    add("extension-flag", receiver, "other flags are refused on extensions too",
        frame(128, 0, b"", flags=0x80), breach="WIRE-0104")
    add("extension-reserved", receiver, "reserved bytes are refused on extensions too",
        frame(128, 0, b"", reserved=1), breach="WIRE-0103")


def heads(receiver, add):
    """Faults of the head alone, and heads that are not whole."""
    for length in (0, 1, 7):
        add(f"length-{length}", receiver, "known after four bytes", u32(length), breach="WIRE-0101")
    add("length-huge", receiver, "refused before 4 GiB are awaited",
        frame("PING", 0, b"", length=2**32 - 1), breach="WIRE-0109")
    for type_ in (0, 11, 64, 127):
        add(f"type-{type_}", receiver, "no such type below 128", frame(type_, 0, b""),
            breach="WIRE-0106")
    for reserved in (0x0001, 0x0100, 0xFFFF):
        add(f"reserved-{reserved:04x}", receiver, "the reserved bytes are zero",
            frame("PING", 0, bytes(8), reserved=reserved), breach="WIRE-0103")
    for bit in range(1, 8):
        add(f"flag-bit-{bit}", receiver, "only bit 0 is a flag",
            frame("PING", 0, bytes(8), flags=1 << bit), breach="WIRE-0104")
    add("order-reserved-first", receiver, "reserved is judged before flags and type",
        frame(11, 0, b"", flags=0xFE, reserved=1), breach="WIRE-0103")
    add("order-flags-before-type", receiver, "flags are judged before the type",
        frame(11, 0, b"", flags=2), breach="WIRE-0104")
    wrong = "RESULT" if receiver == "server" else "CANCEL"
    add("order-side-before-end", receiver, "the side is judged before END, stream and size",
        frame(wrong, 0, b"\x01", end=True), breach="WIRE-0107")
    add("order-end-before-stream", receiver, "END is judged before stream and size",
        frame("PING", 1, b"\x01", end=True), breach="WIRE-0105")
    add("order-stream-before-size", receiver, "the stream is judged before the size",
        frame("PING", 1, b"\x01"), breach="WIRE-0108")
    whole = frame("PING", 0, bytes(range(1, 9)))
    for count in range(len(whole)):
        add(f"truncated-{count:02}", receiver, f"{count} of 20 bytes: more are needed",
            whole[:count], more=True)
