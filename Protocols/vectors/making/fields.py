"""Fields of messages made by hand, right and wrong, and keys."""


NOW_MS = 1_750_000_000_000
DAY_MS = 24 * 3600 * 1000


def key(ms, tail="7abc-8def-0123456789ab"):
    """An idempotency key made at `ms`."""
    text = f"{ms:012x}"
    return f"{text[:8]}-{text[8:]}-{tail}"


def tag(number, wire_type):
    """A field's tag."""
    return varint(number << 3 | wire_type)


def varint(value):
    """A varint."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def text(number, value):
    """A field of text or bytes."""
    data = value.encode() if isinstance(value, str) else value
    return tag(number, 2) + varint(len(data)) + data


def number(field, value):
    """A varint field."""
    return tag(field, 0) + varint(value)
