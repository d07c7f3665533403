"""One call: its messages in both directions and its outcome."""

import time
from collections import deque

from . import frames
from .errors import StatusError, local_status
from .frames import Frame
from .schemas import transport

# How much longer than the call's own timeout we wait for the hub's RESULT, which tells more.
GRACE_SECONDS = 2.0


class Call:
    """A call in flight. Made by `Connection.start`."""

    def __init__(self, connection, stream, header, credit_in, credit_out):
        self.connection = connection
        self.stream = stream
        self.header = header
        self.credit_in = credit_in
        self.credit_out = credit_out
        self.arrived = deque()
        self.status = None
        self.ended = False
        self.cancelled = False
        self.deadline = None
        if header.HasField("timeout_ms"):
            self.deadline = time.monotonic() + header.timeout_ms / 1000 + GRACE_SECONDS

    @property
    def changes(self):
        """Whether the call may change something, so that a lost answer matters."""
        return bool(self.header.idempotency_key) and not self.header.dry_run

    def send(self, message, end=False):
        """Sends one message (bytes or a protobuf message); waits for credit while reading.

        Returns quietly if the hub has ended the call meanwhile: `receive` tells why.
        """
        data = message if isinstance(message, bytes) else message.SerializeToString()
        most = self.connection.peer["message_bytes_max"]
        if len(data) > most:
            self.cancel()
            raise StatusError(local_status("CLNT-0305", f"{len(data)} bytes, allowed {most}"))
        self.wait(lambda: self.status is not None or self.connection.may_send(self))
        if self.status is None:
            frame = Frame(frames.MESSAGE, self.stream, data, end)
            self.credit_out -= frame.cost
            self.connection.credit_out -= frame.cost
            self.ended = end
            self.connection.write(frame)

    def end(self):
        """No more messages from this side."""
        if not self.ended and self.status is None:
            self.ended = True
            self.connection.write(Frame(frames.END, self.stream))

    def cancel(self):
        """Asks the hub to stop; the RESULT still comes, and may be OK."""
        if not self.cancelled and self.status is None:
            self.cancelled = True
            self.connection.write(Frame(frames.CANCEL, self.stream))

    def receive(self):
        """The next message's bytes, or None after the last. Raises StatusError unless it was OK."""
        self.wait(lambda: self.arrived or self.status is not None)
        if self.arrived:
            data = self.arrived.popleft()
            if self.status is None:
                # The consumer has taken the message: its stream credit goes back.
                self.connection.grant(self, frames.HEAD_BYTES + len(data))
            return data
        return self.finish()

    def finish(self):
        """Waits for the RESULT and judges it. Returns None."""
        self.wait(lambda: self.status is not None)
        if self.status.code != transport.STATUS_CODE_OK:
            raise StatusError(self.status)
        if self.header.dry_run and not self.status.dry_run:
            raise StatusError(local_status("CLNT-0301"))

    def messages(self):
        """All messages of a server stream; ends quietly only if the stream was whole."""
        while (data := self.receive()) is not None:
            yield data

    def wait(self, done):
        """Reads and writes until `done()`; at the deadline cancels and gives up."""
        while not done():
            left = None if self.deadline is None else self.deadline - time.monotonic()
            if left is not None and left <= 0:
                self.give_up(done)
                return
            self.connection.pump(left)

    def give_up(self, done):
        """The deadline fired here: CANCEL, and a last chance for the RESULT.

        A PING tells a slow call from a dead connection, which is not to be waited for again.
        """
        self.cancel()
        self.connection.ask_for_life()
        until = time.monotonic() + GRACE_SECONDS
        while not done() and time.monotonic() < until:
            self.connection.pump(until - time.monotonic())
        if self.status is None:
            status = local_status("CLNT-0203")
            if not self.changes:
                status.retry = transport.RETRY_CLASS_AFTER_PAUSE
                status.applied = transport.APPLIED_NO
            self.connection.settle(self, status)
            if self.connection.is_silent and self.connection.over is None:
                self.connection.end(local_status("CLNT-0201", "no sign of life"))
            raise StatusError(status)
