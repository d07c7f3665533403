"""What an invitation is carried by: section 2 of wire.md."""

import hashlib

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def base32(data):
    """Crockford's base 32, the last symbol filled up with zeros."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return "".join(SYMBOLS[int(bits[at:at + 5], 2)] for at in range(0, len(bits), 5))


def text_of(content):
    """The text of 56 bytes."""
    return "WH1-" + base32(content + hashlib.sha256(content).digest()[:2])


def build():
    """Texts as people type them; the expectations are written by hand."""
    zeros, counted, ones = bytes(56), bytes(range(56)), b"\xff" * 56
    code = text_of(counted)
    head, symbols = code[:4], code[4:]
    # One that has both digits which letters are taken for.
    mixed = symbols.replace("0", "O", 1).replace("0", "o", 1).replace("1", "I", 1)
    mixed = mixed.replace("1", "l", 1).replace("1", "L", 1).replace("1", "i", 1)
    other = "3" if symbols[40] != "3" else "4"
    right = [
        ("zeros", text_of(zeros), zeros), ("counted", code, counted), ("ones", text_of(ones), ones),
        ("lower-case", code.lower(), counted), ("letters-for-digits", head + mixed, counted),
        ("prefix-with-i", "WHI-" + symbols, counted), ("prefix-with-l", "whl-" + symbols, counted),
        ("no-hyphen", "WH1" + symbols, counted),
        ("hyphens", head + "-".join(symbols[at:at + 4] for at in range(0, 93, 4)), counted),
        ("spaces-and-lines", " " + head + " ".join(symbols) + "\t\r\n", counted),
        ("longest", code + " " * (512 - len(code)), counted),
    ]
    # The last symbol has a bit more than the bytes have.
    overfull = code[:-1] + SYMBOLS[SYMBOLS.index(code[-1]) | 1]
    wrong_sum = counted + bytes(byte ^ 1 for byte in hashlib.sha256(counted).digest()[:2])
    wrong = [
        ("empty", ""), ("prefix-alone", "WH1-"), ("no-prefix", symbols),
        ("later-version", "WH2-" + symbols), ("other-prefix", "XH1-" + symbols),
        ("one-symbol-less", code[:-1]), ("one-symbol-more", code + "0"),
        ("checksum", "WH1-" + base32(wrong_sum)),
        ("one-symbol-changed", head + symbols[:40] + other + symbols[41:]),
        ("two-symbols-swapped", head + symbols[1] + symbols[0] + symbols[2:]
         if symbols[0] != symbols[1] else head + symbols[:3] + symbols[4] + symbols[3] + symbols[5:]),
        ("letter-u", head + "U" + symbols[1:]), ("point", head + symbols[:-1] + "."),
        ("underscore", head + symbols[:50] + "_" + symbols[50:]),
        ("bits-left-over", overfull),
        ("fullwidth-digit", head + "\uff10" + symbols[1:]),
        ("direction-mark", head + "\u202e" + symbols),
        ("no-break-space", head + "\u00a0" + symbols),
        ("too-long", code + " " * (513 - len(code))),
    ]
    vectors = [{"id": "code-" + id_, "rule": "2", "text": text,
                "expect": {"accept": {"invitation": content[:8].hex(),
                                      "secret": content[8:24].hex(),
                                      "root": content[24:].hex()}}}
               for id_, text, content in right]
    return vectors + [{"id": "code-" + id_, "rule": "2", "text": text, "expect": {"refuse": "CLNT-0111"}}
                      for id_, text in wrong]
