"""The server's half of a connection as a machine: bytes, time and the service's acts go in, frames
and events come out. Sections 3 to 10 of wire.md. No socket, no clock, no thread."""

from collections import deque
from dataclasses import dataclass, field

from whub_client import frames
from whub_client.frames import Breach, Decoder, Frame
from whub_client.schemas import transport

from . import gate as gates
from .clocks import Clocks
from .credit import Credit
from .output import Output

SETTINGS = {
    "hello_ms": 5_000,
    "frame_ms": 10_000,
    "frame_bytes_per_second": 16_384,
    "ping_idle_ms": 60_000,
    "ping_answer_ms": 20_000,
    "credit_wait_ms": 60_000,
    "withheld_ms": 60_000,
    "write_stall_ms": 30_000,
    "control_output_bytes_max": 65_536,
    "anonymous_ms": 30_000,
    "anonymous_calls_max": 3,
    "drain_ms": 30_000,
    "stream_id_drain": 2**32 - 2**20,
    "refusal_retry_after_ms": 1_000,
    "certificate_ms": 24 * 3600 * 1000,
}
PING_STRIKES_MAX = 3


@dataclass
class Stream:
    """One call in flight."""

    id: int
    credit_in: int
    credit_out: int
    method: object = None
    header: object = None
    ended_by_client: bool = False
    cancelled: bool = False
    messages: int = 0
    request: bytes = b""
    to_take: int = 0
    queue: deque = field(default_factory=deque)
    result: bytes | None = None
    result_sent: bool = False
    running: bool = True
    deadline: int | None = None
    waiting_since: int | None = None


