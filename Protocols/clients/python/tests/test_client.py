"""The client and the scripts against the reference hub, over TLS on loopback."""

import contextlib
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import conformance  # noqa: E402
from reference_hub import gate  # noqa: E402
from reference_hub.authority import HUB_ID, TENANT_CODE, Authority  # noqa: E402
from reference_hub.machine import HubMachine  # noqa: E402
from reference_hub.mock_hub import MockHub  # noqa: E402
from reference_hub.service import Service, digest_of  # noqa: E402
from whub_client.errors import pause_seconds  # noqa: E402
from whub_client.frames import CANCEL  # noqa: E402
from script_steps import Mismatch, load_scripts  # noqa: E402
from vectors import vectors_pb2  # noqa: E402
from whub_client import (Bundle, Connection, ConnectionEnded, ProtocolError,  # noqa: E402
                         StatusError, new_key, succeeded)
from whub_client import schemas  # noqa: E402
from whub_client.schemas import identity, transport  # noqa: E402

SERVICE = "whub.vectors.v1.VectorService/"
PING = "workforcehub.v1.IdentityService/Ping"
Request, Response = vectors_pb2.VectorRequest, vectors_pb2.VectorResponse


class HubCase(unittest.TestCase):
    """One authority and one hub for a class."""

    limits = None
    settings = None

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.authority = Authority(pathlib.Path(cls.scratch.name) / "authority")
        cls.hub = MockHub(cls.authority, cls.limits, cls.settings)
        cls.bundle = cls.authority.bundle("tester", cls.hub.address)

    @classmethod
    def tearDownClass(cls):
        cls.hub.close()
        cls.scratch.cleanup()

    def connect(self):
        """A connection that is closed at the end of the test."""
        connection = Connection(self.bundle)
        self.addCleanup(connection.close)
        return connection

    @contextlib.contextmanager
    def fails(self, reason, retry=None, applied=None, kind=StatusError):
        """The body fails with this reason."""
        with self.assertRaises(kind) as caught:
            yield caught
        status = caught.exception.status
        self.assertEqual(status.reason, reason, str(caught.exception))
        if retry is not None:
            self.assertEqual(status.retry, retry)
        if applied is not None:
            self.assertEqual(status.applied, applied)


