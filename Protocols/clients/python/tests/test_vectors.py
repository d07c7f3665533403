"""Every vector against the reference: what make_vectors.py says by hand, the reference computes."""

import pathlib
import subprocess
import sys
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from google.protobuf import json_format  # noqa: E402

import client_scripts  # noqa: E402
import script_steps  # noqa: E402
from reference_hub import gate, scripts, strict  # noqa: E402
from reference_hub.door import Door  # noqa: E402
from reference_hub.service import digest_of  # noqa: E402
from script_steps import data_of, load_vectors  # noqa: E402
from vectors import vectors_pb2  # noqa: E402
from whub_client import frames  # noqa: E402
from whub_client.schemas import transport  # noqa: E402


class Vectors(unittest.TestCase):
    """Files of single vectors."""

    def test_frames(self):
        for one in load_vectors("frames"):
            with self.subTest(one["id"]):
                decoder = frames.Decoder(one["receiver"] == "server", one["message_bytes_max"])
                decoder.feed(data_of(one["bytes"]))
                try:
                    frame, breach = decoder.next(), None
                except frames.Breach as error:
                    frame, breach = None, error.code
                expect = one["expect"]
                self.assertEqual(breach, expect.get("breach"))
                self.assertEqual(frame is None, "frame" not in expect)
                if frame:
                    wanted = expect["frame"]
                    type_ = wanted["type"]
                    names = {name: number for number, name in frames.NAMES.items()}
                    self.assertEqual(
                        frame, frames.Frame(names.get(type_, type_), wanted["stream"],
                                            data_of(wanted["payload"]), wanted["end"]))
                    self.assertEqual(frame.encode(), data_of(one["bytes"]))

    def test_frames_byte_by_byte(self):
        for one in load_vectors("frames"):
            data = data_of(one["bytes"])
            if len(data) > 64:
                continue
            with self.subTest(one["id"]):
                decoder = frames.Decoder(one["receiver"] == "server", one["message_bytes_max"])
                frame = breach = None
                for place in range(len(data)):
                    decoder.feed(data[place:place + 1])
                    try:
                        frame = decoder.next()
                    except frames.Breach as error:
                        breach = error.code
                        break
                self.assertEqual(breach, one["expect"].get("breach"))
                self.assertEqual(frame is None, "frame" not in one["expect"])

    def test_messages(self):
        for one in load_vectors("messages"):
            with self.subTest(one["id"]):
                message_class = getattr(transport, one["type"].rpartition(".")[2])
                wanted = json_format.ParseDict(one["json"], message_class())
                data = data_of(one["bytes"])
                message = message_class.FromString(data)
                self.assertEqual(json_format.MessageToDict(message), one["json"])
                if one["canonical"]:
                    self.assertEqual(wanted.SerializeToString(deterministic=True), data)

    def test_headers(self):
        for one in load_vectors("headers"):
            with self.subTest(one["id"]):
                try:
                    header, refusal = gate.read_header(data_of(one["bytes"])), None
                except gate.Refusal as error:
                    header, refusal = None, error.status
                self.check(one["expect"], refusal)
                if header is not None:
                    self.assertEqual(json_format.MessageToDict(header), one["expect"]["accept"])

    def test_requests(self):
        method = gate.METHODS["whub.vectors.v1.VectorService/Read"]
        for one in load_vectors("requests"):
            with self.subTest(one["id"]):
                try:
                    gate.check_request(data_of(one["bytes"]), method)
                    refusal = None
                except gate.Refusal as error:
                    refusal = error.status
                self.check(one["expect"], refusal)
                if refusal is None:
                    message = vectors_pb2.VectorRequest.FromString(data_of(one["bytes"]))
                    self.assertEqual(json_format.MessageToDict(message), one["expect"]["accept"])

    def test_checks(self):
        for one in load_vectors("checks"):
            with self.subTest(one["id"]):
                try:
                    header = gate.read_header(data_of(one["header"]))
                    method = gate.check_call(header, gate.Caller(**one["caller"]), one["now_ms"])
                    for place, message in enumerate(one["messages"]):
                        if place and not method.client_streams:
                            raise gate.refuse("CALL-0402")
                        gate.check_request(data_of(message), method)
                    if not one["messages"] and not method.client_streams:
                        raise gate.refuse("CALL-0401")
                    refusal = None
                except gate.Refusal as error:
                    refusal = error.status
                self.check(one["expect"], refusal)

    def check(self, expect, refusal):
        """Compares a refusal's reason and path."""
        if "refuse" not in expect:
            self.assertIsNone(refusal)
            return
        self.assertIsNotNone(refusal)
        self.assertEqual(refusal.reason, expect["refuse"]["reason"])
        paths = [one.path for one in refusal.violations]
        self.assertEqual(paths, [expect["refuse"]["path"]] if expect["refuse"]["path"] else [])
        words = [one.rule for one in refusal.violations]
        self.assertEqual(words, [expect["refuse"]["violation"]] if paths else [])

    def test_keys(self):
        for one in load_vectors("keys"):
            with self.subTest(one["id"]):
                try:
                    gate.check_key(one["key"], one["now_ms"])
                    reason = None
                except gate.Refusal as error:
                    reason = error.status.reason
                self.assertEqual(reason, one["expect"].get("refuse"))

    def test_replays(self):
        for one in load_vectors("replays"):
            with self.subTest(one["id"]):
                digests = []
                for call in (one, one["again"]):
                    stream = mock.Mock(header=gate.read_header(data_of(call["header"])))
                    digests.append(digest_of(stream, [data_of(part) for part in call["messages"]]))
                self.assertEqual(digests[0] == digests[1], one["same"])
                self.assertEqual("reason" in one, not one["same"])

    def test_doors(self):
        for one in load_vectors("doors"):
            with self.subTest(one["id"]):
                door, now = Door(), 0
                for place, step in enumerate(one["door"]):
                    now += step.get("ms", 0)
                    for _ in range(step.get("times", 1)):
                        self.step_at(door, now, step, place)

    def step_at(self, door, now, step, place):
        """One client, or some time."""
        address, showing = step.get("address"), step.get("showing", "")
        if step["do"] == "advance":
            self.assertEqual(door.close_late(now), step["late"]["count"], place)
            return
        if step["do"] == "leave":
            door.leave(address, showing)
            return
        time = door.begin(address, now)
        if step["do"] == "begin":
            self.assertEqual(time, step["expect"], place)
            return
        self.assertGreater(time, 0, place)
        if step["do"] == "fail":
            door.fail(now)
        else:
            self.assertEqual(door.show(address, showing, now), step.get("expect", ""), place)
            if step["do"] == "visit":
                door.leave(address, "")

    def test_json(self):
        for one in load_vectors("json"):
            with self.subTest(one["id"]):
                if "refuse" in one["expect"]:
                    with self.assertRaises((json_format.ParseError, UnicodeEncodeError)):
                        json_format.Parse(one["text"], vectors_pb2.VectorRequest()
                                          ).SerializeToString()
                else:
                    message = json_format.Parse(one["text"], vectors_pb2.VectorRequest())
                    self.assertEqual(message.SerializeToString(deterministic=True),
                                     data_of(one["expect"]["accept"]))

    def test_texts(self):
        for one in load_vectors("texts"):
            with self.subTest(one["id"]):
                forbidden = gate.forbidden_in(one["text"], one["several_lines"])
                self.assertEqual(not forbidden, one["allowed"])
                if one["allowed"]:
                    self.assertEqual(gate.kept(one["text"]), one.get("kept", one["text"]))
                self.assertEqual(gate.on_a_terminal(one["text"]), one["on_a_terminal"])

    def test_strict_scan_never_fails_otherwise(self):
        """Every truncation and every changed byte is accepted or refused, nothing else."""
        for one in load_vectors("requests"):
            data = data_of(one["bytes"])[:120]
            for place in range(len(data)):
                for changed in (data[:place], data[:place] + b"\xff" + data[place + 1:]):
                    try:
                        strict.scan(changed, vectors_pb2.VectorRequest.DESCRIPTOR)
                    except strict.Fault:
                        pass


class Files(unittest.TestCase):
    """The files themselves."""

    def test_they_are_what_the_generator_writes(self):
        self.run_tool("make_vectors.py", "--check")

    def test_they_agree_with_schemas_reasons_and_specification(self):
        self.run_tool("check_vectors.py")

    def run_tool(self, name, *arguments):
        """Runs a program of the folder of vectors."""
        done = subprocess.run([sys.executable, "-W", "ignore", script_steps.VECTORS / name,
                               *arguments], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Scripts(unittest.TestCase):
    """Every script against the reference machine, every client's script against the client."""

    def test_scripts(self):
        for script in script_steps.load_scripts():
            with self.subTest(script["id"]):
                scripts.run(script)

    def test_client_scripts(self):
        for script in client_scripts.load_scripts():
            with self.subTest(script["id"]):
                client_scripts.Run(script).run()


if __name__ == "__main__":
    unittest.main()
