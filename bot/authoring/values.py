"""Reading single values of a tree: texts, numbers, lists, mappings. What is wrong is noted; a stand-in is returned."""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.authoring.findings import Findings
from bot.authoring.nodes import Field, Fields, Items, Node, Text
from bot.authoring.quoting import quoted, shown, write_instead
from bot.authoring.suggestions import Guesses, listed
from bot.authoring.vocabulary import BEAT_KEYS, ID
from bot.domain import limits
from bot.domain.conditions import TRUTHS, Value

_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{limits.NUMBER_DIGITS}}}")
_QUOTES = "\"'"
_CLOSED = re.compile(r"[.?!…。？！—–][\"'”’»)\]*_~]*$")  # how a text ends that is not broken off
_DURATION = re.compile(r"(?:([0-9]{1,4})m)? ?(?:([0-9]{1,5})s)?")


class Values:
    """Reads values and notes what is wrong with them. `lines` is the script as its writer sees it."""

    def __init__(self, findings: Findings, lines: list[str]) -> None:
        self.findings = findings
        self.lines = lines
        self.guesses = Guesses()

    def prose(self, node: Node, line: int, what: str, most: int) -> str:
        """A text that people read, of 1 to `most` characters. `line` is where to point if there is nothing."""
        if not isinstance(node, Text):
            self.not_text(node, line, what)
            return ""
        if node.cut:
            self.text_cut(node)
        elif not node.text:
            self.findings.error(line, "empty", f"{what} is empty.", "Write its text behind it, or take it out.")
        elif len(node.text) > most:
            message = f"{what} has {len(node.text)} characters; {most} fit."
            self.findings.error(node.line, "too-long", message, "Shorten it.")
        if node.comment and node.text and not _CLOSED.search(node.text):
            self.perhaps_cut(node)
        return node.text

    def sentence(self, node: Node, line: int, what: str, most: int) -> str:
        """The same on one line, whichever way it is broken in the script."""
        return " ".join(self.prose(node, line, what, most).split())

    def text_cut(self, node: Text) -> None:
        """Note that YAML took the rest of a text for a comment."""
        message = f"The text is cut before `{shown(node.cut)}`: YAML takes ` #` for the start of a comment."
        self.findings.error(node.end, "text-cut", message, self.in_quotes(node))

    def perhaps_cut(self, node: Text) -> None:
        """Note a comment behind a text that does not end like one: it may have been meant to go on."""
        message = f"The text ends before `{shown(node.comment)}`, which YAML takes for a comment."
        advice = f"{self.in_quotes(node)}. If it is a comment, put two spaces before the `#`."
        self.findings.warn(node.end, "text-cut", message, advice)

    def in_quotes(self, node: Text) -> str:
        """Advice: the text with what was taken for a comment, in quotes."""
        if node.end > node.line:
            return f"Put the whole text in quotes, from line {node.line} to the end of line {node.end}"
        return write_instead(self.line(node.end), with_comment=True)

    def not_text(self, node: Items | Fields, line: int, what: str) -> None:
        """Note a list or a mapping where a text belongs."""
        if node.flow:
            message = f"{what} starts with `{'{' if isinstance(node, Fields) else '['}`, which YAML takes for a list."
            self.findings.error(node.line, "bracket", message, write_instead(self.line(node.line)))
        elif isinstance(node, Fields) and len(node.fields) == 1:
            self.colon(node, what)
        else:
            advice = "Write plain text there, without dashes or keys below it."
            self.findings.error(line, "wrong-kind", f"{what} is one text.", advice)

    def colon(self, node: Fields, what: str) -> None:
        """Note a text that YAML took for a key and a value."""
        first, value = node.fields[0]
        message = f"{what} has a colon behind `{shown(first.text)}`, which YAML takes for a key."
        text = f"{first.text}: {value.text}" if isinstance(value, Text) else first.text
        if node.flow or node.line != first.line or text not in self.line(first.line):
            self.findings.error(first.line, "colon", message, f"Put the text in quotes: `{quoted(shown(text))}`")
            return
        self.findings.error(first.line, "colon", message, write_instead(self.line(first.line), all_of_it=True))

    def word(self, node: Node, line: int, what: str) -> str | None:
        """A single word such as an id; None where there is none."""
        if isinstance(node, Text) and node.text:
            return node.text
        if isinstance(node, Text):
            self.findings.error(line, "empty", f"{what} is empty.", "Write the name behind the colon.")
        else:
            self.findings.error(line, "wrong-kind", f"{what} is one name.", "Write a single name there.")
        return None

    def known(self, node: Node, line: int, kind: str, names: Collection[str] | None) -> str | None:
        """The name of something that exists, or that was probably meant; `names` is None where nobody can tell."""
        word = self.word(node, line, f"The name of the {kind}")
        if word is None or names is None or word in names:
            return word
        if self.findings.full:  # nobody would read what a guess costs
            return None
        at = node.line if isinstance(node, Text) else line
        advice = self.guesses.did_you_mean(word, names, f"{kind}s")
        self.findings.error(at, f"unknown-{kind}", f"There is no {kind} `{shown(word)}`.", advice)
        return self.guesses.nearest(word, names)

    def number(self, node: Node, line: int, what: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`; None where it is not one."""
        text = node.text if isinstance(node, Text) else ""
        if _WHOLE.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        found = f", not `{shown(text)}`" if text else ""
        self.findings.error(line, "number", f"{what} must be a whole number from {least} to {most}{found}.")
        return None

    def truth(self, node: Node, line: int, what: str) -> bool:
        """`yes` or `no` (also `true`, `false`)."""
        truth = TRUTHS.get(node.text.lower()) if isinstance(node, Text) else None
        if truth is None:
            self.findings.error(line, "yes-or-no", f"{what} is `yes` or `no`.", "Write one of the two.")
        return bool(truth)

    def value(self, node: Node, line: int, what: str) -> Value | None:
        """What the state can hold: a whole number, or yes or no."""
        text = node.text if isinstance(node, Text) else ""
        if text.lower() in TRUTHS:
            return TRUTHS[text.lower()]
        if _WHOLE.fullmatch(text) and abs(int(text)) <= limits.STATE_NUMBER:
            return int(text)
        message = f"{what} is a whole number (at most {limits.STATE_NUMBER:,}) or `true` or `false`."
        self.findings.error(line, "value", message, "Write for example `0` or `false`.")
        return None

    def seconds(self, node: Node, line: int) -> int | None:
        """A length of time such as `60s`, `2m` or `1m30s`, in seconds."""
        least, most = limits.WITHIN_SECONDS
        match = _DURATION.fullmatch(node.text) if isinstance(node, Text) else None
        total = int(match[1] or 0) * 60 + int(match[2] or 0) if match else -1
        if least <= total <= most:
            return total
        message = f"`within` is a time from {least} seconds to {most // 60} minutes."
        self.findings.error(line, "within", message, "Write for example `60s`, `2m` or `1m30s`.")
        return None

    def identifier(self, key: Text, kind: str) -> bool:
        """Whether the key is a good id: letters, digits, `_`, `-`, a letter first, and no word of the script."""
        if not ID.fullmatch(key.text):
            message = f"`{shown(key.text)}` cannot be the id of {kind}."
            self.findings.error(key.line, "id", message, self.id_advice(key.text))
            return False
        if key.text in BEAT_KEYS:
            message = f"`{key.text}` is a word of the script, so it cannot be the id of {kind}."
            self.findings.error(key.line, "reserved-id", message, f"Choose another, such as `{key.text}-it`.")
            return False
        return True

    @staticmethod
    def id_advice(text: str) -> str:
        """How to write an id, and what this one could be."""
        fitting = re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-").lower()[: limits.ID_TEXT]
        rule = f"Ids have letters (a to z), digits, `_` and `-`, a letter first, at most {limits.ID_TEXT}."
        return f"{rule} `{fitting}` would do." if ID.fullmatch(fitting) and fitting != text else rule

    def items(self, node: Node, line: int, wanted: str, example: str) -> tuple[Node, ...]:
        """The items of a list with at least one. `wanted` says that it is one."""
        if isinstance(node, Items) and node.items:
            return node.items
        self.other_kind(node, line, wanted, example)
        return ()

    def fields(self, node: Node, line: int, what: str, example: str) -> Fields:
        """The keys and values of a mapping with at least one."""
        if isinstance(node, Fields) and node.fields:
            return node
        self.other_kind(node, line, f"{what} holds names with values", example)
        return Fields((), line, flow=False)

    def other_kind(self, node: Node, line: int, wanted: str, example: str) -> None:
        """Note a list or mapping that is empty, or something else in its place."""
        if _is_empty(node):
            self.findings.error(line, "empty", f"{wanted}; this one is empty.", f"Write {example}, or take it out.")
        else:
            self.findings.error(line, "wrong-kind", f"{wanted}; this is something else.", f"Write {example}.")

    def keys(self, node: Fields, what: str, allowed: Collection[str]) -> Fields:
        """The mapping with what it may hold. Anything else is noted, and goes under the name that was meant, if any."""
        kept: list[Field] = []
        for key, value in node:
            if key.text in allowed:
                kept.append(Field(key, value))
                continue
            guess = self.unknown_key(Field(key, value), what, allowed)
            if guess is not None and node.get(guess) is None:
                kept.append(Field(replace(key, text=guess), value))
        return Fields(tuple(kept), node.line, node.flow)

    def unknown_key(self, field: Field, what: str, allowed: Collection[str]) -> str | None:
        """Note a key that does not belong there. The one that was probably meant, or None."""
        key, value = field
        if self.findings.full or self.missing_space(key):
            return None
        first, _, rest = key.text.partition(" ")
        if rest and first in allowed:
            message = f"A colon is missing behind `{first}`, and there is one further on, in the text."
            text = f"{rest}: {value.text}" if isinstance(value, Text) else rest
            advice = f"Write `{first}: {quoted(shown(text.strip(_QUOTES)))}`."
            self.findings.error(key.line, "missing-colon", message, advice)
            return first
        guess = self.guesses.nearest(key.text, allowed)
        advice = f"Did you mean `{guess}`?" if guess else listed(allowed, "keys here")
        if guess is None and _is_empty(value):
            advice += " If it begins a part of its own, move it to the left."
        self.findings.error(key.line, "unknown-key", f"{what} has no key `{shown(key.text)}`.", advice)
        return guess

    def missing_space(self, key: Text) -> bool:
        """Note `key:value`, written without a space. Whether it was that."""
        name, colon, rest = key.text.partition(":")
        if not colon or not rest or not ID.fullmatch(name):
            return False
        self.findings.error(
            key.line,
            "missing-space",
            f"A space is missing behind the colon in `{shown(key.text)}`.",
            f"Write `{name}: {shown(rest)}`.",
        )
        return True

    def require(self, node: Fields, line: int, what: str, wanted: Collection[str]) -> None:
        """Note every key that must be there and is not."""
        for key in wanted:
            if node.get(key) is None:
                self.findings.error(line, "missing-key", f"{what} has no `{key}`.", f"Add a line `{key}: …`.")

    def line(self, number: int) -> str:
        """A line as written; numbers count from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def _is_empty(node: Node) -> bool:
    match node:
        case Text():
            return not node.text
        case Items():
            return not node.items
        case Fields():
            return not node.fields
