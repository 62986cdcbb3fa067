"""Translations: `senior-student.zh-CN.yaml` beside `senior-student.yaml`, in the same order.

    scenes:
      desk:
        3fa2c1d4: a line of the scene
        options:
          sorry:
            9bc01d22: what the option says, why, or a line of its reply

Each text stands behind the fingerprint of the text that it translates. A line whose source was changed is not found
under it any more, so the source is shown until it is translated again. The challenges (`challenges.zh-CN.yaml`) and the
topics of mixers (`mixers/films.zh-CN.yaml`) have theirs in the same way, each text below its challenge or its key.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath

from bot.authoring import topics
from bot.authoring.challenges import CHALLENGES
from bot.authoring.challenges import HINT as HINT_TEXT
from bot.authoring.challenges import TEXT as TRY_TEXT
from bot.authoring.findings import Findings
from bot.authoring.nodes import Fields, Node, Text
from bot.authoring.parsing import Snag, parse
from bot.authoring.problems import Problem
from bot.authoring.source import Refused, decode
from bot.authoring.values import Values
from bot.domain import limits
from bot.domain.scenario import Scenario
from bot.domain.wording import Where, Wording, reworded

LOCALE = re.compile(r"[a-z]{2,3}([_-][A-Z][a-z]{3})?([_-]([A-Z]{2}|[0-9]{3}))?")
SINGLE = ("title", "about", "tip")
OF_CHALLENGES = PurePath(CHALLENGES).stem
_KEYS = (*SINGLE, "cast", "scenes", "endings")
_TOPIC_KEYS = ("title", "about", "hello", "prompts")
_MARK = re.compile(r"[0-9a-f]{8}")

# By kind; whatever is not named is a line or a prompt.
_MOST = {
    "title": limits.TITLE_TEXT,
    "about": limits.ABOUT_TEXT,
    "tip": limits.TIP_TEXT,
    "cast": limits.NAME_TEXT,
    "ending": limits.ENDING_TEXT,
    "say": limits.OPTION_TEXT,
    "do": limits.OPTION_TEXT,
    "why": limits.WHY_TEXT,
    "try": TRY_TEXT,
    "hint": HINT_TEXT,
    "topic": topics.TITLE_TEXT,
    "line": topics.ABOUT_TEXT,
    "hello": topics.HELLO_TEXT,
    "prompt": topics.PROMPT_TEXT,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A translated text on its line; `mark` is the fingerprint of its source."""

    where: Where
    mark: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Translation:
    """A scenario, the challenges or a topic in another language, as far as it was translated.

    `scenario` is the name of the file that is translated, without its ending; `lines` tells where each group of texts
    begins.
    """

    file: str
    scenario: str
    locale: str
    entries: Mapping[tuple[Where, str], Entry]
    lines: Mapping[Where, int]
    problems: tuple[Problem, ...]


def fingerprint(text: str) -> str:
    """The first 8 hex digits of a text's SHA-256: a group of texts would need thousands for two to be the same."""
    return sha256(text.encode()).hexdigest()[:8]


def most(wording: Wording) -> int:
    """How many characters a translation of this text may have."""
    return _MOST.get(wording.kind, limits.CARD_TEXT)


def said(translation: Translation | None, one: Wording) -> str:
    """A text in the translation's words; what is not translated, outdated or too long stays as it is."""
    entry = translation.entries.get((one.where, fingerprint(one.text))) if translation else None
    return entry.text if entry and 0 < len(entry.text) <= most(one) else one.text


def translated(scenario: Scenario, translation: Translation) -> Scenario:
    """The scenario in the translation's words."""
    return reworded(scenario, partial(said, translation))


def in_language(translations: Mapping[str, Translation], language: str) -> Translation | None:
    """Of translations by their locale the one for this language: its own, or that of the language without a region."""
    return translations.get(language) or translations.get(language.partition("-")[0])


def translation_name(path: Path) -> tuple[str, str] | None:
    """The scenario's id and the locale that a file's name carries; None for what is no translation."""
    scenario, dot, locale = path.stem.rpartition(".")
    sound = path.suffix in {".yaml", ".yml"} and dot and scenario and LOCALE.fullmatch(locale)
    return (scenario, locale) if sound and not path.name.startswith(".") else None


def translation_files(folder: Path) -> list[Path]:
    """The translations directly in a folder of scenarios, by name, and those in its folder of topics."""
    inside = folder / topics.FOLDER
    return sorted(
        path
        for within in (folder, inside)
        if within.is_dir()
        for path in within.iterdir()
        if translation_name(path) and path.is_file()
    )


