"""Talks to a conformance testee, and makes messages to talk about."""

import importlib
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

# The compiled form of protobuf 4.21.12 crashes on an unknown field inside a map entry.
os.environ["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"] = "python"

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "Tests" / "HubTestMessages" / "Schemas"
PROTOBUF, JSON = 1, 2
JSON_IGNORING = 3


def modules():
    """The test schemas as Python modules: everything, conformance."""
    folder = tempfile.mkdtemp(prefix="whub-schemas-")
    subprocess.run(
        ["protoc", f"--python_out={folder}", "-I", SCHEMAS, "-I", ROOT / "Protocols",
         "-I", "/usr/include", "everything.proto", "conformance.proto", "whub/options.proto"],
        check=True)
    sys.path.insert(0, folder)
    return importlib.import_module("everything_pb2"), importlib.import_module("conformance_pb2")


class Testee:
    """A running testee."""

    def __init__(self, program, conformance):
        self.conformance = conformance
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, payload, message_type, output, category=1):
        """The answer as (kind, value): the kind is the name of the response's field."""
        request = self.conformance.ConformanceRequest(
            requested_output_format=output, message_type=message_type, test_category=category)
        if isinstance(payload, bytes):
            request.protobuf_payload = payload
        else:
            request.json_payload = payload
        data = request.SerializeToString()
        self.process.stdin.write(struct.pack("<I", len(data)) + data)
        self.process.stdin.flush()
        head = self.process.stdout.read(4)
        if len(head) < 4:
            raise SystemExit(f"the testee ended at {payload!r}")
        response = self.conformance.ConformanceResponse.FromString(
            self.process.stdout.read(struct.unpack("<I", head)[0]))
        kind = response.WhichOneof("result")
        return kind, getattr(response, kind)


INTEGERS = {
    "int32": (-2**31, 2**31 - 1), "sint32": (-2**31, 2**31 - 1), "sfixed32": (-2**31, 2**31 - 1),
    "int64": (-2**63, 2**63 - 1), "sint64": (-2**63, 2**63 - 1), "sfixed64": (-2**63, 2**63 - 1),
    "uint32": (0, 2**32 - 1), "fixed32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1), "fixed64": (0, 2**64 - 1),
}
# Without the largest and the smallest: Python writes them with too few digits.
FLOATS = [0.0, -0.0, 1.0, -1.5, 1e-30, 3.4e38, float("inf"), float("-inf"),
          float("nan"), 0.1, 16777217.0]
DOUBLES = FLOATS + [5e-324, 1e-40, 1.7976931348623157e308, 1e21, 123456789.123456789, 2.0**53]
TEXTS = ["", "a", "plain text", "quote\" back\\slash /", "\n\t\r\b\f\x00\x1f\x7f", "Zürich €",
         "\U0001F600", "e\u0301", "\u2028", "x" * 300]


