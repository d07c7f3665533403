"""Messages of the transport, the strict scan, keys and text: sections 10 to 17 of wire.md."""

from google.protobuf import json_format
from google.protobuf.timestamp_pb2 import Timestamp

from building import (CHANGE, CHANGE_BLINDLY, KNOCK, PING, READ, READ_AS_OF, REASONS, UPLOAD, call,
                      encoded, segments, transport, vectors_pb2)

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


def build_messages():
    """Encodings of the transport's messages and what they mean."""
    out = []

    def add(id_, message, title, data=None, canonical=True):
        data = encoded(message) if data is None else data
        out.append({"id": "message-" + id_, "rule": "1", "type": message.DESCRIPTOR.full_name, "title": title,
                    "bytes": segments(data), "json": json_format.MessageToDict(message),
                    "canonical": canonical})

    t = transport
    add("hello-empty", t.Hello(), "no bytes: every limit is the floor")
    add("hello-client", t.Hello(software="client/1.2", limits=t.Limits(
        message_bytes_max=1_048_576, stream_credit_bytes=262_144,
        connection_credit_bytes=4_194_304)), "a client's greeting")
    add("hello-server", t.Hello(
        minor_version=0, software="whubd/0.1", limits=t.Limits(
            message_bytes_max=1_048_576, stream_credit_bytes=65_536,
            connection_credit_bytes=1_048_576, streams_max=100, ping_interval_min_ms=10_000,
            deadline_max_ms=300_000),
        hub_id="01978a5c-0000-7000-8000-000000000001", hub_name="North East",
        hub_kind="HUB_KIND_EXAMPLE", tenant_id="01978a5c-0000-7000-8000-000000000002",
        tenant_code="E99000001", principal_id="01978a5c-0000-7000-8000-000000000003",
        store_epoch=1, server_time=Timestamp(seconds=1_750_000_000, nanos=5_000_000),
        certificate_expires=Timestamp(seconds=1_751_000_000)), "a server's greeting")
    add("hello-anonymous", t.Hello(limits=t.Limits(message_bytes_max=16_384),
                                   server_time=Timestamp(seconds=1_750_000_000)),
        "no principal_id: the client is anonymous or lapsed")
    add("hello-unknown-field", t.Hello(software="x"), "unknown fields are skipped",
        encoded(t.Hello(software="x")) + text(90, "later"), canonical=False)
    add("header-plain", t.CallHeader(method=PING), "the least a call needs")
    add("header-all", t.CallHeader(
        method=CHANGE, timeout_ms=2_500, idempotency_key=key(NOW_MS), dry_run=True,
        expected_tenant="E99000001", expected_epoch=7,
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        "fields in the order of their numbers")
    add("header-zeroes", t.CallHeader(method=READ, timeout_ms=0, expected_tenant="",
                                      expected_epoch=0, as_of_revision=0),
        "optional fields and members of a oneof are there even when they are zero")
    add("header-as-of-time", t.CallHeader(method=READ_AS_OF, as_of_time=Timestamp(
        seconds=1_743_465_600)), "as of 2025-04-01T00:00:00Z")
    add("header-explicit-default", t.CallHeader(method=PING), "dry_run = false may be spelt out",
        call() + number(4, 0), canonical=False)
    add("header-long-varint", t.CallHeader(method=PING, timeout_ms=1),
        "a varint may be longer than it needs", call() + tag(2, 0) + b"\x81\x80\x80\x00",
        canonical=False)
    add("status-ok", t.Status(), "no bytes are OK")
    add("status-write", t.Status(applied="APPLIED_YES", revision=101, epoch=7,
                                 request_id="r-1", chain_head=bytes(range(32))),
        "OK after a change: revision, epoch and chain head")
    add("status-dry-run", t.Status(applied="APPLIED_NO", dry_run=True, request_id="r-2"),
        "OK of a dry run: the echo")
    add("status-aborted", t.Status(code=10, message="Changed since you read it",
                                   reason="STORE-0101", retry="RETRY_CLASS_NEVER",
                                   applied="APPLIED_NO", revision=55, epoch=7, request_id="r-3"),
        "the record's current revision")
    add("status-violations", t.Status(code=3, message="Request not valid", reason="CALL-0412",
                                      retry="RETRY_CLASS_NEVER", applied="APPLIED_NO", violations=[
        t.FieldViolation(path="strengths[2].text", rule="too_long",
                         expected="at most 500 characters")], request_id="r-4"), "what to correct")
    add("status-pause", t.Status(code=8, message="Too many calls at once", reason="CALL-0101",
                                 retry="RETRY_CLASS_AFTER_PAUSE", retry_after_ms=1_000,
                                 applied="APPLIED_NO"), "when to come back")
    add("status-unknown", t.Status(code=14, message="Outcome unknown", reason="STORE-0203",
                                   retry="RETRY_CLASS_OUTCOME_UNKNOWN", applied="APPLIED_UNKNOWN",
                                   request_id="r-5"), "send the same bytes with the same key")
    add("status-later-code", t.Status(code=17), "a code above 16 is read as UNKNOWN", number(1, 17))
    add("goaway-draining", t.GoAway(reason="GO_AWAY_REASON_DRAINING",
                                    message="WIRE-0701: Hub is draining", last_stream=7),
        "streams up to 7 are answered")
    add("goaway-breach", t.GoAway(reason="GO_AWAY_REASON_BREACH",
                                  message="WIRE-0103: the reserved bytes are not zero"),
        "the message begins with the stable reason")
    add("goaway-moved", t.GoAway(reason="GO_AWAY_REASON_DRAINING",
                                 message="WIRE-0705: Hub has moved", last_stream=1,
                                 new_address="hub.example:7443"), "advice of another address")
    return out


def build_headers():
    """The strict scan of CallHeader."""
    out = []

    def add(id_, title, data, reason="", path="", accept=None):
        expect = {"accept": json_format.MessageToDict(accept)} if accept is not None else {
            "refuse": {"reason": reason, "path": path}}
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
        expect = {"accept": json_format.MessageToDict(
            vectors_pb2.VectorRequest.FromString(data))} if accept else {
            "refuse": {"reason": reason, "path": path}}
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
    add("malformed", "truncated", tag(1, 2) + b"\x05ab", "CALL-0403", "text")
    add("malformed-pack", "a pack that ends inside a number", text(8, b"\x01\x80"), "CALL-0403",
        "numbers[1]")
    add("malformed-utf8", "text that is no UTF-8", text(6, text(1, b"\xff")), "CALL-0403",
        "inner.text")
    add("malformed-group", "groups are no part of proto3", tag(30, 3) + tag(30, 4), "CALL-0403", "")
    deep = b""
    for _ in range(99):
        deep = text(3, deep)
    add("depth-100", "100 messages inside each other", text(6, deep), accept=True)
    add("depth-101", "101 messages inside each other", text(6, text(3, deep)), "CALL-0403",
        "inner" + ".inners[0]" * 100)
    return out


def build_keys():
    """Idempotency keys."""
    cases = [
        ("now", key(NOW_MS), ""), ("ahead-1h", key(NOW_MS + 3_600_000), ""),
        ("ahead-1h-1ms", key(NOW_MS + 3_600_001), "CALL-0313"),
        ("6-days", key(NOW_MS - 6 * DAY_MS), ""),
        ("6-days-1ms", key(NOW_MS - 6 * DAY_MS - 1), "CALL-0312"),
        ("time-0", key(0), "CALL-0312"), ("time-max", key(2**48 - 1), "CALL-0313"),
        ("upper-case", key(NOW_MS).upper(), "CALL-0311"),
        ("no-hyphens", key(NOW_MS).replace("-", ""), "CALL-0311"),
        ("braces", "{" + key(NOW_MS) + "}", "CALL-0311"),
        ("version-4", key(NOW_MS, "4abc-8def-0123456789ab"), "CALL-0311"),
        ("variant-c", key(NOW_MS, "7abc-cdef-0123456789ab"), "CALL-0311"),
        ("variant-b", key(NOW_MS, "7abc-bdef-0123456789ab"), ""),
        ("short", key(NOW_MS)[:-1], "CALL-0311"), ("long", key(NOW_MS) + "0", "CALL-0311"),
        ("newline", key(NOW_MS) + "\n", "CALL-0311"),
        ("fullwidth-digit", key(NOW_MS)[:-1] + "\uff11", "CALL-0311"),
    ]
    return [{"id": "key-" + id_, "rule": "14", "now_ms": NOW_MS, "key": value,
             "expect": {"refuse": reason} if reason else {"accept": True}}
            for id_, value, reason in cases]


def build_texts():
    """Characters in text."""
    cases = [
        ("plain", "Plain text", False, True), ("welsh", "Sir Fôn: Llŷn, ŵyr", False, True),
        ("emoji", "👩‍⚕️", False, True), ("no-break-space", "a\u00a0b", False, True),
        ("tab-one-line", "a\tb", False, False), ("tab-many-lines", "a\tb", True, True),
        ("newline-one-line", "a\nb", False, False), ("newline-many-lines", "a\nb", True, True),
        ("return-many-lines", "a\rb", True, False), ("nul", "a\0b", True, False),
        ("escape", "\x1b[31m", True, False), ("delete", "\x7f", True, False),
        ("c1-first", "\x80", True, False), ("c1-last", "\x9f", True, False),
        ("after-c1", "\xa0", False, True),
        ("line-separator", "\u2028", True, False), ("paragraph-separator", "\u2029", True, False),
        ("before-bidi", "\u2027", False, True), ("bidi-first", "\u202a", True, False),
        ("bidi-override", "\u202e", True, False), ("after-bidi", "\u202f", False, True),
        ("isolate-first", "\u2066", True, False), ("isolate-last", "\u2069", True, False),
        ("after-isolates", "\u206a", False, True), ("empty", "", False, True),
    ]
    return [{"id": "text-" + id_, "rule": "17", "text": value, "several_lines": lines,
             "allowed": allowed} for id_, value, lines, allowed in cases]


def build_checks():
    """The order of checks: several things are wrong, this one is answered."""
    out = []
    everything = dict(active=False, within_quota=False, permitted=False, tenant_active=False)

    def add(id_, title, header, reason="", path="", messages=(b"",), **caller):
        expect = {"refuse": {"reason": reason, "path": path}} if reason else {"accept": True}
        out.append({"id": "check-" + id_, "rule": "12", "title": title, "now_ms": NOW_MS,
                    "caller": {"kind": "authenticated", "active": True, "within_quota": True,
                               "permitted": True, "tenant_active": True,
                               "tenant_code": "E99000001", "epoch": 7, "revision": 100} | caller,
                    "header": segments(header),
                    "messages": [segments(one) for one in messages], "expect": expect})

    bad = dict(expected_tenant="E99000002", expected_epoch=6, timeout_ms=0)
    worst = call(READ, idempotency_key="x", dry_run=True, **bad)
    unknown_field = number(30, 1)
    add("fine", "nothing is wrong", call(READ))
    add("header-first", "the header is scanned before anything is known of the caller",
        worst + number(60, 1), "CALL-0202", "#60", kind="anonymous", **everything)
    add("class-known-method", "an anonymous caller and a method it may not call", worst,
        "GATE-0101", kind="anonymous", **everything)
    add("class-unknown-method", "the same answer for a method that does not exist",
        call("workforcehub.v1.NoService/None", **bad), "GATE-0101", kind="anonymous")
    add("class-no-method", "the same answer for no method", call("", **bad), "GATE-0101",
        kind="anonymous")
    add("class-lapsed", "a lapsed certificate may renew and nothing else", worst, "GATE-0102",
        kind="lapsed", **everything)
    add("class-anonymous-method", "a method for everybody", call(KNOCK), kind="anonymous")
    add("method-missing", "before the principal", call("", **bad), "CALL-0211", "whub-method",
        **everything)
    add("method-unknown", "before the principal", call("workforcehub.v1.NoService/None", **bad),
        "CALL-0212", **everything)
    for id_, name in {"slash": "/" + READ, "case": READ.lower(), "space": READ + " ",
                      "long": READ + "x" * 200, "not-ascii": READ.replace("K", "\u212a") + "\u212a",
                      "short-name": "VectorService/Read"}.items():
        add("method-" + id_, "names are compared byte for byte", call(name), "CALL-0212")
    add("principal", "a revoked principal, before its quota", worst, "GATE-0103", **everything)
    add("quota", "before the permission, so that guessing costs", worst, "GATE-0301",
        **everything | {"active": True})
    add("permission", "before the tenant's state and every field of the header", worst,
        "GATE-0201", **everything | {"active": True, "within_quota": True})
    add("tenant-state", "before the assertions", worst, "GATE-0401", tenant_active=False)
    add("expected-tenant", "before the epoch", worst, "GATE-0501")
    add("expected-tenant-empty", "an empty assertion is an assertion",
        call(READ, expected_tenant=""), "GATE-0501")
    add("expected-epoch", "before the header's fields",
        call(READ, idempotency_key="x", expected_epoch=6), "GATE-0502")
    add("expected-right", "assertions that hold",
        call(READ, expected_tenant="E99000001", expected_epoch=7))
    good_key = key(NOW_MS)
    add("key-on-read", "before its form", call(READ, idempotency_key="x", dry_run=True),
        "CALL-0302", "whub-idempotency-key")
    add("dry-run-on-read", "a read cannot be a dry run", call(READ, dry_run=True, timeout_ms=0),
        "CALL-0304", "whub-dry-run")
    add("as-of-not-offered", "this read has no earlier states",
        call(READ, as_of_revision=5, timeout_ms=0), "CALL-0303", "whub-as-of-revision")
    add("as-of-zero", "revision 0 is an as-of too", call(READ, as_of_revision=0), "CALL-0303",
        "whub-as-of-revision")
    add("as-of-offered", "an earlier revision", call(READ_AS_OF, as_of_revision=5))
    add("as-of-now", "the present revision", call(READ_AS_OF, as_of_revision=100))
    add("as-of-ahead", "one ahead of the present", call(READ_AS_OF, as_of_revision=101),
        "CALL-0317", "whub-as-of-revision")
    add("as-of-time", "an earlier time", call(READ_AS_OF, as_of_time=Timestamp(seconds=1)))
    add("as-of-time-ahead", "a later time",
        call(READ_AS_OF, as_of_time=Timestamp(seconds=NOW_MS // 1000 + 1)), "CALL-0317",
        "whub-as-of-time")
    add("as-of-time-now", "the present time",
        call(READ_AS_OF, as_of_time=Timestamp(seconds=NOW_MS // 1000)))
    add("as-of-time-1-ms-ahead", "a millisecond ahead",
        call(READ_AS_OF, as_of_time=Timestamp(seconds=NOW_MS // 1000, nanos=1_000_000)),
        "CALL-0317", "whub-as-of-time")
    add("as-of-time-bad", "nanos of a whole second",
        call(READ_AS_OF, as_of_time=Timestamp(seconds=1, nanos=10**9)), "CALL-0315",
        "whub-as-of-time")
    add("as-of-time-year-0", "before the year 1",
        call(READ_AS_OF, as_of_time=Timestamp(seconds=-62_135_596_801)), "CALL-0315",
        "whub-as-of-time")
    add("key-required", "a change without a key", call(CHANGE, timeout_ms=0), "CALL-0301",
        "whub-idempotency-key")
    add("key-given", "a change with a key", call(CHANGE, idempotency_key=good_key))
    add("dry-run-without-key", "a dry run needs none", call(CHANGE, dry_run=True))
    add("dry-run-with-key", "a dry run may have one",
        call(CHANGE, dry_run=True, idempotency_key=good_key))
    add("dry-run-bad-key", "but then it is checked", call(CHANGE, dry_run=True,
                                                         idempotency_key="x"),
        "CALL-0311", "whub-idempotency-key")
    add("dry-run-not-offered", "an answer, not a real change",
        call(CHANGE_BLINDLY, dry_run=True), "CALL-0306", "whub-dry-run")
    add("as-of-on-change", "nothing is changed in the past",
        call(CHANGE, idempotency_key=good_key, as_of_revision=5), "CALL-0305",
        "whub-as-of-revision")
    add("key-old", "a key of seven days ago",
        call(CHANGE, idempotency_key=key(NOW_MS - 7 * DAY_MS), timeout_ms=0), "CALL-0312",
        "whub-idempotency-key")
    add("timeout-0", "has already expired, before the request is looked at",
        call(READ, timeout_ms=0), "CALL-0501", messages=[unknown_field])
    add("no-message", "none", call(READ), "CALL-0401", messages=[])
    add("two-messages", "two", call(READ), "CALL-0402", messages=[b"", b""])
    add("two-messages-bad-first", "the first is scanned when it comes", call(READ), "CALL-0404",
        "#30", messages=[unknown_field, b""])
    add("client-stream-none", "a client stream may be empty",
        call(UPLOAD, idempotency_key=good_key), messages=[])
    add("client-stream-two", "or have many", call(UPLOAD, idempotency_key=good_key),
        messages=[b"", b""])
    add("request-before-text", "the scan before the rules of text", call(READ), "CALL-0404", "#30",
        messages=[text(1, "\x1b") + unknown_field])
    add("text", "a control character", call(READ), "CALL-0411", "inner.text",
        messages=[text(6, text(1, "a\x07"))])
    return out


def build_statuses():
    """Section 16 as data."""
    rows = [
        ("OK", "UNSPECIFIED", 0, 0), ("CANCELLED", "NEVER", 1, 1),
        ("UNKNOWN", "OUTCOME_UNKNOWN", 1, 1), ("INVALID_ARGUMENT", "NEVER", 2, 6),
        ("DEADLINE_EXCEEDED", "AFTER_PAUSE", 1, 1), ("NOT_FOUND", "NEVER", 3, 3),
        ("ALREADY_EXISTS", "NEVER", 5, 5), ("PERMISSION_DENIED", "NEVER", 4, 4),
        ("RESOURCE_EXHAUSTED", "AFTER_PAUSE", 1, 1), ("FAILED_PRECONDITION", "NEVER", 5, 5),
        ("ABORTED", "NEVER", 5, 5), ("OUT_OF_RANGE", "NEVER", 2, 2),
        ("UNIMPLEMENTED", "NEVER", 1, 1), ("INTERNAL", "NEVER", 1, 1),
        ("UNAVAILABLE", "AFTER_PAUSE", 7, 7), ("DATA_LOSS", "NEVER", 1, 1),
        ("UNAUTHENTICATED", "NEVER", 4, 4),
    ]
    assert all(one["status"] in [row[0] for row in rows] for one in REASONS.values())
    return [{"id": f"status-{code:02}", "rule": "16", "code": code, "name": name,
             "default_retry": retry, "exit_code": plain, "exit_code_with_violations": violations}
            for code, (name, retry, plain, violations) in enumerate(rows)]
