#!/usr/bin/env python3
"""Runs the scripts of vectors/ against a hub: `conformance.py HOST:PORT --bundle DIRECTORY`.

Prints a line for each script and check, and exits with 1 if one fails. Scripts that need the
machine's inside, or limits that the hub does not announce, are not run; those that need real time
only with --slow. With --pid the hub's process is stopped at the end, while a call is open.
"""

import argparse
import select
import socket
import ssl
import sys
import time

import live_checks
from script_steps import Accounts, Mismatch, compare_frames, data_of, load_scripts
from whub_client import Bundle, frames
from whub_client.bundle import ALPN

ANSWER_SECONDS = 5.0
QUIET_SECONDS = 0.3


class Live:
    """A raw connection to a hub: bytes out, frames in."""

    def __init__(self, bundle, address):
        host, _, port = address.rpartition(":")
        plain = socket.create_connection((host.strip("[]"), int(port)), ANSWER_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        name = bundle.server_name or host.strip("[]")
        self.socket = bundle.tls_context().wrap_socket(plain, server_hostname=name)
        if self.socket.selected_alpn_protocol() != ALPN:
            raise Mismatch("no ALPN")
        self.decoder = frames.Decoder(False, 2**31)
        self.accounts = Accounts(not bundle.has_certificate)
        self.came = []
        self.ended = False

    def send(self, data):
        """Sends, and reads meanwhile; a hub that has closed is no error here."""
        self.accounts.went(data)
        self.socket.settimeout(ANSWER_SECONDS)
        try:
            for start in range(0, len(data), 65_536):
                self.socket.sendall(data[start:start + 65_536])
                self.read(0)
        except OSError:
            pass

    def read(self, seconds):
        """Takes what comes within `seconds`. Returns whether anything came."""
        if self.ended:
            return False
        if not self.socket.pending():
            if not select.select([self.socket], [], [], seconds)[0]:
                return False
        self.socket.settimeout(0)
        try:
            data = self.socket.recv(65_536)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return False
        except OSError:
            data = b""
        self.ended = not data
        self.decoder.feed(data)
        while frame := self.decoder.next():
            self.accounts.came(frame)
            if frame.type != frames.CREDIT:
                self.came.append(frame)
        return True

    def expect(self, step):
        """Waits for what is expected, and a little for what is not."""
        until = time.monotonic() + ANSWER_SECONDS
        wanted = len(step["frames"])
        while time.monotonic() < until and not self.ended:
            if len(self.came) >= wanted and not step["closed"] and self.credit_is_there(step):
                break
            self.read(until - time.monotonic())
        if not wanted and not step["closed"]:
            until = time.monotonic() + QUIET_SECONDS
            while (left := until - time.monotonic()) > 0:
                self.read(left)
        came, self.came = self.came, []
        compare_frames(step["frames"], came)
        self.accounts.compare(step["accounts"])
        if step["closed"] != self.ended:
            raise Mismatch("the hub has " + ("not " if step["closed"] else "") + "closed")

    def credit_is_there(self, step):
        """Whether the accounts are as high as they should be."""
        try:
            self.accounts.compare(step["accounts"])
            return True
        except Mismatch:
            return False


def run(script, bundle, address):
    """Raises Mismatch where the hub does not do what the script expects."""
    live = Live(bundle, address)
    try:
        for place, step in enumerate(script["steps"]):
            try:
                if step["do"] == "send":
                    live.send(data_of(step["bytes"]))
                elif step["do"] == "advance":
                    time.sleep(step["ms"] / 1000)
                elif step["do"] == "expect":
                    live.expect(step)
            except (Mismatch, frames.Breach) as mismatch:
                raise Mismatch(f"step {place}: {mismatch}") from None
    finally:
        live.socket.close()


def probe_tls(bundle, address, alpn, version):
    """Raises Mismatch if a client without our ALPN name, or with TLS 1.2, gets a single byte."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(bundle.directory / "authority.pem")
    if bundle.has_certificate:
        context.load_cert_chain(bundle.directory / "client.pem", bundle.directory / "client.key")
    context.minimum_version = context.maximum_version = version
    if alpn:
        context.set_alpn_protocols(alpn)
    host, _, port = address.rpartition(":")
    plain = socket.create_connection((host.strip("[]"), int(port)), ANSWER_SECONDS)
    try:
        name = bundle.server_name or host.strip("[]")
        with context.wrap_socket(plain, server_hostname=name) as secure:
            data = secure.recv(1)
    except TimeoutError:
        raise Mismatch("neither an alert nor a close came") from None
    except OSError:
        data = b""
    finally:
        plain.close()
    if data:
        raise Mismatch("the hub sent something")


TLS_PROBES = {
    "tls-no-alpn": (None, ssl.TLSVersion.TLSv1_3),
    "tls-other-alpn": (["h2", "http/1.1"], ssl.TLSVersion.TLSv1_3),
    "tls-other-case": (["WHUB/1"], ssl.TLSVersion.TLSv1_3),
    "tls-1-2": ([ALPN], ssl.TLSVersion.TLSv1_2),
}


def on_a_connection(bundle, address, body, *arguments):
    """Runs `body` with a connection of its own."""
    live = Live(bundle, address)
    try:
        body(live, *arguments)
    except frames.Breach as breach:
        raise Mismatch(str(breach)) from None
    finally:
        live.socket.close()


def checks(bundle, address, pid=None):
    """All checks as id, section, slow, function."""
    for id_, arguments in TLS_PROBES.items():
        yield id_, "2", False, lambda arguments=arguments: probe_tls(bundle, address, *arguments)
    for script in load_scripts():
        if script["live"]:
            yield (script["id"], script["rule"], is_slow(script),
                   lambda script=script: run(script, bundle, address))
    for one, header in live_checks.vectors() if bundle.has_certificate else ():
        yield (one["id"], one["rule"], False, lambda one=one, header=header: on_a_connection(
            bundle, address, live_checks.check, bundle, one, header))
    if pid is not None:
        yield ("stop-while-open", "9", False, lambda: on_a_connection(
            bundle, address, live_checks.stop_while_open, pid))


def is_slow(script):
    """Whether a script needs real time."""
    return any(step["do"] == "advance" for step in script["steps"])


def main():
    """Runs all, or those whose id begins with one of the given words."""
    parser = argparse.ArgumentParser(description="Holds a hub against the golden scripts.")
    parser.add_argument("address", metavar="HOST:PORT")
    parser.add_argument("--bundle", required=True, metavar="DIRECTORY")
    parser.add_argument("--slow", action="store_true", help="also scripts that need real time")
    parser.add_argument("--only", action="append", default=[], metavar="PREFIX")
    parser.add_argument("--pid", type=int, help="the hub's process, to be stopped at the end")
    options = parser.parse_args()
    bundle = Bundle.load(options.bundle)
    counts = {"pass": 0, "FAIL": 0, "skip": 0}
    for id_, section, slow, check in checks(bundle, options.address, options.pid):
        chosen = any(id_.startswith(one) for one in options.only or [""])
        if not chosen or (slow and not options.slow):
            counts["skip"] += 1
            continue
        try:
            check()
            verdict, detail = "pass", ""
        except (Mismatch, OSError) as error:
            verdict, detail = "FAIL", f"  {error}"
        counts[verdict] += 1
        print(f"{verdict} {id_} (section {section}){detail}", flush=True)
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    sys.exit(1 if counts["FAIL"] else 0)


if __name__ == "__main__":
    main()
