"""Runs the scripts of the client's side against whub_client, over a pair of sockets without TLS."""

import json
import select
import socket
import ssl
import time
from unittest import mock

from script_steps import VECTORS, Mismatch, compare_frames, data_of
from whub_client import Bundle, Connection, ProtocolError, StatusError, frames
from whub_client import call as calls
from whub_client.connection import LIFE
from whub_client.schemas import transport

SOCKET_BYTES = 4_194_304
# A script gives the client time enough; this is what it waits in truth.
GRACE_SECONDS = 0.05


class Raw:
    """A response that stays bytes."""

    @staticmethod
    def FromString(data):
        return data


class PlainSocket(socket.socket):
    """One end of a pair that behaves as a TLS socket does, as far as the client can tell."""

    def pending(self):
        return 0

    def unwrap(self):
        self.shutdown(socket.SHUT_WR)

    def recv(self, *arguments):
        try:
            return super().recv(*arguments)
        except BlockingIOError:
            raise ssl.SSLWantReadError() from None

    def send(self, *arguments):
        try:
            return super().send(*arguments)
        except BlockingIOError:
            raise ssl.SSLWantWriteError() from None


class ScriptedBundle(Bundle):
    """A bundle without files."""

    def __init__(self, certificate, hub_id):
        super().__init__("nowhere")
        self.certificate, self.hub_id = certificate, hub_id

    @property
    def has_certificate(self):
        return self.certificate


class ScriptedConnection(Connection):
    """The client as it is, but for TCP, TLS and the wait for the first HELLO."""

    def __init__(self, anonymous, hub_id):
        self.hub, own = socket.socketpair()
        for end in (self.hub, own):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BYTES)
            end.setblocking(False)
        self.own = PlainSocket(fileno=own.detach())
        self.own.setblocking(False)
        self.plain = self.own
        super().__init__(ScriptedBundle(not anonymous, hub_id), "script:0")

    def open(self, address):
        return self.plain

    def greet(self):
        """The script says when the hub greets."""

    def take_hello(self, frame):
        """The check that follows the greeting, where the program does not wait for it."""
        super().take_hello(frame)
        self.check_hub()

    def ask_for_life(self):
        """The scripts' hub is alive, whatever it leaves unanswered."""
        super().ask_for_life()
        if self.pinged is not None and self.over is None:
            self.hub.sendall(frames.Frame(frames.PONG, 0, LIFE).encode())


def load_scripts():
    """All scripts of the client's side."""
    path = VECTORS / "client-scripts.json"
    return json.loads(path.read_text(encoding="utf-8"))["scripts"]


