"""A complete client of whub/1 on the standard library's ssl and the protobuf package."""

from .bundle import Bundle
from .connection import Call, Connection
from .errors import ConnectionEnded, ProtocolError, StatusError, succeeded
from .keys import new_key

__all__ = [
    "Bundle", "Call", "Connection", "ConnectionEnded", "ProtocolError", "StatusError", "new_key",
    "succeeded",
]
