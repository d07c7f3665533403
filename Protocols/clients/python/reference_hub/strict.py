"""The strict scan of CallHeader and requests (sections 11 and 13 of wire.md).

It walks over the raw tags of a message with the schema in hand and reports the first fault in the
order of the bytes. Nothing here depends on how a protobuf runtime treats unknown fields, which
differs between versions.
"""

from dataclasses import dataclass

from google.protobuf.descriptor import FieldDescriptor as Field

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
DEPTH_MAX = 100
FIELD_NUMBER_MAX = 2**29 - 1
WIRE_TYPES = {
    Field.TYPE_DOUBLE: FIXED64, Field.TYPE_FLOAT: FIXED32, Field.TYPE_INT64: VARINT,
    Field.TYPE_UINT64: VARINT, Field.TYPE_INT32: VARINT, Field.TYPE_FIXED64: FIXED64,
    Field.TYPE_FIXED32: FIXED32, Field.TYPE_BOOL: VARINT, Field.TYPE_STRING: LENGTH,
    Field.TYPE_MESSAGE: LENGTH, Field.TYPE_BYTES: LENGTH, Field.TYPE_UINT32: VARINT,
    Field.TYPE_ENUM: VARINT, Field.TYPE_SFIXED32: FIXED32, Field.TYPE_SFIXED64: FIXED64,
    Field.TYPE_SINT32: VARINT, Field.TYPE_SINT64: VARINT,
}
# By the word for the rule, which the violation carries. A CallHeader has no enums.
HEADER_REASONS = {
    "malformed": "CALL-0201", "unknown_field": "CALL-0202", "wrong_wire_type": "CALL-0203",
    "repeated_field": "CALL-0204", "out_of_range": "CALL-0206",
}
REQUEST_REASONS = {
    "malformed": "CALL-0403", "unknown_field": "CALL-0404", "wrong_wire_type": "CALL-0405",
    "repeated_field": "CALL-0406", "unknown_value": "CALL-0407", "out_of_range": "CALL-0408",
}
EXPECTED = {
    "malformed": "a whole field, not longer than its message",
    "unknown_field": "fields of this hub's schema; it may be older",
    "wrong_wire_type": "the wire type of the field in this hub's schema",
    "repeated_field": "the field, one of the choice, or the map key, once",
    "unknown_value": "a value of the enum in this hub's schema",
    "out_of_range": "a number that the field's type can hold",
}


@dataclass
class Fault(Exception):
    """The first thing wrong with a message."""

    kind: str
    path: str


class Reader:
    """A cursor over bytes that never reads past their end."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def more(self):
        """Whether bytes are left."""
        return self.at < len(self.data)

    def varint(self):
        """A varint of at most 10 bytes and 64 bits, or None."""
        value = 0
        for place in range(10):
            if not self.more():
                return None
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                return value if value < 2**64 else None
        return None

    def take(self, count):
        """The next `count` bytes, or None."""
        if count is None or count > len(self.data) - self.at:
            return None
        self.at += count
        return bytes(self.data[self.at - count:self.at])


def join(path, name):
    """`name` below `path`."""
    return f"{path}.{name}" if path else name


def scan(data, descriptor, ignorable_from=None, name_of=lambda field: field.name, path="", depth=0):
    """Raises Fault for the first fault in `data`.

    Fields from number `ignorable_from` on are stepped over, whatever they hold. `name_of` gives a
    field its name in a path.
    """
    if depth > DEPTH_MAX:
        raise Fault("malformed", path)
    reader, seen, chosen = Reader(data), {}, set()
    while reader.more():
        key = reader.varint()
        if key is None or not 1 <= key >> 3 <= FIELD_NUMBER_MAX:
            raise Fault("malformed", path)
        number, wire_type = key >> 3, key & 7
        value = read_value(reader, wire_type)
        if wire_type not in (VARINT, FIXED64, LENGTH, FIXED32):
            raise Fault("malformed", path)
        if ignorable_from is not None and number >= ignorable_from:
            if value is None:
                raise Fault("malformed", join(path, f"#{number}"))
            continue
        field = descriptor.fields_by_number.get(number)
        if field is None:
            raise Fault("unknown_field", join(path, f"#{number}"))
        here = join(path, name_of(field))
        repeated = field.label == Field.LABEL_REPEATED
        if wire_type != WIRE_TYPES[field.type]:
            packed = repeated and wire_type == LENGTH and WIRE_TYPES[field.type] != LENGTH
            if not packed:
                raise Fault("wrong_wire_type", here)
            if value is None:
                raise Fault("malformed", here)
            inner = Reader(value)
            while inner.more():
                place = f"{here}[{seen.get(number, 0)}]"
                seen[number] = seen.get(number, 0) + 1
                check_value(read_value(inner, WIRE_TYPES[field.type]), field, place, depth, None)
            continue
        if repeated:
            here = f"{here}[{seen.get(number, 0)}]"
        elif number in seen or (field.containing_oneof and field.containing_oneof.name in chosen):
            raise Fault("repeated_field", here)
        seen[number] = seen.get(number, 0) + 1
        if field.containing_oneof:
            chosen.add(field.containing_oneof.name)
        check_value(value, field, here, depth, ignorable_from)
        if repeated and field.message_type and field.message_type.GetOptions().map_entry:
            map_key = (number, map_key_of(value) or b"")
            if map_key in chosen:
                raise Fault("repeated_field", here)
            chosen.add(map_key)


def read_value(reader, wire_type):
    """The value after a tag, or None where the bytes are no value."""
    if wire_type == VARINT:
        return reader.varint()
    if wire_type == FIXED64:
        return reader.take(8)
    if wire_type == FIXED32:
        return reader.take(4)
    if wire_type == LENGTH:
        return reader.take(reader.varint())
    return None


def check_value(value, field, path, depth, ignorable_from):
    """Raises Fault if `value` is none that `field` can hold."""
    if value is None:
        raise Fault("malformed", path)
    kind = field.type
    if kind == Field.TYPE_MESSAGE:
        scan(value, field.message_type, ignorable_from, path=path, depth=depth + 1)
    elif kind == Field.TYPE_STRING:
        try:
            value.decode("utf-8")
        except UnicodeDecodeError:
            raise Fault("malformed", path) from None
    elif kind == Field.TYPE_ENUM:
        # The runtime's own map of values cuts the number to 32 bits first.
        if value not in {one.number for one in field.enum_type.values}:
            raise Fault("unknown_value", path)
    elif kind == Field.TYPE_BOOL and value > 1:
        raise Fault("out_of_range", path)
    elif kind in (Field.TYPE_UINT32, Field.TYPE_SINT32) and value >= 2**32:
        raise Fault("out_of_range", path)
    elif kind == Field.TYPE_INT32 and 2**31 <= value < 2**64 - 2**31:
        raise Fault("out_of_range", path)


def map_key_of(entry):
    """The key in the bytes of a map's entry: the value of field 1; 0, empty or None by default."""
    reader = Reader(entry)
    while reader.more():
        key = reader.varint()
        value = read_value(reader, key & 7)
        if key >> 3 == 1:
            return value
    return None


def header_name(field):
    """The text name of a CallHeader field."""
    if field.containing_type.name == "CallHeader":
        return "whub-" + field.name.replace("_", "-")
    return field.name
