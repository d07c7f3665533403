#!/usr/bin/env python3
"""Asks a testee some hundred questions with known answers: cases.py TESTEE."""

import struct
import sys

import testee as peer

EVERYTHING = "whub.test.Everything"
REFUSED = "parse_error"
UNSAYABLE = "serialize_error"


def varint(value):
    data = b""
    while value >= 0x80:
        data += bytes([value & 0x7F | 0x80])
        value >>= 7
    return data + bytes([value])


def json_cases():
    """(JSON, what comes back as JSON or REFUSED)."""
    for name, (low, high) in peer.INTEGERS.items():
        field = f"plain{name.capitalize()}"
        wide = "64" in name

        def shown(value, field=field, wide=wide):
            if value == 0:
                return "{}"
            return f'{{"{field}":"{value}"}}' if wide else f'{{"{field}":{value}}}'

        for value in sorted({low, high, 0, 1}):
            yield f'{{"{field}":{value}}}', shown(value)
            yield f'{{"{field}":"{value}"}}', shown(value)
        for text in ("1.0", "10e-1", "0.1e1", "1E0", "1e+0", "100.00e-2"):
            yield f'{{"{field}":{text}}}', shown(1)
            yield f'{{"{field}":"{text}"}}', shown(1)
        yield f'{{"{field}":1e2}}', shown(100)
        yield f'{{"{field}":-0}}', "{}"
        yield f'{{"{field}":0e999999999999}}', "{}"
        for text in (low - 1, high + 1, "1.5", "1e99", "1e-1", "1e999999999999999999999"):
            yield f'{{"{field}":{text}}}', REFUSED
        for text in ("+1", "01", "1.", ".1", "0x1", "1_0", "NaN", "", " 1", "1 ", "٣"):
            yield f'{{"{field}":"{text}"}}', REFUSED
        for text in ("+1", "01", "1.", ".1", "0x1", "true", "[]", "{}", "NaN", "1e", "1e+", "-"):
            yield f'{{"{field}":{text}}}', REFUSED
    for name in ("Float", "Double"):
        field = f"plain{name}"
        for text, shown in (
                ("1.5", "1.5"), ('"1.5"', "1.5"), ("1", "1"), ("-0.0", "-0.0"), ("1e3", "1000"),
                ('"NaN"', '"NaN"'), ('"Infinity"', '"Infinity"'), ('"-Infinity"', '"-Infinity"')):
            yield f'{{"{field}":{text}}}', f'{{"{field}":{shown}}}'
        for text in ("1e400", "-1e400", '"inf"', '"nan"', '"+Infinity"', "NaN", "Infinity", "true",
                     '"0x1p3"', '"1e400"', '" 1"', "1.e1"):
            yield f'{{"{field}":{text}}}', REFUSED
    yield '{"plainFloat":3.5e38}', REFUSED
    yield from (
        ('{"plainBool":true}', '{"plainBool":true}'), ('{"plainBool":false}', "{}"),
        ('{"plainBool":"true"}', REFUSED), ('{"plainBool":1}', REFUSED),
        ('{"plainBool":tru}', REFUSED), ('{"plainBool":truee}', REFUSED),
        # Presence.
        ('{"optionalInt32":0}', '{"optionalInt32":0}'), ('{"optionalInt32":null}', "{}"),
        ('{"plainInner":{}}', '{"plainInner":{}}'), ('{"plainInner":null}', "{}"),
        # Names: both forms, their own form, none else.
        ('{"plain_int32":1}', '{"plainInt32":1}'), ('{"PlainInt32":1}', REFUSED),
        ('{"another-name":1}', '{"another-name":1}'), ('{"other_name":1}', '{"another-name":1}'),
        ('{"otherName":1}', REFUSED), ('{"plainInt32":1,"plain_int32":1}', REFUSED),
        ('{"plainInt32":1,"plainInt32":1}', REFUSED), ('{"unheardOf":1}', REFUSED),
        ('{"\\u0070lainInt32":1}', '{"plainInt32":1}'), ('{"self":1,"init":2}', '{"self":1,"init":2}'),
        # Strings.
        ('{"plainString":"\\u00e9\\ud83d\\ude00\\/\\n"}', '{"plainString":"é😀/\\n"}'),
        ('{"plainString":"\\u0000"}', '{"plainString":"\\u0000"}'),
        ('{"plainString":"\\ud83d"}', REFUSED), ('{"plainString":"\\ude00\\ud83d"}', REFUSED),
        ('{"plainString":"\\ud83dx"}', REFUSED), ('{"plainString":"\\ud83d\\n"}', REFUSED),
        ('{"plainString":"\\x41"}', REFUSED), ('{"plainString":"\\u12"}', REFUSED),
        ('{"plainString":"\\u12g4"}', REFUSED), ('{"plainString":"\\U0041"}', REFUSED),
        ('{"plainString":"a\tb"}', REFUSED), ('{"plainString":"a\nb"}', REFUSED),
        ("{\"plainString\":'a'}", REFUSED), ('{"plainString":"a}', REFUSED),
        ('{"plainString":1}', REFUSED), ('{plainString:"a"}', REFUSED),
        # Bytes.
        ('{"plainBytes":"AQI="}', '{"plainBytes":"AQI="}'), ('{"plainBytes":"AQI"}', '{"plainBytes":"AQI="}'),
        ('{"plainBytes":"-_8"}', '{"plainBytes":"+/8="}'), ('{"plainBytes":"+/8="}', '{"plainBytes":"+/8="}'),
        ('{"plainBytes":"A"}', REFUSED), ('{"plainBytes":"AQ I"}', REFUSED),
        ('{"plainBytes":"AQ=I"}', REFUSED), ('{"plainBytes":"===="}', REFUSED),
        ('{"plainBytes":""}', "{}"),
        # Enums.
        ('{"plainColour":"COLOUR_RED"}', '{"plainColour":"COLOUR_RED"}'),
        ('{"plainColour":"COLOUR_CRIMSON"}', '{"plainColour":"COLOUR_RED"}'),
        ('{"plainColour":-5}', '{"plainColour":"COLOUR_NEGATIVE"}'),
        ('{"plainColour":99}', '{"plainColour":99}'), ('{"plainColour":1.0}', '{"plainColour":"COLOUR_RED"}'),
        ('{"plainColour":"colour_red"}', REFUSED), ('{"plainColour":"99"}', REFUSED),
        ('{"plainColour":4294967296}', REFUSED), ('{"plainColour":true}', REFUSED),
        # Lists.
        ('{"repeatedInt32":[1,"2",3.0]}', '{"repeatedInt32":[1,2,3]}'), ('{"repeatedInt32":[]}', "{}"),
        ('{"repeatedInt32":null}', "{}"), ('{"repeatedInt32":[null]}', REFUSED),
        ('{"repeatedInt32":1}', REFUSED), ('{"repeatedInt32":[1,]}', REFUSED),
        ('{"repeatedInt32":[,1]}', REFUSED), ('{"repeatedInt32":[1 2]}', REFUSED),
        ('{"repeatedInt32":[[1]]}', REFUSED), ('{"repeatedInner":[{},{"number":1}]}',
                                             '{"repeatedInner":[{},{"number":1}]}'),
        # Maps.
        ('{"mapInt32":{"1":2,"-1":3}}', '{"mapInt32":{"-1":3,"1":2}}'),
        ('{"mapInt32":{"1":2,"1":3}}', REFUSED), ('{"mapInt32":{"1":2,"1.0":3}}', REFUSED),
        ('{"mapInt32":{"a":2}}', REFUSED), ('{"mapInt32":{"1":null}}', REFUSED),
        ('{"mapInt32":{1:2}}', REFUSED), ('{"mapBool":{"true":false}}', '{"mapBool":{"true":false}}'),
        ('{"mapBool":{"True":false}}', REFUSED), ('{"mapString":{"":""}}', '{"mapString":{"":""}}'),
        # Oneofs.
        ('{"choiceInt32":0}', '{"choiceInt32":0}'), ('{"choiceInt32":1,"choiceBool":true}', REFUSED),
        ('{"choiceInt32":null,"choiceBool":true}', '{"choiceBool":true}'),
        ('{"choiceNull":null}', '{"choiceNull":null}'), ('{"choiceValue":null}', '{"choiceValue":null}'),
        # The text as a whole.
        ("", REFUSED), (" {} ", "{}"), ("{}{}", REFUSED), ("{},", REFUSED), ("[]", REFUSED),
        ("null", REFUSED), ("{", REFUSED), ("}", REFUSED), ('{"plainInt32"}', REFUSED),
        ('{"plainInt32":}', REFUSED), ('{"plainInt32":1,}', REFUSED), ('{,"plainInt32":1}', REFUSED),
        ('{"plainInt32":1 "plainBool":true}', REFUSED), ("{}//", REFUSED), ("\ufeff{}", REFUSED),
        ("\u00a0{}", REFUSED), ('{"plainInt32"\n:\t1\r}', '{"plainInt32":1}'),
    )
    # Levels inside each other: two for each "structure" and "list", one for each message.
    for depth, answer in ((49, None), (200, REFUSED)):
        text = '{"itself":' * depth + "{}" + "}" * depth
        yield text, answer or text


