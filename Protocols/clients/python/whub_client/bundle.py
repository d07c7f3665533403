"""The bundle: the directory with a client's certificate, key, authority and context."""

import json
import pathlib
import ssl
from dataclasses import dataclass

ALPN = "whub/1"


@dataclass
class Bundle:
    """What a client needs to know whom it talks to, and to show who it is."""

    directory: pathlib.Path
    hub_id: str = ""
    tenant_code: str = ""
    server_name: str = ""
    address: str = ""

    @classmethod
    def load(cls, directory):
        """Reads `context.json`; the PEM files are read when a connection is made."""
        directory = pathlib.Path(directory)
        context = json.loads((directory / "context.json").read_text(encoding="utf-8"))
        known = {name: context[name] for name in
                 ("hub_id", "tenant_code", "server_name", "address") if name in context}
        return cls(directory, **known)

    @property
    def has_certificate(self):
        """Without a certificate the client is anonymous."""
        return (self.directory / "client.pem").exists()

    def tls_context(self):
        """TLS 1.3, whub/1, one pinned root, our certificate: section 2."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_verify_locations(self.directory / "authority.pem")
        context.set_alpn_protocols([ALPN])
        if self.has_certificate:
            context.load_cert_chain(self.directory / "client.pem", self.directory / "client.key")
        return context
