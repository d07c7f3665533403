"""Keys, characters and codes: sections 14, 16 and 17 of wire.md."""

from .building import REASONS
from .fields import DAY_MS, NOW_MS, key


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
