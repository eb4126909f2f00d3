# SPDX-License-Identifier: Apache-2.0
"""What the program tells about itself: completion that bash runs, a manual page, what doctor finds missing.

    manual_test.py AKMASIM SCENARIOS      AKMASIM: the program; SCENARIOS is not looked at
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

AKMASIM = sys.argv[1]


def run(*command, code=0, **options):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **options)
    if done.returncode != code:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stdout[-500:]!r} {done.stderr[-500:]!r}")
    return done.stdout.decode()


def commands():
    listed = run(AKMASIM, "--help").split("Subcommands:")[1]
    return re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)


class Manual(unittest.TestCase):
    def completed(self, *words):
        script = run(AKMASIM, "completion", "bash")
        line = " ".join(f"'{word}'" for word in ("akmasim", *words))
        return run("bash", "-c", f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}; _akmasim; printf '%s\\n' \"${{COMPREPLY[@]}}\"").split()

    def test_bash_completes_commands_options_and_choices(self):
        self.assertEqual(self.completed("exp"), ["export", "explain"])
        self.assertIn("--html", self.completed("export", "--"))
        self.assertEqual(self.completed("run", "--host", "s"), ["simulated"])
        self.assertIn("KAKMA", self.completed("kdf", "K"))

    def test_every_command_is_completed_in_each_shell_and_is_in_the_manual(self):
        self.assertGreater(len(commands()), 9)
        texts = [run(AKMASIM, "completion", shell) for shell in ("bash", "zsh", "fish")] + [run(AKMASIM, "man")]
        for text in texts:
            for command in commands():
                self.assertRegex(text, rf"\b{command}\b")

    def test_an_unknown_shell_is_a_wrong_command_line(self):
        run(AKMASIM, "completion", "csh", code=2)

    def test_the_manual_page_tells_options_and_exit_codes(self):
        page = run(AKMASIM, "man")
        for words in (".TH AKMASIM 1", r"\-\-html", ".SH EXIT STATUS", "143"):
            self.assertIn(words, page)
        self.assertNotRegex(page, re.compile(r"^\.(?!TH|SH|SS|TP|B |PP|nf|fi)", re.MULTILINE), "no line is a request by accident")

    def test_doctor_says_what_is_missing_and_how_to_get_it(self):
        self.assertIn("all that is needed is there", run(AKMASIM, "doctor"))
        with tempfile.TemporaryDirectory() as folder:
            alone = pathlib.Path(folder) / "akmasim"
            alone.write_bytes(pathlib.Path(AKMASIM).read_bytes())
            alone.chmod(0o755)
            said = run(str(alone), "doctor", code=5, env={**os.environ, "PATH": folder})
            self.assertIn("MISSING akmasim-nf", said)
            self.assertIn("apt-get install tshark", said)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
