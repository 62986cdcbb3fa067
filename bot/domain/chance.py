"""Chance without a generator: a draw depends on its seed and its place alone.

The standard generators promise the same numbers only within one version of Python; a hash gives them on any machine,
for good, and a draw never shifts because another one was added before it.
"""

from hashlib import blake2b


def draw(seed: int, *place: str | int) -> int:
    """A number from 0 to 2**64 - 1, evenly spread, the same for the same seed and place for good."""
    text = "\x1f".join(str(part) for part in (seed, *place))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def pick(count: int, seed: int, *place: str | int) -> int:
    """An index from 0 to `count` - 1."""
    return draw(seed, *place) % count
