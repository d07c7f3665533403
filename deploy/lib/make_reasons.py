"""Writes the Swift table of reasons from Protocols/reasons.json.

make_reasons.py REASONS.json OUTPUT.swift
"""

import json
import re
import sys


def camel(words):
    """swiftName of a title in words."""
    parts = re.findall(r"[A-Za-z0-9]+", words.replace("'", ""))
    return parts[0].lower() + "".join(part[:1].upper() + part[1:].lower() for part in parts[1:])


def enum_case(name):
    """resourceExhausted of RESOURCE_EXHAUSTED."""
    return camel(name.replace("_", " "))


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def main():
    source, output = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        reasons = json.load(file)["reasons"]
    names = [camel(reason["title"]) for reason in reasons]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        sys.exit(f"these titles are used twice: {sorted(doubled)}")
    lines = [
        "// Made from Protocols/reasons.json by deploy/regenerate; change it there.",
        "// swift-format-ignore-file",
        "",
        "extension Reason {",
    ]
    for name, reason in zip(names, reasons):
        lines += [
            f"    /// {reason['explanation']}",
            f"    public static let {name} = Reason(",
            f"        code: {quoted(reason['code'])},",
            f"        title: {quoted(reason['title'])},",
            f"        status: .{enum_case(reason['status'])},",
            f"        retry: .{enum_case(reason['retry'])},",
            f"        explanation: {quoted(reason['explanation'])},",
            f"        next: {quoted(reason['next'])}",
            "    )",
        ]
    lines += ["", "    /// Every reason, in the registry's order.", "    public static let all: [Reason] = ["]
    lines += [f"        .{name}," for name in names]
    lines += ["    ]", "}", ""]
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


main()
