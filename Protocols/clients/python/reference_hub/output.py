"""What the machine does with a client that does not read: sections 6 and 8 of wire.md."""


class Output:
    """The frames of HubMachine on their way to the client."""

    def send(self, frame, control=False):
        """A frame for the client; `control`: the client provoked it without spending credit."""
        if self.reading:
            self.outputs.append(("frame", frame))
            return
        if not self.unread:
            self.stalled_since = self.now
        self.unread.append(frame)
        if control:
            self.unread_control += frame.cost
            if self.unread_control > self.settings["control_output_bytes_max"]:
                self.give_up("WIRE-0610")

    def reads(self, on):
        """From now on the client takes everything off its socket, or nothing."""
        self.reading = on
        if on:
            self.outputs += [("frame", frame) for frame in self.unread]
            self.forget_unread()

    def give_up(self, code):
        """Closes without a frame: it could not be written."""
        if not self.closed:
            self.forget_unread()
            self.cancel_all()
            self.close(code)

    def forget_unread(self):
        self.unread, self.unread_control, self.stalled_since = [], 0, None
