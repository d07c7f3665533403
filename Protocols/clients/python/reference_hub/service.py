"""The methods of the reference hub: Ping, WhoAmI, and those of vectors.proto with what tests need.

The text of a VectorRequest may be an order: `hold` (do nothing until cancelled), `fail`, `cut` (the
connection breaks off), `no-echo` (forget the dry run), `bad-frame`, `two` (two responses),
`drain`, `faulty` (a change whose request is answered with OK, and not made).
"""

import hashlib

from vectors import vectors_pb2
from whub_client.frames import Frame
from whub_client.schemas import identity, transport

from . import gate
from .authority import HUB_ID, TENANT_CODE

PRINCIPAL_ID = "01978a5c-0000-7000-8000-000000000003"


def digest_of(stream, requests):
    """What a key is bound to: section 14."""
    header = stream.header
    return hashlib.sha256(repr((
        header.method, requests, header.dry_run, header.HasField("expected_tenant"),
        header.expected_tenant, header.HasField("expected_epoch"),
        header.expected_epoch)).encode()).digest()


class Store:
    """What outlives a connection: outcomes by key, a revision, a count of real changes."""

    def __init__(self):
        self.outcomes = {}
        self.revision = 100
        self.changes = 0


class Service:
    """Answers the calls of one connection."""

    def __init__(self, machine, store):
        self.machine, self.store = machine, store
        self.requests = {}

    def handle(self, name, stream_id, value):
        """An event of the machine."""
        stream = self.machine.streams.get(stream_id)
        if stream is None:
            return
        if name == "message":
            self.requests.setdefault(stream_id, []).append(value)
            self.machine.took(stream_id)
        elif name == "half_close":
            self.answer(stream, self.requests.pop(stream_id, []))
        elif name in ("cancel", "deadline"):
            reason = "CALL-0502" if name == "cancel" else "CALL-0501"
            self.refuse(stream, gate.refuse(reason))
        elif name == "abandon":
            self.requests.pop(stream_id, None)

    def answer(self, stream, requests):
        """Runs the method."""
        method = stream.method.name.rpartition("/")[2]
        try:
            getattr(self, "do_" + method)(stream, requests)
        except gate.Refusal as refusal:
            self.refuse(stream, refusal)

    def refuse(self, stream, refusal):
        """Ends the call with a status that is not OK."""
        refusal.status.dry_run = stream.header.dry_run
        self.machine.end(stream.id, refusal.status.SerializeToString())

    def respond(self, stream, response, status=None):
        """One response, then OK."""
        self.machine.message(stream.id, response.SerializeToString())
        self.machine.end(stream.id, status.SerializeToString() if status else b"")

    def do_Ping(self, stream, requests):
        request = identity.PingRequest.FromString(requests[0])
        if len(request.payload) > 1_024:
            raise gate.refuse("CALL-0412", "payload", "too_long")
        self.respond(stream, identity.PingResponse(payload=request.payload))

    def do_WhoAmI(self, stream, _):
        self.respond(stream, identity.WhoAmIResponse(
            hub_id=HUB_ID, hub_name="Reference hub", hub_kind=transport.HUB_KIND_EXAMPLE,
            tenant_code=TENANT_CODE, principal_id=PRINCIPAL_ID, revision=self.store.revision))

    def do_Read(self, stream, requests):
        request = vectors_pb2.VectorRequest.FromString(requests[0])
        if request.text == "hold":
            return
        if request.text == "fail":
            raise gate.refuse("STORE-0103")
        if request.text == "cut":
            self.machine.close("cut")
            return
        if request.text == "drain":
            self.machine.drain()
        if request.text == "bad-frame":
            self.machine.send(Frame(11, 0, b""))
            return
        if request.text == "two":
            self.machine.message(stream.id, b"")
        self.respond(stream, vectors_pb2.VectorResponse(payload=request.blob))

    do_ReadAsOf = do_Knock = do_Read

    def do_SaveLocalTheme(self, stream, requests):
        raise gate.refuse("CALL-0412", "theme", "required")

    def do_ImportAssessment(self, stream, requests):
        raise gate.refuse("CALL-0401" if not requests else "CALL-0412")

    def do_Rows(self, stream, requests):
        request = vectors_pb2.VectorRequest.FromString(requests[0])
        for place in range(request.small):
            row = vectors_pb2.VectorResponse(payload=bytes([place % 256]) * request.large)
            self.machine.message(stream.id, row.SerializeToString())
        if request.text == "fail":
            raise gate.refuse("HUB-0101")
        self.machine.end(stream.id)

    def do_Change(self, stream, requests):
        header, request = stream.header, vectors_pb2.VectorRequest.FromString(requests[0])
        digest = digest_of(stream, requests)
        key = header.idempotency_key
        if key in self.store.outcomes:
            stored, status = self.store.outcomes[key]
            if stored != digest:
                raise gate.refuse("CALL-0601")
        else:
            status = self.change(header, request, digest)
        if request.text == "cut":
            self.machine.close("cut")
            return
        self.respond(stream, vectors_pb2.VectorResponse(), status)

    do_ChangeBlindly = do_Change

    def change(self, header, request, digest):
        """Makes the change, or says what it would be."""
        if request.text == "faulty":
            return transport.Status(applied=transport.APPLIED_NO, dry_run=header.dry_run)
        if header.dry_run:
            return transport.Status(applied=transport.APPLIED_NO, dry_run=request.text != "no-echo")
        self.store.revision += 1
        self.store.changes += 1
        head = hashlib.sha256(self.store.revision.to_bytes(8, "big")).digest()
        status = transport.Status(applied=transport.APPLIED_YES, revision=self.store.revision,
                                  epoch=7, chain_head=head)
        self.store.outcomes[header.idempotency_key] = (digest, status)
        return status

    def do_Upload(self, stream, requests):
        total = sum(map(len, requests))
        status = transport.Status(applied=transport.APPLIED_YES, revision=self.store.revision,
                                  dry_run=stream.header.dry_run)
        self.respond(stream, vectors_pb2.VectorResponse(
            payload=f"{len(requests)} {total}".encode()), status)
