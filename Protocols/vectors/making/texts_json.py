"""JSON texts of messages: section 18 of wire.md."""

from .building import encoded, segments, vectors_pb2

REQUEST = "whub.vectors.v1.VectorRequest"


def build():
    """What is read, as which bytes, and what is refused."""
    out = []

    def add(id_, title, json, accept=None):
        expect = ({"refuse": "json"} if accept is None
                  else {"accept": segments(encoded(vectors_pb2.VectorRequest(**accept)))})
        out.append({"id": "json-" + id_, "rule": "18", "title": title, "type": REQUEST,
                    "text": json, "expect": expect})

    add("empty", "nothing", "{}", {})
    add("camel", "names in lowerCamelCase", '{"signedNumber": -5}', {"signed_number": -5})
    add("schema-name", "the schema's names are read too", '{"signed_number": -5}',
        {"signed_number": -5})
    add("large-text", "64-bit numbers as strings", '{"large": "18446744073709551615"}',
        {"large": 2**64 - 1})
    add("large-number", "or as numbers", '{"large": 5}', {"large": 5})
    add("bytes", "base64", '{"blob": "AP8="}', {"blob": b"\0\xff"})
    add("bytes-url", "base64 for addresses", '{"blob": "-_8="}', {"blob": b"\xfb\xff"})
    add("enum", "enums by name", '{"colour": "COLOUR_GREEN"}', {"colour": "COLOUR_GREEN"})
    add("enum-number", "or by number", '{"colour": 2}', {"colour": "COLOUR_GREEN"})
    add("null", "null is absent", '{"text": null, "small": 1}', {"small": 1})
    add("escape", "escapes",
        '{"text": "Ll\\u0177n \\ud83d\\ude42"}', {"text": "Ll\u0177n \U0001f642"})
    for id_, title, json in (
            ("unknown-name", "a name that is not known", '{"nothing": 1}'),
            ("twice", "a name twice", '{"text": "a", "text": "b"}'),
            ("enum-unknown", "an enum's name that is not known", '{"colour": "COLOUR_NONE"}'),
            ("range", "a number that does not fit", '{"small": 4294967296}'),
            ("negative", "a negative unsigned number", '{"small": -1}'),
            ("fraction", "no whole number", '{"small": 1.5}'),
            ("type", "text where a number is due", '{"flag": "yes"}'),
            ("surrogate", "half a character", '{"text": "\\ud83d"}'),
            ("oneof-twice", "two members of a oneof", '{"left": "l", "right": {}}'),
            ("not-json", "no JSON", '{text: 1}'), ("rest", "something behind it", '{} {}')):
        add(id_, title, json)
    return out
