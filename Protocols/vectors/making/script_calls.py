"""Scripts of calls that are refused: sections 10 to 13."""

from .building import PING, Script, call, frame, message_frame, ok_frame, refused_frame
from .fields import number, text
from .script_parts import ANSWER, PAYLOAD, ping_call, whole_call


def build_calls():
    """Sections 10 to 13 on a connection: a bad call ends alone."""
    out = []

    def script(*args, **fields):
        out.append(Script(*args, layer="call", live=True, **fields))
        return out[-1]

    bad = {
        "header-not-readable": (b"\x0a\x05ab", "CALL-0201", "whub-method"),
        "header-unknown-field": (call() + number(99, 1), "CALL-0202", "#99"),
        "header-wire-type": (call() + text(2, "5"), "CALL-0203", "whub-timeout-ms"),
        "header-twice": (call() + call(), "CALL-0204", "whub-method"),
        "header-range": (call() + number(2, 2**32), "CALL-0206", "whub-timeout-ms"),
        "method-missing": (call(""), "CALL-0211", "whub-method"),
        "method-unknown": (call("workforcehub.v1.NoService/None"), "CALL-0212", ""),
        "method-slash": (call("/" + PING), "CALL-0212", ""),
        "wrong-tenant": (call(expected_tenant="nobody"), "GATE-0501", ""),
        "key-on-read": (call(idempotency_key="0197a6b4-1c00-7abc-8def-0123456789ab"), "CALL-0302",
                        "whub-idempotency-key"),
        "dry-run-on-read": (call(dry_run=True), "CALL-0304", "whub-dry-run"),
        "as-of-not-offered": (call(as_of_revision=0), "CALL-0303", "whub-as-of-revision"),
        "timeout-0": (call(timeout_ms=0), "CALL-0501", ""),
    }
    for name, (header, reason, path) in bad.items():
        one = script(f"call-{name}", "11", "the call ends alone, the connection goes on")
        one.send("CALL 1, MESSAGE END", frame("CALL", 1, header),
                 frame("MESSAGE", 1, PAYLOAD, end=True))
        one.expect([refused_frame(1, reason, path)])
        whole_call(one, 2)
    requests = {
        "no-message": (frame("END", 1), "CALL-0401", ""),
        "two-messages": (frame("MESSAGE", 1, PAYLOAD) + frame("MESSAGE", 1, PAYLOAD, end=True),
                         "CALL-0402", ""),
        "request-not-readable": (frame("MESSAGE", 1, b"\x0a\x05ab", end=True), "CALL-0403",
                                 "payload"),
        "request-unknown-field": (frame("MESSAGE", 1, PAYLOAD + number(17, 1), end=True),
                                  "CALL-0404", "#17"),
        "request-unknown-field-100": (frame("MESSAGE", 1, PAYLOAD + number(100, 1), end=True),
                                      "CALL-0404", "#100"),
        "request-wire-type": (frame("MESSAGE", 1, number(1, 1), end=True), "CALL-0405", "payload"),
        "request-twice": (frame("MESSAGE", 1, PAYLOAD + PAYLOAD, end=True), "CALL-0406",
                          "payload"),
    }
    for name, (data, reason, path) in requests.items():
        one = script(f"call-{name}", "13", "the call ends alone, the connection goes on")
        one.send("CALL 1 and the rest", frame("CALL", 1, call()), data)
        one.expect([refused_frame(1, reason, path)])
        whole_call(one, 2)
    one = script("call-end-without-message", "10", "END on CALL of a unary method")
    one.send("CALL 1 END", frame("CALL", 1, call(), end=True))
    one.expect([refused_frame(1, "CALL-0401")])
    whole_call(one, 2)
    one = script("call-empty-message", "3", "an empty MESSAGE is a message")
    one.send("CALL 1, MESSAGE END without payload", ping_call(1, b"")).answer(1, b"")
    one.expect([message_frame(1, b""), ok_frame(1)])
    for name, extra in {"ignorable": text(100, "x") + text(101, b"\xff") + number(5_000, 1),
                        "timeout": number(2, 4_294_967_295)}.items():
        one = script(f"call-{name}", "11", "fields that may be skipped, or are fine")
        one.send("CALL 1, MESSAGE END", frame("CALL", 1, call() + extra),
                 frame("MESSAGE", 1, PAYLOAD, end=True)).answer(1, ANSWER)
        one.expect([message_frame(1, ANSWER), ok_frame(1)])
    for one in out:
        for step in one.value["steps"]:
            step.pop("events", None)
    return [one.value for one in out]