class Maker:
    """Makes random messages of any type."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def scalar(self, field):
        pick = self.random
        name = TYPE_NAMES[field.type]
        if name in INTEGERS:
            low, high = INTEGERS[name]
            return pick.choice([low, high, 0, 1, 127, 128, pick.randint(low, high)])
        if name == "bool":
            return pick.random() < 0.5
        if name == "double":
            return pick.choice(DOUBLES + [pick.uniform(-1e9, 1e9)])
        if name == "float":
            value = pick.choice(FLOATS + [pick.uniform(-1e9, 1e9)])
            return struct.unpack("f", struct.pack("f", value))[0]
        if name == "string":
            return pick.choice(TEXTS)
        if name == "bytes":
            return pick.randbytes(pick.choice([0, 1, 2, 3, 4, 50]))
        numbers = [value.number for value in field.enum_type.values]
        is_null = field.enum_type.full_name == "google.protobuf.NullValue"
        return pick.choice(numbers if is_null else numbers + [99])

    def fill(self, message, depth=0):
        """Sets some fields."""
        kind = message.DESCRIPTOR.full_name
        if kind.startswith("google.protobuf."):
            return self.well_known(message, kind.rsplit(".")[-1], depth)
        fields = list(message.DESCRIPTOR.fields)
        for field in self.random.sample(fields, self.random.randint(0, min(12, len(fields)))):
            self.set(message, field, depth)
        return message

    def set(self, message, field, depth):
        is_message = field.type == field.TYPE_MESSAGE
        if is_message and depth > 3:
            return
        if is_message and field.message_type.GetOptions().map_entry:
            key, value = field.message_type.fields
            target = getattr(message, field.name)
            for _ in range(self.random.randint(0, 3)):
                name = self.scalar(key)
                if value.type == value.TYPE_MESSAGE:
                    self.fill(target[name], depth + 1)
                else:
                    target[name] = self.scalar(value)
        elif field.label == field.LABEL_REPEATED:
            target = getattr(message, field.name)
            for _ in range(self.random.randint(0, 3)):
                if is_message:
                    self.fill(target.add(), depth + 1)
                else:
                    target.append(self.scalar(field))
        elif is_message:
            target = getattr(message, field.name)
            target.SetInParent()
            self.fill(target, depth + 1)
        else:
            setattr(message, field.name, self.scalar(field))

    def well_known(self, message, kind, depth):
        pick = self.random
        if kind == "Timestamp":
            message.seconds = pick.choice([-62135596800, 253402300799, 0, 951782400, pick.randint(
                -62135596800, 253402300799)])
            message.nanos = pick.choice([0, 1, 1000, 500000000, 999999999])
        elif kind == "Duration":
            message.seconds = pick.choice([0, 1, 315576000000, pick.randint(0, 10**9)])
            message.nanos = pick.choice([0, 1, 1000, 500000000, 999999999])
            if pick.random() < 0.5:
                message.seconds, message.nanos = -message.seconds, -message.nanos
        elif kind == "FieldMask":
            message.paths.extend(pick.sample(["a", "user_name", "address.post_code"], 2))
        elif kind == "Struct":
            for key in pick.sample(TEXTS, pick.randint(0, 3)):
                self.fill(message.fields[key], depth + 1)
        elif kind == "ListValue":
            for _ in range(pick.randint(0, 3)):
                self.fill(message.values.add(), depth + 1)
        elif kind == "Value":
            self.value(message, depth)
        elif kind == "Any":
            inner = type(message)() if depth < 3 and pick.random() < 0.2 else None
            if inner is None:
                inner = self.any_types[pick.randrange(len(self.any_types))]()
            self.fill(inner, depth + 2)
            if not (kind == "Any" and inner.DESCRIPTOR.full_name.endswith(".Any")
                    and not inner.type_url):
                message.Pack(inner, deterministic=True)
        elif kind.endswith("Value"):
            message.value = self.scalar(message.DESCRIPTOR.fields[0])
        return message

    def value(self, message, depth):
        kind = self.random.randint(0, 5 if depth < 5 else 3)
        if kind == 0:
            message.null_value = 0
        elif kind == 1:
            message.number_value = self.random.choice([0.0, 1.0, -2.5, 1e300])
        elif kind == 2:
            message.string_value = self.random.choice(TEXTS)
        elif kind == 3:
            message.bool_value = self.random.random() < 0.5
        elif kind == 4:
            message.struct_value.SetInParent()
            self.fill(message.struct_value, depth + 1)
        else:
            message.list_value.SetInParent()
            self.fill(message.list_value, depth + 1)


TYPE_NAMES = {
    1: "double", 2: "float", 3: "int64", 4: "uint64", 5: "int32", 6: "fixed64", 7: "fixed32",
    8: "bool", 9: "string", 12: "bytes", 13: "uint32", 14: "enum", 15: "sfixed32", 16: "sfixed64",
    17: "sint32", 18: "sint64",
}
