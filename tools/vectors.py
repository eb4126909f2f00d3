#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes the whole chain K -> K_AF for twenty generated subscribers, without a line of the simulator.

UE and network share code in akmasim, so their agreement proves nothing; this program is the second opinion. It needs
Python's hashlib and hmac only and brings its own AES-128 (FIPS 197) and Milenage (TS 35.206).

    tools/vectors.py             writes tests/vectors/generated_subscribers.txt
    tools/vectors.py --check     fails when that file is not what would be written
    tools/vectors.py --selftest  FIPS 197, TS 35.208 sets 1, 2, 19 and 20, and a 5G AKA chain computed elsewhere
"""
import base64
import difflib
import hashlib
import hmac
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "tests" / "vectors" / "generated_subscribers.txt"
UA_STAR_TLS13 = bytes.fromhex("0100000007")  # TS 33.220 H.3: shared-key TLS 1.3


# --- AES-128, encryption of one block (FIPS 197) -----------------------------------------------------------------------
def times_x(a):
    return (a << 1) ^ 0x11B if a & 0x80 else a << 1


def substitution_box():
    """FIPS 197 5.1.1: inverse in GF(2^8), then the affine map; walked with generator 3 and its inverse."""
    box, p, q = [0x63] * 256, 1, 1
    while True:
        p = p ^ times_x(p)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        rotations = q
        for shift in range(1, 5):
            rotations ^= ((q << shift) | (q >> (8 - shift))) & 0xFF
        box[p] = rotations ^ 0x63
        if p == 1:
            return box


SBOX = substitution_box()


def round_keys(key):
    words, constant = [list(key[i : i + 4]) for i in range(0, 16, 4)], 1
    for i in range(4, 44):
        word = list(words[-1])
        if i % 4 == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = times_x(constant)
        words.append([a ^ b for a, b in zip(word, words[i - 4])])
    return [sum(words[i : i + 4], []) for i in range(0, 44, 4)]


def mix_column(c):
    total = c[0] ^ c[1] ^ c[2] ^ c[3]
    return [c[i] ^ total ^ times_x(c[i] ^ c[(i + 1) % 4]) for i in range(4)]


def aes(key, block):
    keys = round_keys(key)
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number in range(1, 11):
        state = [SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]  # SubBytes and ShiftRows, column by column
        if number < 10:
            state = sum((mix_column(state[i : i + 4]) for i in range(0, 16, 4)), [])
        state = [a ^ b for a, b in zip(state, keys[number])]
    return bytes(state)


# --- Milenage (TS 35.206 4.1) ------------------------------------------------------------------------------------------
def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b, strict=True))


def rotated(block, bits):
    value = int.from_bytes(block, "big")
    return ((value << bits | value >> (128 - bits)) & (2**128 - 1)).to_bytes(16, "big")


def opc_of(k, op):
    return xor(op, aes(k, op))


def milenage(k, opc, rand, sqn, amf):
    """TS 35.206 4.1 with the constants c1..c5 and r1..r5 given there."""
    temp = aes(k, xor(rand, opc))

    def out(rotation, constant):
        block = rotated(xor(temp, opc), rotation)
        return xor(aes(k, block[:15] + bytes([block[15] ^ constant])), opc)

    in1 = (sqn + amf) * 2
    out1 = xor(aes(k, xor(temp, rotated(xor(in1, opc), 64))), opc)
    out2 = out(0, 1)
    return {"mac_a": out1[:8], "mac_s": out1[8:], "res": out2[8:], "ak": out2[:6], "ck": out(32, 2), "ik": out(64, 4),
            "ak_star": out(96, 8)[:6]}


# --- KDF and the hierarchy ---------------------------------------------------------------------------------------------
def kdf(key, fc, *parameters):
    """TS 33.220 B.2: HMAC-SHA-256 over FC and each parameter followed by its length."""
    text = bytes([fc]) + b"".join(p + len(p).to_bytes(2, "big") for p in parameters)
    return hmac.new(key, text, hashlib.sha256).digest()


def serving_network(mcc, mnc):  # TS 24.501 9.12.1
    return f"5G:mnc{mnc.zfill(3)}.mcc{mcc}.3gppnetwork.org"


def a_kid(rid, atid, mcc, mnc):  # TS 33.535 6.1, the layout assumed by this project
    name = base64.urlsafe_b64encode(atid).rstrip(b"=").decode()
    return f"{rid}.{name}@5gc.mnc{mnc.zfill(3)}.mcc{mcc}.3gppnetwork.org"


def akma_branch(kausf, imsi, fqdn, ua_star):
    """TS 33.535 A.2, A.3 and A.4."""
    kakma = kdf(kausf, 0x80, b"AKMA", imsi)
    af_id = fqdn.encode() + ua_star
    return {"kakma": kakma, "atid": kdf(kausf, 0x81, b"A-TID", imsi), "af_fqdn": fqdn, "af_id": af_id,
            "kaf": kdf(kakma, 0x82, af_id)}


def prf_prime(key, text, length):
    """RFC 9048 3.4.1."""
    out = last = b""
    for number in range(1, -(-length // 32) + 1):
        last = hmac.new(key, last + text + bytes([number]), hashlib.sha256).digest()
        out += last
    return out[:length]


def eap_branch(s, snn, imsi, ck_ik, concealed):
    """The same subscriber authenticated with EAP-AKA': TS 33.501 A.3, RFC 9048 3.3, then AKMA as ever."""
    primes = kdf(ck_ik, 0x20, snn, concealed)
    mk = prf_prime(primes[16:] + primes[:16], b"EAP-AKA'" + imsi, 208)
    akma = akma_branch(mk[144:176], imsi, s["af_fqdn"], UA_STAR_TLS13)
    return {"eap_ck_prime": primes[:16], "eap_ik_prime": primes[16:], "eap_k_aut": mk[16:48], "eap_emsk": mk[144:],
            "eap_kausf": mk[144:176], "eap_kseaf": kdf(mk[144:176], 0x6C, snn), "eap_kakma": akma["kakma"],
            "eap_atid": akma["atid"], "eap_kaf": akma["kaf"]}


