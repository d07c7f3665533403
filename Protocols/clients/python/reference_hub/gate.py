"""What is answered to a CALL and its request: the order of checks, section 12 of wire.md."""

import datetime
import json
import pathlib
import re
import unicodedata
from dataclasses import dataclass, field

from whub_client.schemas import identity, priorities, transport
from whub import options_pb2
from vectors import vectors_pb2

from . import strict

PROTOCOLS = pathlib.Path(__file__).resolve().parents[3]
REASONS = {
    one["code"]: one for one in json.loads((PROTOCOLS / "reasons.json").read_text())["reasons"]
}
KEY_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
KEY_AGE_MAX_MS = 6 * 24 * 3600 * 1000
KEY_AHEAD_MAX_MS = 3600 * 1000
METHOD_BYTES_MAX = 128
MARKS_MAX = 8
BLACK_FLAG = 0x1F3F4
# Section 17: controls and line ends, bidi controls, what cannot be seen.
FORBIDDEN = [
    range(0x20), range(0x7F, 0xA0), range(0x2028, 0x202A), range(0x202A, 0x202F),
    range(0x2066, 0x2070), range(0xAD, 0xAE), range(0x180E, 0x180F), range(0x200B, 0x200C),
    range(0x2060, 0x2065), range(0xFEFF, 0xFF00), range(0xFFF9, 0xFFFC), range(0xE0000, 0xE0020),
]
DIRECTION_MARKS = (0x200E, 0x200F, 0x061C)
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
TIMESTAMP_SECONDS = range(-62_135_596_800, 253_402_300_800)


@dataclass
class Caller:
    """What the gate knows about who calls."""

    kind: str = "authenticated"  # or anonymous, lapsed
    active: bool = True
    within_quota: bool = True
    permitted: bool = True
    tenant_active: bool = True
    tenant_code: str = "E99000001"
    epoch: int = 7
    revision: int = 100


@dataclass
class Method:
    """A method and its facts."""

    name: str
    descriptor: object
    facts: object
    client_streams: bool = False
    server_streams: bool = False


def load_methods():
    """The methods of the schemas, with facts and kind."""
    table = {}
    for module in (identity, priorities, vectors_pb2):
        file_proto = module.DESCRIPTOR
        from google.protobuf import descriptor_pb2
        proto = descriptor_pb2.FileDescriptorProto()
        file_proto.CopyToProto(proto)
        streams = {
            (service.name, method.name): (method.client_streaming, method.server_streaming)
            for service in proto.service for method in service.method
        }
        for service in file_proto.services_by_name.values():
            for method in service.methods:
                name = f"{service.full_name}/{method.name}"
                facts = method.GetOptions().Extensions[options_pb2.facts]
                table[name] = Method(name, method, facts, *streams[service.name, method.name])
    return table


METHODS = load_methods()


@dataclass
class Refusal(Exception):
    """A status that ends a call."""

    status: object = field(default_factory=transport.Status)


def refuse(code, path="", rule="not_allowed", expected="", retry_after_ms=0, message=""):
    """A Refusal with the reason `code` of the registry; `rule` is a word of wire.md section 13."""
    reason = REASONS[code]
    status = transport.Status(
        code=transport.StatusCode.Value("STATUS_CODE_" + reason["status"]),
        message=message or reason["title"],
        reason=code,
        retry=transport.RetryClass.Value("RETRY_CLASS_" + reason["retry"]),
        retry_after_ms=retry_after_ms,
        applied=transport.APPLIED_NO,
    )
    if path:
        status.violations.add(path=path, rule=rule, expected=expected or reason["next"])
    return Refusal(status)


def read_header(data):
    """The CallHeader in `data`. Raises Refusal."""
    try:
        strict.scan(data, transport.CallHeader.DESCRIPTOR, 100, strict.header_name)
    except strict.Fault as fault:
        raise refuse(strict.HEADER_REASONS[fault.kind], fault.path, fault.kind,
                     strict.EXPECTED[fault.kind]) from None
    # traceparent needs no care here: this hub writes no traces. Fields from 100 on are dropped.
    header = transport.CallHeader()
    header.ParseFromString(drop_ignorable(data))
    return header


def drop_ignorable(data):
    """`data` without its fields from 100 on."""
    reader, kept = strict.Reader(data), b""
    while reader.more():
        start = reader.at
        key = reader.varint()
        strict.read_value(reader, key & 7)
        if key >> 3 < 100:
            kept += bytes(data[start:reader.at])
    return kept


def check_call(header, caller, now_ms):
    """The method that `caller` may call with `header`. Raises Refusal: steps 4 to 11."""
    name = header.method
    method = METHODS.get(name) if len(name.encode()) <= METHOD_BYTES_MAX else None
    anonymous = bool(method) and method.facts.permission == options_pb2.PERMISSION_ANONYMOUS
    if caller.kind != "authenticated" and not anonymous:
        raise refuse("GATE-0101" if caller.kind == "anonymous" else "GATE-0102")
    if not name:
        raise refuse("CALL-0211", "whub-method", "required")
    if method is None:
        raise refuse("CALL-0212")
    if not caller.active:
        raise refuse("GATE-0103")
    if not caller.within_quota:
        raise refuse("GATE-0301", retry_after_ms=1_000)
    if not caller.permitted:
        raise refuse("GATE-0201")
    if not caller.tenant_active:
        raise refuse("GATE-0401")
    if header.HasField("expected_tenant") and header.expected_tenant != caller.tenant_code:
        raise refuse("GATE-0501")
    if header.HasField("expected_epoch") and header.expected_epoch != caller.epoch:
        raise refuse("GATE-0502")
    check_fields(header, method.facts, caller, now_ms)
    if header.HasField("timeout_ms") and header.timeout_ms == 0:
        raise refuse("CALL-0501")
    return method


