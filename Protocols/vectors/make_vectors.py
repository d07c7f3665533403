#!/usr/bin/env python3
"""Writes the golden vectors; `--check` compares them with what is committed.

Deterministic: no clock, no randomness. Run clients/python/generate.sh first.
"""

import sys

import client_script_vectors
import frame_vectors
import message_vectors
import script_vectors
from building import HERE, write


def build():
    """Pairs of a file's name and its text."""
    messages, scripts = message_vectors, script_vectors
    yield write("frames.json", "One frame as a receiver sees it: section 3.",
                frame_vectors.build())
    yield write("messages.json", "Encodings and their canonical JSON.", messages.build_messages())
    yield write("headers.json", "The strict scan of CallHeader: section 11.",
                messages.build_headers())
    yield write("requests.json", "The strict scan of requests: section 13.",
                messages.build_requests())
    yield write("checks.json", "Which of several faults is answered: section 12.",
                messages.build_checks())
    yield write("keys.json", "Idempotency keys: section 14.", messages.build_keys())
    yield write("texts.json", "Characters in text: section 17.", messages.build_texts())
    yield write("statuses.json", "Codes, retry classes, exit codes: section 16.",
                messages.build_statuses())
    for name in ("hello", "frames", "streams", "credit", "clocks", "goaway", "calls"):
        yield write(f"scripts/{name}.json", f"Scripts for a server's connection: {name}.",
                    getattr(scripts, f"build_{name}")(), "scripts")
    yield write("client-scripts.json", "Scripts for a client's connection.",
                client_script_vectors.build(), "scripts")


def main():
    """Writes, or compares."""
    check, stale = "--check" in sys.argv[1:], []
    for name, text in build():
        path = HERE / name
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit("not what make_vectors.py writes: " + ", ".join(stale))


if __name__ == "__main__":
    main()
