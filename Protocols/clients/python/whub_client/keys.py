"""Idempotency keys: UUIDs of version 7."""

import os
import time
import uuid


def new_key(now_ms=None):
    """A new key: 48 bits of Unix milliseconds, then randomness, in canonical text."""
    now_ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    value = now_ms << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
