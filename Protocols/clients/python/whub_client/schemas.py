"""The compiled schemas. `generate.sh` makes them; this module finds and names them."""

import pathlib
import sys

GENERATED = pathlib.Path(__file__).resolve().parent.parent / "generated"
if not GENERATED.is_dir():
    raise ImportError("run generate.sh first: it compiles the schemas into generated/")
if str(GENERATED) not in sys.path:
    sys.path.insert(0, str(GENERATED))

from workforcehub.v1 import identity_pb2 as identity  # noqa: E402
from workforcehub.v1 import priorities_pb2 as priorities  # noqa: E402
from workforcehub.v1 import transport_pb2 as transport  # noqa: E402

__all__ = ["identity", "priorities", "transport"]