def time_cases():
    for text, shown in (
            ("1970-01-01T00:00:00Z", None), ("2026-11-21T09:30:00.250Z", None),
            ("2026-11-21T09:30:00.25Z", "2026-11-21T09:30:00.250Z"),
            ("2026-11-21T09:30:00.000000001Z", None), ("2026-11-21T09:30:00.000001Z", None),
            ("2026-11-21T10:30:00+01:00", "2026-11-21T09:30:00Z"),
            ("2026-11-21T00:30:00-09:00", "2026-11-21T09:30:00Z"),
            ("0001-01-01T00:00:00Z", None), ("9999-12-31T23:59:59.999999999Z", None),
            ("2000-02-29T00:00:00Z", None), ("1900-02-28T23:59:59Z", None)):
        yield f'{{"time":"{text}"}}', f'{{"time":"{shown or text}"}}'
    for text in ("1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
                 "2026-01-32T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
                 "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00",
                 "2026-01-01t00:00:00Z", "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z",
                 "2026-1-01T00:00:00Z", "02026-01-01T00:00:00Z", "0000-01-01T00:00:00Z",
                 "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-01-01T00:00:00.Z",
                 "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+1:00",
                 "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00ZZ", "", "-001-01-01T00:00:00Z"):
        yield f'{{"time":"{text}"}}', REFUSED
    for text, shown in (("0s", None), ("1s", None), ("-1s", None), ("1.5s", "1.500s"),
                        ("-0.000000001s", None), ("315576000000s", None), ("01s", "1s")):
        yield f'{{"duration":"{text}"}}', f'{{"duration":"{shown or text}"}}'
    for text in ("1", "s", "1.s", ".5s", "+1s", "1S", "1.0000000001s", "315576000001s", "1e3s", "--1s"):
        yield f'{{"duration":"{text}"}}', REFUSED
    for text, shown in (("", ""), ("a", "a"), ("userName,b.cD", "userName,b.cD")):
        yield f'{{"mask":"{text}"}}', f'{{"mask":"{shown}"}}'
    yield '{"mask":"user_name"}', REFUSED
    for text in ("null", "1", '"a"', "true", "[]", "{}", '[null,{"a":[1.5]}]'):
        yield f'{{"value":{text}}}', f'{{"value":{text}}}'
    for text in ('{"a":1,"a":2}', '{"a":NaN}', "nul", '{"a"}', "1e999"):
        yield f'{{"value":{text}}}', REFUSED
    yield '{"wrappedInt64":"5"}', '{"wrappedInt64":"5"}'
    yield '{"wrappedInt64":0}', '{"wrappedInt64":"0"}'
    yield '{"wrappedInt64":null}', "{}"
    yield '{"wrappedBool":false,"wrappedString":""}', '{"wrappedBool":false,"wrappedString":""}'
    stamp = '{"any":{"@type":"type.googleapis.com/google.protobuf.Timestamp","value":"1970-01-01T00:00:00Z"}}'
    yield stamp, stamp
    yield '{"any":{}}', '{"any":{}}'
    yield '{"any":{"@type":"a/whub.test.Something","plainInt32":1}}', \
        '{"any":{"@type":"a/whub.test.Something","plainInt32":1}}'
    yield '{"any":{"plainInt32":1,"@type":"a/whub.test.Something"}}', \
        '{"any":{"@type":"a/whub.test.Something","plainInt32":1}}'
    for text in ('{"@type":"a/no.Such"}', '{"plainInt32":1}', '{"@type":"whub.test.Something"}',
                 '{"@type":"a/whub.test.Something","x":1}', '{"@type":1}',
                 '{"@type":"a/whub.test.Something","@type":"a/whub.test.Something"}'):
        yield f'{{"any":{text}}}', REFUSED


