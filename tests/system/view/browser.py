# SPDX-License-Identifier: Apache-2.0
"""Chromium without a window, driven over its DevTools pipe (file descriptors 3 and 4, messages that end in a zero octet)."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

KEYS = {"ArrowRight": 39, "ArrowLeft": 37, "Home": 36, "End": 35}


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="akmasim-browser-")
        to_browser, self.requests = os.pipe()
        self.answers, from_browser = os.pipe()
        redirect = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$0" "$@"'
        # --no-sandbox: in a container the sandbox does not start, and only pages of our own are opened.
        self.process = subprocess.Popen(
            ["bash", "-c", redirect, shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe", f"--user-data-dir={self.profile}"],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.last, self.complaints = b"", 0, []
        target = self.ask("Target.createTarget", session=None, url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", session=None, targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(domain + ".enable")

    def close(self):
        os.close(self.requests)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)

    def read(self):
        while b"\0" not in self.buffer:
            octets = os.read(self.answers, 1 << 16)
            if not octets:
                raise AssertionError("the browser ended")
            self.buffer += octets
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def note(self, message):
        """What a user of the console would see in red."""
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown" or (method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning")):
            self.complaints.append(json.dumps(parameters)[:500])
        if method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.complaints.append(parameters["entry"]["text"])

    def ask(self, method, session="own", **parameters):
        self.last += 1
        request = {"id": self.last, "method": method, "params": parameters}
        if session == "own":
            request["sessionId"] = self.session
        os.write(self.requests, json.dumps(request).encode() + b"\0")
        while True:
            message = self.read()
            self.note(message)
            if message.get("id") == self.last:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                return message["result"]

    def evaluate(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_until(self, expression, seconds=20):
        end = time.monotonic() + seconds
        while not self.evaluate(expression):
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {expression}")
            time.sleep(0.05)

    def open(self, path, fragment=""):
        self.ask("Page.navigate", url="about:blank")
        self.ask("Page.navigate", url=f"file://{path}{fragment}")
        self.wait_until(f"document.readyState === 'complete' && location.protocol === 'file:'")

    def press(self, key):
        code = {"key": key, "windowsVirtualKeyCode": KEYS.get(key, ord(key[0].upper()))}
        text = {"text": key} if len(key) == 1 else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **code)
        # The address changes at once, the page after it: two turns of the event loop.
        self.evaluate("new Promise((done) => setTimeout(() => setTimeout(done, 0), 0))")

    def text(self, selector):
        return self.evaluate(f"document.querySelector({json.dumps(selector)}).textContent")

    def screenshot(self, path, width=1440, height=900, dark=False, media=""):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))
