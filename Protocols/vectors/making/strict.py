"""The strict scan: sections 11 and 13 of wire.md."""

from google.protobuf import json_format
from google.protobuf.timestamp_pb2 import Timestamp

from .building import PING, call, encoded, segments, transport, vectors_pb2
from .fields import number, tag, text, varint

# The word for the rule, by the last digit of the reason: the same for headers and requests.
HEADER_WORDS = {"CALL-0201": "malformed", "CALL-0202": "unknown_field",
                "CALL-0203": "wrong_wire_type", "CALL-0204": "repeated_field",
                "CALL-0206": "out_of_range"}
REQUEST_WORDS = {"CALL-0403": "malformed", "CALL-0404": "unknown_field",
                 "CALL-0405": "wrong_wire_type", "CALL-0406": "repeated_field",
                 "CALL-0407": "unknown_value", "CALL-0408": "out_of_range",
                 "CALL-0411": "text_character"}


def refusal(reason, path, words):
    """What a scan refuses with: a path only where a field can be named, and a word only with it."""
    return {"refuse": {"reason": reason, "path": path} | (
        {"violation": words[reason]} if path else {})}


def build_headers():
    """The strict scan of CallHeader."""
    out = []

    def add(id_, title, data, reason="", path="", accept=None):
        expect = ({"accept": json_format.MessageToDict(accept)} if accept is not None
                  else refusal(reason, path, HEADER_WORDS))
        out.append({"id": "header-" + id_, "rule": "11", "title": title, "bytes": segments(data),
                    "expect": expect})

    base = call()
    plain = transport.CallHeader(method=PING)
    traced = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    stamp = encoded(Timestamp(seconds=1_743_465_600))
    add("plain", "method only", base, accept=plain)
    add("any-order", "fields in any order", number(2, 5) + base,
        accept=transport.CallHeader(method=PING, timeout_ms=5))
    add("timeout-max", "the largest uint32", base + number(2, 2**32 - 1),
        accept=transport.CallHeader(method=PING, timeout_ms=2**32 - 1))
    add("traceparent", "a sound traceparent", base + text(100, traced), accept=plain)
    add("empty", "no fields: readable; the missing method is a later check", b"",
        accept=transport.CallHeader())
    for field in (9, 42, 99):
        add(f"unknown-{field}", "unknown and critical", base + number(field, 1), "CALL-0202",
            f"#{field}")
    add("unknown-first", "the first fault in the order of the bytes",
        number(50, 1) + base + number(2, 2**32), "CALL-0202", "#50")
    add("unknown-nested", "critical at any depth", base + text(8, stamp + number(3, 1)),
        "CALL-0202", "whub-as-of-time.#3")
    for field in (101, 500, 2**29 - 1):
        add(f"ignorable-{field}", "from 100 on: skipped", base + text(field, b"\xff\xfe"),
            accept=plain)
    add("ignorable-nested", "from 100 on at any depth", base + text(8, stamp + number(100, 1)),
        accept=transport.CallHeader(method=PING, as_of_time=Timestamp(seconds=1_743_465_600)))
    add("ignorable-truncated", "skipping needs sound bytes", base + tag(101, 2) + b"\x05ab",
        "CALL-0201", "#101")
    add("traceparent-twice", "dropped, not refused", base + text(100, traced) * 2, accept=plain)
    add("traceparent-wire-type", "dropped, not refused", base + number(100, 1), accept=plain)
    add("traceparent-not-utf8", "dropped, not refused", base + text(100, b"\xff"), accept=plain)
    add("wire-type-method", "method as a varint", number(1, 1), "CALL-0203", "whub-method")
    add("wire-type-timeout", "timeout as text", base + text(2, "5"), "CALL-0203",
        "whub-timeout-ms")
    add("wire-type-dry-run", "dry_run as fixed32", base + tag(4, 5) + b"\x01\0\0\0", "CALL-0203",
        "whub-dry-run")
    add("wire-type-nested", "a Timestamp's seconds as text", base + text(8, text(1, "1")),
        "CALL-0203", "whub-as-of-time.seconds")
    add("twice-method", "method twice", base + base, "CALL-0204", "whub-method")
    add("twice-dry-run", "dry_run true, then false", base + number(4, 1) + number(4, 0),
        "CALL-0204", "whub-dry-run")
    add("twice-same-member", "as_of_revision twice", base + number(7, 1) + number(7, 1),
        "CALL-0204", "whub-as-of-revision")
    add("twice-oneof", "both members of as_of", base + number(7, 1) + text(8, stamp), "CALL-0204",
        "whub-as-of-time")
    add("range-timeout", "2^32 does not fit", base + number(2, 2**32), "CALL-0206",
        "whub-timeout-ms")
    add("range-timeout-low-bits", "2^32 + 5 is not 5", base + number(2, 2**32 + 5), "CALL-0206",
        "whub-timeout-ms")
    add("range-bool", "2 is no bool", base + number(4, 2), "CALL-0206", "whub-dry-run")
    add("range-nested", "nanos above 2^31 - 1", base + text(8, stamp + number(2, 2**31)),
        "CALL-0206", "whub-as-of-time.nanos")
    broken = {
        "tag-truncated": (b"\x80", ""), "field-0": (b"\x02\x00", ""),
        "field-0-varint": (b"\x00\x00", ""), "wire-type-3": (tag(2, 3), ""),
        "wire-type-4": (tag(2, 4), ""), "wire-type-6": (tag(2, 6), ""),
        "wire-type-7": (tag(2, 7), ""),
        "field-2-to-29": (number(2**29, 1), ""),
        "varint-truncated": (tag(2, 0) + b"\x80", "whub-timeout-ms"),
        "varint-11-bytes": (tag(2, 0) + b"\x80" * 10 + b"\x01", "whub-timeout-ms"),
        "varint-65-bits": (tag(2, 0) + b"\xff" * 9 + b"\x02", "whub-timeout-ms"),
        "length-beyond-end": (tag(3, 2) + b"\x05abcd", "whub-idempotency-key"),
        "length-huge": (tag(3, 2) + varint(2**63), "whub-idempotency-key"),
        "no-utf8": (text(5, b"\xc3\x28"), "whub-expected-tenant"),
        "utf8-surrogate": (text(5, b"\xed\xa0\x80"), "whub-expected-tenant"),
        "utf8-overlong": (text(5, b"\xc0\x80"), "whub-expected-tenant"),
        "nested-truncated": (text(8, tag(1, 0)), "whub-as-of-time.seconds"),
    }
    for id_, (data, path) in broken.items():
        add("malformed-" + id_, "bytes that are no fields", base + data, "CALL-0201", path)
    return out


