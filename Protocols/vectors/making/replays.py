"""What is one request and what is another: section 14 of wire.md."""

from .building import CHANGE, CHANGE_BLINDLY, UPLOAD, call, segments
from .fields import NOW_MS, key, text

A_KEY = key(NOW_MS)


def build():
    """Pairs of calls under one key of one principal: the same request, or another."""
    out = []

    def add(id_, title, same, first, again, messages=(b"",), later=None):
        out.append({"id": "replay-" + id_, "rule": "14", "title": title,
                    "header": segments(first), "messages": [segments(one) for one in messages],
                    "again": {"header": segments(again), "messages": [
                        segments(one) for one in (messages if later is None else later)]},
                    "same": same, **({} if same else {"reason": "CALL-0601"})})

    def change(method=CHANGE, **fields):
        return call(method, idempotency_key=A_KEY, **fields)

    plain = change()
    one, other = text(1, "a"), text(1, "b")
    add("bytes", "the same bytes", True, plain, plain, (one,))
    add("timeout", "another deadline", True, change(timeout_ms=5_000), change(timeout_ms=60_000))
    add("no-timeout", "a deadline or none", True, plain, change(timeout_ms=60_000))
    add("traceparent", "another trace", True, plain,
        plain + text(100, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
    add("method", "another method", False, plain, change(CHANGE_BLINDLY))
    add("request", "another request", False, plain, plain, (one,), (other,))
    add("encoding", "the same message in other bytes", False, plain, plain,
        (text(1, "a") + text(2 + 8, ""),), (text(2 + 8, "") + text(1, "a"),))
    add("dry-run", "a dry run and the change", False, change(dry_run=True), plain)
    add("tenant", "an assertion added", False, plain, change(expected_tenant="E99000001"))
    add("tenant-empty", "an empty assertion is not none", False, plain, change(expected_tenant=""))
    add("epoch", "another epoch", False, change(expected_epoch=7), change(expected_epoch=8))
    add("epoch-zero", "epoch 0 is not none", False, plain, change(expected_epoch=0))
    upload = change(UPLOAD)
    add("chunks", "a stream in the same messages", True, upload, upload, (one, other))
    add("chunks-joined", "the same bytes in other messages", False, upload, upload, (one, other),
        (one + other,))
    add("chunks-order", "the same messages in another order", False, upload, upload, (one, other),
        (other, one))
    add("chunks-none", "no message and an empty one", False, upload, upload, (), (b"",))
    return out