class Run:
    """One script."""

    def __init__(self, script):
        self.script = script
        self.connection = ScriptedConnection(script["client"] != "authenticated",
                                             script.get("hub_id", ""))
        self.calls, self.kinds = {}, {}
        self.waiting, self.ahead = [], 0
        self.outcomes, self.messages = {}, []
        self.decoder = frames.Decoder(True, 2**31)
        self.came, self.closed, self.limits = [], False, frames.FLOORS
        self.granted, self.spent = {}, {}
        self.sent = frames.Decoder(False, 2**31)

    def run(self):
        """Raises Mismatch where the client does not do what the script expects."""
        clock = time.monotonic
        with (mock.patch.object(time, "monotonic", lambda: clock() + self.ahead),
              mock.patch.object(calls, "GRACE_SECONDS", GRACE_SECONDS)):
            self.perform()

    def perform(self):
        """All steps, by the script's clock."""
        try:
            for place, step in enumerate(self.script["steps"]):
                try:
                    getattr(self, "do_" + step["do"])(step)
                    self.turn()
                    if step["do"] == "expect":
                        self.compare(step)
                except Mismatch as mismatch:
                    raise Mismatch(f"{self.script['id']}, step {place}: {mismatch}") from None
        finally:
            self.connection.hub.close()
            self.connection.plain.close()

    def do_send(self, step):
        data = data_of(step["bytes"])
        self.account(data)
        self.connection.hub.setblocking(True)
        self.connection.hub.sendall(data)
        self.connection.hub.setblocking(False)

    def do_spend(self, step):
        """Sends a frame as often as the client's credit allows, up to the given amount."""
        stream = step["stream"]
        self.read()
        announced = self.account_of(stream) + self.spent.get(stream, 0)
        while True:
            if step["until"] == "twice" and self.spent.get(stream, 0) > 2 * announced:
                return
            if self.account_of(stream) <= 0:
                if step["until"] == "exhausted":
                    return
                raise Mismatch(f"no credit on {stream} after {self.spent[stream]} bytes")
            self.do_send(step)
            self.turn()
            if self.closed:
                return

    def do_advance(self, step):
        """Time passes, and the program waits for its calls that are late."""
        self.ahead += step["ms"] / 1000
        for one in list(self.connection.calls.values()):
            if one.deadline is not None and one.deadline <= time.monotonic():
                try:
                    one.wait(lambda one=one: one.status is not None)
                except StatusError:
                    pass

    def do_end_of_input(self, _):
        self.connection.hub.shutdown(socket.SHUT_WR)

    def do_expect(self, _):
        pass

    @staticmethod
    def seconds(step):
        """The call's timeout, where the program sets one."""
        return step["timeout_ms"] / 1000 if "timeout_ms" in step else None

    def do_program(self, step):
        action = step["action"]
        if action == "start":
            call = self.connection.start(step["method"], key=step.get("key", ""),
                                         dry_run=step.get("dry_run", False),
                                         timeout=self.seconds(step))
            self.calls[call.stream], self.kinds[call.stream] = call, step["kind"]
        elif action == "message":
            self.waiting.append((step["stream"], data_of(step["payload"]), step["end"]))
        elif action == "take":
            call = self.calls[step["stream"]]
            self.turn()
            while call.arrived:
                self.messages.append((call.stream, call.receive()))
        else:
            getattr(self.calls[step["stream"]], action)()

    def turn(self):
        """Lets the client do what it can."""
        for _ in range(2):
            while self.connection.over is None and select.select(
                    [self.connection.plain], [], [], 0)[0]:
                try:
                    self.connection.pump(0)
                except (ProtocolError, StatusError):
                    pass
            self.send_waiting()
        self.read()
        if self.script.get("hub_id") and self.connection.over and 0 not in self.outcomes:
            self.outcomes[0] = self.connection.over.status
        for stream, call in self.calls.items():
            if call.status is not None and stream not in self.outcomes:
                self.outcomes[stream] = self.judge(call)

    def send_waiting(self):
        """The program's messages, as soon as the client may send them."""
        while self.waiting:
            stream, payload, end = self.waiting[0]
            call = self.calls[stream]
            too_large = len(payload) > self.connection.peer["message_bytes_max"]
            if call.status is None and not too_large and not self.connection.may_send(call):
                return
            del self.waiting[0]
            try:
                call.send(payload, end)
            except StatusError as error:
                self.outcomes[stream] = error.status
            self.read()

    def judge(self, call):
        """What the program learns of the call."""
        try:
            if self.kinds[call.stream] == "unary":
                payload, status = self.connection.one_response(call, Raw)
                self.messages.append((call.stream, payload))
                return status
            while (payload := call.receive()) is not None:
                self.messages.append((call.stream, payload))
            return call.status
        except StatusError as error:
            return error.status

    def read(self):
        """What the client has written."""
        while select.select([self.connection.hub], [], [], 0)[0]:
            try:
                data = self.connection.hub.recv(1_048_576)
            except OSError:
                data = b""
            if not data:
                self.closed = True
                return
            self.decoder.feed(data)
            while frame := self.decoder.next():
                if frame.type == frames.CREDIT:
                    count = int.from_bytes(frame.payload, "big")
                    self.granted[frame.stream] = self.granted.get(frame.stream, 0) + count
                if frame.type == frames.HELLO:
                    hello = transport.Hello.FromString(frame.payload)
                    self.limits = frames.effective_limits(hello.limits, frames.FLOORS)
                self.came.append(frame)

    def account(self, data):
        """What the hub's bytes cost."""
        self.sent.feed(data)
        try:
            while frame := self.sent.next():
                charged = frame.type == frames.MESSAGE or frame.type >= frames.EXTENSION_TYPE_MIN
                for stream in {0, frame.stream} if charged else ():
                    self.spent[stream] = self.spent.get(stream, 0) + frame.cost
        except frames.Breach:
            self.sent.buffer.clear()

    def compare(self, step):
        """Everything since the last expectation."""
        came, self.came = [one for one in self.came if one.type != frames.PING], []
        compare_frames(step["frames"], came)
        wanted = {one["stream"]: one for one in step["outcomes"]}
        fresh, self.outcomes = self.outcomes, {
            stream: None for stream in self.outcomes}
        fresh = {stream: status for stream, status in fresh.items() if status is not None}
        if set(fresh) != set(wanted):
            raise Mismatch(f"outcomes of {sorted(fresh)}, expected {sorted(wanted)}")
        for stream, status in fresh.items():
            self.compare_outcome(wanted[stream], status)
        messages, self.messages = self.messages, []
        if "messages" in step and messages != [(one["stream"], data_of(one["payload"])) for one in step["messages"]]:
            raise Mismatch(f"messages {str(messages)[:200]}")
        for one in step["accounts"]:
            self.compare_account(one)
        if step["closed"] != self.closed:
            raise Mismatch("the client has " + ("not " if step["closed"] else "") + "closed")

    @staticmethod
    def compare_outcome(wanted, status):
        """How a call ended, as far as the script says."""
        code = status.code if status.code <= transport.STATUS_CODE_UNAUTHENTICATED else 2
        if code != wanted["code"]:
            raise Mismatch(f"stream {wanted['stream']} ended with {status}")
        for name in ("reason", "retry", "applied"):
            if name in wanted and getattr(status, name) != wanted[name]:
                raise Mismatch(f"stream {wanted['stream']}: {name} of {status}")

    def compare_account(self, one):
        """The hub's credit is high enough."""
        account = self.account_of(one["stream"])
        if account < one["at_least"]:
            raise Mismatch(f"the hub's credit on {one['stream']} is {account}")

    def account_of(self, stream):
        """The hub's credit on a stream, or on the connection."""
        name = "stream_credit_bytes" if stream else "connection_credit_bytes"
        return self.limits[name] + self.granted.get(stream, 0) - self.spent.get(stream, 0)
