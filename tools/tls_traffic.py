#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second opinion on reading TLS with K_AF: decrypts what OpenSSL sent, from a revealed recording, with AES and GCM
of its own. Shares no code with the simulator.

    tools/tls_traffic.py RECORDING...             decrypts each; exit code 1 if a record's tag does not verify
    tools/tls_traffic.py --vectors RECORDING...   prints what tests/vectors/tls_traffic.txt holds
    tools/tls_traffic.py --selftest               GCM against published test cases

TLS 1.3 (RFC 8446) with psk_ke whole, with psk_dhe_ke the early data alone; TLS 1.2 and DTLS 1.2 (RFC 5487 2) with a
plain PSK. Of the ciphers AES-128-GCM.
"""
import hashlib
import hmac
import json
import os
import sys

from vectors import aes, xor


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def ghash(h, data):
    """NIST SP 800-38D 6.4, bit by bit."""
    y = 0
    for i in range(0, len(data), 16):
        y ^= int.from_bytes(data[i : i + 16], "big")
        z, v = 0, h
        for bit in range(127, -1, -1):
            if y >> bit & 1:
                z ^= v
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = z
    return y.to_bytes(16, "big")


def padded(data):
    return data + bytes(-len(data) % 16)


def gcm_open(key, nonce, associated, sealed):
    """NIST SP 800-38D 7.2; None where the tag is another's."""
    body, tag = sealed[:-16], sealed[-16:]
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(body)).to_bytes(8, "big")
    h = int.from_bytes(aes(key, bytes(16)), "big")
    s = ghash(h, padded(associated) + padded(body) + lengths)
    if xor(aes(key, nonce + b"\0\0\0\1"), s) != tag:
        return None
    stream = b"".join(aes(key, nonce + (i + 2).to_bytes(4, "big")) for i in range((len(body) + 15) // 16))
    return bytes(a ^ b for a, b in zip(body, stream))


def expand_label(secret, label, context, length):
    """RFC 8446 7.1; at most one block."""
    label = b"tls13 " + label
    info = length.to_bytes(2, "big") + bytes([len(label)]) + label + bytes([len(context)]) + context
    return mac(secret, info + b"\1")[:length]


def prf(secret, label, seed, length):
    """RFC 5246 5."""
    seed, a, out = label + seed, label + seed, b""
    while len(out) < length:
        a = mac(secret, a)
        out += mac(secret, a + seed)
    return out[:length]


def records(octets):
    while octets:
        header = 13 if octets[1] == 0xFE else 5
        length = int.from_bytes(octets[header - 2 : header], "big")
        yield octets[:header], octets[header : header + length]
        octets = octets[header + length :]


class Tls13:
    def __init__(self, psk):
        self.early, self.transcript, self.keys, self.done = mac(bytes(32), psk), b"", {"c": [], "s": []}, False

    def traffic(self, side, secret, label):
        self.keys[side].append([expand_label(secret, label + b" traffic", sha256(self.transcript), 32), 0])

    def clear(self, side, message):
        self.transcript += message
        if side == "c":
            if b"\x00\x2a\x00\x00" in message:  # the extension early_data, empty
                self.traffic("c", self.early, b"c e")
            return
        secret = mac(expand_label(self.early, b"derived", sha256(b""), 32), bytes(32))
        self.traffic("c", secret, b"c hs")
        self.traffic("s", secret, b"s hs")
        self.master = mac(expand_label(secret, b"derived", sha256(b""), 32), bytes(32))

    def sealed(self, side, header, body):
        for skipped, key in enumerate(self.keys[side]):
            nonce = xor(expand_label(key[0], b"iv", b"", 12), key[1].to_bytes(12, "big"))
            inner = gcm_open(expand_label(key[0], b"key", b"", 16), nonce, header, body)
            if inner is None:
                continue
            key[1] += 1
            del self.keys[side][:skipped]
            inner = inner.rstrip(b"\0")
            if inner[-1] == 22 and not self.done:
                self.handshake(side, inner[:-1])
            return inner[:-1]
        return None

    def handshake(self, side, octets):
        while octets:
            length = 4 + int.from_bytes(octets[1:4], "big")
            self.transcript += octets[:length]
            if side == "s" and octets[0] == 20:
                self.done = True
                self.traffic("c", self.master, b"c ap")
                self.traffic("s", self.master, b"s ap")
            octets = octets[length:]


class Tls12:
    def __init__(self, psk):
        size = len(psk).to_bytes(2, "big")
        self.premaster, self.transcript = size + bytes(len(psk)) + size + psk, b""
        self.random, self.keys, self.sequence = {}, {}, {"c": 0, "s": 0}

    def clear(self, side, message):
        datagram = self.datagram
        while message:
            length = (12 if datagram else 4) + int.from_bytes(message[1:4], "big")
            one, message = message[:length], message[length:]
            if one[0] == 3:  # HelloVerifyRequest
                self.transcript = b""
                continue
            self.transcript += one
            if one[0] in (1, 2):
                start = 14 if datagram else 6
                self.random[side] = one[start : start + 32]
                self.extended = b"\x00\x17\x00\x00" in one
            if one[0] == 16:
                self.make_keys()

    def make_keys(self):
        label, seed = b"master secret", self.random["c"] + self.random["s"]
        if self.extended:
            label, seed = b"extended master secret", sha256(self.transcript)
        block = prf(prf(self.premaster, label, seed, 48), b"key expansion", self.random["s"] + self.random["c"], 40)
        self.keys = {"c": (block[:16], block[32:36]), "s": (block[16:32], block[36:40])}

    def sealed(self, side, header, body):
        key, salt = self.keys[side]
        number = header[3:11] if self.datagram else self.sequence[side].to_bytes(8, "big")
        associated = number + header[:3] + (len(body) - 24).to_bytes(2, "big")
        self.sequence[side] += 1
        return gcm_open(key, salt + body[:8], associated, body[8:])


class Recorded:
    """The first connection of a recording whose K_AF is revealed."""

    def __init__(self, path):
        self.name, self.psk, self.kex, self.crossed = os.path.basename(path).split(".")[0], None, "", []
        begun = False
        for line in open(path, encoding="utf-8"):
            event = json.loads(line)
            kind = event.get("kind")
            if kind == "derive" and event["key"] == "KAF" and event["at"] == "ue" and self.psk is None:
                self.psk = bytes.fromhex(event["value"])
            elif kind == "negotiated" and not self.kex:
                self.kex = event["f"]["kexMode"]
            elif kind == "msg" and event["link"] == "Ua" and "raw" in event:
                begun = begun or event["msg"] == "ClientHello"
                if begun:
                    self.crossed.append(("c" if event["from"] == "ue" else "s", bytes.fromhex(event["raw"])))

    def opened(self):
        """Yields each sealed record's plaintext, None where its tag does not verify."""
        reader, changed = (Tls12 if self.kex == "psk" else Tls13)(self.psk), set()
        for side, octets in self.crossed:
            for header, body in records(octets):
                reader.datagram = len(header) == 13
                if header[0] == 20:
                    changed.add(side)
                elif header[0] == 23 or (self.kex == "psk" and side in changed):
                    yield reader.sealed(side, header, body)
                else:
                    reader.clear(side, body)


def vector(recorded):
    print(f"name = {recorded.name}\nmode = {recorded.kex}\npsk = {recorded.psk.hex()}")
    for i, (side, octets) in enumerate(recorded.crossed):
        print(f"crossed_{i} = {side}{octets.hex()}")
    for i, plain in enumerate(plain for plain in recorded.opened() if plain is not None):
        print(f"plain_{i} = {plain.hex()}")
    print()


def selftest():
    """The GCM specification of McGrew and Viega, test cases 2 and 4, and one bit that is another."""
    sealed = bytes.fromhex("0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf")
    good = gcm_open(bytes(16), bytes(12), b"", sealed) == bytes(16)
    key, nonce = bytes.fromhex("feffe9928665731c6d6a8f9467308308"), bytes.fromhex("cafebabefacedbaddecaf888")
    associated = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = bytes.fromhex(
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05"
        "1ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"
    )
    plain = gcm_open(key, nonce, associated, sealed)
    good = good and plain is not None and plain.hex().startswith("d9313225f88406e5a55909c5aff5269a")
    return good and gcm_open(key, nonce, associated[:-1] + b"\0", sealed) is None


def main(arguments):
    if arguments == ["--selftest"]:
        return 0 if selftest() else 1
    for_vectors = arguments[:1] == ["--vectors"]
    wrong = 0
    for path in arguments[for_vectors:]:
        recorded = Recorded(path)
        if for_vectors:
            vector(recorded)
            continue
        plains = list(recorded.opened())
        good = sum(plain is not None for plain in plains)
        print(f"{path}: {recorded.kex}: {good} of {len(plains)} records open with K_AF")
        expected = [plain for plain in plains if plain is None] == [] if recorded.kex in ("psk", "psk_ke") else good < len(plains)
        wrong += not expected
    return 1 if wrong or not arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
