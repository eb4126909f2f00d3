#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second opinion on TLS with K_AF: recomputes from a revealed recording what OpenSSL made of the key.

    tools/tls_schedule.py RECORDING...   (of `akmasim run --reveal --record`); exit code 1 if anything differs

Of TLS 1.3 (RFC 8446 7.1): the PSK binder and the client's early traffic secret; in psk_ke, where no Diffie-Hellman hides
it, the handshake traffic secrets too. Of TLS 1.2 with a plain PSK (RFC 4279 2, RFC 7627): the master secret.
"""
import hashlib
import hmac
import json
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def expand_label(secret, label, context):
    """RFC 8446 7.1, one block of HKDF-Expand."""
    label = b"tls13 " + label
    info = (32).to_bytes(2, "big") + bytes([len(label)]) + label + bytes([len(context)]) + context
    return mac(secret, info + b"\x01")


def prf(secret, label, seed, length):
    """RFC 5246 5."""
    seed, a, out = label + seed, label + seed, b""
    while len(out) < length:
        a = mac(secret, a)
        out += mac(secret, a + seed)
    return out[:length]


class Handshake:
    """The messages of the first handshake in a recording, its K_AF and its secrets."""

    def __init__(self, path):
        self.messages, self.secrets, self.psk, self.kex = [], {}, None, ""
        for line in open(path, encoding="utf-8"):
            self.take(json.loads(line))

    def take(self, event):
        kind = event.get("kind")
        if kind == "derive" and "value" in event:
            if event["key"] == "KAF" and event["at"] == "ue":
                self.psk = bytes.fromhex(event["value"])
            elif "_" in event["key"]:
                self.secrets.setdefault(event["key"], bytes.fromhex(event["value"]))
        elif kind == "negotiated" and not self.kex:
            self.kex = event["f"]["kexMode"]
        elif kind == "msg" and event["link"] == "Ua" and event.get("raw", "").startswith("16"):
            self.messages.append((event["msg"], bytes.fromhex(event["raw"])[5:]))

    def up_to(self, name):
        names = [message[0] for message in self.messages]
        return b"".join(octets for _, octets in self.messages[: names.index(name) + 1])


def tls13(handshake):
    """Yields (name, expected, got)."""
    hello = handshake.messages[0][1]
    early = mac(bytes(32), handshake.psk)
    binder_key = expand_label(early, b"ext binder", sha256(b""))
    # RFC 8446 4.2.11.2: over the ClientHello without its list of binders, here one of 32 octets behind two lengths.
    expected = mac(expand_label(binder_key, b"finished", b""), sha256(hello[:-35]))
    yield "binder", expected, hello[-32:]
    if "CLIENT_EARLY_TRAFFIC_SECRET" in handshake.secrets:
        yield "early traffic", expand_label(early, b"c e traffic", sha256(hello)), handshake.secrets["CLIENT_EARLY_TRAFFIC_SECRET"]
    if handshake.kex == "psk_ke":
        secret = mac(expand_label(early, b"derived", sha256(b"")), bytes(32))
        context = sha256(handshake.up_to("ServerHello"))
        for side, label in (("CLIENT", b"c hs traffic"), ("SERVER", b"s hs traffic")):
            yield f"{side} handshake traffic", expand_label(secret, label, context), handshake.secrets[f"{side}_HANDSHAKE_TRAFFIC_SECRET"]


def tls12(handshake):
    length = len(handshake.psk).to_bytes(2, "big")
    premaster = length + bytes(len(handshake.psk)) + length + handshake.psk
    session_hash = sha256(handshake.up_to("ClientKeyExchange"))
    yield "master secret", prf(premaster, b"extended master secret", session_hash, 48), handshake.secrets["CLIENT_RANDOM"]


def main(paths):
    wrong = 0
    for path in paths:
        handshake = Handshake(path)
        if handshake.psk is None or not handshake.messages:
            print(f"{path}: no handshake under K_AF with its values (--reveal)")
            wrong += 1
            continue
        for name, expected, got in (tls12 if handshake.kex == "psk" else tls13)(handshake):
            same = expected == got
            wrong += not same
            print(f"{path}: {name}: {'agrees' if same else f'expected {expected.hex()}, recorded {got.hex()}'}")
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