class HubMachine(Credit, Clocks, Output):
    """A connection from the end of TLS on.

    `outputs` collects what happens, in order: ("frame", Frame), ("event", name, stream, value) and
    ("closed", code). With a `caller` the gate judges calls and requests; without one every call
    reaches the service as it came.
    """

    def __init__(self, now, kind="authenticated", settings=None, limits=None, hello=None,
                 caller=None, unix_ms=gates.now_ms):
        self.settings = SETTINGS | (settings or {})
        self.anonymous = kind != "authenticated"
        floors = frames.ANONYMOUS_FLOORS if self.anonymous else frames.FLOORS
        self.floors = floors
        announced = transport.Limits(**(limits or {}))
        self.limits = frames.effective_limits(announced, floors)
        self.caller, self.unix_ms = caller, unix_ms
        self.decoder = Decoder(True, self.limits["message_bytes_max"])
        self.now = self.started = self.last_byte = now
        self.frame_started = None
        self.client_limits = None
        self.credit_in = self.limits["connection_credit_bytes"]
        self.credit_out = 0
        self.waiting_since = None
        self.withholding = False
        self.withheld_since = None
        self.withheld = 0
        self.streams = {}
        self.last_id = 0
        self.calls = 0
        self.drained_at = None
        self.last_of_goaway = None
        self.client_leaves = False
        self.last_ping = None
        self.ping_strikes = 0
        self.own_ping = None
        self.own_ping_at = None
        self.pings_sent = 0
        self.closed = None
        self.outputs = []
        self.reading = True
        self.unread = []
        self.unread_control = 0
        self.stalled_since = None
        greeting = transport.Hello(minor_version=0, software="reference-hub/1", limits=self.limits)
        if hello:
            greeting.MergeFrom(hello)
        self.send(Frame(frames.HELLO, 0, greeting.SerializeToString(deterministic=True)))

    # What comes in.

    def receive(self, data, now):
        """Bytes from the client."""
        self.advance(now)
        if self.closed:
            return
        if data:
            self.last_byte, self.own_ping_at = now, None
        if self.frame_started is None:
            self.frame_started = now
        self.decoder.feed(data)
        try:
            while not self.closed and (frame := self.decoder.next()):
                self.frame_started = now if self.decoder.buffer else None
                self.take_frame(frame)
        except Breach as breach:
            self.goaway("BREACH", breach.code, str(breach)[len(breach.code) + 2:])

    def advance(self, now):
        """Time passes until `now`: every clock that runs out meanwhile does, in order."""
        while not self.closed:
            due = [one for one in self.clocks() if one[0] <= now]
            if not due:
                break
            at, ring = min(due, key=lambda one: one[0])
            self.now = max(self.now, at)
            ring()
        self.now = max(self.now, now)

    def end_of_input(self):
        """The client has ended its side: its calls are cancelled."""
        if not self.closed:
            self.cancel_all()
            self.close("WIRE-0611")

    # What the service does.

    def message(self, stream_id, payload):
        """The service has a message for the client."""
        stream = self.streams.get(stream_id)
        if stream and stream.result is None and not self.closed:
            if len(payload) > self.client_limits["message_bytes_max"]:
                self.end_by_machine(stream, gates.refuse("CALL-0505"))
                return
            stream.queue.append(payload)
            self.pull()

    def end(self, stream_id, status=b"", running=False):
        """The service ends the call with a Status; `running` if its handler has not stopped yet."""
        stream = self.streams.get(stream_id)
        if stream and stream.result is None and not self.closed:
            stream.result, stream.running = status, running
            self.pull()

    def stopped(self, stream_id):
        """The handler of an ended call has stopped."""
        stream = self.streams.get(stream_id)
        if stream:
            stream.running = False
            self.forget(stream)

    def took(self, stream_id):
        """The service has taken all messages of the stream: their credit goes back."""
        stream = self.streams.get(stream_id)
        if stream and not stream.result_sent and stream.to_take:
            self.grant(stream_id, stream.to_take)
            stream.credit_in += stream.to_take
            stream.to_take = 0

    def drain(self, code="WIRE-0701", address=""):
        """The hub stops: open calls are finished, newer ones are not looked at."""
        if not self.closed and self.last_of_goaway is None:
            self.drained_at, self.last_of_goaway = self.now, self.last_id
            self.send_goaway("DRAINING", code, gates.REASONS[code]["title"], address)
            self.close_if_done()

    # Frames.

    def take_frame(self, frame):
        if self.client_limits is None:
            self.take_hello(frame)
        elif frame.type >= frames.EXTENSION_TYPE_MIN:
            self.charge_connection(frame)
            self.give_back(frame)
        elif frame.type == frames.HELLO:
            raise Breach("WIRE-0402", "a second HELLO")
        elif frame.type == frames.PING:
            self.take_ping(frame)
        elif frame.type == frames.PONG:
            if frame.payload != self.own_ping:
                raise Breach("WIRE-0503", "PONG without PING")
            self.own_ping = None
        elif frame.type == frames.GOAWAY:
            self.take_goaway(frame)
        elif frame.type == frames.CREDIT and frame.stream == 0:
            self.credit_out = self.add_credit(self.credit_out, frame)
            self.pull()
        else:
            self.take_stream_frame(frame)

    def take_hello(self, frame):
        if frame.type != frames.HELLO:
            raise Breach("WIRE-0401", f"{frame} before HELLO")
        hello = transport.Hello()
        try:
            hello.ParseFromString(frame.payload)
        except Exception:
            raise Breach("WIRE-0403", "HELLO is not readable") from None
        self.client_limits = frames.effective_limits(hello.limits, self.floors)
        self.credit_out = self.client_limits["connection_credit_bytes"]

    def take_ping(self, frame):
        pause = self.limits["ping_interval_min_ms"]
        early = self.last_ping is not None and self.now - self.last_ping < pause
        self.ping_strikes = self.ping_strikes + 1 if early else 0
        self.last_ping = self.now
        if self.ping_strikes >= PING_STRIKES_MAX:
            raise Breach("WIRE-0501", f"three pings sooner than {pause} ms after the one before")
        self.send(Frame(frames.PONG, 0, frame.payload), control=True)

    def take_goaway(self, frame):
        goodbye = transport.GoAway()
        try:
            goodbye.ParseFromString(frame.payload)
        except Exception:
            raise Breach("WIRE-0405", "GOAWAY is not readable") from None
        if goodbye.reason == transport.GO_AWAY_REASON_DRAINING:
            self.client_leaves = True
            self.close_if_done()
        else:
            self.cancel_all()
            self.close("")

    def take_stream_frame(self, frame):
        if self.last_of_goaway is not None and frame.stream > self.last_of_goaway:
            if frame.type == frames.MESSAGE:
                self.charge_connection(frame)
                self.give_back(frame)
        elif frame.type == frames.CALL:
            self.take_call(frame)
        elif frame.stream > self.last_id:
            raise Breach("WIRE-0203", f"stream {frame.stream} was never opened")
        else:
            stream = self.streams.get(frame.stream)
            ended = stream is None or stream.result_sent
            if ended or (stream.cancelled and frame.type != frames.CREDIT):
                if frame.type == frames.MESSAGE:
                    self.charge_connection(frame)
                    self.give_back(frame)
            else:
                self.take_open_stream_frame(stream, frame)

    def take_open_stream_frame(self, stream, frame):
        if frame.type == frames.CREDIT:
            stream.credit_out = self.add_credit(stream.credit_out, frame)
            self.pull()
        elif frame.type == frames.CANCEL:
            stream.cancelled = True
            self.event("cancel", stream.id)
        elif stream.ended_by_client:
            raise Breach("WIRE-0205", f"{frame} after END")
        elif frame.type == frames.END:
            self.take_end(stream)
        else:
            if stream.credit_in <= 0:
                raise Breach("WIRE-0301", f"MESSAGE at stream credit {stream.credit_in}")
            self.charge_connection(frame)
            self.give_back(frame)
            stream.credit_in -= frame.cost
            stream.to_take += frame.cost
            self.take_message(stream, frame.payload)
            if frame.end and not stream.result_sent:
                self.take_end(stream)

    def take_call(self, frame):
        if self.client_leaves:
            raise Breach("WIRE-0207", "CALL after GOAWAY")
        if frame.stream != self.last_id + 1:
            raise Breach("WIRE-0201", f"CALL {frame.stream} after {self.last_id}")
        self.last_id = frame.stream
        self.calls += 1
        stream = Stream(frame.stream, self.limits["stream_credit_bytes"],
                        self.client_limits["stream_credit_bytes"])
        try:
            pause = self.settings["refusal_retry_after_ms"]
            if self.anonymous and self.calls > self.settings["anonymous_calls_max"]:
                raise gates.refuse("CALL-0102")
            if len(self.streams) >= self.limits["streams_max"]:
                raise gates.refuse("CALL-0101", retry_after_ms=pause)
            if self.withholding:
                raise gates.refuse("CALL-0103", retry_after_ms=pause)
            self.open(stream, frame)
        except gates.Refusal as refusal:
            if stream.header and stream.header.dry_run:
                refusal.status.dry_run = True
            self.send(Frame(frames.RESULT, stream.id, refusal.status.SerializeToString()),
                      control=True)
        if self.last_id >= self.settings["stream_id_drain"]:
            self.drain("WIRE-0702")

    def open(self, stream, frame):
        if self.caller:
            stream.header = gates.read_header(frame.payload)
            stream.method = gates.check_call(stream.header, self.caller, self.unix_ms())
        else:
            stream.header = transport.CallHeader.FromString(frame.payload)
        most = self.limits["deadline_max_ms"]
        asked = stream.header.timeout_ms if stream.header.HasField("timeout_ms") else most
        stream.deadline = self.now + min(asked, most)
        self.streams[stream.id] = stream
        self.event("call", stream.id, stream.header.method)
        if frame.end:
            self.take_end(stream)

    def take_message(self, stream, payload):
        stream.messages += 1
        if stream.method:
            try:
                if stream.messages > 1 and not stream.method.client_streams:
                    raise gates.refuse("CALL-0402")
                gates.check_request(payload, stream.method)
            except gates.Refusal as refusal:
                self.end_by_machine(stream, refusal)
                return
        self.event("message", stream.id, payload)

    def take_end(self, stream):
        stream.ended_by_client = True
        if stream.method and not stream.method.client_streams and stream.messages == 0:
            self.end_by_machine(stream, gates.refuse("CALL-0401"))
        else:
            self.event("half_close", stream.id)

    def end_by_machine(self, stream, refusal):
        refusal.status.dry_run = bool(stream.header) and stream.header.dry_run
        self.event("abandon", stream.id)
        self.end(stream.id, refusal.status.SerializeToString())

    # The end.

    def cancel_all(self):
        for stream in self.streams.values():
            if not stream.result_sent and not stream.cancelled:
                stream.cancelled = True
                self.event("cancel", stream.id)

    def goaway(self, reason, code, text=""):
        """The last frame."""
        self.send_goaway(reason, code, text or gates.REASONS[code]["title"])
        self.cancel_all()
        self.close(code)

    def send_goaway(self, reason, code, text, address=""):
        last = self.last_id if self.last_of_goaway is None else self.last_of_goaway
        goodbye = transport.GoAway(
            reason=transport.GoAwayReason.Value("GO_AWAY_REASON_" + reason),
            message=f"{code}: {text}", last_stream=last, new_address=address)
        self.send(Frame(frames.GOAWAY, 0, goodbye.SerializeToString(deterministic=True)))

    def forget(self, stream):
        if stream.result_sent and not stream.running:
            self.streams.pop(stream.id, None)
            self.close_if_done()

    def close_if_done(self):
        leaving = self.client_leaves or self.last_of_goaway is not None
        if leaving and not any(not one.result_sent for one in self.streams.values()):
            self.close("")

    def close(self, code):
        if self.closed is None:
            self.closed = code or "done"
            self.outputs.append(("closed", code))

    def event(self, name, stream_id, value=None):
        self.outputs.append(("event", name, stream_id, value))