def build_requests():
    """The strict scan of requests, with VectorRequest."""
    out = []

    def add(id_, title, data, reason="", path="", accept=False):
        expect = ({"accept": json_format.MessageToDict(vectors_pb2.VectorRequest.FromString(data))}
                  if accept else refusal(reason, path, REQUEST_WORDS))
        out.append({"id": "request-" + id_, "rule": "13", "title": title,
                    "type": "whub.vectors.v1.VectorRequest", "bytes": segments(data),
                    "expect": expect})

    add("empty", "an empty request is a request", b"", accept=True)
    full = vectors_pb2.VectorRequest(
        text="Môn", small=2**32 - 1, large=2**64 - 1, flag=True, colour="COLOUR_GREEN",
        inner=vectors_pb2.Inner(text="a"), inners=[vectors_pb2.Inner(), vectors_pb2.Inner()],
        numbers=[1, 2, 300], named={"k": vectors_pb2.Inner(text="v")}, left="l", blob=b"\0\xff",
        signed_number=-1, zigzag_number=-2**31, time=Timestamp(seconds=1), perhaps=False,
        colours=["COLOUR_RED", "COLOUR_GREEN"], fixed_small=1, fixed_large=2)
    add("full", "every field", encoded(full), accept=True)
    add("not-packed", "repeated numbers one by one", number(8, 1) + number(8, 2), accept=True)
    add("packed-in-two", "repeated numbers in two packs and one by one",
        text(8, b"\x01\x02") + number(8, 3) + text(8, b"\x04"), accept=True)
    add("int32-negative", "ten bytes of a negative int32", number(13, 2**64 - 5), accept=True)
    add("int32-least", "-2^31 fits", number(13, 2**64 - 2**31), accept=True)
    add("map-two-keys", "two keys of a map", text(9, text(1, "k")) + text(9, text(1, "l")),
        accept=True)
    for field in (20, 99, 100, 536_870_911):
        add(f"unknown-{field}", "no range may be skipped in requests", number(field, 1),
            "CALL-0404", f"#{field}")
    add("unknown-nested", "at any depth", text(6, text(3, number(9, 1))), "CALL-0404",
        "inner.inners[0].#9")
    add("unknown-in-second", "places are counted from 0", text(7, b"") + text(7, number(17, 1)),
        "CALL-0404", "inners[1].#17")
    add("unknown-in-map", "an entry of a map counts as a place of a repeated field",
        text(9, text(1, "k") + text(2, number(4, 1))), "CALL-0404", "named[0].value.#4")
    add("wire-type", "text as a varint", number(1, 1), "CALL-0405", "text")
    add("wire-type-packed-singular", "a singular number cannot be packed", text(2, b"\x01"),
        "CALL-0405", "small")
    add("wire-type-fixed", "fixed32 as fixed64", tag(18, 1) + bytes(8), "CALL-0405", "fixed_small")
    add("wire-type-repeated", "of another kind of value there are no places", number(7, 1),
        "CALL-0405", "inners")
    add("wire-type-numbers", "neither a number nor a pack", number(8, 1) + tag(8, 5) + bytes(4),
        "CALL-0405", "numbers")
    add("wire-type-map-key", "inside an entry of a map", text(9, number(1, 1)), "CALL-0405",
        "named[0].key")
    add("twice", "a singular field twice", text(1, "a") + text(1, "b"), "CALL-0406", "text")
    add("twice-message", "messages are not merged", text(6, b"") + text(6, b""), "CALL-0406",
        "inner")
    add("twice-optional", "optional fields too", number(16, 1) + number(16, 1), "CALL-0406",
        "perhaps")
    add("twice-oneof", "two members of a oneof", text(10, "l") + text(11, b""), "CALL-0406",
        "right")
    add("twice-map-key", "one map key twice", text(9, text(1, "k")) + text(9, text(1, "k")),
        "CALL-0406", "named[1]")
    add("twice-map-key-default", "the empty key twice, spelt in two ways",
        text(9, b"") + text(9, text(1, "")), "CALL-0406", "named[1]")
    add("twice-in-entry", "a key twice in one entry of a map",
        text(9, b"") + text(9, text(1, "k") * 2), "CALL-0406", "named[1].key")
    add("twice-map-key-third", "after others, the second of them empty",
        text(9, text(1, "k")) + text(9, b"") + text(9, b""), "CALL-0406", "named[2]")
    add("enum", "an enum value without a name", number(5, 3), "CALL-0407", "colour")
    add("enum-negative", "a negative enum value", number(5, 2**64 - 1), "CALL-0407", "colour")
    add("enum-low-bits", "2^32 + 1 is not 1", number(5, 2**32 + 1), "CALL-0407", "colour")
    add("enum-packed", "in a pack", text(17, b"\x01\x07"), "CALL-0407", "colours[1]")
    add("range-uint32", "2^32 does not fit", number(2, 2**32), "CALL-0408", "small")
    add("range-int32", "2^31 does not fit", number(13, 2**31), "CALL-0408", "signed_number")
    add("range-int32-low", "-2^31 - 1 does not fit", number(13, 2**64 - 2**31 - 1), "CALL-0408",
        "signed_number")
    add("range-sint32", "zigzag above 32 bits", number(14, 2**32), "CALL-0408", "zigzag_number")
    add("range-bool", "2 is no bool", number(4, 2), "CALL-0408", "flag")
    add("range-packed", "in a pack", text(8, varint(2**32)), "CALL-0408", "numbers[0]")
    add("range-packed-later", "places go on from pack to pack, and past single numbers",
        text(8, b"\x01\xac\x02") + number(8, 3) + text(8, b"\x04" + varint(2**32) + b"\x05"),
        "CALL-0408", "numbers[4]")
    add("enum-not-packed", "one by one", number(17, 1) + number(17, 7), "CALL-0407", "colours[1]")
    add("malformed-pack-length", "a pack that is longer than the request", number(8, 1) + tag(8, 2)
        + b"\x05\x01", "CALL-0403", "numbers")
    add("malformed-in-map", "truncated inside an entry", text(9, text(1, "k") + tag(2, 2) + b"\x05"),
        "CALL-0403", "named[0].value")
    add("malformed", "truncated", tag(1, 2) + b"\x05ab", "CALL-0403", "text")
    add("malformed-pack", "a pack that ends inside a number", text(8, b"\x01\x80"), "CALL-0403",
        "numbers[1]")
    add("malformed-utf8", "text that is no UTF-8", text(6, text(1, b"\xff")), "CALL-0403",
        "inner.text")
    add("malformed-group", "groups are no part of proto3", tag(30, 3) + tag(30, 4), "CALL-0403", "")
    add("text-escape", "a control character", text(1, "\x1b[31m"), "CALL-0411", "text")
    add("text-bidi-nested", "a control of writing direction, at any depth",
        text(7, b"") + text(7, text(1, "a\u202eb")), "CALL-0411", "inners[1].text")
    add("text-oneof", "in a oneof", text(10, "\u2028"), "CALL-0411", "left")
    add("text-map-key", "in a map's key", text(9, text(1, "\x00")), "CALL-0411", "named[0].key")
    add("text-newline", "a newline where one line is meant", text(1, "a\nb"), "CALL-0411", "text")
    add("text-lines", "newline and tab where several lines are meant", text(21, "a\n\tb"),
        accept=True)
    add("text-lines-return", "no other control character there", text(21, "a\r\nb"), "CALL-0411",
        "lines")
    add("text-after-scan", "text is looked at when the scan has found nothing",
        text(1, "\x7f") + number(20, 1), "CALL-0404", "#20")
    deep = b""
    for _ in range(99):
        deep = text(3, deep)
    add("depth-100", "100 messages inside each other", text(6, deep), accept=True)
    add("depth-101", "101 messages inside each other", text(6, text(3, deep)), "CALL-0403",
        "inner" + ".inners[0]" * 100)
    return out