def chain(s):
    """Everything that follows from a subscriber's inputs, in the order in which it comes to exist."""
    snn, imsi = serving_network(s["mcc"], s["mnc"]).encode(), s["supi"].removeprefix("imsi-").encode()
    out = milenage(s["k"], s["opc"], s["rand"], s["sqn"], s["amf"])
    concealed, ck_ik = xor(s["sqn"], out["ak"]), out["ck"] + out["ik"]
    res_star = kdf(ck_ik, 0x6B, snn, s["rand"], out["res"])[16:]  # TS 33.501 A.4
    kausf = kdf(ck_ik, 0x6A, snn, concealed)  # TS 33.501 A.2
    kseaf = kdf(kausf, 0x6C, snn)  # TS 33.501 A.6
    kamf = kdf(kseaf, 0x6D, imsi, s["abba"])  # TS 33.501 A.7
    akma = akma_branch(kausf, imsi, s["af_fqdn"], UA_STAR_TLS13)
    return {
        "snn": snn.decode(), "autn": concealed + s["amf"] + out["mac_a"], "res": out["res"], "ck": out["ck"],
        "ik": out["ik"], "res_star": res_star,
        "hres_star": hashlib.sha256(s["rand"] + res_star).digest()[16:],  # TS 33.501 A.5
        "kausf": kausf, "kseaf": kseaf, "kamf": kamf,
        "knasenc": kdf(kamf, 0x69, b"\x01", b"\x02")[16:],  # TS 33.501 A.8, NEA2
        "knasint": kdf(kamf, 0x69, b"\x02", b"\x02")[16:],  # TS 33.501 A.8, NIA2
        "kakma": akma["kakma"], "atid": akma["atid"], "akid": a_kid(s["rid"], akma["atid"], s["mcc"], s["mnc"]),
        "af_fqdn": akma["af_fqdn"], "af_id": akma["af_id"], "kaf": akma["kaf"],
        **eap_branch(s, snn, imsi, ck_ik, concealed),
    }


# --- the subscribers ---------------------------------------------------------------------------------------------------
PLMNS = [("001", "01"), ("001", "001"), ("999", "70"), ("999", "700"), ("001", "123")]  # test networks only
ROUTING_INDICATORS = ["0", "12", "678", "1234", "00", "9", "007", "0000"]
AMF_FIELDS = ["8000", "b9b9", "c3ab", "ffff"]  # TS 33.501 Annex C: the separation bit is set in each
AF_FQDNS = ["msgin5g.example.com", "af.mnc001.mcc001.3gppnetwork.org", "a.example"]


def drawn(number, what, length):
    """Octets that anyone can make again: the first of SHA-256 over a label."""
    return hashlib.sha256(f"akmasim generated subscriber {number} {what}".encode()).digest()[:length]


