#!/usr/bin/env python3
"""The reference hub over TLS, on loopback: `python3 -m reference_hub.mock_hub DIRECTORY`.

Makes a throw-away authority and a bundle in DIRECTORY, prints the address and serves until it is
interrupted. One thread for each connection; enough for tests, far too little for anything else.
"""

import pathlib
import select
import socket
import ssl
import sys
import threading
import time

from whub_client.bundle import ALPN
from whub_client.schemas import transport

from . import gate
from .authority import HUB_ID, TENANT_CODE, Authority
from .machine import HubMachine
from .service import PRINCIPAL_ID, Service, Store

HANDSHAKE_SECONDS = 10.0
TICK_SECONDS = 0.02
LINGER_SECONDS = 2.0
LINGER_BYTES_MAX = 1_048_576


class MockHub:
    """Listens on a free port of loopback as soon as it is made."""

    def __init__(self, authority, limits=None, settings=None, caller=None):
        self.limits, self.settings, self.caller = limits, settings, caller or gate.Caller()
        self.store = Store()
        self.live = []
        self.frozen = False
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.context.num_tickets = 0
        self.context.set_alpn_protocols([ALPN])
        self.context.load_cert_chain(authority.path("server.chain.pem"),
                                     authority.path("server.key"))
        self.context.verify_mode = ssl.CERT_OPTIONAL
        self.context.load_verify_locations(authority.path("root.pem"))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        """Takes connections until the listener is closed."""
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.welcome, args=(plain,), daemon=True).start()

    def welcome(self, plain):
        """TLS, then the connection. Who does not speak whub/1 sees no frame."""
        plain.settimeout(HANDSHAKE_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            secure = self.context.wrap_socket(plain, server_side=True)
        except OSError:
            plain.close()
            return
        if secure.selected_alpn_protocol() == ALPN:
            Connection(self, secure).run()
        secure.close()

    def drain(self):
        """Every connection says goodbye at its next turn."""
        for connection in self.live:
            connection.draining = True

    def close(self):
        """No new connections."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Connection:
    """One connection: socket and clock around the machine."""

    def __init__(self, hub, secure):
        self.hub, self.socket = hub, secure
        self.draining = False
        known = bool(secure.getpeercert())
        hello = transport.Hello()
        hello.server_time.GetCurrentTime()
        if known:
            hello.hub_id, hello.hub_kind = HUB_ID, transport.HUB_KIND_EXAMPLE
            hello.tenant_code, hello.principal_id = TENANT_CODE, PRINCIPAL_ID
            hello.store_epoch = hub.caller.epoch
        caller = hub.caller if known else gate.Caller(kind="anonymous")
        self.machine = HubMachine(self.now(), "authenticated" if known else "anonymous",
                                  hub.settings, hub.limits, hello, caller)
        self.service = Service(self.machine, hub.store)
        self.output = bytearray()
        self.chunk = b""

    @staticmethod
    def now():
        """Milliseconds of a clock that only goes forward."""
        return time.monotonic_ns() // 1_000_000

    def run(self):
        """Until the machine has closed."""
        self.hub.live.append(self)
        self.socket.setblocking(False)
        try:
            while self.machine.closed is None or self.output or self.chunk:
                self.turn()
            if self.machine.closed != "cut":
                self.linger()
        except OSError:
            self.machine.end_of_input()
        self.hub.live.remove(self)

    def turn(self):
        """One round: read, let time pass, serve, write."""
        wanted = [self.socket] if self.output or self.chunk else []
        if self.hub.frozen:
            # As if the network had gone: nothing is read, nothing answered, nothing closed.
            time.sleep(TICK_SECONDS)
            return
        if not self.socket.pending():
            select.select([self.socket], wanted, [], TICK_SECONDS)
        try:
            data = self.socket.recv(65_536)
            if data:
                self.machine.receive(data, self.now())
            else:
                self.machine.end_of_input()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        if self.draining:
            self.machine.drain()
        self.machine.advance(self.now())
        self.serve()
        self.flush()

    def serve(self):
        """Carries frames to the socket and events to the service until neither is left."""
        while self.machine.outputs:
            outputs, self.machine.outputs = self.machine.outputs, []
            for kind, *rest in outputs:
                if kind == "frame":
                    self.output += rest[0].encode()
                elif kind == "event":
                    self.service.handle(*rest)

    def flush(self):
        """Writes what the socket takes, a TLS record at a time."""
        while self.chunk or self.output:
            if not self.chunk:
                self.chunk = bytes(self.output[:16_384])
                del self.output[:len(self.chunk)]
            try:
                self.chunk = self.chunk[self.socket.send(self.chunk):]
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return

    def linger(self):
        """Shuts down for writing, reads on for a while, so that the last word arrives."""
        try:
            self.socket.unwrap()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLError):
            pass
        plain, until, left = self.socket, time.monotonic() + LINGER_SECONDS, LINGER_BYTES_MAX
        plain.shutdown(socket.SHUT_WR)
        while left > 0 and time.monotonic() < until:
            if not select.select([plain], [], [], max(0, until - time.monotonic()))[0]:
                break
            data = socket.socket.recv(plain, 65_536)
            if not data:
                break
            left -= len(data)


def main():
    """Serves until interrupted."""
    directory = pathlib.Path(sys.argv[1])
    authority = Authority(directory / "authority")
    hub = MockHub(authority)
    bundle = authority.bundle("tester", hub.address)
    print(f"hub at {hub.address}, bundle in {bundle}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
