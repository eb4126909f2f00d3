# SPDX-License-Identifier: Apache-2.0
"""The page of `export --html` in a browser: opened from a file, stepped by keys and by its address.

    page_test.py AKMASIM SCENARIOS      AKMASIM: the program; SCENARIOS: the folder of the tree
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from browser import Browser

AKMASIM, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*command, code=0):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=100)
    if done.returncode != code:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stdout[-500:]!r} {done.stderr[-500:]!r}")
    return done.stdout.decode() + done.stderr.decode()


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="akmasim-page-")
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.complaints.clear()

    def tearDown(self):
        self.assertEqual(self.browser.complaints, [], "the console stays empty")

    def page_of(self, *scenario, fragment=""):
        """Exports and opens it; what the program said is kept."""
        path = f"{self.folder.name}/page.html"
        self.said = run(AKMASIM, "export", str(SCENARIOS / scenario[0]), "--html", path, *scenario[1:])
        self.browser.open(path, fragment)
        return path

    def recording(self, scenario, *options):
        path = f"{self.folder.name}/{pathlib.Path(scenario).stem}.rec.jsonl"
        run(AKMASIM, "run", str(SCENARIOS / scenario), "--host", "simulated", "-q", "--record", path, *options)
        return path

    def place(self):
        return self.browser.text("#place").split()[0]

    def seq_of(self, words):
        return int(self.browser.evaluate(
            f"[...document.querySelectorAll('.row')].find((row) => row.textContent.includes({json.dumps(words)})).dataset.seq"))

    def test_the_address_says_the_step_and_arrow_keys_go_forth_and_back(self):
        self.page_of("akma-tls13.yaml", fragment="#step=7")
        self.assertEqual(self.browser.text("#place"), "7 of 48")
        self.assertIn("N1 AuthenticationRequest", self.browser.text("#card h2"))
        self.browser.press("ArrowRight")
        self.assertEqual((self.place(), self.browser.evaluate("location.hash")), ("8", "#step=8"))
        self.assertIn("KAUSF", self.browser.text("#card h2"))
        self.browser.press("ArrowLeft")
        self.browser.press("ArrowLeft")
        self.assertEqual(self.place(), "6")
        self.browser.press("End")
        self.assertTrue(self.browser.evaluate("document.getElementById('next').disabled"))
        self.browser.press("ArrowRight")
        self.browser.press("Home")
        self.assertEqual(self.place(), "1")
        past, future = (self.browser.evaluate(f"document.querySelectorAll('.row.{when}').length") for when in ("past", "future"))
        self.assertEqual(past, 0)
        self.assertGreater(future, 50)

    def test_a_click_on_a_row_jumps_there_and_the_card_says_what_why_and_which_clause(self):
        self.page_of("akma-tls13.yaml")
        seq = self.seq_of("RegisterAnchorKeyRequest")
        self.browser.evaluate(f"document.querySelector('[data-seq=\"{seq}\"]').click()")
        self.browser.wait_until(f"location.hash === '#step=16' && document.querySelector('.now')?.dataset.seq === '{seq}'")
        card = self.browser.text("#card")
        for words in ("ausf → aanf", "TS 33.535 6.1", "why ", "KAKMA", "made at step"):
            self.assertIn(words, card)

    def test_keys_appear_at_the_step_that_makes_them_and_the_matrix_says_who_holds_them(self):
        self.page_of("akma-tls13.yaml")
        self.browser.open(f"{self.folder.name}/page.html", "#step=15")
        born = self.browser.evaluate("[...document.querySelectorAll('#keys li.born > .key')].map((key) => key.textContent)")
        self.assertEqual(born, ["KAKMA", "A-TID"])
        self.browser.open(f"{self.folder.name}/page.html", "#step=16")
        row = "document.querySelector('#matrix tr[data-key=KAKMA]')"
        holders = self.browser.evaluate(f"[...{row}.querySelectorAll('a')].map((mark) => mark.getAttribute('aria-label').split(' at ')[0])")
        self.assertEqual(holders, ["ausf derived it", "aanf was sent it"])
        self.browser.open(f"{self.folder.name}/page.html", "#step=1")
        self.assertEqual(self.browser.evaluate("[...document.querySelectorAll('#matrix tbody tr')].map((row) => row.dataset.key)"), ["K"])

    def test_each_line_to_check_by_hand_gives_the_key_that_the_page_shows(self):
        self.page_of("akma-tls13.yaml")
        self.assertIn("key values are shown", self.browser.text("#about"))
        self.assertIn("its key values are shown, since 001/01 is a test PLMN", self.said)
        births = self.browser.evaluate("main.events.filter((event) => event.check).map((event) => [event.key, event.value, event.check])")
        self.assertGreater(len(births), 15)
        checked = set()
        for key, value, line in births:
            if (key, value) in checked:
                continue
            checked.add((key, value))
            command = re.sub(r"printf (\w+) \| xxd -r -p", r"printf '%s' \1 | python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))'", line)
            digest = run("bash", "-c", command).split()[-1]
            self.assertTrue(digest.endswith(value), f"{key}: {line}")

    def test_a_chosen_field_is_marked_in_the_octets(self):
        self.page_of("akma-tls13.yaml", fragment="#step=7")
        choose = "[...document.querySelectorAll('.fields tr')].find((row) => row.textContent.startsWith('rand')).click()"
        self.browser.evaluate(choose)
        marked = self.browser.evaluate("[...document.querySelectorAll('.octets mark')].map((mark) => mark.textContent).filter((text) => text.length === 2).join('')")
        rand = self.browser.evaluate("main.bySeq.get(14).f.rand")
        self.assertEqual(marked, rand)

    def test_hidden_keys_are_named_and_never_shown(self):
        recording = self.recording("akma-tls13.yaml")
        path = f"{self.folder.name}/hidden.html"
        run(AKMASIM, "export", recording, "--html", path)
        self.browser.open(path, "#step=15")
        self.assertIn("key values are hidden", self.browser.text("#about"))
        self.assertIn("hexkey:'KAUSF'", self.browser.text("#card"))

    def test_the_adversary_is_shown_with_what_it_saw_and_did(self):
        self.page_of("attacks/tls-tamper.yaml")
        self.browser.press("p")
        self.assertIn("mallory: flip", self.browser.text("#card h2"))
        self.assertIn("what mallory sees on Ua", self.browser.text("#adversary"))
        self.assertIn("what it did", self.browser.text("#adversary"))
        self.assertNotIn("CoapRequest", self.browser.text("#adversary .seen"), "what runs inside TLS is not seen")
        self.browser.press("p")
        self.assertIn("Alert", self.browser.text("#card h2"))

    def test_what_the_adversary_has_in_hand_is_shown_with_the_way_to_it(self):
        self.page_of("attacks/no-forward-secrecy.yaml", "--case", "ua=tls13-psk-ke,auth=5g-aka", fragment="#step=9999")
        self.browser.press("End")
        self.assertIn("K5GMSG = KAF of alice", self.browser.text("#in-hand"))
        self.assertIn("follows by TS 33.535 A.4", self.browser.evaluate("document.querySelector('#in-hand').textContent"))
        self.assertIn("CoapRequest", self.browser.text("#adversary .seen"), "with K_AF it reads the tunnel of psk_ke")

    def test_hidden_keys_leave_open_what_follows_from_them(self):
        recording = self.recording("attacks/tls-tamper.yaml")
        path = f"{self.folder.name}/hidden.html"
        run(AKMASIM, "export", recording, "--html", path)
        self.browser.open(path)
        self.assertIn("what follows from them is not known", self.browser.text("#adversary"))

    def test_a_refusal_says_in_what_the_two_ends_differ(self):
        self.page_of("refusals/wrong-opc.yaml")
        self.browser.press("p")
        card = self.browser.text("#card")
        self.assertIn("where the two ends differ", card)
        self.assertIn("op differs between USIM and UDM", card)

    def test_a_case_of_a_matrix_is_chosen_by_name(self):
        path = f"{self.folder.name}/case.html"
        said = run(AKMASIM, "export", str(SCENARIOS / "ua/modes.yaml"), "--case", "ua=dtls12*", "--html", path)
        self.assertIn("ua=dtls12-psk", said)
        run(AKMASIM, "export", str(SCENARIOS / "ua/modes.yaml"), "--case", "nothing", "--html", path, code=3)

    def test_a_second_recording_stands_beside_with_the_first_difference_marked(self):
        other = self.recording("akma-tls13.yaml", "--seed", "7", "--reveal")
        self.page_of("akma-tls13.yaml", "--with", other)
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('.ladder').length"), 2)
        self.assertIn("first at step 1,", self.browser.text("#differs"))
        self.assertEqual(self.browser.evaluate("[...document.querySelectorAll('.row.parts')].map((row) => row.dataset.seq)"), ["1", "1"])
        self.assertGreater(self.browser.evaluate("document.querySelectorAll('.fields tr.other').length"), 0)
        self.browser.press("ArrowRight")
        self.assertEqual(self.browser.evaluate("[...document.querySelectorAll('.row.now')].map((row) => row.dataset.seq)"), ["3", "3"])

    def test_markup_in_a_recording_stays_text(self):
        recording = pathlib.Path(self.recording("akma-tls13.yaml"))
        evil = '</script><script>document.title=1</script><img src=x onerror=document.title=1>'
        lines = recording.read_text(encoding="utf-8").splitlines()
        event = json.loads(lines[1])
        event["f"]["evil"] = event["step"] = event["msg"] = event["ue"] = evil
        lines[1] = json.dumps(event, separators=(",", ":"))
        recording.write_text("\n".join(lines) + "\n", encoding="utf-8")
        path = f"{self.folder.name}/evil.html"
        run(AKMASIM, "export", str(recording), "--html", path)
        self.browser.open(path, "#step=1")
        self.assertIn("akmasim", self.browser.evaluate("document.title"))
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('img').length"), 0)
        self.assertIn(evil, self.browser.text("#card .fields"))

    def test_two_thousand_events_are_stepped_without_a_wait(self):
        recording = pathlib.Path(self.recording("akma-tls13.yaml", "--reveal"))
        lines = recording.read_text(encoding="utf-8").splitlines()
        events = [json.loads(line) for line in lines[1:-1]]
        many = [dict(event, seq=round * len(events) + event["seq"]) for round in range(20) for event in events]
        recording.write_text("\n".join([lines[0], *(json.dumps(event) for event in many), lines[-1]]) + "\n", encoding="utf-8")
        path = f"{self.folder.name}/many.html"
        run(AKMASIM, "export", str(recording), "--html", path)
        self.assertLess(pathlib.Path(path).stat().st_size, 8_000_000)
        self.browser.open(path, "#step=1000")
        took = self.browser.evaluate("(() => { const start = performance.now(); for (let i = 0; i < 20; ++i) show(main.stops[600 + i]); return (performance.now() - start) / 20; })()")
        self.assertLess(took, 500, "milliseconds a step")

    def test_a_report_shows_verdicts_failures_and_links_to_pages_that_open(self):
        runs = pathlib.Path(self.folder.name) / "runs"
        runs.mkdir()
        good = pathlib.Path(self.recording("refusals/wrong-opc.yaml"))
        (runs / "good.rec.jsonl").write_bytes(good.read_bytes())
        (runs / "torn.rec.jsonl").write_bytes(b"".join(good.read_bytes().splitlines(keepends=True)[:3])[:-20])
        text = (SCENARIOS / "refusals/wrong-opc.yaml").read_text(encoding="utf-8")
        failing = text.replace("../base/", str(SCENARIOS / "base") + "/").replace("cause: 20", "cause: 21").replace("name: wrong-opc", "name: wrong-cause")
        (runs / "failing.yaml").write_text(failing, encoding="utf-8")
        path = f"{self.folder.name}/report.html"
        run(AKMASIM, "report", str(runs), "--html", path, code=1)
        self.browser.open(path)
        self.assertEqual(self.browser.text("h1"), "3 runs: 1 as expected, 2 not")
        told = self.browser.evaluate("[...document.querySelectorAll('pre')].map((one) => one.textContent).join()")
        for words in ("error:", "cause", "line 3: not JSON"):
            self.assertIn(words, told)
        self.assertEqual(self.browser.evaluate("document.querySelectorAll('svg').length"), 2)
        link = self.browser.evaluate("document.querySelector('td a').href")
        self.assertIn("report-pages/wrong-opc.html", link)
        self.browser.open(link.removeprefix("file://"))
        self.assertIn("wrong-opc", self.browser.text("#about"))

    def test_it_is_read_in_the_dark_on_paper_and_in_a_narrow_window(self):
        self.page_of("akma-tls13.yaml", fragment="#step=33")
        self.browser.screenshot(f"{self.folder.name}/dark.png", dark=True)
        ink = "getComputedStyle(document.body).color"
        dark = self.browser.evaluate(ink)
        self.browser.screenshot(f"{self.folder.name}/narrow.png", width=420)
        self.assertNotEqual(self.browser.evaluate(ink), dark)
        self.assertLessEqual(self.browser.evaluate("document.documentElement.scrollWidth"), 420, "the page itself does not scroll sideways")
        self.browser.screenshot(f"{self.folder.name}/print.png", media="print")
        self.assertEqual(self.browser.evaluate("getComputedStyle(document.querySelector('nav')).display"), "none")
        self.assertEqual(self.browser.evaluate("getComputedStyle(document.querySelector('.row.future')).opacity"), "1")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
