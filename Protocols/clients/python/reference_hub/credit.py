"""The machine's accounts of credit: section 6 of wire.md."""

from whub_client import frames
from whub_client.frames import Breach, Frame


class Credit:
    """What HubMachine does with credit, in both directions."""

    def withhold(self):
        """The hub is at its cap: it gives no more credit and takes no more calls."""
        self.withholding, self.withheld_since = True, self.now

    def room(self):
        """There is room again: what was withheld is given back."""
        self.withholding, self.withheld_since = False, None
        count, self.withheld = self.withheld, 0
        if count:
            self.credit_in += count
            self.grant(0, count)

    def charge_connection(self, frame):
        if self.credit_in <= 0:
            raise Breach("WIRE-0302", f"frame at connection credit {self.credit_in}")
        self.credit_in -= frame.cost

    def give_back(self, frame):
        if self.withholding:
            self.withheld += frame.cost
            return
        self.credit_in += frame.cost
        self.grant(0, frame.cost)

    def grant(self, stream_id, count):
        self.send(Frame(frames.CREDIT, stream_id, count.to_bytes(4, "big")), control=True)

    def add_credit(self, account, frame):
        count = int.from_bytes(frame.payload, "big")
        if count == 0:
            raise Breach("WIRE-0304", "CREDIT 0")
        if account + count > frames.CREDIT_MAX:
            raise Breach("WIRE-0306", f"credit {account} + {count}")
        return account + count

    def pull(self):
        """Sends what the accounts allow, then the results that are due."""
        for stream in list(self.streams.values()):
            if stream.cancelled and stream.result is not None:
                stream.queue.clear()
            while stream.queue and stream.credit_out > 0 and self.credit_out > 0:
                frame = Frame(frames.MESSAGE, stream.id, stream.queue.popleft())
                stream.credit_out -= frame.cost
                self.credit_out -= frame.cost
                self.send(frame)
            waits = bool(stream.queue) and stream.credit_out <= 0
            stream.waiting_since = self.since(stream.waiting_since) if waits else None
            if stream.result is not None and not stream.queue and not stream.result_sent:
                stream.result_sent = True
                self.send(Frame(frames.RESULT, stream.id, stream.result))
                self.forget(stream)
        waits = self.credit_out <= 0 and any(stream.queue for stream in self.streams.values())
        self.waiting_since = self.since(self.waiting_since) if waits else None

    def since(self, before):
        """When a wait began: at `before` if it goes on."""
        return self.now if before is None else before