def binary_cases():
    """(bytes, bytes that come back or REFUSED)."""
    for data in (b"", b"\x18\x01", b"\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"):
        yield data, data
    yield b"\x18\x80\x00", b""
    yield b"\x18\x81\x80\x80\x80\x80\x80\x80\x80\x80\x00", b"\x18\x01"
    yield b"\x18\x81\x80\x80\x80\x10", b"\x18\x01"
    yield b"\x98\x00\x01", b"\x18\x01"
    yield b"\x18\x01\x18\x02", b"\x18\x02"
    yield b"\x18" + b"\x80" * 10 + b"\x01", REFUSED
    for wire in (6, 7):
        yield bytes([3 << 3 | wire, 1]), REFUSED
    for data in (b"\x00\x00", b"\x04", b"\x1c", b"\x80\x80\x80\x80\x10\x00", b"\x18", b"\x80"):
        yield data, REFUSED
    largest = varint(536870911 << 3)
    yield largest + b"\x01", largest + b"\x01"
    # A wrong wire type is an unknown field, which stays.
    for number, right in ((3, 0), (7 + 2, 5), (10, 1), (14, 2)):
        for wire, value in ((0, b"\x05"), (1, b"12345678"), (2, b"\x01a"), (5, b"1234")):
            if wire != right:
                data = varint(number << 3 | wire) + value
                yield data, data
    # Packed and unpacked.
    yield varint(43 << 3) + b"\x05" + varint(43 << 3 | 2) + b"\x02\x06\x07", \
        varint(43 << 3 | 2) + b"\x03\x05\x06\x07"
    yield varint(63 << 3 | 2) + b"\x02\x06\x07", varint(63 << 3) + b"\x06" + varint(63 << 3) + b"\x07"
    yield varint(43 << 3 | 2) + b"\x00", b""
    yield varint(43 << 3 | 2) + b"\x02\x06\x80", REFUSED
    yield varint(50 << 3 | 2) + b"\x07" + b"1234567", REFUSED
    # Lengths that promise more than there is.
    for length in (1, 127, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1):
        for number in (14, 15, 43, 54, 83, 94, 106, 108, 151, 1000):
            yield varint(number << 3 | 2) + varint(length), REFUSED
    # Text.
    for text in (b"\x80", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf",
                 b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xff", b"\xe2\x82",
                 b"a\xe2\x82", b"\xf0\x9f\x98"):
        for number in (14, 54, 124):
            yield varint(number << 3 | 2) + varint(len(text)) + text, REFUSED
        data = varint(15 << 3 | 2) + varint(len(text)) + text
        yield data, data
    for text in ("\x00", "\x7f", "é", "€", "\ud7ff", "\ue000", "\uffff", "\U0001F600", "\U0010FFFF"):
        data = varint(14 << 3 | 2) + varint(len(text.encode())) + text.encode()
        yield data, data
    # Maps: absent parts, parts in the other order, a key twice.
    tag = varint(81 << 3 | 2)
    yield tag + b"\x00", tag + b"\x04\x08\x00\x10\x00"
    yield tag + b"\x04\x10\x02\x08\x01", tag + b"\x04\x08\x01\x10\x02"
    yield tag + b"\x02\x08\x01" + tag + b"\x04\x08\x01\x10\x05", tag + b"\x04\x08\x01\x10\x05"
    # Oneofs: the last member wins, messages of the same member merge.
    yield varint(113 << 3) + b"\x01" + varint(123 << 3) + b"\x00", varint(123 << 3) + b"\x00"
    inner = varint(127 << 3 | 2)
    yield inner + b"\x02\x08\x01" + inner + b"\x02\x1a\x00", inner + b"\x04\x08\x01\x1a\x00"
    # Messages inside each other, to the limit and beyond.
    itself = varint(109 << 3 | 2)

    def nested(depth):
        data = b""
        for _ in range(depth):
            data = itself + varint(len(data)) + data
        return data

    yield nested(100), nested(100)
    yield nested(101), REFUSED
    yield nested(5000), REFUSED
    group = varint(1000 << 3 | 3)
    end = varint(1000 << 3 | 4)
    yield group * 100 + end * 100, group * 100 + end * 100
    yield group * 101 + end * 101, REFUSED
    yield group * 100000, REFUSED
    yield group + varint(1001 << 3 | 4), REFUSED
    for count in range(8):
        yield varint(10 << 3 | 1) + b"\x01" * count, REFUSED


