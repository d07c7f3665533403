"""Who is let in, and how long a handshake may take: sections 2 and 8 of wire.md, as counts."""

import ipaddress
from collections import Counter

SETTINGS = {
    "handshakes_max": 256,
    "tls_handshake_ms": 10_000,
    "tls_handshake_crowded_ms": 3_000,
    "strangers_max": 256,
    "strangers_of_address_max": 4,
    "attempts_max": 64,
    "attempt_ms": 1_000,
    "handshakes_of_spent_address_max": 4,
    "connections_of_identity_max": 1_024,
}


def group_of(address):
    """What an address is counted as: itself, or the first 56 bits of one of IPv6."""
    one = ipaddress.ip_address(address)
    return one if one.version == 4 else ipaddress.ip_network((one, 56), strict=False)


class Door:
    """A hub's counts of those who are connected."""

    def __init__(self, settings=None):
        self.settings = SETTINGS | (settings or {})
        self.handshakes = []
        self.strangers = Counter()
        self.identities = Counter()
        self.attempts = {}

    def attempts_left(self, group, now):
        """How many attempts a group has, counting in those that came back."""
        left, since = self.attempts.get(group, (self.settings["attempts_max"], now))
        back = (now - since) // self.settings["attempt_ms"]
        if left + back >= self.settings["attempts_max"]:
            left, since = self.settings["attempts_max"], now
        else:
            left, since = left + back, since + back * self.settings["attempt_ms"]
        self.attempts[group] = left, since
        return left

    def attempt(self, group, now):
        """Counts an attempt. Returns whether there was one left."""
        left = self.attempts_left(group, now)
        self.attempts[group] = max(0, left - 1), self.attempts[group][1]
        return left > 0

    def begin(self, address, now):
        """A client connects. Returns the milliseconds that it has, or 0 where there is no place."""
        settings, group = self.settings, group_of(address)
        if len(self.handshakes) >= settings["handshakes_max"]:
            return 0
        of_group = sum(one == group for one, _ in self.handshakes)
        spent = not self.attempts_left(group, now)
        if spent and of_group >= settings["handshakes_of_spent_address_max"]:
            return 0
        crowded = 2 * len(self.handshakes) >= settings["handshakes_max"]
        most = settings["tls_handshake_crowded_ms" if crowded else "tls_handshake_ms"]
        self.handshakes.append((group, now + most))
        return most

    def show(self, address, showing, now):
        """The newest handshake is done. Returns the reason of a GOAWAY, or nothing."""
        settings, group = self.settings, group_of(address)
        self.handshakes.pop()
        if showing:
            if self.identities[showing] >= settings["connections_of_identity_max"]:
                return "WIRE-0706"
            self.identities[showing] += 1
            return ""
        if not self.attempt(group, now):
            return "WIRE-0704"
        if self.strangers[group] >= settings["strangers_of_address_max"]:
            return "WIRE-0704"
        if self.strangers.total() >= settings["strangers_max"]:
            return "WIRE-0703"
        self.strangers[group] += 1
        return ""

    def fail(self, now):
        """The newest handshake is broken off: an attempt."""
        group, _ = self.handshakes.pop()
        self.attempt(group, now)

    def leave(self, address, showing):
        """A connection that was let in ends."""
        if showing:
            self.identities[showing] -= 1
        else:
            self.strangers[group_of(address)] -= 1

    def close_late(self, now):
        """Closes the handshakes whose time is over, unsaid (WIRE-0601). Returns their number."""
        late = [group for group, until in self.handshakes if now >= until]
        self.handshakes = [one for one in self.handshakes if now < one[1]]
        for group in late:
            self.attempt(group, now)
        return len(late)
