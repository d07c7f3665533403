"""How calls and connections fail."""

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

    def __str__(self):
        status = self.status
        try:
            name = transport.StatusCode.Name(status.code).removeprefix("STATUS_CODE_")
        except ValueError:
            name = "UNKNOWN"
        lines = [f"{name} {status.reason}: {status.message}"]
        lines += [f"  {one.path}: {one.rule}; {one.expected}" for one in status.violations]
        return "\n".join(lines)


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