def unsayable_cases():
    """Bytes that have no JSON."""
    def message(number, data):
        return varint(number << 3 | 2) + varint(len(data)) + data

    def signed(value):
        return varint(value & (2**64 - 1))

    yield message(141, b"\x08" + signed(-62135596801))
    yield message(141, b"\x08" + signed(253402300800))
    yield message(141, b"\x10" + signed(-1))
    yield message(141, b"\x10" + signed(1000000000))
    yield message(143, b"\x08" + signed(315576000001))
    yield message(143, b"\x08" + signed(1) + b"\x10" + signed(-1))
    for path in (b"userName", b"a__b", b"a_1", b"a_"):
        yield message(145, message(1, path))
    yield message(147, b"")
    yield message(147, b"\x11" + struct.pack("<d", float("nan")))
    yield message(147, b"\x11" + struct.pack("<d", float("inf")))
    yield message(151, message(1, b"a/no.Such"))


def main():
    _, conformance = peer.modules()
    testee = peer.Testee(sys.argv[1], conformance)
    asked = failed = 0

    def ask(payload, output, expected):
        nonlocal asked, failed
        asked += 1
        kind, value = testee.ask(payload, EVERYTHING, output)
        if kind != expected if expected in (REFUSED, UNSAYABLE) else value != expected:
            failed += 1
            print("FAILED", repr(payload)[:200], "gave", kind, repr(value)[:200],
                  "instead of", repr(expected)[:200])

    for text, expected in [*json_cases(), *time_cases()]:
        ask(text, peer.JSON, expected)
    for data, expected in binary_cases():
        ask(data, peer.PROTOBUF, expected)
    for data in unsayable_cases():
        ask(data, peer.JSON, UNSAYABLE)
    kind, value = testee.ask('{"unheardOf":{"a":[1]},"plainColour":"NO","plainInt32":1}',
                             EVERYTHING, peer.JSON, peer.JSON_IGNORING)
    asked += 1
    if value != '{"plainInt32":1}':
        failed += 1
        print("FAILED ignoring unknown names", kind, value)
    print(f"{asked} cases, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