def check_fields(header, facts, caller, now_ms):
    """Step 10: the header's fields against the method, then their form."""
    as_of = header.WhichOneof("as_of")
    if facts.mutating:
        if not header.idempotency_key and not header.dry_run:
            raise refuse("CALL-0301", "whub-idempotency-key", "required")
        if header.dry_run and not facts.dry_run:
            raise refuse("CALL-0306", "whub-dry-run")
        if as_of:
            raise refuse("CALL-0305", "whub-" + as_of.replace("_", "-"))
    else:
        if header.idempotency_key:
            raise refuse("CALL-0302", "whub-idempotency-key")
        if header.dry_run:
            raise refuse("CALL-0304", "whub-dry-run")
        if as_of and not facts.as_of:
            raise refuse("CALL-0303", "whub-" + as_of.replace("_", "-"))
    if header.idempotency_key:
        check_key(header.idempotency_key, now_ms)
    if as_of == "as_of_time":
        time = header.as_of_time
        if time.seconds not in TIMESTAMP_SECONDS or not 0 <= time.nanos < 10**9:
            raise refuse("CALL-0315", "whub-as-of-time", "not_a_time")
        if time.seconds * 1000 + time.nanos // 10**6 > now_ms:
            raise refuse("CALL-0317", "whub-as-of-time", "ahead_of_now")
    if as_of == "as_of_revision" and header.as_of_revision > caller.revision:
        raise refuse("CALL-0317", "whub-as-of-revision", "ahead_of_now")


def check_key(key, now_ms):
    """Raises Refusal unless `key` is an idempotency key of an allowed age."""
    if not KEY_FORM.fullmatch(key):
        raise refuse("CALL-0311", "whub-idempotency-key", "not_a_key",
                     "36 characters, lower case, version 7")
    made_ms = int(key[:8] + key[9:13], 16)
    if now_ms - made_ms > KEY_AGE_MAX_MS:
        raise refuse("CALL-0312", "whub-idempotency-key", "too_old")
    if made_ms - now_ms > KEY_AHEAD_MAX_MS:
        raise refuse("CALL-0313", "whub-idempotency-key", "in_the_future")


def check_request(data, method):
    """The request in `data`. Raises Refusal: the strict scan and text rules of step 12."""
    descriptor = method.descriptor.input_type
    try:
        strict.scan(data, descriptor)
    except strict.Fault as fault:
        raise refuse(strict.REQUEST_REASONS[fault.kind], fault.path, fault.kind,
                     strict.EXPECTED[fault.kind]) from None
    request = descriptor._concrete_class()
    request.ParseFromString(data)
    for path, text, several_lines in texts(request):
        if forbidden_as_sent(text, several_lines) or forbidden_in(text, several_lines):
            raise refuse("CALL-0411", path, "text_character")
    return request


def texts(message, path=""):
    """Every string in `message` with its path, and whether it may have several lines."""
    for fd, value in message.ListFields():
        here = strict.join(path, fd.name)
        if fd.message_type and fd.message_type.GetOptions().map_entry:
            for place, (key, item) in enumerate(value.items()):
                if isinstance(key, str):
                    yield f"{here}[{place}].key", key, False
                if isinstance(item, str):
                    yield f"{here}[{place}].value", item, False
                elif hasattr(item, "ListFields"):
                    yield from texts(item, f"{here}[{place}].value")
            continue
        many = fd.label == fd.LABEL_REPEATED
        for place, item in enumerate(value if many else [value]):
            spot = f"{here}[{place}]" if many else here
            if fd.message_type:
                yield from texts(item, spot)
            elif fd.type == fd.TYPE_STRING:
                yield spot, item, fd.GetOptions().Extensions[options_pb2.field].several_lines


def kept(text):
    """`text` as it is kept, if it is allowed: plain line ends, NFC, no white space at its ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


def forbidden_as_sent(text, several_lines=False):
    """Whether `text` holds what section 17 allows in no text as it is sent."""
    for character in text:
        point = ord(character)
        if several_lines and point in (0x09, 0x0A):
            continue
        if point < 0x20 or 0x7F <= point <= 0x9F or point in (0x2028, 0x2029):
            return True
        if 0x202A <= point <= 0x202E or 0x2066 <= point <= 0x2069:
            return True
    return False


def forbidden_in(text, several_lines=False):
    """Whether `text`, as it would be kept, holds a character that section 17 does not allow."""
    marks, in_flag = 0, False
    for character in kept(text):
        point = ord(character)
        tag = 0xE0020 <= point <= 0xE007F
        in_flag = point == BLACK_FLAG or (in_flag and tag)
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MARKS_MAX or (tag and not in_flag):
            return True
        if not (several_lines and character in "\t\n") and not tag and is_forbidden(point):
            return True
    return False


def is_forbidden(point):
    """Whether no text may hold the character of this code point."""
    return (any(point in one for one in FORBIDDEN) or point & 0xFFFE == 0xFFFE
            or 0xFDD0 <= point <= 0xFDEF)


def on_a_terminal(text):
    """`text` for one line of a terminal: what could act on it, or cannot be seen, is spelled out."""
    shown, in_flag = "", False
    for character in text:
        point = ord(character)
        tag = 0xE0020 <= point <= 0xE007F
        in_flag = point == BLACK_FLAG or (in_flag and tag)
        hidden = (tag and not in_flag) or (not tag and is_forbidden(point))
        if hidden or point in DIRECTION_MARKS:
            shown += SHORT.get(character) or f"\\u{{{point:X}}}"
        else:
            shown += character
    return shown


def now_ms():
    """Unix milliseconds."""
    return int(datetime.datetime.now(datetime.timezone.utc).timestamp() * 1000)
