"""The checks of vectors/checks.json that a running hub can be held against, and the end of a hub.

The hub's own methods stand for those of the vectors: WhoAmI for a read without earlier states,
SaveLocalTheme for a change, ImportAssessment for a stream of the client's. Nothing is changed: what
passes the gate is a dry run, or ends at the method's own rules.
"""

import json
import os
import signal
import time

from script_steps import VECTORS, Mismatch, data_of
from whub_client import frames
from whub_client.frames import Frame
from whub_client.keys import new_key
from whub_client.schemas import transport

PREFIX = "workforcehub.v1."
METHODS = {
    "whub.vectors.v1.VectorService/Read": PREFIX + "IdentityService/WhoAmI",
    "whub.vectors.v1.VectorService/Change": PREFIX + "PriorityService/SaveLocalTheme",
    "whub.vectors.v1.VectorService/Upload": PREFIX + "PriorityService/ImportAssessment",
}
# What says that the gate has let a call in, and its own method did not like it.
METHODS_OWN = ("", "CALL-0401", "CALL-0412")
PLAIN = {"kind": "authenticated", "active": True, "within_quota": True, "permitted": True,
         "tenant_active": True}


def vectors():
    """The checks whose caller is one for whom everything is in order."""
    text = (VECTORS / "checks.json").read_text(encoding="utf-8")
    for one in json.loads(text)["vectors"]:
        caller = {name: one["caller"][name] for name in PLAIN}
        # The rules of text, and of epochs, are those of a method and of a store.
        if caller == PLAIN and one["id"] not in ("check-text", "check-request-before-text"):
            header = transport.CallHeader.FromString(data_of(one["header"]))
            if not header.HasField("expected_epoch") and is_sent(header, one):
                yield one, header


def is_sent(header, one):
    """Whether a method of the hub's can stand for the one that is called."""
    if header.method in METHODS:
        # Streams of the vectors take any message; an import looks at its own.
        return "Upload" not in header.method or not one["messages"]
    return one["expect"].get("refuse", {}).get("reason") in ("CALL-0211", "CALL-0212")


def fitted(header, now_ms, bundle):
    """The header for this hub, here and now."""
    header.method = METHODS.get(header.method, header.method)
    if header.expected_tenant == "E99000001":
        header.expected_tenant = bundle.tenant_code
    key = header.idempotency_key
    if len(key) == 36 and key.count("-") == 4:
        made_ms = int(key[:8] + key[9:13], 16)
        header.idempotency_key = new_key(time.time_ns() // 1_000_000 + made_ms - now_ms)
    return header


def check(live, bundle, one, header):
    """Raises Mismatch unless the call is answered as the vector says."""
    header = fitted(header, one["now_ms"], bundle)
    out = Frame(frames.CALL, 1, header.SerializeToString()).encode()
    for message in one["messages"]:
        out += Frame(frames.MESSAGE, 1, data_of(message)).encode()
    out += Frame(frames.END, 1).encode()
    greet(live)
    live.send(out)
    status = result_of(live)
    expected = one["expect"].get("refuse")
    if expected is None:
        if status.reason not in METHODS_OWN:
            raise Mismatch(f"refused: {status.reason} {status.message}")
        return
    paths = [violation.path for violation in status.violations]
    words = [violation.rule for violation in status.violations]
    told = (status.reason, paths, words)
    wanted = (expected["reason"], [expected["path"]] if expected["path"] else [],
              [expected["violation"]] if expected["path"] else [])
    if told != wanted:
        raise Mismatch(f"expected {wanted}, came {told}")


def greet(live):
    """HELLO, and the hub's."""
    live.send(Frame(frames.HELLO, 0, transport.Hello(
        software="conformance/1").SerializeToString()).encode())
    wait(live, frames.HELLO)


def wait(live, type_, seconds=5.0):
    """The next frame of a type."""
    until = time.monotonic() + seconds
    while True:
        for frame in live.came:
            if frame.type == type_:
                live.came.remove(frame)
                return frame
        left = until - time.monotonic()
        if left <= 0 or live.ended:
            raise Mismatch(f"no {frames.NAMES[type_]} came")
        live.read(left)


def result_of(live):
    """The Status of the one call."""
    return transport.Status.FromString(wait(live, frames.RESULT).payload)


def stop_while_open(live, pid):
    """SIGTERM while a call is open: it is answered, later ones are not looked at, then the end."""
    greet(live)
    header = transport.CallHeader(method=PREFIX + "IdentityService/Ping").SerializeToString()
    live.send(Frame(frames.CALL, 1, header).encode()
              + Frame(frames.PING, 0, b"received").encode())
    wait(live, frames.PONG)
    os.kill(pid, signal.SIGTERM)
    goodbye = transport.GoAway.FromString(wait(live, frames.GOAWAY).payload)
    if goodbye.reason != transport.GO_AWAY_REASON_DRAINING or goodbye.last_stream != 1:
        raise Mismatch(f"GOAWAY {goodbye.reason}, last_stream {goodbye.last_stream}")
    live.send(Frame(frames.CALL, 2, header).encode()
              + Frame(frames.MESSAGE, 1, b"", True).encode())
    status = result_of(live)
    if status.code != transport.STATUS_CODE_OK:
        raise Mismatch(f"the open call ended with {status.reason}")
    until = time.monotonic() + 5.0
    while not live.ended and time.monotonic() < until:
        live.read(until - time.monotonic())
    if not live.ended or any(frame.stream == 2 for frame in live.came):
        raise Mismatch("the hub did not end, or looked at a later call")
