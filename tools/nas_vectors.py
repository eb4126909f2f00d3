#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second opinion on the NAS algorithms over stream ciphers: SNOW 3G (EEA1, EIA1) and ZUC (EEA3, EIA3).

    tools/nas_vectors.py             writes tests/vectors/nas_generated.txt
    tools/nas_vectors.py --check     fails when the file is not as this program makes it
    tools/nas_vectors.py --selftest  holds this program to published test sets

Written for being read, not for speed: polynomials, bits and long integers, nothing shared with the simulator.
"""
import hashlib
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "tests/vectors/nas_generated.txt"
WORD = 0xFFFFFFFF


def stream(words):
    return b"".join(word.to_bytes(4, "big") for word in words)


def xored(text, key_stream):
    return bytes(a ^ b for a, b in zip(text, key_stream))


# --- finite fields -----------------------------------------------------------------------------------------------------
def times(a, b, polynomial, degree=8):
    product = 0
    for bit in range(degree):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(2 * degree - 2, degree - 1, -1):
        if product >> bit & 1:
            product ^= polynomial << (bit - degree)
    return product


def power(a, n, polynomial):
    result = 1
    for _ in range(n):
        result = times(result, a, polynomial)
    return result


# --- SNOW 3G, TS 35.216 ------------------------------------------------------------------------------------------------
RIJNDAEL, DICKSON, ALPHA = 0x11B, 0x169, 0x1A9


def affine(x):
    return 0x63 ^ x ^ ((x << 1 | x >> 7) ^ (x << 2 | x >> 6) ^ (x << 3 | x >> 5) ^ (x << 4 | x >> 4)) & 255


S_R = [affine(power(x, 254, RIJNDAEL)) for x in range(256)]
S_Q = []
for entry in range(256):
    total = 0x25
    for exponent in (1, 9, 13, 15, 33, 41, 45, 47, 49):
        total ^= power(entry, exponent, DICKSON)
    S_Q.append(total)


def mixed(word, box, polynomial):
    a, b, c, d = (box[octet] for octet in word.to_bytes(4, "big"))
    two = lambda v: times(v, 2, polynomial)
    three = lambda v: two(v) ^ v
    return int.from_bytes(bytes([two(a) ^ b ^ c ^ three(d), three(a) ^ two(b) ^ c ^ d,
                                 a ^ three(b) ^ two(c) ^ d, a ^ b ^ three(c) ^ two(d)]), "big")


def alpha(octet, exponents):
    return int.from_bytes(bytes(times(octet, power(2, n, ALPHA), ALPHA) for n in exponents), "big")


def snow3g(key, iv, count):
    k = [int.from_bytes(key[12 - 4 * i:16 - 4 * i], "big") for i in range(4)]
    s = [word ^ WORD for word in k] + k + [word ^ WORD for word in k] + k
    s[15] ^= iv[0]
    s[12] ^= iv[1]
    s[10] ^= iv[2]
    s[9] ^= iv[3]
    r = [0, 0, 0]

    def fsm():
        out = ((s[15] + r[0]) & WORD) ^ r[1]
        r[:] = [(r[1] + (r[2] ^ s[5])) & WORD, mixed(r[0], S_R, RIJNDAEL), mixed(r[1], S_Q, DICKSON)]
        return out

    def lfsr(f):
        s.append((s[0] << 8 & WORD) ^ alpha(s[0] >> 24, (23, 245, 48, 239)) ^ s[2] ^ s[11] >> 8
                 ^ alpha(s[11] & 255, (16, 39, 6, 64)) ^ f)
        del s[0]

    for _ in range(32):
        lfsr(fsm())
    fsm()
    lfsr(0)
    out = []
    for _ in range(count):
        out.append(fsm() ^ s[0])
        lfsr(0)
    return out


def eea1(key, count, bearer, direction, text):
    iv = bearer << 27 | direction << 26
    return xored(text, stream(snow3g(key, [iv, count, iv, count], -(-len(text) // 4))))


def eia1(key, count, bearer, direction, text):
    fresh = bearer << 27
    z = snow3g(key, [fresh ^ direction << 15, count ^ direction << 31, fresh, count], 5)
    p, q, value = z[0] << 32 | z[1], z[2] << 32 | z[3], 0
    padded = text + bytes(-len(text) % 8)
    for at in range(0, len(padded), 8):
        value = times(value ^ int.from_bytes(padded[at:at + 8], "big"), p, 1 << 64 | 0x1B, 64)
    value = times(value ^ len(text) * 8, q, 1 << 64 | 0x1B, 64)
    return (value >> 32 ^ z[4]).to_bytes(4, "big")


# --- ZUC, 128-EEA3 and 128-EIA3 documents 1 and 2 ----------------------------------------------------------------------
S0 = bytes.fromhex("""
3e725b47cae0003304d1549809b96dcb7b1bf932af9d6aa5b82dfc1d08530390
4d4e8499e4ced991ddb685488b296eaccdc1f81e734369c6b5bdfd396320d438
767db2a7cfed57c5f32cbb142106559be3ef5e314f7f5aa40d8251495fba581c
4a16d517a892241f8cffd8ae2e01d3ad3b4bda46ebc9de9a8f87d73a806f2fc8
b1b437f70a2213287ccc3c89c7c3965607bf7ef00b2b975235417961a64c10fe
bc2695888ab0a3fbc01894f2e1e5e95dd0dc1166645cec59427512f5749caa23
0e86abbe2a02e767e644a26cc2939ff1f6fa36d250689e6271153dd640c4e20f
8e83776b25053f0c30ea70b7a1e8a9658d271adb81b3a0f4457a19dfee783460
""")
INVERSE = [0] + [power(x, 254, 0x18B) for x in range(1, 256)]
# S1 is inversion and an affine map: the images of 1, 2, 4, ... say all of it.
IMAGES = [0x97, 0x3E, 0x6D, 0xCB, 0xEE, 0xDD, 0xBB, 0x77]
S1 = []
for entry in range(256):
    value = 0x55
    for bit in range(8):
        value ^= IMAGES[bit] if INVERSE[entry] >> bit & 1 else 0
    S1.append(value)
D = [0x44D7, 0x26BC, 0x626B, 0x135E, 0x5789, 0x35E2, 0x7135, 0x09AF,
     0x4D78, 0x2F13, 0x6BC4, 0x1AF1, 0x5E26, 0x3C4D, 0x789A, 0x47AC]


def rotated(x, *amounts):
    out = x
    for amount in amounts:
        out ^= (x << amount | x >> (32 - amount)) & WORD
    return out


def boxed(x):
    a, b, c, d = x.to_bytes(4, "big")
    return int.from_bytes(bytes([S0[a], S1[b], S0[c], S1[d]]), "big")


def zuc(key, iv, count):
    s, r = [key[i] << 23 | D[i] << 8 | iv[i] for i in range(16)], [0, 0]
    high, low = lambda i: s[i] >> 15, lambda i: s[i] & 0xFFFF

    def f():
        x0, x1, x2 = high(15) << 16 | low(14), low(11) << 16 | high(9), low(7) << 16 | high(5)
        w, w1, w2 = ((x0 ^ r[0]) + r[1]) & WORD, (r[0] + x1) & WORD, r[1] ^ x2
        r[:] = [boxed(rotated((w1 << 16 | w2 >> 16) & WORD, 2, 10, 18, 24)),
                boxed(rotated((w2 << 16 | w1 >> 16) & WORD, 8, 14, 22, 30))]
        return w

    def shift(u):
        v = ((s[15] << 15) + (s[13] << 17) + (s[10] << 21) + (s[4] << 20) + s[0] * 257 + u) % 0x7FFFFFFF
        s.append(v or 0x7FFFFFFF)
        del s[0]

    for _ in range(32):
        shift(f() >> 1)
    f()
    shift(0)
    out = []
    for _ in range(count):
        x3 = low(2) << 16 | high(0)
        out.append(f() ^ x3)
        shift(0)
    return out


def eea3(key, count, bearer, direction, text):
    half = count.to_bytes(4, "big") + bytes([bearer << 3 | direction << 2, 0, 0, 0])
    return xored(text, stream(zuc(key, half * 2, -(-len(text) // 4))))


def eia3(key, count, bearer, direction, text):
    half = bytearray(count.to_bytes(4, "big") + bytes([bearer << 3, 0, 0, 0]))
    other = bytearray(half)
    other[0] ^= direction << 7
    other[6] ^= direction << 7
    bits = 8 * len(text)
    words = -(-bits // 32) + 2
    z = int.from_bytes(stream(zuc(key, bytes(half + other), words)), "big")
    window = lambda i: z >> (32 * words - 32 - i) & WORD
    tag = window(bits) ^ z & WORD
    for i in range(bits):
        if text[i // 8] >> (7 - i % 8) & 1:
            tag ^= window(i)
    return tag.to_bytes(4, "big")


# --- the file, and what others have computed ---------------------------------------------------------------------------
ALGORITHMS = {1: (eia1, eea1), 3: (eia3, eea3)}
LENGTHS = [1, 3, 4, 7, 8, 9, 15, 16, 31, 32, 33, 64]

HEADER = """\
# 128-NIA1, 128-NEA1, 128-NIA3 and 128-NEA3 over messages of many lengths.
# Origin: tools/nas_vectors.py, a Python program that shares no code with the simulator. Keys, counts and messages are
# SHA-256 over a label.
"""


def drawn(label, length):
    out = b""
    while len(out) < length:
        out += hashlib.sha256(f"akmasim NAS {label} {len(out)}".encode()).digest()
    return out[:length]


def whole_file():
    blocks = []
    for algorithm, (integrity, ciphering) in ALGORITHMS.items():
        for length in LENGTHS:
            label = f"{algorithm} {length}"
            key, text = drawn(label + " key", 16), drawn(label + " text", length)
            count, bearer, direction = int.from_bytes(drawn(label + " count", 4), "big"), length % 31 + 1, length % 2
            inputs = (key, count, bearer, direction, text)
            blocks.append(f"algorithm = {algorithm}\nkey = {key.hex()}\ncount = {count:08x}\nbearer = {bearer:02x}\n"
                          f"direction = {direction:02x}\nmessage = {text.hex()}\nmac = {integrity(*inputs).hex()}\n"
                          f"cipher = {ciphering(*inputs).hex()}\n")
    return HEADER + "\n" + "\n".join(blocks)


def known_cases():
    of = bytes.fromhex
    yield "UEA2 test set 3", "ba0f31300334c56b52a7497cbac046", eea1(
        of("5acb1d644c0d51204ea5f1451010d852"), 0xFA556B26, 3, 1, of("ad9c441f890b38c457a49d421407e8"))
    yield "UIA2, 88 bits", "731f1165", eia1(of("2bd6459f82c5b300952c49104881ff48"), 0x38A6F056, 0x1F, 0,
                                            of("3332346263393861373479"))
    yield "ZUC test set 3", "14f1c2723279c419", stream(zuc(of("3d4c4be96a82fdaeb58f641db17b455b"),
                                                           of("84319aa8de6915ca1f6bda6bfbd8c766"), 2))
    yield "128-EEA3 test set 1", "a6c85fc66afb8533aafc2518dfe784940ee1e4b030238cc8", eea3(
        of("173d14ba5003731d7a60049470f00a29"), 0x66035492, 15, 0, of("6cf65340735552ab0c9752fa6f9025fe0bd675d9005875b2"))
    yield "128-EIA3, 584 bits", "24a842b3", eia3(
        of("c9e6cec4607c72db000aefa88385ab0a"), 0xA94059DA, 10, 1,
        of("983b41d47d780c9e1ad11d7eb70391b1de0b35da2dc62f83e7b78d6306ca0ea07e941b7be91348f9fcb170e2217fecd97f9f68adb16e"
           "5d7d21e569d280ed775cebde3f4093c5388100"))


def selftest():
    wrong = [(name, want, got.hex()) for name, want, got in known_cases() if got.hex() != want]
    for name, want, got in wrong:
        print(f"{name}: expected {want}, got {got}")
    return 1 if wrong else 0


def check():
    there = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if there == whole_file():
        return 0
    print(f"{TARGET.name} is not what tools/nas_vectors.py writes")
    return 1


def write():
    TARGET.write_text(whole_file(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    actions = {(): write, ("--check",): check, ("--selftest",): selftest}
    action = actions.get(tuple(sys.argv[1:]))
    sys.exit(action() if action else __doc__)