def load_translations(folder: Path) -> tuple[Translation, ...]:
    """Every translation of a scenario in a folder of them. Raises OSError where it cannot be listed."""
    found = sorted(path for path in folder.iterdir() if path.is_file())
    return tuple(load_translation(one) for one in found if (name := translation_name(one)) and name[0] != OF_CHALLENGES)


def load_challenge_translations(challenges: Path) -> tuple[Translation, ...]:
    """Every translation of the challenges beside their file."""
    found = sorted(challenges.parent.glob(f"{challenges.stem}.*.yaml"))
    return tuple(load_translation(path) for path in found if translation_name(path))


def load_topic_translations(folder: Path) -> tuple[Translation, ...]:
    """Every translation of a mixer's topic in a folder of scenarios."""
    found = sorted((folder / topics.FOLDER).glob("*.yaml"))
    return tuple(load_translation(path) for path in found if translation_name(path))


def load_translation(path: Path) -> Translation:
    """Read a translation. Never raises for what the file holds: whatever is wrong is in `problems`, by line."""
    findings = Findings(str(path))
    named = translation_name(path) or (path.stem, "")
    reader = _Reader(Values(findings, []))
    try:
        with path.open("rb") as file:
            source = decode(file.read(limits.FILE_BYTES + 1))
        reader = _Reader(Values(findings, source.split("\n")))
        parsed = parse(source)
        for twice in parsed.twice:
            findings.error(twice.line, "duplicate-key", f"`{twice.key}` stands on line {twice.first} too.", "Keep one.")
        if named[0] == OF_CHALLENGES:
            reader.challenges(parsed.root)
        elif path.resolve().parent.name == topics.FOLDER:
            reader.topic(parsed.root)
        else:
            reader.read(parsed.root)
    except OSError as error:
        findings.error(1, "unreadable", f"The file cannot be opened: {error.strerror or error}.")
    except Refused as refused:
        findings.error(refused.line, refused.code, refused.message, refused.advice)
    except Snag as snag:
        advice = "Look at the quotes, colons and indents there; text with a colon goes into quotes."
        findings.error(snag.line, "syntax", "YAML cannot read this line.", advice)
    return Translation(str(path), *named, reader.entries, reader.lines, findings.report())


class _Reader:
    """Reads one tree; what is wrong is noted and left out."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.entries: dict[tuple[Where, str], Entry] = {}
        self.lines: dict[Where, int] = {}

    def read(self, root: Node) -> None:
        for key, value in self.values.keys(self.held(root, 1), "A translation", _KEYS):
            if key.text in SINGLE:
                self.texts(self.held(value, key.line), (key.text,), key.line)
            elif key.text == "scenes":
                self.scenes(self.held(value, key.line))
            else:
                self.groups(self.held(value, key.line), "ending" if key.text == "endings" else key.text)

    def challenges(self, root: Node) -> None:
        self.groups(self.held(root, 1), "challenge")

    def topic(self, root: Node) -> None:
        for key, value in self.values.keys(self.held(root, 1), "A translation", _TOPIC_KEYS):
            self.texts(self.held(value, key.line), (key.text,), key.line)

    def scenes(self, node: Fields) -> None:
        for scene, value in node:
            held = self.held(value, scene.line)
            self.texts(held.without("options"), ("scene", scene.text), scene.line)
            options = held.get("options")
            if options is not None:
                self.groups(self.held(options, held.line_of("options")), "option", scene.text)

    def groups(self, node: Fields, *where: str) -> None:
        for key, value in node:
            self.texts(self.held(value, key.line), (*where, key.text), key.line)

    def texts(self, node: Fields, where: Where, line: int) -> None:
        self.lines.setdefault(where, line)
        for key, value in node:
            if not _MARK.fullmatch(key.text):
                message = f"`{key.text}` is no fingerprint of a text, and no part of a translation."
                self.values.findings.error(key.line, "unknown-key", message, "`python -m bot translate` writes them.")
                continue
            text = "" if _empty(value) else self.values.prose(value, key.line, "This text", limits.CARD_TEXT)
            self.entries.setdefault((where, key.text), Entry(where, key.text, text, key.line))

    def held(self, node: Node, line: int) -> Fields:
        """What a mapping holds; nothing, where it is empty or something else."""
        if isinstance(node, Fields):
            return node
        if not _empty(node):
            message = "Here belong names with values below them."
            self.values.findings.error(line, "wrong-kind", message, "`python -m bot translate` shows how.")
        return Fields((), line, flow=False)


def _empty(node: Node) -> bool:
    return isinstance(node, Text) and not node.text and not node.cut