class Calls(HubCase):
    """Calls that go well, and calls that are refused."""

    def test_greeting(self):
        hello = self.connect().hello
        self.assertEqual((hello.hub_id, hello.tenant_code), (HUB_ID, TENANT_CODE))

    def test_unary(self):
        connection = self.connect()
        for payload in (b"", b"x", b"\xff" * 1_024):
            answer, status = connection.call(PING, identity.PingRequest(payload=payload),
                                             identity.PingResponse)
            self.assertEqual(answer.payload, payload)
            self.assertEqual(status.code, transport.STATUS_CODE_OK)

    def test_many_at_once(self):
        connection = self.connect()
        calls = [connection.start(PING) for _ in range(16)]
        for place, call in reversed(list(enumerate(calls))):
            call.send(identity.PingRequest(payload=bytes([place])), end=True)
        for place, call in enumerate(calls):
            self.assertEqual(identity.PingResponse.FromString(call.receive()).payload,
                             bytes([place]))
            self.assertIsNone(call.receive())

    def test_one_call_too_many(self):
        connection = self.connect()
        held = [connection.start(PING) for _ in range(16)]
        with self.fails("CALL-0101", transport.RETRY_CLASS_AFTER_PAUSE, transport.APPLIED_NO):
            connection.start(PING).receive()
        for call in held:
            call.cancel()
            with self.fails("CALL-0502"):
                call.receive()
        connection.call(PING, identity.PingRequest(), identity.PingResponse)

    def test_server_stream_larger_than_all_credit(self):
        rows = list(self.connect().stream(SERVICE + "Rows", Request(small=120, large=60_000),
                                          Response))
        self.assertEqual([row.payload[0] for row in rows], list(range(120)))
        self.assertEqual({len(row.payload) for row in rows}, {60_000})

    def test_server_stream_that_fails_is_not_whole(self):
        seen = []
        with self.fails("HUB-0101"):
            for row in self.connect().stream(SERVICE + "Rows", Request(
                    small=3, large=10, text="fail"), Response):
                seen.append(row)
        self.assertEqual(len(seen), 3)

    def test_unread_stream_does_not_hold_up_others(self):
        connection = self.connect()
        slow = connection.start(SERVICE + "Rows")
        slow.send(Request(small=200, large=60_000), end=True)
        slow.receive()
        for _ in range(20):
            connection.call(PING, identity.PingRequest(), identity.PingResponse)
        self.assertEqual(sum(1 for _ in slow.messages()), 199)

    def test_upload_larger_than_all_credit(self):
        many = (Request(blob=bytes(50_000)) for _ in range(60))
        answer, status = self.connect().upload(SERVICE + "Upload", many, Response, key=new_key())
        self.assertEqual(answer.payload, f"60 {60 * 50_004}".encode())
        self.assertEqual(status.applied, transport.APPLIED_YES)

    def test_upload_of_nothing(self):
        answer, _ = self.connect().upload(SERVICE + "Upload", [], Response, key=new_key())
        self.assertEqual(answer.payload, b"0 0")

    def test_refusals_end_their_call_alone(self):
        connection = self.connect()
        with self.fails("CALL-0212"):
            connection.call("workforcehub.v1.NoService/None", Request(), Response)
        with self.fails("GATE-0501"):
            connection.call(PING, Request(), Response, tenant="nobody")
        with self.fails("GATE-0502"):
            connection.call(PING, Request(), Response, epoch=6)
        with self.fails("CALL-0404") as caught:
            connection.call(PING, b"\x88\x01\x01", identity.PingResponse)
        self.assertEqual(caught.exception.status.violations[0].path, "#17")
        with self.fails("STORE-0103"):
            connection.call(SERVICE + "Read", Request(text="fail"), Response)
        connection.call(PING, identity.PingRequest(), identity.PingResponse, tenant=TENANT_CODE)

    def test_message_too_large_is_not_sent(self):
        connection = self.connect()
        with self.fails("CLNT-0305"):
            connection.call(SERVICE + "Read", Request(blob=bytes(70_000)), Response)
        connection.call(PING, identity.PingRequest(), identity.PingResponse)

    def test_deadline_of_the_hub(self):
        with self.fails("CALL-0501", applied=transport.APPLIED_NO):
            self.connect().call(SERVICE + "Read", Request(text="hold"), Response, timeout=0.05)

    def test_leaving_a_stream_early_cancels_it(self):
        connection = self.connect()
        rows = connection.stream(SERVICE + "Rows", Request(small=200, large=60_000), Response)
        next(rows)
        (call,) = connection.calls.values()
        with mock.patch.object(HubMachine, "take_stream_frame", autospec=True,
                               side_effect=HubMachine.take_stream_frame) as taken:
            rows.close()
            self.assertTrue(call.cancelled)
            # The RESULT still comes: it may be OK, for all rows were ready.
            seen = sum(1 for _ in call.messages()) if call.status is None else 0
            self.assertLess(seen, 199)
        self.assertIn(CANCEL, [one.args[1].type for one in taken.call_args_list])
        self.assertEqual(connection.calls, {})
        connection.call(PING, identity.PingRequest(), identity.PingResponse)

    def test_a_stream_that_is_whole_is_not_cancelled(self):
        connection = self.connect()
        with mock.patch.object(connection, "write", wraps=connection.write) as written:
            list(connection.stream(SERVICE + "Rows", Request(small=2, large=1), Response))
        self.assertNotIn(CANCEL, [one.args[0].type for one in written.call_args_list])

    def test_deadline_already_passed(self):
        with self.fails("CALL-0501", applied=transport.APPLIED_NO):
            self.connect().call(SERVICE + "Read", Request(), Response, timeout=0)


