"""Who is let in and how long the handshake may take: sections 2 and 8 of wire.md.

Each vector is a hub with nobody connected and the defaults of section 8, and what comes to it.
"""

PLACES, CROWDED, PATIENT_MS, CROWDED_MS = 256, 128, 10_000, 3_000
STRANGERS, STRANGERS_OF_ADDRESS, ATTEMPTS, ATTEMPT_MS = 256, 4, 64, 1_000
OF_IDENTITY = 1_024
A, B = "192.0.2.1", "192.0.2.2"


def come(address, showing, expect, times=1):
    """Clients connect, and finish their handshakes at once; who is let in stays."""
    return {"do": "come", "address": address, "showing": showing, "times": times,
            "expect": expect}


def begin(address, expect, times=1):
    """Clients connect and do not finish: milliseconds they have, or 0 where there is no place."""
    return {"do": "begin", "address": address, "times": times, "expect": expect}


def fail(address, times):
    """Clients connect and go away in the middle of the handshake."""
    return {"do": "fail", "address": address, "times": times}


def visit(address, times):
    """Clients without a certificate come, are let in and go, one after the other."""
    return {"do": "visit", "address": address, "times": times}


def leave(address, showing, times=1):
    """Connections that were let in end."""
    return {"do": "leave", "address": address, "showing": showing, "times": times}


def advance(ms, late=0):
    """Time passes; so many handshakes are closed for WIRE-0601."""
    return {"do": "advance", "ms": ms, "late": {"reason": "WIRE-0601", "count": late}}


def build():
    """All vectors of the door."""
    out = []

    def add(id_, rule, title, *steps):
        out.append({"id": "door-" + id_, "rule": rule, "title": title, "door": list(steps)})

    add("handshake-late", "8", "10 s for a handshake, and not a millisecond more",
        begin(A, PATIENT_MS), advance(PATIENT_MS - 1), advance(1, 1))
    add("handshake-crowded", "8", "3 s each once half of the places are taken",
        *[begin(f"192.0.2.{one}", PATIENT_MS, 32) for one in range(1, 5)],
        begin("192.0.2.5", CROWDED_MS), advance(CROWDED_MS - 1), advance(1, 1),
        begin("192.0.2.5", CROWDED_MS), advance(CROWDED_MS - 1), advance(1, 1),
        advance(PATIENT_MS - 2 * CROWDED_MS, CROWDED))
    add("handshake-places", "8", "no place: closed before TLS, until one is given back",
        *[begin(f"192.0.2.{one}", PATIENT_MS if one <= 4 else CROWDED_MS, 32)
          for one in range(1, 9)],
        begin("192.0.2.9", 0), advance(CROWDED_MS, PLACES - CROWDED),
        begin("192.0.2.9", CROWDED_MS), come("192.0.2.9", "identity-1", ""))
    add("strangers-of-an-address", "2", "4 without a certificate from one address",
        come(A, "", "", STRANGERS_OF_ADDRESS), come(A, "", "WIRE-0704"), come(B, "", ""),
        come(A, "identity-1", ""), leave(A, ""), come(A, "", ""), come(A, "", "WIRE-0704"))
    add("strangers-in-all", "2", "256 without a certificate in all",
        *[come(f"192.0.2.{one}", "", "", STRANGERS_OF_ADDRESS)
          for one in range(1, STRANGERS // STRANGERS_OF_ADDRESS + 1)],
        come("192.0.2.99", "", "WIRE-0703"), come("192.0.2.99", "identity-1", ""),
        leave("192.0.2.8", ""), come("192.0.2.99", "", ""))
    add("strangers-of-a-network", "2", "addresses of IPv6 count by their first 56 bits",
        come("2001:db8::1", "", "", 3), come("2001:db8:0:ff::1", "", ""),
        come("2001:db8:0:ff::2", "", "WIRE-0704"), come("2001:db8:0:100::1", "", ""))
    add("attempts", "2", "64 attempts without a certificate, and one more each second",
        visit(A, ATTEMPTS),
        come(A, "", "WIRE-0704"), come(B, "", ""), come(A, "identity-1", ""),
        advance(ATTEMPT_MS - 1), come(A, "", "WIRE-0704"), advance(1), come(A, "", ""),
        leave(A, ""), come(A, "", "WIRE-0704"))
    add("attempts-broken-off", "2", "a handshake that breaks off is an attempt too",
        fail(A, ATTEMPTS), come(A, "", "WIRE-0704"), come(B, "", ""), come(A, "identity-1", ""))
    add("attempts-spent-handshakes", "2", "an address without attempts may shake hands 4 at a time",
        fail(A, ATTEMPTS), begin(A, PATIENT_MS, 4), begin(A, 0), begin(B, PATIENT_MS))
    add("attempts-accepted", "2", "accepted certificates are no attempts",
        come(A, "identity-1", "", ATTEMPTS + 1), come(A, "", ""))
    add("identity", "2", "1,024 connections of one identity, wherever it is",
        come(A, "identity-1", "", OF_IDENTITY - 1), come(B, "identity-1", ""),
        come(B, "identity-1", "WIRE-0706"), come(B, "identity-2", ""), leave(A, "identity-1"),
        come(B, "identity-1", ""))
    return out
