"""Who is who: keys, links and codes made by `secrets`, and the hashes by which they are known again."""

import base64
import functools
import hashlib
import hmac
import secrets

ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"
"""Letters of room codes: none that look alike, no vowels, so no words."""

CODE_LENGTH = 6

COST = 2**12
"""Work of hashing a room code (scrypt): short codes could be guessed from a plain hash."""


def new_token() -> str:
    """Return a secret for a person's link or for the facilitator, 192 bits."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """Return the hash under which a long secret is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def projector_key(facilitator_key: str) -> str:
    """Return the projector's key: it follows from the facilitator's, never the other way round."""
    return _derived(facilitator_key, b"projector")


def room_code(projector: str) -> str:
    """Return the room's code: it follows from the projector's key, so only its hash needs keeping."""
    number = int.from_bytes(hmac.digest(projector.encode(), b"room", "sha256"), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def clean_code(code: str) -> str:
    """Return a code as typed without what doesn't matter: case, spaces, dashes."""
    return "".join(letter for letter in code.upper()[:40] if letter.isalnum())


@functools.lru_cache(maxsize=256)
def hash_code(code: str, salt: str) -> str:
    """Return the slow hash under which a room code is kept.

    Args:
        code: The code, cleaned.
        salt: Salt of the game, hexadecimal.
    """
    made = hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=COST, r=8, p=1, dklen=32)
    return f"{salt}:{made.hex()}"


def new_code_hash(code: str) -> str:
    """Return a code's hash with a new salt."""
    return hash_code(clean_code(code), secrets.token_hex(16))


def is_code(code: str, kept: str) -> bool:
    """Return whether a code as typed is the one whose hash is kept."""
    return hmac.compare_digest(hash_code(clean_code(code), kept.partition(":")[0]), kept)


def _derived(key: str, purpose: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), purpose, "sha256")[:24]).decode()