class Changes(HubCase):
    """Keys, dry runs, lost answers."""

    def test_key_is_required(self):
        with self.fails("CALL-0301"):
            self.connect().call(SERVICE + "Change", Request(), Response)

    def test_status_of_a_change(self):
        _, status = self.connect().call(SERVICE + "Change", Request(), Response, key=new_key())
        self.assertEqual(status.applied, transport.APPLIED_YES)
        self.assertEqual(len(status.chain_head), 32)
        self.assertGreater(status.revision, 100)

    def test_replay_gives_the_stored_outcome(self):
        connection, key, before = self.connect(), new_key(), self.hub.store.changes
        outcomes = [connection.call(SERVICE + "Change", Request(text="a"), Response, key=key)[1]
                    for _ in range(3)]
        self.assertEqual(self.hub.store.changes, before + 1)
        self.assertEqual({one.revision for one in outcomes}, {outcomes[0].revision})
        with self.fails("CALL-0601"):
            connection.call(SERVICE + "Change", Request(text="b"), Response, key=key)

    def test_lost_answer_and_its_truth(self):
        key, before = new_key(), self.hub.store.changes
        request = Request(text="cut").SerializeToString()
        with self.fails("CLNT-0202", transport.RETRY_CLASS_OUTCOME_UNKNOWN,
                        transport.APPLIED_UNKNOWN):
            self.connect().call(SERVICE + "Change", request, Response, key=key)
        self.assertEqual(self.hub.store.changes, before + 1)
        self.assertIn(key, self.hub.store.outcomes)

    def test_the_readme_sends_again_and_gets_the_truth(self):
        names = {}
        protocols = pathlib.Path(__file__).resolve().parents[3]
        exec((protocols / "README.md").read_text().split("```python\n")[2].split("```")[0], names)
        before, lost = self.hub.store.changes, []

        def once(service, stream, requests, real=Service.do_Change):
            if not lost:
                lost.append(stream)
                stream.header.idempotency_key and service.change(
                    stream.header, Request.FromString(requests[0]), digest_of(stream, requests))
                service.machine.close("cut")
                return
            real(service, stream, requests)

        with mock.patch.object(Service, "do_Change", once), mock.patch("time.sleep"):
            _, made = names["change"](self.bundle, self.hub.address, SERVICE + "Change",
                                      Request(text="x"), Response)
        self.assertTrue(made)
        self.assertEqual(self.hub.store.changes, before + 1)

    def test_lost_read_may_be_sent_again(self):
        with self.fails("CLNT-0201", transport.RETRY_CLASS_NOW, transport.APPLIED_NO):
            self.connect().call(SERVICE + "Read", Request(text="cut"), Response)

    def test_ok_alone_is_no_success(self):
        connection = self.connect()
        _, made = connection.call(SERVICE + "Change", Request(), Response, key=new_key())
        self.assertTrue(succeeded(made))
        _, found = connection.call(SERVICE + "Change", Request(text="faulty"), Response,
                                   key=new_key())
        self.assertEqual(found.code, transport.STATUS_CODE_OK)
        self.assertFalse(succeeded(found))
        _, tried = connection.call(SERVICE + "Change", Request(), Response, dry_run=True)
        self.assertFalse(succeeded(tried))

    def test_dry_run(self):
        connection, before = self.connect(), self.hub.store.changes
        _, status = connection.call(SERVICE + "Change", Request(), Response, dry_run=True)
        self.assertTrue(status.dry_run)
        self.assertEqual(self.hub.store.changes, before)
        with self.fails("CLNT-0301"):
            connection.call(SERVICE + "Change", Request(text="no-echo"), Response, dry_run=True)
        with self.fails("CALL-0306"):
            connection.call(SERVICE + "ChangeBlindly", Request(), Response, dry_run=True)


