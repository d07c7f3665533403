#!/usr/bin/env python3
"""Checks the files of this folder and the registry of reasons against their schemas and each other.

The shapes are checked with the jsonschema package where it is installed; everything else needs
nothing but Python.
"""

import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
REASON = re.compile(r"\b(?:WIRE|GATE|IDEN|CALL|STORE|GOV|HUB|CLNT)-\d{4}\b")
RETRY = {"NEVER", "AFTER_PAUSE", "NOW", "OUTCOME_UNKNOWN"}
FIELDS = ["code", "title", "status", "retry", "goaway", "explanation", "next"]
FINDING = re.compile(r"(?:DATA|FIGR|FRAM|GEOG|PLAN|PRIO|PROJ|PROV|TRNG|WRES)-\d{4}")
FINDING_FIELDS = ["code", "rule", "title", "explanation", "next"]
FAMILIES_WITH_VECTORS = ("WIRE-", "CALL-", "CLNT-")
WORD = re.compile(r"[a-z0-9_]+")
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 58
CODE_TEXT_MAX = 512
COMMAND = re.compile(r"`(whubd?) ([a-z][a-z -]*)")


def load(path):
    """A JSON file in which no name comes twice."""
    def once(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError(f"{path.name}: a name twice among {names}")
        return dict(pairs)
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


def check_shapes(files, faults):
    """The JSON Schemas."""
    try:
        import jsonschema
        from jsonschema import RefResolver
    except ImportError:
        print("jsonschema is not installed: the shapes were not checked", file=sys.stderr)
        return
    schemas = {name: load(HERE / name) for name in ("script.schema.json", "vectors.schema.json")}
    for path, value in files.items():
        schema = schemas["script.schema.json" if "scripts" in value else "vectors.schema.json"]
        resolver = RefResolver("", schema, store=schemas)
        validator = jsonschema.Draft202012Validator(schema, resolver=resolver)
        for error in validator.iter_errors(value):
            faults.append(f"{path.name}: {list(error.absolute_path)}: {error.message[:200]}")


def check_reasons(faults):
    """The registry by itself. Returns its codes."""
    registry = load(HERE.parent / "reasons.json")
    codes = [one["code"] for one in registry["reasons"]]
    if codes != list(dict.fromkeys(codes)) or set(codes) & set(registry["retired"]):
        faults.append("reasons.json: a code twice, or a retired one in use")
    for one in registry["reasons"]:
        if list(one) != FIELDS or not REASON.fullmatch(one["code"]) or one["retry"] not in RETRY:
            faults.append(f"reasons.json: {one['code']} has another form")
        if not all(isinstance(value, str) for value in one.values()):
            faults.append(f"reasons.json: {one['code']} is not flat")
    findings = registry["findings"]
    for one in findings:
        if (list(one) != FINDING_FIELDS or not FINDING.fullmatch(one["code"])
                or not WORD.fullmatch(one["rule"])):
            faults.append(f"reasons.json: {one['code']} has another form")
    for name in ("code", "rule"):
        if len({one[name] for one in findings}) != len(findings):
            faults.append(f"reasons.json: a {name} of findings twice")
    check_commands(registry, faults)
    return set(codes)


def check_commands(registry, faults):
    """Every command that a reason names is in the list of commands."""
    commands = load(HERE.parent / "commands.json")
    for one in registry["reasons"] + registry["findings"]:
        for program, words in COMMAND.findall(" ".join(one.values())):
            words = words.split()
            if not {words[0], " ".join(words[:2])} & set(commands[program]):
                faults.append(f"reasons.json: {one['code']} names {program} {' '.join(words)}")


def check_meaning(files, codes, faults):
    """Ids are unique, sections exist, reasons are registered, scripts end with an expectation."""
    wire = (HERE.parent / "wire.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (\d+)\. ", wire, re.MULTILINE))
    seen = {}
    for path, value in files.items():
        for one in value.get("scripts") or value["vectors"]:
            if one["id"] in seen:
                faults.append(f"{one['id']} in {path.name} and in {seen[one['id']]}")
            seen[one["id"]] = path.name
            if one["rule"] not in sections:
                faults.append(f"{one['id']}: wire.md has no section {one['rule']}")
            if "steps" in one and one["steps"][-1]["do"] != "expect":
                faults.append(f"{one['id']}: the last step expects nothing")
            for code in set(REASON.findall(json.dumps(one))) - codes:
                faults.append(f"{one['id']}: {code} is not registered")
    named = set(REASON.findall(wire))
    for first, last in re.findall(r"`([A-Z]+-\d\d)(?:xx|\d\d)` to `(?:[A-Z]+)?-(\d{4})`", wire):
        named |= {one for one in codes if one.startswith(first) and one[-4:] <= last}
    for code in named - codes:
        faults.append(f"wire.md: {code} is not registered")
    for code in sorted(codes - named):
        faults.append(f"wire.md: {code} is named nowhere")
    for number in sorted(sections - {one["rule"] for value in files.values()
                                     for one in value.get("scripts") or value["vectors"]}, key=int):
        faults.append(f"no vector for section {number}")
    return len(seen)


