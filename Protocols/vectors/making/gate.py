"""The order of checks: section 12 of wire.md."""

from google.protobuf.timestamp_pb2 import Timestamp

from .building import CHANGE, CHANGE_BLINDLY, KNOCK, READ, READ_AS_OF, UPLOAD, call, segments
from .fields import DAY_MS, NOW_MS, key, number, text


WORDS = {
    "CALL-0202": "unknown_field", "CALL-0211": "required", "CALL-0301": "required",
    "CALL-0302": "not_allowed", "CALL-0303": "not_allowed", "CALL-0304": "not_allowed",
    "CALL-0305": "not_allowed", "CALL-0306": "not_allowed", "CALL-0311": "not_a_key",
    "CALL-0312": "too_old", "CALL-0313": "in_the_future", "CALL-0315": "not_a_time",
    "CALL-0317": "ahead_of_now", "CALL-0404": "unknown_field", "CALL-0411": "text_character",
}


def build_checks():
    """The order of checks: several things are wrong, this one is answered."""
    out = []
    everything = dict(active=False, within_quota=False, permitted=False, tenant_active=False)

    def add(id_, title, header, reason="", path="", messages=(b"",), **caller):
        violation = {"violation": WORDS[reason]} if path else {}
        expect = ({"refuse": {"reason": reason, "path": path} | violation} if reason
                  else {"accept": True})
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
