"""What an application's own server signs for mrtc, with nothing but the standard library (Python 3.8 or later):
signatures that let its users in, and requests to the HTTP API. Copy this file. Keys and secrets stay on servers.

The standard library has no RSA: here it is pow() on the numbers of the key, blinded, so that the time it takes says
nothing of the key.
"""

import base64
import hashlib
import hmac
import math
import os
import secrets
import sys
import time

_NONCE_BYTES = 16
_INTEGER, _OCTETS, _SEQUENCE = 0x02, 0x04, 0x30


def sign_user(
    *, biz_name: str, app_id: str, workspace_id: str, uid: str, expire_time: int, private_key: str
) -> str:
    """The signature that a client of this user connects with.

    uid has letters, digits and underscores; expire_time is in milliseconds since 1970 (13 digits); private_key is that
    of the call app as the console shows it: Base64 of PKCS#8 DER.
    """
    modulus, public_exponent, private_exponent = _read_private_key(base64.b64decode(private_key))
    size = (modulus.bit_length() + 7) // 8
    text = f"{biz_name}{app_id}{workspace_id}{uid}{expire_time}".encode("utf-8")
    padding = size - len(text) - 3
    if padding < 8:
        raise ValueError(f"the names are too long for a key of {size * 8} bits")
    # PKCS#1 v1.5, block type 1 (RFC 8017, section 9.2), around the text itself: there is no hash.
    block = int.from_bytes(b"\x00\x01" + b"\xff" * padding + b"\x00" + text, "big")
    while True:
        blinding = 2 + secrets.randbelow(modulus - 3)
        if math.gcd(blinding, modulus) == 1:
            break
    blinded = pow(block * pow(blinding, public_exponent, modulus) % modulus, private_exponent, modulus)
    signature = blinded * pow(blinding, -1, modulus) % modulus
    return base64.b64encode(signature.to_bytes(size, "big")).decode("ascii")


def sign_request(method: str, path: str, body: bytes, *, key_id: str, secret: str) -> "dict[str, str]":
    """The headers that sign a request to the HTTP API: anew for each request, also when one is repeated.

    path is with its query, as it is sent: /api/v1/apps?limit=10; body as it is sent, b"" where there is none.
    """
    timestamp = str(time.time_ns() // 1_000_000)
    nonce = secrets.token_hex(_NONCE_BYTES)
    body_hash = hashlib.sha256(body).hexdigest()
    text = "\n".join(["MRTC1-HMAC-SHA256", timestamp, nonce, method.upper(), path, body_hash])
    return {
        "X-Mrtc-Key": key_id,
        "X-Mrtc-Timestamp": timestamp,
        "X-Mrtc-Nonce": nonce,
        "X-Mrtc-Signature": hmac.new(secret.encode("utf-8"), text.encode("utf-8"), hashlib.sha256).hexdigest(),
    }


def _read_private_key(der: bytes) -> "tuple[int, int, int]":
    """RFC 5208, section 5, with an RSAPrivateKey (RFC 8017, A.1.2) inside: modulus, public and private exponent."""
    info, _ = _take(der, _SEQUENCE)
    _, rest = _take(info, _INTEGER)
    _, rest = _take(rest, _SEQUENCE)
    key, _ = _take(rest, _OCTETS)
    numbers, _ = _take(key, _SEQUENCE)
    _, numbers = _take(numbers, _INTEGER)
    modulus, numbers = _take(numbers, _INTEGER)
    public_exponent, numbers = _take(numbers, _INTEGER)
    private_exponent, _ = _take(numbers, _INTEGER)
    return tuple(int.from_bytes(number, "big") for number in (modulus, public_exponent, private_exponent))


def _take(der: bytes, tag: int) -> "tuple[bytes, bytes]":
    """The content of the element that der begins with, and what follows it."""
    if len(der) < 2 or der[0] != tag:
        raise ValueError("the private key is not Base64 of PKCS#8 DER")
    length, begin = der[1], 2
    if length & 0x80:
        begin += length & 0x7F
        length = int.from_bytes(der[2:begin], "big")
    return der[begin : begin + length], der[begin + length :]


def _main(arguments: "list[str]") -> int:
    """The helper as a program: see README.md beside it."""
    if len(arguments) == 6 and arguments[0] == "user":
        biz_name, app_id, workspace_id, uid, expire_time = arguments[1:]
        print(
            sign_user(
                biz_name=biz_name,
                app_id=app_id,
                workspace_id=workspace_id,
                uid=uid,
                expire_time=int(expire_time),
                private_key=os.environ.get("MRTC_PRIVATE_KEY", ""),
            )
        )
        return 0
    if len(arguments) >= 3 and arguments[0] == "request":
        headers = sign_request(
            arguments[1],
            arguments[2],
            "".join(arguments[3:4]).encode("utf-8"),
            key_id=os.environ.get("MRTC_API_KEY_ID", ""),
            secret=os.environ.get("MRTC_API_SECRET", ""),
        )
        for name, value in headers.items():
            print(f"{name}: {value}")
        return 0
    usage = "user <bizName> <appId> <workspaceId> <uid> <expireTime> | request <method> <path> [body]"
    print(usage, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