class Ends(HubCase):
    """How connections end."""

    def test_drain_answers_what_is_open(self):
        connection = self.connect()
        answer, _ = connection.call(SERVICE + "Read", Request(text="drain", blob=b"x"), Response)
        self.assertEqual(answer.payload, b"x")
        with self.assertRaises(ConnectionEnded):
            connection.call(PING, identity.PingRequest(), identity.PingResponse)
        self.assertEqual(connection.goaway.last_stream, 1)

    def test_bad_frame_of_the_hub(self):
        connection = self.connect()
        with self.assertRaises(ProtocolError) as caught:
            connection.call(SERVICE + "Read", Request(text="bad-frame"), Response)
        self.assertIn("WIRE-0106", str(caught.exception))

    def test_two_responses(self):
        connection = self.connect()
        with self.fails("CLNT-0302"):
            connection.call(SERVICE + "Read", Request(text="two"), Response)
        connection.call(PING, identity.PingRequest(), identity.PingResponse)

    def test_nobody_there(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            address = f"127.0.0.1:{free.getsockname()[1]}"
        with self.fails("CLNT-0101", kind=ConnectionEnded):
            Connection(self.bundle, address)

    def test_another_authority(self):
        with tempfile.TemporaryDirectory() as scratch:
            other = Authority(pathlib.Path(scratch) / "other")
            with self.fails("CLNT-0103", kind=ConnectionEnded):
                Connection(other.bundle("stranger", self.hub.address))

    def test_another_name(self):
        bundle = Bundle.load(self.bundle)
        bundle.server_name = "elsewhere.example"
        with self.fails("CLNT-0104", kind=ConnectionEnded):
            Connection(bundle)

    def test_another_hub(self):
        bundle = Bundle.load(self.bundle)
        bundle.hub_id = "01978a5c-0000-7000-8000-00000000ffff"
        with self.fails("CLNT-0106", kind=ConnectionEnded):
            Connection(bundle)

    def test_certificate_of_a_stranger(self):
        """TLS 1.3 lets the handshake succeed; the first read tells."""
        with tempfile.TemporaryDirectory() as scratch:
            other = Authority(pathlib.Path(scratch) / "other")
            bundle = other.bundle("stranger", self.hub.address)
            (bundle / "authority.pem").write_text((self.bundle / "authority.pem").read_text())
            with self.fails("CLNT-0102", kind=ConnectionEnded):
                Connection(bundle)

    def test_anonymous(self):
        bundle = self.authority.bundle("nobody", self.hub.address, certificate=False)
        with Connection(bundle) as connection:
            self.assertEqual(connection.hello.principal_id, "")
            connection.call(SERVICE + "Knock", Request(), Response)
            for method in (PING, "workforcehub.v1.NoService/None"):
                with self.fails("GATE-0101"):
                    connection.call(method, Request(), Response)
            with self.fails("CALL-0102"):
                connection.call(SERVICE + "Knock", Request(), Response)


class DeadPeers(HubCase):
    """A hub that is gone without a word: nothing is read, answered or closed."""

    def setUp(self):
        self.addCleanup(setattr, self.hub, "frozen", False)

    def test_a_timeout_tells_a_dead_hub_from_a_slow_one(self):
        slow = self.connect()
        with mock.patch("whub_client.call.GRACE_SECONDS", 0.3):
            call = slow.start(SERVICE + "Read", timeout=0.1)
            call.send(Request(text="hold"), end=True)
            self.hub.frozen = True
            with self.fails("CLNT-0203", transport.RETRY_CLASS_AFTER_PAUSE):
                call.receive()
        with self.fails("CLNT-0201", kind=ConnectionEnded):
            slow.start(PING)

    def test_a_slow_hub_keeps_its_connection(self):
        connection = self.connect()
        with mock.patch("whub_client.call.GRACE_SECONDS", 0.3):
            call = connection.start(SERVICE + "Read", timeout=60)
            call.send(Request(text="hold"), end=True)
            call.deadline = 0
            with self.fails("CALL-0502"):
                call.receive()
        connection.call(PING, identity.PingRequest(), identity.PingResponse)

    def test_a_call_without_timeout_ends_too(self):
        connection = self.connect()
        with mock.patch.multiple("whub_client.connection", SILENT_SECONDS=0.2, ANSWER_SECONDS=0.3):
            call = connection.start(SERVICE + "Change", key=new_key())
            call.send(Request(), end=True)
            self.hub.frozen = True
            waiting = connection.start(SERVICE + "Change", key=new_key())
            with self.fails("CLNT-0202", transport.RETRY_CLASS_OUTCOME_UNKNOWN):
                waiting.receive()

    def test_a_silent_hub_that_answers_is_alive(self):
        connection = self.connect()
        with mock.patch.multiple("whub_client.connection", SILENT_SECONDS=0.1, ANSWER_SECONDS=5.0):
            call = connection.start(SERVICE + "Read")
            call.send(Request(text="hold"), end=True)
            connection.peer["ping_interval_min_ms"] = 0
            while connection.last_ping == float("-inf") or connection.pinged is not None:
                connection.pump(0.05)
        self.assertIsNone(connection.over)
        self.assertIsNone(call.status)


class RaisedLimits(HubCase):
    """A hub that announces more than the floors."""

    limits = {"message_bytes_max": 1_048_576, "stream_credit_bytes": 262_144, "streams_max": 40,
              "connection_credit_bytes": 2_097_152}

    def test_largest_message(self):
        blob = bytes(1_048_576 - 4)
        answer, _ = self.connect().call(SERVICE + "Read", Request(blob=blob), Response)
        self.assertEqual(answer.payload, blob)

    def test_many_large_messages_one_after_the_other(self):
        many = (Request(blob=bytes(1_000_000)) for _ in range(8))
        answer, _ = self.connect().upload(SERVICE + "Upload", many, Response, key=new_key())
        self.assertEqual(answer.payload, b"8 8000032")

    def test_more_streams(self):
        connection = self.connect()
        calls = [connection.start(PING) for _ in range(40)]
        for call in calls:
            call.send(identity.PingRequest(), end=True)
            call.receive()
            self.assertIsNone(call.receive())


class LiveScripts(HubCase):
    """The scripts that also hold for a real hub, each on a connection of its own."""

    def test_scripts(self):
        bundle = Bundle.load(self.bundle)
        chosen = [one for one in conformance.checks(bundle, self.hub.address) if not one[2]]
        self.assertGreater(len(chosen), 80)
        waiting, faults = iter(chosen), []
        lock = threading.Lock()

        def work():
            while True:
                with lock:
                    id_, _, _, check = next(waiting, (None,) * 4)
                if id_ is None:
                    return
                try:
                    check()
                except Exception as error:
                    faults.append(f"{id_}: {error}")

        workers = [threading.Thread(target=work) for _ in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertEqual(faults, [])


class FaultyHub(HubCase):
    """The runner finds hubs that are wrong."""

    FAULTS = {
        "stream-gap": ("take_call", lambda machine, frame: setattr(
            machine, "last_id", frame.stream)),
        "ping-echo": ("take_ping", lambda machine, frame: None),
        "credit-0-connection": ("add_credit", lambda machine, account, frame: account + 1),
        "credit-ended-given-back": ("give_back", lambda machine, frame: None),
    }

    def test_each_fault_is_found(self):
        bundle, by_id = Bundle.load(self.bundle), {one["id"]: one for one in load_scripts()}
        for id_, (method, fault) in self.FAULTS.items():
            with self.subTest(id_):
                conformance.run(by_id[id_], bundle, self.hub.address)
                with mock.patch.object(HubMachine, method, fault):
                    with self.assertRaises(Mismatch):
                        conformance.run(by_id[id_], bundle, self.hub.address)


class Readme(HubCase):
    """The client that the README prints."""

    def test_it_runs(self):
        protocols = pathlib.Path(__file__).resolve().parents[3]
        code = (protocols / "README.md").read_text().split("```python\n")[1].split("```")[0]
        done = subprocess.run(
            [sys.executable, "-c", code, self.bundle, self.hub.address, "Môn"], text=True,
            capture_output=True, check=False, timeout=30,
            env=os.environ | {"PYTHONPATH": str(schemas.GENERATED), "PYTHONIOENCODING": "utf-8"})
        self.assertEqual((done.stdout, done.stderr), ("Môn\n", ""))
        self.assertLess(len([line for line in code.splitlines() if line.strip()]), 75)


class Pauses(unittest.TestCase):
    """How long a client waits before another try."""

    def test_the_hub_says_it_or_it_doubles(self):
        told = transport.Status(retry_after_ms=250)
        self.assertEqual(pause_seconds(told, 5), 0.25)
        pauses = [pause_seconds(transport.Status(), tried, lambda: 1.0) for tried in range(8)]
        self.assertEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60])
        self.assertEqual(pause_seconds(transport.Status(), 0, lambda: 0.0), 0.5)


class Keys(unittest.TestCase):
    """Keys that the client makes."""

    def test_new_keys_are_accepted_and_differ(self):
        made = {new_key() for _ in range(1_000)}
        self.assertEqual(len(made), 1_000)
        for key in made:
            gate.check_key(key, gate.now_ms())

    def test_time_comes_first(self):
        self.assertLess(new_key(1_700_000_000_000), new_key(1_700_000_000_001))


if __name__ == "__main__":
    unittest.main()
