"""The hash of an ordered list of sentences, unambiguous about where each one ends."""

import hashlib


def empreinte(*parts: str) -> str:
    """SHA-256, in hexadecimal, of the parts and of their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()
