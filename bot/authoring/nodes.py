"""A script as a tree of plain text, before anybody asks what it means.

YAML's own guesses never happen (`no` as false, `12:30` as a number, `010` as eight): a scalar is its text.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `end` is its last line; `quoted` is false for plain text, which is what YAML may misread.

    What stood behind ` #` on its last line was taken for a comment: `cut` without a space after the `#`, which nobody
    means to be one; `comment` with it, where a single space stands before it.
    """

    text: str
    line: int
    end: int
    quoted: bool = False
    cut: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `flow` is true where it is written in square brackets."""

    items: tuple["Node", ...]
    line: int
    flow: bool


class Field(NamedTuple):
    """A key with its value."""

    key: Text
    value: "Node"


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping, in the order written. `flow` is true for curly brackets.

    A key may stand twice, which is noted elsewhere; the first one counts.
    """

    fields: tuple[Field, ...]
    line: int
    flow: bool

    def get(self, key: str) -> "Node | None":
        """The value of the key, or None where it is not there."""
        return next((field.value for field in self.fields if field.key.text == key), None)

    def line_of(self, key: str) -> int:
        """The line of the key, or of the whole mapping where it is not there."""
        return next((field.key.line for field in self.fields if field.key.text == key), self.line)

    def without(self, *keys: str) -> "Fields":
        """The same with these keys left out."""
        kept = tuple(field for field in self.fields if field.key.text not in keys)
        return Fields(kept, self.line, self.flow)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


Node = Text | Items | Fields


def meaning_hash(node: Node) -> str:
    """SHA-256 (hex) of what the tree says: order counts; lines, quotes and layout do not."""
    return sha256(json.dumps(_plain(node), separators=(",", ":")).encode()).hexdigest()


def _plain(node: Node) -> object:
    match node:
        case Text():
            return node.text
        case Items():
            return [_plain(item) for item in node.items]
        case Fields():
            return {"fields": [[field.key.text, _plain(field.value)] for field in node]}
