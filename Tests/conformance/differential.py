#!/usr/bin/env python3
"""Compares the Swift codec with Python's protobuf: differential.py TESTEE [SEED [COUNT]].

Random messages of every feature go both ways, binary and JSON; changed bytes must be taken or
refused by both. Needs protoc 3.21 and protobuf 4.21. Says what differs, and the seed.
"""

import json
import random
import re
import sys

import testee as peer
from google.protobuf import any_pb2, duration_pb2, timestamp_pb2, wrappers_pb2
from google.protobuf import json_format
from google.protobuf.message import DecodeError

failures = []


def check(condition, what, *details):
    if not condition:
        failures.append(what)
        if len(failures) < 5:
            print("DIFFERS", what, *[repr(detail)[:250] for detail in details])


def canonical(message):
    return message.SerializeToString(deterministic=True)


def round_trips(testee, maker, everything, case):
    """One random message in all four directions."""
    kind = everything.Everything
    name = kind.DESCRIPTOR.full_name
    message = maker.fill(kind())
    data = canonical(message)

    result, value = testee.ask(data, name, peer.PROTOBUF)
    # Not equal bytes: Python orders the keys of maps by their representation.
    check(result == "protobuf_payload" and len(value) == len(data)
          and canonical(kind.FromString(value)) == data, f"{case} binary", result, value, data)

    result, value = testee.ask(data, name, peer.JSON)
    check(result == "json_payload", f"{case} to JSON", result, value, message)
    if result == "json_payload":
        back = json_format.Parse(value, kind())
        check(canonical(back) == data, f"{case} JSON read by Python", value, message)
        theirs = json.loads(json_format.MessageToJson(message))
        check(same_json(json.loads(value), theirs), f"{case} JSON text", value, theirs)

    for names in (False, True):
        text = json_format.MessageToJson(message, preserving_proto_field_name=names)
        result, value = testee.ask(text, name, peer.PROTOBUF)
        check(result == "protobuf_payload" and canonical(kind.FromString(value)) == data,
              f"{case} JSON of Python", result, value, text)

    # A reader that knows two fields only keeps the others.
    result, value = testee.ask(data, "whub.test.Something", peer.PROTOBUF)
    check(result == "protobuf_payload" and canonical(kind.FromString(value)) == data,
          f"{case} unknown fields", result, value, data)


def same_json(ours, theirs):
    """Equal, with numbers by value: 1e+20 and 100000000000000000000 are one."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(
            same_json(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same_json, ours, theirs))
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        # Python prints a float with eight digits, one too few for some.
        return ours == theirs or abs(ours - theirs) <= 1e-7 * abs(theirs)
    return ours == theirs


def changed(testee, maker, everything, case, pick):
    """Bytes with a few changes: both take them, or neither does."""
    kind = everything.Everything
    data = bytearray(canonical(maker.fill(kind())))
    for _ in range(pick.randint(1, 3)):
        what = pick.random()
        if data and what < 0.5:
            data[pick.randrange(len(data))] = pick.choice([0, 0x7F, 0x80, 0xFF, pick.randrange(256)])
        elif data and what < 0.75:
            del data[pick.randrange(len(data))]
        else:
            data.insert(pick.randint(0, len(data)), pick.randrange(256))
    data = bytes(data)
    try:
        theirs = kind.FromString(data)
    except (DecodeError, UnicodeDecodeError):
        theirs = None
    result, value = testee.ask(data, kind.DESCRIPTOR.full_name, peer.PROTOBUF)
    # Python finds fields by the bytes of their tags, and so takes one in five bytes for unknown:
    # what may hold a varint longer than it must be is only given to the testee.
    if theirs is not None and re.search(rb"[\x80-\xff]\x00", data):
        return
    # Python takes field numbers beyond 29 bits, which the specification forbids.
    if theirs is not None and result == "parse_error" and value.startswith("malformed_tag"):
        return
    check((result == "protobuf_payload") == (theirs is not None), f"{case} changed bytes",
          result, value, data)
    if theirs is not None and result == "protobuf_payload":
        ours = kind.FromString(value)
        # An unknown field inside a map entry: Python keeps the entry as unknown, Swift and C++ drop
        # the field. All else must be the same.
        check(canonical(ours) == canonical(theirs) or same_but_maps(ours, theirs),
              f"{case} changed meaning", data, value)


def same_but_maps(ours, theirs):
    """Whether all known fields but maps are equal, at every depth."""
    for field in ours.DESCRIPTOR.fields:
        left, right = getattr(ours, field.name), getattr(theirs, field.name)
        if field.type != field.TYPE_MESSAGE:
            same = repr(left) == repr(right)
        elif field.message_type.GetOptions().map_entry:
            same = True
        elif field.label == field.LABEL_REPEATED:
            same = len(left) == len(right) and all(map(same_but_maps, left, right))
        else:
            is_set = ours.HasField(field.name)
            same = is_set == theirs.HasField(field.name)
            same = same and (not is_set or same_but_maps(left, right))
        if not same:
            return False
    return True


def main():
    program = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261121
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    everything, conformance = peer.modules()
    testee = peer.Testee(program, conformance)
    maker = peer.Maker(seed)
    # None with maps: the order inside the packed bytes would differ.
    maker.any_types = [
        everything.Something, duration_pb2.Duration, timestamp_pb2.Timestamp,
        wrappers_pb2.Int64Value, any_pb2.Any]
    pick = random.Random(seed + 1)
    for number in range(count):
        round_trips(testee, maker, everything, f"message {number}")
        for _ in range(4):
            changed(testee, maker, everything, f"message {number}", pick)
    print(f"seed {seed}: {count} messages, {count * 4} changed ones, {len(failures)} differences")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
