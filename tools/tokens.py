#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second opinion on access tokens: arithmetic on P-256 and reading of JWTs of its own.

    tools/tokens.py RECORDING...   each token that a request carries: signed by one and the same key, meant for its
                                   receiver, not expired at that moment; exit code 1 if anything else
    tools/tokens.py --selftest     verifies the signature of RFC 7515 A.3, and refuses it with a bit turned

No recording holds the NRF's key. A signature of ECDSA with its message leaves two keys that may have made it; what two
tokens leave in common is one.
"""
import base64
import datetime
import hashlib
import json
import pathlib
import sys

# SEC 2 2.4.2, secp256r1.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
A, B = P - 3, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
TYPES = {"ausf": "AUSF", "udm": "UDM", "aanf": "AANF"}


def added(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    if one == other:
        slope = (3 * one[0] ** 2 + A) * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope**2 - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(scalar, point):
    product = None
    while scalar:
        if scalar & 1:
            product = added(product, point)
        point, scalar = added(point, point), scalar >> 1
    return product


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(data):
    return int.from_bytes(data, "big")


def halves(signature):
    return number(signature[:32]), number(signature[32:])


def verifies(key, message, signature):
    """FIPS 186-4 6.4.2."""
    r, s = halves(signature)
    if len(signature) != 64 or not (0 < r < N and 0 < s < N):
        return False
    digest, inverse = number(hashlib.sha256(message).digest()), pow(s, -1, N)
    point = added(times(digest * inverse % N, G), times(r * inverse % N, key))
    return point is not None and point[0] % N == r


def possible_keys(message, signature):
    """SEC 1 4.1.6: the keys with which this signature verifies (of R and its mirror image)."""
    r, s = halves(signature)
    if len(signature) != 64 or not (0 < r < N and 0 < s < N):
        return set()
    digest, inverse = number(hashlib.sha256(message).digest()), pow(r, -1, N)
    y = pow((r**3 + A * r + B) % P, (P + 1) // 4, P)
    return {added(times(s * inverse % N, (r, sign)), times(-digest * inverse % N, G)) for sign in (y, P - y)}


def parts(token):
    signed, _, signature = token.rpartition(".")
    header, claims = (json.loads(octets(one)) for one in signed.split("."))
    return header, claims, signed.encode(), octets(signature)


def faults_of(path):
    """What is wrong with the tokens of one recording, and how many there are."""
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    start = datetime.datetime.fromisoformat(lines[0]["clock"]["start"].replace("Z", "+00:00")).timestamp()
    keys, seen, faults = None, {}, []
    for event in lines[1:]:
        bearer = event.get("f", {}).get("authorization", "") if event.get("kind") == "msg" else ""
        if not bearer.startswith("Bearer "):
            continue
        header, claims, signed, signature = seen.setdefault(bearer, parts(bearer[7:]))
        if header != {"alg": "ES256", "typ": "JWT"}:
            faults.append(f"event {event['seq']}: header {header}")
        if claims["aud"] != TYPES.get(event["to"].split("-")[0]):
            faults.append(f"event {event['seq']}: meant for {claims['aud']}, sent to {event['to']}")
        if claims["exp"] <= start + event["t"] / 1e9:
            faults.append(f"event {event['seq']}: expired")
        if claims != event["f"]["token"]:
            faults.append(f"event {event['seq']}: says {claims}, recorded as {event['f']['token']}")
        found = possible_keys(signed, signature)
        keys = found if keys is None else keys & found
    if seen and (not keys or (len(seen) > 1 and len(keys) != 1)):
        faults.append("not all signed by one key")
    return faults, len(seen)


def selftest():
    file = pathlib.Path(__file__).resolve().parent.parent / "tests/vectors/jws.txt"
    vector = dict(line.split(" = ", 1) for line in file.read_text(encoding="utf-8").splitlines() if " = " in line)
    key = number(octets(vector["x"])), number(octets(vector["y"]))
    signed, _, signature = vector["token"].rpartition(".")
    signature = octets(signature)
    turned = signature[:-1] + bytes([signature[-1] ^ 1])
    tests = {"the key is the private one times G": times(number(octets(vector["d"])), G) == key,
             "the signature verifies": verifies(key, signed.encode(), signature),
             "with a bit turned it does not": not verifies(key, signed.encode(), turned),
             "over another message it does not": not verifies(key, b"x" + signed.encode(), signature),
             "zeros are no signature": not verifies(key, signed.encode(), bytes(64)),
             "the key is among those that the signature leaves": key in possible_keys(signed.encode(), signature),
             "no signature leaves no key": not possible_keys(signed.encode(), b"")}
    for name, good in tests.items():
        if not good:
            print(f"not so: {name}")
    return 0 if all(tests.values()) else 1


def main(paths):
    if paths == ["--selftest"]:
        return selftest()
    worst = 0 if paths else 2
    for path in paths:
        faults, count = faults_of(path)
        if not count:
            faults.append("no request carries a token")
        for fault in faults:
            print(f"{path}: {fault}")
        print(f"{path}: {count} tokens, {len(faults)} faults")
        worst = max(worst, 1 if faults else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
