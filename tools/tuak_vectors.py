#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second opinion on TUAK: from K and TOP to K_AKMA with both authentication methods, for subscribers of every kind.

    tools/tuak_vectors.py             writes tests/vectors/tuak_generated.txt
    tools/tuak_vectors.py --check     fails when the file is not as this program makes it
    tools/tuak_vectors.py --selftest  holds Keccak to Python's SHA-3 and TUAK to the published test sets

Keccak is written with the bits of FIPS 202 3.1 as long integers; nothing is shared with the simulator.
"""
import hashlib
import hmac
import itertools
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PUBLISHED = ROOT / "tests/vectors/tuak.txt"
TARGET = ROOT / "tests/vectors/tuak_generated.txt"
LANE = (1 << 64) - 1


# --- Keccak-f[1600], FIPS 202 3.2 and 3.3 ------------------------------------------------------------------------------
def turned(lane, by):
    by %= 64
    return (lane << by | lane >> (64 - by)) & LANE


def rc(t):
    register = [1, 0, 0, 0, 0, 0, 0, 0]
    for _ in range(t % 255):
        register = [0] + register
        for i in (0, 4, 5, 6):
            register[i] ^= register[8]
        register = register[:8]
    return register[0]


def keccak(octets):
    a = {(x, y): int.from_bytes(octets[8 * (5 * y + x):][:8], "little") for x in range(5) for y in range(5)}
    for round_index in range(24):
        c = [a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4] for x in range(5)]
        for x, y in a:
            a[x, y] ^= c[(x - 1) % 5] ^ turned(c[(x + 1) % 5], 1)
        x, y = 1, 0
        for t in range(24):
            a[x, y] = turned(a[x, y], (t + 1) * (t + 2) // 2)
            x, y = y, (2 * x + 3 * y) % 5
        a = {(x, y): a[(x + 3 * y) % 5, x] for x, y in a}
        a = {(x, y): a[x, y] ^ (~a[(x + 1) % 5, y] & LANE & a[(x + 2) % 5, y]) for x, y in a}
        for j in range(7):
            a[0, 0] ^= rc(j + 7 * round_index) << (2 ** j - 1)
    return b"".join(a[x, y].to_bytes(8, "little") for y in range(5) for x in range(5))


def sha3_256(text):
    state = bytes(200)
    text += b"\x06"
    text += bytes(-len(text) % 136)
    text = text[:-1] + bytes([text[-1] | 0x80])
    for begin in range(0, len(text), 136):
        block = text[begin:begin + 136] + bytes(64)
        state = keccak(bytes(p ^ q for p, q in zip(state, block)))
    return state[:32]


# --- TUAK, TS 35.231 6 -------------------------------------------------------------------------------------------------
def block(variant, instance, k, rand, amf, sqn, iterations):
    fields = (variant, bytes([instance | (len(k) == 32)]), b"TUAK1.0", rand, amf, sqn, k)
    state = b"".join(field[::-1] for field in fields)
    state = state.ljust(96, b"\0") + b"\x1f" + bytes(38) + b"\x80" + bytes(64)
    for _ in range(iterations):
        state = keccak(state)
    return state


def piece(state, at, octets):
    return state[at:at + octets][::-1]


def tuak(s, mac, res, ck, ik):
    """All outputs; the arguments are lengths in octets."""
    nothing = (bytes(16), bytes(2), bytes(6))
    length = {4: 0, 8: 8, 16: 16, 32: 32}
    k, rounds = s["k"], s["iterations"]
    out = {"topc": piece(block(s["top"], 0, k, *nothing, rounds), 0, 32)}
    topc = out["topc"]
    for name, function in (("f1", 0), ("f1_star", 0x80)):
        out[name] = piece(block(topc, function | length[mac], k, s["rand"], s["amf"], s["sqn"], rounds), 0, mac)
    lengths = length[res] | (4 if ck == 32 else 0) | (2 if ik == 32 else 0)
    state = block(topc, 0x40 | lengths, k, s["rand"], *nothing[1:], rounds)
    out |= {"res": piece(state, 0, res), "ck": piece(state, 32, ck), "ik": piece(state, 64, ik)}
    out["ak"] = piece(state, 96, 6)
    out["ak_star"] = piece(block(topc, 0xC0, k, s["rand"], *nothing[1:], rounds), 96, 6)
    return out


# --- TS 33.501 Annex A, TS 33.535 Annex A, RFC 9048 3.4 ----------------------------------------------------------------
def kdf(key, fc, *parameters):
    s = bytes([fc]) + b"".join(p + len(p).to_bytes(2, "big") for p in parameters)
    return hmac.digest(key, s, "sha256")


def emsk(ck_prime, ik_prime, identity):
    t, out, counter = b"", b"", itertools.count(1)
    while len(out) < 208:
        t = hmac.digest(ik_prime + ck_prime, t + b"EAP-AKA'" + identity + bytes([next(counter)]), "sha256")
        out += t
    return out[144:208]


def chain(s):
    out = tuak(s, 8, s["res_octets"], 16, 16)
    concealed = bytes(p ^ q for p, q in zip(s["sqn"], out["ak"]))
    out["autn"] = concealed + s["amf"] + out["f1"]
    key, network, imsi = out["ck"] + out["ik"], s["network"].encode(), s["imsi"].encode()
    out["res_star"] = kdf(key, 0x6B, network, s["rand"], out["res"])[16:]
    out["kausf"] = kdf(key, 0x6A, network, concealed)
    out["kakma"] = kdf(out["kausf"], 0x80, b"AKMA", imsi)
    primes = kdf(key, 0x20, network, concealed)
    out["eap_kausf"] = emsk(primes[:16], primes[16:], imsi)[:32]
    out["eap_kakma"] = kdf(out["eap_kausf"], 0x80, b"AKMA", imsi)
    return out


# --- files -------------------------------------------------------------------------------------------------------------
def subscribers():
    draw = random.Random("akmasim tuak")
    for number, (k, res, rounds) in enumerate(itertools.product((16, 32), (4, 8, 16), (1, 2))):
        s = {name: draw.randbytes(n) for name, n in (("k", k), ("top", 32), ("rand", 16), ("sqn", 6))}
        yield s | {"amf": b"\x80\0", "iterations": rounds, "res_octets": res, "imsi": f"0010100000001{number:02}",
                   "network": "5G:mnc001.mcc001.3gppnetwork.org"}


def text_of(value):
    return value.hex() if isinstance(value, bytes) else str(value)


def file_text():
    blocks = ["\n".join(f"{name} = {text_of(value)}" for name, value in (s | chain(s)).items()) for s in subscribers()]
    origin = ("# Origin: tools/tuak_vectors.py, a Python program that shares no code with the simulator (own Keccak,\n"
              "# Python's hmac). K of 16 and 32 octets, each RES that AKA takes, one and two iterations.\n\n")
    return origin + "\n\n".join(blocks) + "\n"


def published():
    for text in PUBLISHED.read_text().split("\n\n"):
        pairs = dict(line.split(" = ") for line in text.splitlines() if not line.startswith("#"))
        if pairs:
            yield pairs


def selftest():
    wrong = 0
    for text in (b"", b"abc", bytes(135), bytes(136), bytes(300)):
        wrong += sha3_256(text) != hashlib.sha3_256(text).digest()
    sets = list(published())
    for one in sets:
        s = {name: bytes.fromhex(one[name]) for name in ("k", "rand", "sqn", "amf", "top")}
        s["iterations"] = int(one["iterations"])
        made = tuak(s, *(len(one[name]) // 2 for name in ("f1", "res", "ck", "ik")))
        for name, value in made.items():
            if value.hex() != one[name]:
                wrong += 1
                print(f"set {one['set']}: {name} is {value.hex()}, published {one[name]}")
    print(f"tuak_vectors: {len(sets)} published sets, {wrong} wrong")
    return 1 if wrong or len(sets) != 6 else 0


def main(arguments):
    if arguments == ["--selftest"]:
        return selftest()
    if arguments == ["--check"]:
        same = TARGET.read_text() == file_text()
        print(f"{TARGET.name}: {'as made' if same else 'differs'}")
        return 0 if same else 1
    if arguments:
        sys.exit(__doc__)
    TARGET.write_text(file_text())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
