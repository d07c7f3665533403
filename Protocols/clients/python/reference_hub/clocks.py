"""The machine's clocks: sections 7 and 8 of wire.md."""

from whub_client import frames
from whub_client.frames import Frame

from . import gate as gates


class Clocks:
    """What HubMachine does when time passes."""

    def clocks(self):
        """Pairs of a time and what happens then."""
        settings = self.settings
        if self.client_limits is None:
            yield self.started + settings["hello_ms"], lambda: self.time_out("WIRE-0602")
        if self.frame_started is not None:
            most = settings["frame_ms"]
            if len(self.decoder.buffer) >= 4:
                length = int.from_bytes(self.decoder.buffer[:4], "big")
                most += length * 1000 // settings["frame_bytes_per_second"]
            yield self.frame_started + most, lambda: self.time_out("WIRE-0603")
        if self.own_ping_at is not None:
            yield (self.own_ping_at + settings["ping_answer_ms"],
                   lambda: self.time_out("WIRE-0604"))
        else:
            yield self.last_byte + settings["ping_idle_ms"], self.ping
        if self.anonymous:
            yield self.started + settings["anonymous_ms"], lambda: self.time_out("WIRE-0607")
        yield (self.started + settings["certificate_ms"],
               lambda: self.goaway("NOT_ACCEPTED", "WIRE-0608"))
        if self.waiting_since is not None:
            yield (self.waiting_since + settings["credit_wait_ms"],
                   lambda: self.time_out("WIRE-0605"))
        if self.withheld_since is not None and any(
                one.messages and not one.result_sent for one in self.streams.values()):
            yield (self.withheld_since + settings["withheld_ms"],
                   lambda: self.goaway("OVERLOADED", "WIRE-0703"))
        if self.stalled_since is not None:
            yield (self.stalled_since + settings["write_stall_ms"],
                   lambda: self.give_up("WIRE-0606"))
        if self.drained_at is not None:
            yield self.drained_at + settings["drain_ms"], self.end_drain
        for stream in self.streams.values():
            if stream.result_sent:
                continue
            if stream.deadline is not None:
                yield stream.deadline, lambda stream=stream: self.deadline(stream)
            if stream.waiting_since is not None:
                yield (stream.waiting_since + settings["credit_wait_ms"],
                       lambda stream=stream: self.stop_waiting(stream))

    def ping(self):
        if self.own_ping is None:
            self.pings_sent += 1
            self.own_ping = self.pings_sent.to_bytes(8, "big")
            self.send(Frame(frames.PING, 0, self.own_ping))
        self.own_ping_at = self.now

    def deadline(self, stream):
        stream.deadline = None
        self.event("deadline", stream.id)

    def stop_waiting(self, stream):
        stream.queue.clear()
        stream.result = None
        self.end_by_machine(stream, gates.refuse("CALL-0503"))

    def end_drain(self):
        self.drained_at = None
        self.cancel_all()

    def time_out(self, code):
        self.goaway("TIMEOUT", code)