def code_of(text):
    """The 56 bytes of an invitation's text (section 2 of wire.md); None where it is none."""
    if len(text.encode()) > CODE_TEXT_MAX:
        return None
    symbols = "".join(one for one in text if one not in " -\t\r\n")
    if not symbols.isascii():
        return None
    symbols = symbols.upper().replace("I", "1").replace("L", "1").replace("O", "0")
    if symbols[:3] != "WH1" or set(symbols[3:]) - set(SYMBOLS):
        return None
    bits = "".join(f"{SYMBOLS.index(one):05b}" for one in symbols[3:])
    used = CODE_BYTES * 8
    if len(bits) != -(-used // 5) * 5 or "1" in bits[used:]:
        return None
    data = int(bits[:used], 2).to_bytes(CODE_BYTES, "big")
    content, checksum = data[:-2], data[-2:]
    return content if hashlib.sha256(content).digest()[:2] == checksum else None


def check_codes(vectors, faults):
    """What the texts of invitations hold, read here once more."""
    for one in vectors:
        content, accept = code_of(one["text"]), one["expect"].get("accept")
        wanted = bytes.fromhex("".join(accept.values())) if accept else None
        if content != wanted:
            faults.append(f"{one['id']}: the text holds {content and content.hex()}")


def check_coverage(files, codes, faults):
    """Every reason of the families has a vector, or without.json says why it has none."""
    named = set()
    for value in files.values():
        named |= set(REASON.findall(json.dumps(value.get("scripts") or value["vectors"])))
    entries = load(HERE / "without.json")["reasons"]
    without = [one["code"] for one in entries]
    if len(set(without)) != len(without) or any(sorted(one) != ["code", "why"] for one in entries):
        faults.append("without.json: a code twice, or an entry of another form")
    wanted = {one for one in codes if one.startswith(FAMILIES_WITH_VECTORS)}
    for code in sorted(wanted - named - set(without)):
        faults.append(f"{code} has no vector, and without.json does not say why")
    for code in sorted(set(without) & named):
        faults.append(f"without.json: {code} has a vector")
    for code in sorted(set(without) - wanted):
        faults.append(f"without.json: {code} is no reason of these families")


def main():
    """Prints what is wrong; the exit code is 1 if anything is."""
    faults = []
    names = [path for path in HERE.glob("*.json")
             if not path.name.endswith(".schema.json") and path.name != "without.json"]
    files = {path: load(path) for path in sorted([*names, *HERE.glob("scripts/*.json")])}
    check_shapes(files, faults)
    codes = check_reasons(faults)
    count = check_meaning(files, codes, faults)
    check_codes(files[HERE / "codes.json"]["vectors"], faults)
    check_coverage(files, codes, faults)
    for fault in faults:
        print(fault)
    print(f"{count} vectors and scripts in {len(files)} files, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