def subscriber(number):
    mcc, mnc = PLMNS[number % len(PLMNS)]
    digits = 14 if number % 7 == 6 else 15
    msin = str(int.from_bytes(drawn(number, "msin", 8), "big")).zfill(20)[-(digits - len(mcc + mnc)):]
    k, drawn_op = drawn(number, "K", 16), drawn(number, "OP", 16)
    by_op = number % 2 == 0
    made = {"supi": f"imsi-{mcc}{mnc}{msin}", "mcc": mcc, "mnc": mnc,
            "rid": ROUTING_INDICATORS[number % len(ROUTING_INDICATORS)], "k": k}
    if by_op:
        made["op"] = drawn_op
    made["opc"] = opc_of(k, drawn_op) if by_op else drawn(number, "OPc", 16)
    made.update(rand=drawn(number, "RAND", 16), sqn=drawn(number, "SQN", 6),
                amf=bytes.fromhex(AMF_FIELDS[number % len(AMF_FIELDS)]), abba=b"\0\0")
    made["af_fqdn"] = AF_FQDNS[number % len(AF_FQDNS)]
    return made


HEADER = """\
# Twenty generated subscribers and all that TS 35.206, TS 33.501 and TS 33.535 make of them, from K to K_AF.
# Origin: tools/vectors.py, a Python program that shares no code with the simulator (own AES-128 and Milenage, Python's
# hmac and hashlib). Inputs are SHA-256 over a label with the subscriber's number; none belongs to a real network.
# Octets in lower-case hexadecimal; supi, mcc, mnc, rid, snn, akid and af_fqdn are text. op stands where the OPc was made
# of an OP. knasenc is for NEA2, knasint for NIA2, abba is 0000, af_id is af_fqdn and the Ua* identifier 0100000007.
# What begins with eap_ follows when the same challenge is part of EAP-AKA' (RFC 9048).
"""


def text_of(value):
    return value.hex() if isinstance(value, bytes) else value


def whole_file():
    blocks = []
    for number in range(20):
        made = subscriber(number)
        lines = [f"{name} = {text_of(value)}" for name, value in made.items() if name not in ("abba", "af_fqdn")]
        lines += [f"{name} = {text_of(value)}" for name, value in chain(made).items()]
        blocks.append("\n".join(lines) + "\n")
    return HEADER + "\n" + "\n".join(blocks)


# --- what others have computed -----------------------------------------------------------------------------------------
# TS 35.208, sets 1, 2, 19, 20: K RAND SQN AMF OP -> OPc f1 f1* f2 f3 f4 f5 f5*
CONFORMANCE = """
465b5ce8b199b49faa5f0a2ee238a6bc 23553cbe9637a89d218ae64dae47bf35 ff9bb4d0b607 b9b9 cdc202d5123e20f62b6d676ac72cb318
cd63cb71954a9f4e48a5994e37a02baf 4a9ffac354dfafb3 01cfaf9ec4e871e9 a54211d5e3ba50bf b40ba9a3c58b2a05bbf0d987b21bf8cb
f769bcd751044604127672711c6d3441 aa689c648370 451e8beca43b

0396eb317b6d1c36f19c1c84cd6ffd16 c00d603103dcee52c4478119494202e8 fd8eef40df7d af17 ff53bade17df5d4e793073ce9d7579fa
53c15671c60a4b731c55b4a441c0bde2 5df5b31807e258b0 a8c016e51ef4a343 d3a628ed988620f0 58c433ff7a7082acd424220f2b67c556
21a8c1f929702adb3e738488b9f5c5da c47783995f72 30f1197061c1

5122250214c33e723a5dd523fc145fc0 81e92b6c0ee0e12ebceba8d92a99dfa5 16f3b3f70fc2 c3ab c9e8763286b5b9ffbdf56e1297d0887b
981d464c7c52eb6e5036234984ad0bcf 2a5c23d15ee351d5 62dae3853f3af9d2 28d7b0f2a2ec3de5 5349fbe098649f948f5d2e973a81c00f
9744871ad32bf9bbd1dd5ce54e3e2e5a ada15aeb7bb8 d461bc15475d

90dca4eda45b53cf0f12d7c9c3bc6a89 9fddc72092c6ad036b6e464789315b78 20f813bd4141 61df 3ffcfe5b7b1111589920d3528e84e655
cb9cccc4b9258e6dca4760379fb82581 09db94eab4f8149e a29468aa9775b527 a95100e2760952cd b5f2da03883b69f96bf52e029ed9ac45
b4721368bc16ea67875c5598688bb0ef 83cfd54db913 4f2039392ddc
"""

