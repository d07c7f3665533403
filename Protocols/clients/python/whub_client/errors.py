"""How calls and connections fail."""

import random
import time

from .schemas import transport


class ProtocolError(Exception):
    """The hub did what the protocol forbids."""


class StatusError(Exception):
    """A call did not end with OK; `status` says how, be it from the hub or made here."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status

    @property
    def code(self):
        """The code's number."""
        return self.status.code

    @property
    def reason(self):
        """The stable reason, such as STORE-0101."""
        return self.status.reason

    @property
    def outcome_unknown(self):
        """Whether the same bytes should be sent again with the same key."""
        return self.status.retry == transport.RETRY_CLASS_OUTCOME_UNKNOWN

    @property
    def may_be_sent_again(self):
        """Whether sending the same bytes with the same key may help: section 15 of wire.md."""
        return self.status.retry in (
            transport.RETRY_CLASS_AFTER_PAUSE, transport.RETRY_CLASS_NOW,
            transport.RETRY_CLASS_OUTCOME_UNKNOWN)

    def wait(self, tried=0):
        """Waits as long as the status asks for, or 1 s, 2 s, 4 s, … up to 60 s, somewhat shaken."""
        if self.status.retry != transport.RETRY_CLASS_NOW:
            time.sleep(pause_seconds(self.status, tried))

    def __str__(self):
        status = self.status
        try:
            name = transport.StatusCode.Name(status.code).removeprefix("STATUS_CODE_")
        except ValueError:
            name = "UNKNOWN"
        lines = [f"{name} {status.reason}: {status.message}"]
        lines += [f"  {one.path}: {one.rule}; {one.expected}" for one in status.violations]
        return "\n".join(lines)


def succeeded(status):
    """Whether a change was made: OK alone says only that the call was answered.

    A draft or a file with faults is answered with OK, `applied` NO and findings, as is a change that
    asks for what is there already, and a dry run.
    """
    return (status.code == transport.STATUS_CODE_OK
            and status.applied == transport.APPLIED_YES)


def pause_seconds(status, tried, shake=random.random):
    """The pause before another try: what the hub says, else doubled each time up to 60 s."""
    if status.retry_after_ms:
        return status.retry_after_ms / 1000
    return min(60.0, 2.0 ** tried) * (0.5 + shake() / 2)


class ConnectionEnded(StatusError):
    """The connection is gone, or was never there."""


# What a client says itself; the rest of each reason is in reasons.json.
LOCAL = {
    "CLNT-0101": ("UNAVAILABLE", "AFTER_PAUSE", "cannot reach the hub"),
    "CLNT-0102": ("UNAUTHENTICATED", "NEVER", "the hub does not accept our certificate"),
    "CLNT-0103": ("UNAVAILABLE", "NEVER", "the certificate is not from the pinned authority"),
    "CLNT-0104": ("UNAVAILABLE", "NEVER", "the certificate is for another name"),
    "CLNT-0105": ("UNAVAILABLE", "NEVER", "the other side does not speak whub/1"),
    "CLNT-0106": ("FAILED_PRECONDITION", "NEVER", "this is another hub than the context's"),
    "CLNT-0201": ("UNAVAILABLE", "NOW", "the connection ended before the answer"),
    "CLNT-0202": ("UNAVAILABLE", "OUTCOME_UNKNOWN", "the connection ended, outcome unknown"),
    "CLNT-0203": ("DEADLINE_EXCEEDED", "OUTCOME_UNKNOWN", "no answer in time"),
    "CLNT-0205": ("UNAVAILABLE", "NOW", "the hub never looked at this call"),
    "CLNT-0207": ("UNAVAILABLE", "AFTER_PAUSE", "no room at the hub"),
    "CLNT-0209": ("INTERNAL", "NEVER", "this program broke the protocol"),
    "CLNT-0301": ("INTERNAL", "NEVER", "the hub did not confirm that this was a dry run"),
    "CLNT-0302": ("INTERNAL", "NEVER", "the hub broke the protocol"),
    "CLNT-0305": ("RESOURCE_EXHAUSTED", "NEVER", "the message is larger than the hub takes"),
}


# What a GOAWAY's reason means for calls that were never looked at; any other: after a pause.
NEVER_LOOKED_AT = {
    transport.GO_AWAY_REASON_DRAINING: "CLNT-0205", transport.GO_AWAY_REASON_TIMEOUT: "CLNT-0205",
    transport.GO_AWAY_REASON_NOT_ACCEPTED: "CLNT-0102",
    transport.GO_AWAY_REASON_BREACH: "CLNT-0209",
}


def local_status(reason, detail=""):
    """A Status made by the client."""
    code, retry, text = LOCAL[reason]
    applied = "YES" if reason == "CLNT-0301" else "UNKNOWN" if retry == "OUTCOME_UNKNOWN" else "NO"
    return transport.Status(
        code=transport.StatusCode.Value("STATUS_CODE_" + code), reason=reason,
        message=f"{text}: {detail}" if detail else text,
        retry=transport.RetryClass.Value("RETRY_CLASS_" + retry),
        applied=transport.Applied.Value("APPLIED_" + applied))
