# SPDX-License-Identifier: Apache-2.0
"""`akmasim step` on a terminal of its own (tmux): keys, sizes, and the terminal as it was on every way out.

    step_test.py AKMASIM SCENARIOS      AKMASIM: the program; SCENARIOS: the folder of the tree
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

AKMASIM, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2])


class Stepping(unittest.TestCase):
    def setUp(self):
        try:
            for end in os.openpty():
                os.close(end)
        except OSError as error:
            self.skipTest(f"there is no pseudo-terminal here ({error.strerror}): is devpts mounted?")
        self.folder = tempfile.mkdtemp(prefix="akmasim-step-")
        self.recording = f"{self.folder}/a.rec.jsonl"
        subprocess.run([AKMASIM, "run", str(SCENARIOS / "akma-tls13.yaml"), "--host", "simulated", "-q", "--reveal", "--record", self.recording],
                       check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=100)
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C.UTF-8", "TMUX_TMPDIR": self.folder}
        self.tmux("new-session", "-d", "-x", "160", "-y", "45", "env PS1='ready$ ' bash --norc --noprofile")
        self.tmux("set-option", "-g", "escape-time", "0")
        self.until("ready$")

    def tearDown(self):
        self.tmux("kill-server")
        end = time.monotonic() + 20
        while pathlib.Path(self.folder).exists() and time.monotonic() < end:  # who ended may still write
            shutil.rmtree(self.folder, ignore_errors=True)

    def tmux(self, *arguments):
        done = subprocess.run(["tmux", "-u", "-f", "/dev/null", *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def until(self, *words, seconds=20):
        end = time.monotonic() + seconds
        while not all(word in self.screen() for word in words):
            self.assertLess(time.monotonic(), end, f"{words} not within {seconds} s on:\n{self.screen()}")
            time.sleep(0.05)

    def start(self, *options, before=""):
        self.tmux("send-keys", f"{before}{AKMASIM} step {self.recording} {' '.join(options)}; echo code=$?", "Enter")
        self.until("step ", " of 48")

    def press(self, *keys):
        self.tmux("send-keys", *keys)

    def child(self):
        """The program, below the shell or shells that tmux began with, which depends on the user's own."""
        pid = self.tmux("display-message", "-p", "#{pane_pid}").strip()
        while pathlib.Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip() != "akmasim":
            pid = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[0]
        return int(pid)

    def assert_restored(self, code):
        """The shell's page is back, with a cursor, echo and lines; nothing of the full screen is left on it."""
        self.until(f"code={code}")
        self.assertEqual(self.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").split(), ["0", "1"])
        self.assertNotIn("▸", self.screen())
        self.tmux("send-keys", "stty -a | tr ';' '\\n'; echo typed", "Enter")
        self.until("typed\nready$")
        for setting in (" echo ", " icanon ", " isig "):
            self.assertIn(setting, self.screen().replace("\n", " "))

    def test_ladder_card_keys_and_who_knows_them_fill_the_screen(self):
        self.start("--at", "16")
        self.until("▸", "N61 RegisterAnchorKeyRequest", "TS 33.535 6.1", "+ KAKMA", "+aanf", "octets (")
        self.press("q")
        self.assert_restored(0)

    def test_keys_that_arrive_together_are_all_taken(self):
        self.start()
        self.press("n", "n", "n", "Right", "Left", "g", "1", "6", "Enter")
        self.until("step 16 of 48")
        self.press("-l", "bbnn/ServerHello\rq")
        self.assert_restored(0)

    def test_a_problem_a_search_the_maker_of_a_key_and_an_explanation(self):
        self.start()
        self.press("p")
        self.until("nothing went wrong")
        self.press("-l", "/RetrieveApplicationKeyResponse\r")
        self.until("step 30 of 48")
        self.press("w")
        self.until("step 29 of 48", "was made here by aanf")
        self.press("e")
        self.until("if it leaks")
        self.press("u")
        self.until("step 30 of 48")

    def test_it_follows_the_size_of_the_window(self):
        self.start("--at", "16")
        self.tmux("set-option", "-g", "window-size", "manual")
        self.tmux("resize-window", "-x", "60", "-y", "20")
        self.until("[card]", "step 16 of 48")
        self.tmux("resize-window", "-x", "20", "-y", "5")
        self.until("too small")
        self.tmux("resize-window", "-x", "160", "-y", "45")
        self.until("keys, and who knows them")
        self.press("q")
        self.assert_restored(0)

    def test_ctrl_c_restores_the_terminal_and_ends_with_130(self):
        self.start()
        self.press("C-c")
        self.assert_restored(130)

    def test_sigterm_restores_the_terminal_and_ends_with_143(self):
        self.start()
        os.kill(self.child(), signal.SIGTERM)
        self.assert_restored(143)

    def test_a_crash_restores_the_terminal(self):
        self.start()
        os.kill(self.child(), signal.SIGSEGV)
        self.assert_restored(139)

    def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(self):
        self.start("--at", "16")
        self.press("C-z")
        self.until("Stopped")
        self.assertEqual(self.tmux("display-message", "-p", "#{alternate_on}").strip(), "0")
        self.press("fg", "Enter")
        self.until("step 16 of 48", "▸")
        self.press("q")
        self.until("ready$")

    def test_no_color_draws_without_colours(self):
        self.start(before="NO_COLOR=1 ")
        self.until("▸")
        self.assertNotIn("\x1b[", self.tmux("capture-pane", "-p", "-e"))

    def test_a_quiz_asks_for_what_comes_next(self):
        self.start("--quiz")
        self.press("n")
        self.until("  1  ", "  2  ", "the number of your answer")
        self.press("1")
        self.until("of 1 right")
        self.press("q")
        self.assert_restored(0)

    def live(self, *options):
        scenario = SCENARIOS / "akma-tls13.yaml"
        self.tmux("send-keys", f"{AKMASIM} step --live {scenario} {' '.join(options)}; echo code=$?", "Enter")
        self.until("held on N1:")

    def test_live_holds_each_message_and_a_dropped_one_is_sent_again(self):
        self.live()
        self.press("d")
        self.until("you: drop RegistrationRequest", "T3510 at ue runs out", "held on N1:")
        self.press("b")
        self.until("step 1 of 1 ")
        self.assertNotIn("you: drop", self.screen())
        self.press("q")
        self.assert_restored(0)

    def test_live_a_prompt_and_the_help_share_no_key_with_the_commands(self):
        self.live("--host", "simulated")
        self.press("-l", "/kausd")
        self.until("search: kausd_")
        self.press("Escape")
        self.until("held on N1:", "step 1 of 1 ")
        self.press("-l", "g3\r")
        self.until("held on N1:", "step 1 of 1 ")
        self.press("?")
        self.until("any key closes it")
        self.press("d")
        self.until("held on N1:", "step 1 of 1 ")
        self.assertNotIn("you: drop", self.screen())
        self.press("q")
        self.assert_restored(0)

    def test_live_sets_a_field_and_the_run_goes_on_with_it(self):
        self.live("--host", "simulated")
        self.press("-l", "snothing=1\r")
        self.until("the message has no such field")
        self.press("Escape")
        self.press("-l", 'sueSecurityCapability.ia=["IA0"]\r')
        self.until("1 edited")
        self.press("r")
        self.until("you: set RegistrationRequest", "N1 RegistrationReject #23", "the run is over")
        self.press("q")
        self.assert_restored(0)

    def test_live_ends_with_ctrl_c_and_leaves_no_process_behind(self):
        self.live()
        child = self.child()
        self.press("C-c")
        self.assert_restored(130)
        self.assertFalse(pathlib.Path(f"/proc/{child}").exists())

    def test_live_needs_a_terminal_and_a_scenario(self):
        done = subprocess.run([AKMASIM, "step", "--live", str(SCENARIOS / "akma-tls13.yaml")], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.tmux("send-keys", f"{AKMASIM} step --live {self.recording}; echo code=$?", "Enter")
        self.until("code=3")

    def test_without_a_terminal_there_are_plain_lines(self):
        done = subprocess.run([AKMASIM, "step", self.recording], input=b"n\nq\n", stdout=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertNotIn(b"\x1b", done.stdout)
        self.assertIn("N1 RegistrationRequest".encode(), done.stdout)


if __name__ == "__main__":
    # 77: skipped, as ctest counts it.
    outcome = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], exit=False).result
    sys.exit(1 if not outcome.wasSuccessful() else 77 if outcome.skipped else 0)
