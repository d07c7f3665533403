"""Messages of the transport and what they mean."""

from google.protobuf import json_format
from google.protobuf.timestamp_pb2 import Timestamp

from .building import CHANGE, PING, READ, READ_AS_OF, call, encoded, segments, transport
from .fields import NOW_MS, key, number, tag, text


def build_messages():
    """Encodings of the transport's messages and what they mean."""
    out = []

    def add(id_, message, title, data=None, canonical=True):
        data = encoded(message) if data is None else data
        out.append({"id": "message-" + id_, "rule": "1", "type": message.DESCRIPTOR.full_name,
                    "title": title,
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
    add("status-pause-connection",
        t.Status(code=8, message="More came over this connection than it may bring for the moment.",
                 reason="GATE-0303", retry="RETRY_CLASS_AFTER_PAUSE", retry_after_ms=250,
                 applied="APPLIED_NO"), "when the connection may bring more")
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
