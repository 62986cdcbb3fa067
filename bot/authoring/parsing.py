"""From text to a tree of text, safely: what YAML allows and a script never needs is refused here.

The tree is built from the parser's events, one by one, so that depth and size are known before memory is spent,
and nothing here calls itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from bot.authoring.nodes import Field, Fields, Items, Node, Text
from bot.authoring.source import Refused, unseen_in
from bot.authoring.vocabulary import ALL_KEYS
from bot.domain import limits

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTES = ("'", '"')
_BEHIND = re.compile(r"\s+(?P<cut>#+[^#\s].*)|\s(?P<comment>#.*)")

# A line of the script, where it stands inside a text in quotes: the quote was meant to close before.
_STRUCTURE = re.compile(rf"\s*(?:- |(?:{'|'.join(sorted(ALL_KEYS))}):(?:\s|$))")

Opening = yaml.SequenceStartEvent | yaml.MappingStartEvent


class Snag(Exception):
    """The parser stopped. `line` is where; `context` is where the thing began that it was reading (both from 1).

    `before` is what had been read by then.
    """

    def __init__(self, line: int, context: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.context, self.reason = line, context, reason
        self.before: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Twice:
    """A key that was given before."""

    key: str
    line: int
    first: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, and the keys that are given twice in it."""

    root: Node
    twice: tuple[Twice, ...]


def parse(text: str) -> Parsed:
    """The tree of a text. Raises Snag where YAML stops, and Refused."""
    builder = _Builder(text.split("\n"))
    try:
        for event in _events(text):
            builder.take(event)
    except Snag as snag:
        snag.before = builder.so_far()
        raise
    except yaml.YAMLError as error:
        snag = _snag(error, builder.lines)
        snag.before = builder.so_far()
        raise snag from None
    if builder.root is None or (isinstance(builder.root, Text) and not builder.root.text):
        raise Refused(1, "empty-file", "There is nothing in this file.", "Begin with `title: …`.")
    return Parsed(builder.root, tuple(builder.twice))


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=LOADER)


def _snag(error: yaml.YAMLError, lines: list[str]) -> Snag:
    """The parser's complaint, where something stands: not on a blank line, and for an open quote where it opens."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Snag(1, 1, str(error))
    within = error.context_mark if "quoted scalar" in (error.context or "") else None
    mark = within or error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(lines)) if mark else 1
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    context = error.context_mark.line + 1 if error.context_mark else line
    return Snag(line, context, error.problem or "")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read; a mapping's keys and values stand in turn."""

    event: Opening
    parts: list[Node] = field(default_factory=list[Node])

    def close(self, twice: list[Twice]) -> Node:
        line, flow = _line_of(self.event), bool(self.event.flow_style)
        if isinstance(self.event, yaml.SequenceStartEvent):
            return Items(tuple(self.parts), line, flow)
        fields: list[Field] = []
        first: dict[str, int] = {}
        for key, value in zip(self.parts[::2], self.parts[1::2], strict=False):
            assert isinstance(key, Text)  # the builder refuses any other key
            fields.append(Field(key, value))
            if key.text in first:
                twice.append(Twice(key.text, key.line, first[key.text]))
            first.setdefault(key.text, key.line)
        return Fields(tuple(fields), line, flow)


class _Builder:
    """Puts events together to a tree."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.twice: list[Twice] = []
        self.nodes = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self.plain_only(event)
                self.place(self.text(event))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.plain_only(event)
                self.begin(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.place(self.open.pop().close(self.twice))
            case yaml.AliasEvent():
                raise _snag_at(event, "alias")
            case yaml.DocumentStartEvent() if self.root is not None:
                raise _snag_at(event, "documents")
            case _:
                pass

    def so_far(self) -> Parsed | None:
        """The tree as far as it was built, with all that is still open closed."""
        while self.open:
            self.place(self.open.pop().close(self.twice))
        return Parsed(self.root, tuple(self.twice)) if self.root is not None else None

    def begin(self, event: Opening) -> None:
        """Open a list or mapping, unless the tree is too deep or a key would be no text."""
        if self.awaits_key():
            raise _snag_at(event, "key")
        self.open.append(_Open(event))
        if len(self.open) > limits.NESTING:
            raise Refused(
                _line_of(event),
                "too-deep",
                f"Things stand within each other more than {limits.NESTING} deep here.",
                "Move the inner part to a scene of its own and `visit` it.",
            )

    def awaits_key(self) -> bool:
        if not self.open or not isinstance(self.open[-1].event, yaml.MappingStartEvent):
            return False
        return len(self.open[-1].parts) % 2 == 0

    def place(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > limits.NODES:
            raise Refused(
                node.line,
                "too-many-values",
                f"The file holds more than {limits.NODES:,} keys and values.",
                "Split it into scenarios of their own.",
            )
        if self.awaits_key() and isinstance(node, Text) and node.text == "<<" and not node.quoted:
            raise Snag(node.line, node.line, "merge")
        if self.open:
            self.open[-1].parts.append(node)
        else:
            self.root = node

    def text(self, event: yaml.ScalarEvent) -> Text:
        first, last, behind = _line_of(event), _line_of(event), None
        assert event.end_mark is not None  # the parser always knows
        if event.style in _QUOTES or not event.style:
            last = min(event.end_mark.line + 1, len(self.lines))
        if not event.style:
            behind = _BEHIND.match(self.lines[last - 1], event.end_mark.column)
        elif unseen_in(event.value):
            message = "A `\\` in these quotes makes an invisible character."
            raise Refused(first, "control-character", message, "Write `\\\\`, or use single quotes.")
        elif any(_STRUCTURE.match(line) for line in self.lines[first:last]):
            raise Snag(first, first, "quote")
        cut, comment = (behind["cut"] or "", behind["comment"] or "") if behind else ("", "")
        return Text(event.value.strip(), first, last, bool(event.style), cut, comment)

    @staticmethod
    def plain_only(event: yaml.ScalarEvent | Opening) -> None:
        if event.tag is not None:
            raise _snag_at(event, "tag")
        if event.anchor is not None:
            raise _snag_at(event, "anchor")


def _snag_at(event: yaml.Event, reason: str) -> Snag:
    return Snag(_line_of(event), _line_of(event), reason)


def _line_of(event: yaml.Event) -> int:
    assert event.start_mark is not None  # the parser always knows
    return event.start_mark.line + 1
