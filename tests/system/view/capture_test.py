# SPDX-License-Identifier: Apache-2.0
"""tshark as an independent decoder of what is exported: it must see what the recording says, and find nothing malformed.

    capture_test.py AKMASIM SCENARIOS      AKMASIM: the program; SCENARIOS: the folder of the tree
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

AKMASIM, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2])

MALFORMED = str(0x07000000)  # the group of expert information, as -T fields prints it


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=100)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stdout[-500:]!r} {done.stderr[-500:]!r}")
    return done.stdout.decode()


def recorded(folder, scenario, *options):
    path = f"{folder}/{scenario.stem}.rec.jsonl"
    run(AKMASIM, "run", str(scenario), "--host", "simulated", "-q", "--record", path, *options)
    return exported(path)


def exported(path):
    run(AKMASIM, "export", path, "--pcapng", path + ".pcapng")
    events = [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()][1:-1]
    return path + ".pcapng", [e for e in events if e["kind"] == "msg" and "inside" not in e], events


def fields(capture, *names):
    arguments = [argument for name in names for argument in ("-e", name)]
    text = run("tshark", "-r", capture, "-N", "n", "-T", "fields", "-E", "separator=\t", "-E", "occurrence=f", *arguments)
    return [line.split("\t") for line in text.splitlines()]


def letters(text):
    return re.sub("[^a-z]", "", text.lower())


class Capture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="akmasim-capture-")
        cls.capture, cls.messages, cls.events = recorded(cls.folder.name, SCENARIOS / "akma-tls13.yaml", "--reveal")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def packets(self, *names):
        """(event, fields) of each message; the deciphered copies on N1-plain are not messages of their own."""
        rows = [row for row in fields(self.capture, "frame.interface_name", *names) if row[0] != "N1-plain" and not row[0].endswith("-delivered")]
        self.assertEqual(len(rows), len(self.messages))
        return zip(self.messages, rows)

    def test_each_message_is_a_packet_on_the_interface_of_its_reference_point_between_the_same_parties(self):
        text = run("tshark", "-r", self.capture, "-N", "n", "-T", "fields", "-e", "frame.interface_name",
                   "-e", "_ws.col.Source", "-e", "_ws.col.Destination")
        rows = [line.split("\t") for line in text.splitlines() if not line.startswith("N1-plain")]
        self.assertEqual(rows, [[e["link"], e["from"], e["to"]] for e in self.messages])

    def test_nas_messages_have_our_names(self):
        text = run("tshark", "-r", self.capture, "-V", "-Y", "nas-5gs")
        seen = [letters(name) for name in re.findall(r"Message type: ([^(]+) \(", text)]
        for event in self.messages:
            if event["link"] == "N1":
                self.assertIn(letters(event["msg"]), seen)

    def test_service_based_messages_have_method_path_and_status_and_a_body_of_json(self):
        for event, row in self.packets("http2.headers.method", "http2.headers.path", "http2.headers.status"):
            if "method" in event["f"] and event["link"] != "Ua":
                self.assertEqual(row[1:], [event["f"]["method"], event["f"]["path"], ""])
            elif "status" in event["f"] and event["link"] != "Ua":
                self.assertEqual(row[1:], ["", "", str(event["f"]["status"])])

    def test_time_is_the_virtual_time_of_the_recording(self):
        for event, row in self.packets("frame.time_relative"):
            self.assertAlmostEqual(float(row[1]), event["t"] / 1e9, places=8)

    def test_comments_name_event_step_and_clause(self):
        for event, row in self.packets("frame.comment"):
            self.assertRegex(row[1], rf"^step \d+ \(event {event['seq']}\), in '{event['step']}': {event['link']}")

    def test_what_an_adversary_made_of_a_message_stands_as_it_was_delivered(self):
        capture, _, events = recorded(self.folder.name, SCENARIOS / "attacks" / "tls-tamper.yaml", "--reveal")
        made = [event for event in events if event["kind"] == "adversary" and event.get("raw")]
        rows = [row for row in fields(capture, "frame.interface_name", "frame.comment") if row[0] == "Ua-delivered"]
        self.assertEqual(len(rows), len(made))
        self.assertRegex(rows[0][1], r"delivered in place of step \d+: flip by mallory")

    def test_tls_is_decrypted_to_coap_and_json_without_any_option(self):
        inner = [e for e in self.events if e.get("inside") == "tls"]
        rows = [row for row in fields(self.capture, "coap.code", "json.value.string") if row[0]]
        self.assertEqual(len(rows), len(inner))
        text = run("tshark", "-r", self.capture, "-V", "-Y", "coap")
        self.assertIn("aGVsbG8gb3ZlciA1R0M=", text)

    def test_without_reveal_nothing_is_decrypted(self):
        capture, _, _ = recorded(self.folder.name, SCENARIOS / "ua" / "implicit.yaml")
        self.assertFalse([row for row in fields(capture, "coap.code") if row[0]])


class EveryScenario(unittest.TestCase):
    def test_gives_a_capture_in_which_nothing_is_malformed(self):
        with tempfile.TemporaryDirectory(prefix="akmasim-capture-") as folder:
            run(AKMASIM, "run", str(SCENARIOS), "--host", "simulated", "-q", "--reveal", "--record", folder)
            for recording in sorted(pathlib.Path(folder).glob("*.rec.jsonl")):
                with self.subTest(scenario=recording.name):
                    capture, messages, _ = exported(str(recording))
                    lines = run("tshark", "-r", capture, "-T", "fields", "-E", "occurrence=a", "-e", "frame.number",
                                "-e", "_ws.expert.message", "-e", "_ws.expert.group", "-e", "_ws.malformed").splitlines()
                    self.assertGreaterEqual(len(lines), len(messages))
                    for line in lines:
                        # What an adversary made up may be anything; tshark 4.0 takes the option of an Abort (RFC 8323
                        # 5.6) for one of a request.
                        if "delivered: inject by" in line or "CoapSignal Abort" in line:
                            continue
                        _, _, groups, malformed = line.split("\t")
                        self.assertFalse(malformed or MALFORMED in groups.split(","), f"{recording.name}: {line}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