# A 5G AKA chain over the inputs of TS 35.208 set 19, computed with another program and in part with openssl.
KNOWN_CHAIN = {
    "autn": "bb52e91c747ac3ab2a5c23d15ee351d5",
    "res_star": "0a2080921372afef5a5867275635782f",
    "hres_star": "844852037023b1965fdbb20f1d2adadf",
    "kausf": "6cfaa30e52973c7a72a2577cadc7358c8cf18ce0719e88d4b6f3b6d3f1e0c505",
    "kseaf": "75b5bcfe6b81413a6e181de11a2c69c501a15307ab790d115027f7320c589d7c",
    "kamf": "52c1ea87af95a06327c2ac27cdf99583d07f1709420e443adf1d66bd9a603e26",
    "knasenc": "d9af57639ce6cd37af16d3bea9cb7c71",
    "knasint": "445b82be8875ef9f626f824967acb1b0",
    "kakma": "c5588cfe145a027cfc26c9078142f231c953d62491e6a9a4f9453130d7b7f5b1",
    "atid": "d1fd2da1214c3578f9d3ae48afafd64508756d55d8aff692b127d5ca08194324",
    "akid": "0.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org",
    "kaf": "8cf0e80176441d19be2043cf209a1ad8f71da05f4f9edcc18ed91f252f406ad3",
    "eap_ck_prime": "517667690b4f5cfab84a70491f006768",
    "eap_ik_prime": "2f0c494c77d7fa2503ea2a4aa48178dd",
    "eap_k_aut": "0766f6d118d722495c639dd7b14602bf53c39bb4848f71f1b5c8d044aabfabb9",
    "eap_kausf": "67401979801657448f57203747aa284fe98852ca8239ae4000e29c28b4860258",
    "eap_kseaf": "01aa79c27c8004e13b3f05925ead15f55a9d14b44e97d207f88cebe78523e08f",
    "eap_kakma": "8ee407a333771c69c884de023c728e20365420968a1332980e0183cd0d3a2c8e",
    "eap_atid": "a9de9cee4b8130f95a490d674a7142bb1024c633649442baab3291167c0aa8e8",
    "eap_kaf": "ab498d148376d34705cb4917c1184d46460f58d10c79bce664206473212cb229",
}
OTHER_KAF = {  # the same chain under other Ua* identifiers
    "010001d001": "916da4740aa1012a742c153ea22a62d3a18008c5d4fff05573db05ef65eed04e",
    "0100000002": "33fbba165e604b1afacc8c0b60c7dbce758b6820d5925d027d50b4a427291e67",
}


def conformance_cases():
    for block in CONFORMANCE.strip().split("\n\n"):
        k, rand, sqn, amf, op, *expected = (bytes.fromhex(word) for word in block.split())
        opc = opc_of(k, op)
        out = milenage(k, opc, rand, sqn, amf)
        names = ["mac_a", "mac_s", "res", "ck", "ik", "ak", "ak_star"]
        for name, want, got in zip(["opc"] + names, expected, [opc] + [out[n] for n in names], strict=True):
            yield f"TS 35.208, K {k.hex()[:8]}..., {name}", want.hex(), got.hex()


def known_cases():
    plain, key = bytes.fromhex("00112233445566778899aabbccddeeff"), bytes(range(16))
    yield "FIPS 197 C.1", "69c4e0d86a7b0430d8cdb78070b4c55a", aes(key, plain).hex()
    yield from conformance_cases()
    set19 = [bytes.fromhex(word) for word in CONFORMANCE.strip().split("\n\n")[2].split()]
    inputs = dict(zip(["k", "rand", "sqn", "amf"], set19), opc=set19[5], supi="imsi-001010000000001", mcc="001",
                  mnc="01", rid="0", abba=b"\0\0", af_fqdn="msgin5g.example.com")
    made = chain(inputs)
    for name, want in KNOWN_CHAIN.items():
        yield f"known chain, {name}", want, text_of(made[name])
    for ua_star, want in OTHER_KAF.items():
        got = akma_branch(made["kausf"], b"001010000000001", inputs["af_fqdn"], bytes.fromhex(ua_star))["kaf"]
        yield f"known chain, kaf under {ua_star}", want, got.hex()


def selftest():
    cases = list(known_cases())
    wrong = [case for case in cases if case[1] != case[2]]
    for name, want, got in wrong:
        print(f"{name}: expected {want}, got {got}")
    print(f"vectors: {len(cases) - len(wrong)} of {len(cases)} values as known")
    return 1 if wrong else 0


def check():
    there = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if there == whole_file():
        return 0
    sys.stdout.writelines(difflib.unified_diff(there.splitlines(True), whole_file().splitlines(True),
                                               "the file", "what tools/vectors.py writes", n=1))
    return 1


def write():
    TARGET.write_text(whole_file(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    actions = {(): write, ("--check",): check, ("--selftest",): selftest}
    action = actions.get(tuple(sys.argv[1:]))
    sys.exit(action() if action else __doc__)
