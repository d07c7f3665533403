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
    """Characters in text: whether they are kept, as what, and what a terminal is to show of them.

    `kept` is given where it is not the text itself, `on_a_terminal` where it is not.
    """
    cases = [
        ("plain", "Plain text", False, True), ("welsh", "Sir Fôn: Llŷn, ŵyr", False, True),
        ("emoji", "👩\u200d⚕\ufe0f", False, True), ("no-break-space", "a\u00a0b", False, True),
        ("tab-one-line", "a\tb", False, False), ("tab-many-lines", "a\tb", True, True),
        ("newline-one-line", "a\nb", False, False), ("newline-many-lines", "a\nb", True, True),
        ("return-one-line", "a\rb", False, False), ("return-many-lines", "a\rb", True, True),
        ("return-newline", "a\r\nb", True, True), ("nul", "a\0b", True, False),
        ("escape", "\x1b[31m", True, False), ("delete", "\x7f", True, False),
        ("c1-first", "a\x80b", True, False), ("c1-last", "a\x9fb", True, False),
        ("after-c1", "a\xa0b", False, True),
        ("line-separator", "a\u2028b", True, False),
        ("paragraph-separator", "a\u2029b", True, False),
        ("before-bidi", "\u2027", False, True), ("bidi-first", "\u202a", True, False),
        ("bidi-override", "\u202e", True, False), ("after-bidi", "a\u202fb", False, True),
        ("isolate-first", "\u2066", True, False), ("isolate-last", "\u2069", True, False),
        ("after-isolates", "\u206a", False, False), ("direction-mark", "\u200f1", False, True),
        ("soft-hyphen", "a\u00adb", False, False), ("zero-width-space", "a\u200bb", False, False),
        ("mark-in-the-middle", "a\ufeffb", False, False), ("no-character", "\ufffe", False, False),
        ("flag", "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", False,
         True),
        ("tags-without-flag", "a\U000e0067", False, False),
        ("marks-8", "x" + "\u0328\u0316" * 4, False, True),
        ("marks-9", "x" + "\u0328\u0316" * 4 + "\u0328", False, False),
        ("decomposed", "Lly\u0302n", False, True), ("angstrom", "\u212b", False, True),
        ("white-space-at-ends", " \u00a0a b\n", False, True),
        ("empty", "", False, True),
    ]
    out = []
    for id_, value, lines, allowed in cases:
        one = {"id": "text-" + id_, "rule": "17", "text": value, "several_lines": lines,
               "allowed": allowed}
        if allowed and KEPT.get(id_, value) != value:
            one["kept"] = KEPT[id_]
        out.append(one | {"on_a_terminal": SHOWN.get(id_, value)})
    return out


KEPT = {"return-many-lines": "a\nb", "return-newline": "a\nb", "decomposed": "Ll\u0177n",
        "angstrom": "\u00c5", "white-space-at-ends": "a b",
        "marks-8": "x" + "\u0328" * 4 + "\u0316" * 4}
SHOWN = {
    "tab-one-line": "a\\tb", "tab-many-lines": "a\\tb", "newline-one-line": "a\\nb",
    "newline-many-lines": "a\\nb", "return-one-line": "a\\rb", "return-many-lines": "a\\rb",
    "return-newline": "a\\r\\nb", "nul": "a\\u{0}b", "escape": "\\u{1B}[31m", "delete": "\\u{7F}",
    "c1-first": "a\\u{80}b", "c1-last": "a\\u{9F}b", "line-separator": "a\\u{2028}b",
    "paragraph-separator": "a\\u{2029}b", "bidi-first": "\\u{202A}", "bidi-override": "\\u{202E}",
    "isolate-first": "\\u{2066}", "isolate-last": "\\u{2069}", "after-isolates": "\\u{206A}",
    "direction-mark": "\\u{200F}1", "soft-hyphen": "a\\u{AD}b", "zero-width-space": "a\\u{200B}b",
    "mark-in-the-middle": "a\\u{FEFF}b", "no-character": "\\u{FFFE}",
    "tags-without-flag": "a\\u{E0067}", "white-space-at-ends": " \u00a0a b\\n",
}


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
