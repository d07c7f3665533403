"""A connection: one thread, one socket, many calls.

Whoever waits for something turns `pump`, which always reads, so that neither credit nor results
are ever left lying. A program that makes no calls for long should call `pump(0)` now and then (the
hub pings after a minute of silence) or simply connect again.
"""

import select
import socket
import ssl
import time

from . import frames
from .bundle import ALPN, Bundle
from .call import Call
from .errors import NEVER_LOOKED_AT, ConnectionEnded, ProtocolError, StatusError, local_status
from .frames import Breach, Decoder, Frame
from .schemas import transport

RECEIVES = {
    "message_bytes_max": 1_048_576,
    "stream_credit_bytes": 262_144,
    "connection_credit_bytes": 4_194_304,
}
OUTPUT_BYTES_MAX = 262_144
TLS_RECORD_BYTES = 16_384
CONNECT_SECONDS = 10.0
LINGER_SECONDS = 2.0
SILENT_SECONDS = 60.0
ANSWER_SECONDS = 20.0
LIFE = b"alive?  "
CERTIFICATE_NAME_MISMATCH = 62


class Connection:
    """A connection to a hub, greeted and ready."""

    def __init__(self, bundle, address=None, software="whub-python/1"):
        self.bundle = bundle if isinstance(bundle, Bundle) else Bundle.load(bundle)
        self.authenticated = self.bundle.has_certificate
        self.floors = frames.FLOORS if self.authenticated else frames.ANONYMOUS_FLOORS
        own = transport.Limits(**RECEIVES)
        self.own = frames.effective_limits(own, self.floors)
        self.peer = dict(self.floors)
        self.decoder = Decoder(False, self.own["message_bytes_max"])
        self.credit_in = self.own["connection_credit_bytes"]
        self.credit_out = self.peer["connection_credit_bytes"]
        self.calls = {}
        self.last_id = 0
        self.hello = None
        self.goaway = None
        self.over = None
        self.output = bytearray()
        self.chunk = b""
        self.heard, self.pinged, self.last_ping = time.monotonic(), None, float("-inf")
        self.socket = self.open(address or self.bundle.address)
        self.write(Frame(frames.HELLO, 0, transport.Hello(
            software=software, limits=own).SerializeToString()))
        self.greet()

    # Connecting.

    def open(self, address):
        """TCP and TLS. Success means little yet: the hub has not judged our certificate."""
        host, _, port = address.rpartition(":")
        try:
            plain = socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            name = self.bundle.server_name or host.strip("[]")
            secure = self.bundle.tls_context().wrap_socket(plain, server_hostname=name)
        except ssl.SSLCertVerificationError as error:
            named = error.verify_code == CERTIFICATE_NAME_MISMATCH
            reason = "CLNT-0104" if named else "CLNT-0103"
            raise ConnectionEnded(local_status(reason, error.verify_message)) from error
        except ssl.SSLError as error:
            raise ConnectionEnded(local_status("CLNT-0105", str(error))) from error
        except OSError as error:
            raise ConnectionEnded(local_status("CLNT-0101", str(error))) from error
        if secure.selected_alpn_protocol() != ALPN:
            secure.close()
            raise ConnectionEnded(local_status("CLNT-0105", "no ALPN"))
        secure.setblocking(False)
        return secure

    def greet(self):
        """Waits for the server's HELLO: only now are we connected."""
        until = time.monotonic() + CONNECT_SECONDS
        while self.hello is None:
            left = until - time.monotonic()
            if left <= 0:
                self.end(local_status("CLNT-0101", "no HELLO in time"))
            self.pump(max(left, 0))
        self.check_hub()

    def check_hub(self):
        """Another hub than the context's is asked nothing. One that let nobody in has no name."""
        if self.bundle.hub_id and self.hello.hub_id and self.hello.hub_id != self.bundle.hub_id:
            self.linger()
            self.end(local_status("CLNT-0106", self.hello.hub_id))
            raise self.over

    # Calls.

    def start(self, method, *, timeout=None, key="", dry_run=False, tenant=None, epoch=None,
              as_of_revision=None, as_of_time=None):
        """Opens a call. `timeout` in seconds; `tenant` and `epoch` are assertions."""
        if self.over:
            raise self.over
        if self.goaway:
            raise ConnectionEnded(self.unseen())
        header = transport.CallHeader(method=method, idempotency_key=key, dry_run=dry_run)
        if timeout is not None:
            header.timeout_ms = max(0, int(timeout * 1000))
        if tenant is not None:
            header.expected_tenant = tenant
        if epoch is not None:
            header.expected_epoch = epoch
        if as_of_revision is not None:
            header.as_of_revision = as_of_revision
        if as_of_time is not None:
            header.as_of_time.CopyFrom(as_of_time)
        self.last_id += 1
        call = Call(self, self.last_id, header, self.own["stream_credit_bytes"],
                    self.peer["stream_credit_bytes"])
        self.calls[call.stream] = call
        self.write(Frame(frames.CALL, call.stream, header.SerializeToString()))
        return call

    def call(self, method, request, response_class, **options):
        """A unary call: the response and its Status. Raises StatusError."""
        call = self.start(method, **options)
        call.send(request, end=True)
        return self.one_response(call, response_class)

    def stream(self, method, request, response_class, **options):
        """A server stream: yields the responses."""
        call = self.start(method, **options)
        try:
            call.send(request, end=True)
            for data in call.messages():
                yield response_class.FromString(data)
        finally:
            # Whoever leaves before the end wants no more: the hub need not go on sending.
            call.cancel()

    def upload(self, method, requests, response_class, **options):
        """A client stream: the response and its Status."""
        call = self.start(method, **options)
        for request in requests:
            call.send(request)
        call.end()
        return self.one_response(call, response_class)

    def one_response(self, call, response_class):
        """Exactly one message, then OK."""
        many = list(call.messages())
        if len(many) != 1:
            raise StatusError(local_status("CLNT-0302", f"{len(many)} responses, not one"))
        return response_class.FromString(many[0]), call.status

    def may_send(self, call):
        """Whether a MESSAGE may start: both accounts above zero, output not piling up."""
        waiting = len(self.output) + len(self.chunk)
        return call.credit_out > 0 and self.credit_out > 0 and waiting < OUTPUT_BYTES_MAX

    # Bytes.

    def write(self, frame):
        """Queues a frame and sends what the socket takes."""
        if self.over is None:
            self.output += frame.encode()
            self.flush()

    def flush(self):
        """Writes until the socket is full. After an error the reason is read before it is told."""
        while self.chunk or self.output:
            if not self.chunk:
                self.chunk = bytes(self.output[:TLS_RECORD_BYTES])
                del self.output[:len(self.chunk)]
            try:
                self.chunk = self.chunk[self.socket.send(self.chunk):]
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except OSError:
                self.output.clear()
                self.chunk = b""
                self.read_to_end()
                return

    def pump(self, seconds=None):
        """Waits up to `seconds` for the socket, then reads and writes what is possible.

        A hub that says nothing is pinged, and one that does not answer is given up: without that a
        connection that broke off silently would be waited for without end.
        """
        if self.over:
            raise self.over
        if not self.socket.pending():
            wanted = [self.socket] if self.output or self.chunk else []
            left = self.look_for_life()
            if self.over:
                return
            wait = left if seconds is None else min(seconds, left)
            select.select([self.socket], wanted, [], wait)
        self.flush()
        if self.over is None:
            self.read()

    def look_for_life(self):
        """Pings a silent hub, ends a dead connection. Returns the seconds until the next look."""
        now = time.monotonic()
        if self.pinged is None:
            left = self.heard + SILENT_SECONDS - now
            if left > 0 or self.hello is None:
                return max(left, 0.01)
            self.ask_for_life()
        if self.pinged is None:
            return 1.0
        left = max(self.pinged, self.heard) + ANSWER_SECONDS - now
        if left <= 0:
            self.end(local_status("CLNT-0201", f"no sign of life for {now - self.heard:.0f} s"))
        return max(left, 0)

    def ask_for_life(self):
        """Sends a PING: at most one without an answer, and not sooner than the hub allows."""
        now = time.monotonic()
        pause = self.peer["ping_interval_min_ms"] / 1000
        if self.pinged is None and self.over is None and now - self.last_ping >= pause:
            self.pinged = self.last_ping = now
            self.write(Frame(frames.PING, 0, LIFE))

    @property
    def is_silent(self):
        """Whether nothing has come since a PING that still waits for its answer."""
        return self.pinged is not None and self.heard < self.pinged

    def read(self):
        """Takes what has arrived."""
        while self.over is None:
            try:
                data = self.socket.recv(65_536)
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except OSError as error:
                self.end(self.judge_error(error))
                return
            if not data:
                refused = self.hello is None and self.goaway is not None
                self.end(self.unseen() if refused else local_status("CLNT-0201", self.farewell()))
                return
            # Any byte is life.
            self.heard = time.monotonic()
            self.take(data)

    def read_to_end(self):
        """After a write error: the hub's reason may lie in the input."""
        until = time.monotonic() + LINGER_SECONDS
        while self.over is None and (left := until - time.monotonic()) > 0:
            select.select([self.socket], [], [], left)
            self.read()
        if self.over is None:
            self.end(local_status("CLNT-0201", "write error"))

    def take(self, data):
        """Bytes to frames."""
        self.decoder.feed(data)
        try:
            while self.over is None and (frame := self.decoder.next()):
                self.take_frame(frame)
        except Breach as breach:
            self.breach(breach)

    # Frames.

    def take_frame(self, frame):
        """Does what a frame says."""
        if self.hello is None and frame.type not in (frames.HELLO, frames.GOAWAY):
            raise Breach("WIRE-0401", f"{frame} before HELLO")
        if frame.type >= frames.EXTENSION_TYPE_MIN:
            self.charge(frame)
        elif frame.type == frames.HELLO:
            self.take_hello(frame)
        elif frame.type == frames.GOAWAY:
            self.take_goaway(frame)
        elif frame.type == frames.PING:
            self.write(Frame(frames.PONG, 0, frame.payload))
        elif frame.type == frames.PONG:
            if self.pinged is None or frame.payload != LIFE:
                raise Breach("WIRE-0503", "no PING waits for this")
            self.pinged = None
        elif frame.type == frames.CREDIT and frame.stream == 0:
            self.credit_out = added(self.credit_out, frame)
        elif frame.stream > self.last_id:
            raise Breach("WIRE-0203", f"{frame} on a stream that was never opened")
        else:
            self.take_call_frame(self.calls.get(frame.stream), frame)

    def take_hello(self, frame):
        """The hub's greeting: its limits raise the floors, on open calls too."""
        if self.hello is not None:
            raise Breach("WIRE-0402", "a second HELLO")
        hello = parsed(transport.Hello, frame, "WIRE-0403")
        if not hello.principal_id:
            self.floors = frames.ANONYMOUS_FLOORS
        before, self.peer = self.peer, frames.effective_limits(hello.limits, self.floors)
        self.credit_out += (self.peer["connection_credit_bytes"]
                            - before["connection_credit_bytes"])
        more = self.peer["stream_credit_bytes"] - before["stream_credit_bytes"]
        for call in self.calls.values():
            call.credit_out += more
        self.hello = hello

    def take_goaway(self, frame):
        """Calls above the last stream were never looked at; the others may still be answered."""
        self.goaway = parsed(transport.GoAway, frame, "WIRE-0405")
        for call in list(self.calls.values()):
            if call.stream > self.goaway.last_stream:
                self.settle(call, self.unseen())

    def unseen(self):
        """The status of a call that the hub has not looked at before its GOAWAY."""
        reason = NEVER_LOOKED_AT.get(self.goaway.reason, "CLNT-0207")
        return local_status(reason, self.goaway.message)

    def take_call_frame(self, call, frame):
        """MESSAGE, RESULT or CREDIT of a call."""
        if frame.type == frames.MESSAGE:
            self.charge(frame)
        if call is None:
            return
        if frame.type == frames.MESSAGE:
            if call.credit_in <= 0:
                raise Breach("WIRE-0301", f"{frame} at stream credit {call.credit_in}")
            call.credit_in -= frame.cost
            call.arrived.append(frame.payload)
        elif frame.type == frames.CREDIT:
            call.credit_out = added(call.credit_out, frame)
        else:
            self.settle(call, parsed(transport.Status, frame, "WIRE-0407"))

    def settle(self, call, status):
        """The call's outcome is known."""
        call.status = status
        self.calls.pop(call.stream, None)

    # Credit.

    def charge(self, frame):
        """Connection credit: taken and given back on arrival, whoever reads the stream."""
        if self.credit_in <= 0:
            raise Breach("WIRE-0302", f"{frame} at connection credit {self.credit_in}")
        self.write(Frame(frames.CREDIT, 0, frame.cost.to_bytes(4, "big")))

    def grant(self, call, count):
        """Stream credit: given back when the consumer has taken the message."""
        call.credit_in += count
        self.write(Frame(frames.CREDIT, call.stream, count.to_bytes(4, "big")))

    # The end.

    def farewell(self):
        """What the hub said before it went."""
        return self.goaway.message if self.goaway else "no reason given"

    def judge_error(self, error):
        """A socket error as a Status. An alert before HELLO is about our certificate."""
        if self.hello is None and isinstance(error, ssl.SSLError):
            return local_status("CLNT-0102", error.reason or str(error))
        return local_status("CLNT-0201", self.farewell() if self.goaway else str(error))

    def end(self, status):
        """The connection is over: every open call learns its outcome. Raises before HELLO."""
        self.over = ConnectionEnded(status)
        self.socket.close()
        for call in list(self.calls.values()):
            lost = status
            if call.changes and status.reason in ("CLNT-0201", "CLNT-0302"):
                lost = local_status("CLNT-0202", self.farewell())
            self.settle(call, lost)
        if self.hello is None:
            raise self.over

    def breach(self, breach):
        """The hub broke a rule: GOAWAY with the reason, lingering close."""
        goodbye = transport.GoAway(reason=transport.GO_AWAY_REASON_BREACH, message=str(breach))
        self.write(Frame(frames.GOAWAY, 0, goodbye.SerializeToString()))
        if self.over is None:
            self.linger()
            self.end(local_status("CLNT-0302", str(breach)))
        raise ProtocolError(str(breach))

    def close(self):
        """Says goodbye, lets open calls go, closes."""
        if self.over is None:
            goodbye = transport.GoAway(reason=transport.GO_AWAY_REASON_DRAINING, message="done")
            self.write(Frame(frames.GOAWAY, 0, goodbye.SerializeToString()))
        if self.over is None:
            self.linger()
            hello, self.hello = self.hello, self.hello or transport.Hello()
            self.end(local_status("CLNT-0201", "closed here"))
            self.hello = hello

    def linger(self):
        """Shuts down for writing and discards what still comes, for a bounded time."""
        try:
            self.socket.settimeout(LINGER_SECONDS)
            self.socket.unwrap()
        except (OSError, ValueError):
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def parsed(message_class, frame, reason):
    """The message in a frame's payload."""
    try:
        return message_class.FromString(frame.payload)
    except Exception:
        raise Breach(reason, f"{frame} is not readable") from None


def added(account, frame):
    """The account after CREDIT."""
    count = int.from_bytes(frame.payload, "big")
    if count == 0:
        raise Breach("WIRE-0304", "CREDIT 0")
    if account + count > frames.CREDIT_MAX:
        raise Breach("WIRE-0306", f"credit {account} + {count}")
    return account + count


__all__ = ["Call", "Connection", "StatusError"]
