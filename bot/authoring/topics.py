"""Topics of mixers: from the files in `scenarios/mixers/` to what a mixer talks about, or to all that is wrong."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from rich.console import Console
from rich.text import Text as Styled

from bot.authoring.findings import Findings
from bot.authoring.nodes import Fields, Node, Text
from bot.authoring.parsing import Snag, parse
from bot.authoring.printable import printable
from bot.authoring.printing import print_problem
from bot.authoring.problems import Problem, Severity
from bot.authoring.source import Refused, decode
from bot.authoring.values import Values
from bot.domain import limits
from bot.domain.topic import Topic

FOLDER = "mixers"  # inside the folder of the scenarios
TOPICS_SHOWN = 24  # options of one menu (25), less the surprise

TITLE_TEXT, ABOUT_TEXT, HELLO_TEXT, PROMPT_TEXT, TAG_TEXT = 60, 100, 200, 240, 24
TAGS = (1, 6)
PROMPTS = (12, 60)
_KEYS = ("topic", "title", "about", "tags", "occasion", "hello", "prompts")
_REQUIRED = tuple(key for key in _KEYS if key != "occasion")
_TAG = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{TAG_TEXT - 1}}}")
_ID = re.compile(rf"[a-z][a-z0-9-]{{0,{limits.ID_TEXT - 1}}}")
_CLOSED = re.compile(
    r"(do|does|did|are|is|was|were|have|has|had|can|could|would|will|should) (you|your|it|there|anyone|anybody)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LoadedTopic:
    """A topic that was read; `topic` is None where an error stood in the way."""

    file: str
    topic: Topic | None
    problems: tuple[Problem, ...]


def load_topics(folder: Path) -> tuple[LoadedTopic, ...]:
    """Every topic in `mixers` inside this folder of scenarios, by file name; none where there is no such folder."""
    return tuple(load_topic_file(path) for path in topic_files(folder))


def topic_files(folder: Path) -> list[Path]:
    inside = folder / FOLDER
    return sorted(path for path in inside.glob("*.yaml") if _own(path)) if inside.is_dir() else []


def topics_named(path: Path) -> list[Path]:
    """The topics that a path means: itself, where it is a file in a folder `mixers`, or those in such a folder."""
    whole = path.resolve()  # `check .` is typed there as well
    if whole.name == FOLDER and whole.is_dir():
        return sorted(one for one in path.glob("*.yaml") if _own(one))
    return [path] if whole.parent.name == FOLDER and whole.is_file() and _own(whole) else []


def _own(path: Path) -> bool:
    """Whether a file is a topic itself: a translation of one has its language after a dot."""
    return "." not in path.stem


def load_topic_file(path: Path) -> LoadedTopic:
    """One topic; where its file cannot be read, a problem says so."""
    try:
        with path.open("rb") as file:
            return load_topic(file.read(limits.FILE_BYTES + 1), str(path))
    except OSError as error:
        findings = Findings(str(path))
        findings.error(1, "unreadable", f"The file cannot be opened: {error.strerror or error}.")
        return LoadedTopic(str(path), None, findings.report())


def load_topic(data: bytes, file: str) -> LoadedTopic:
    """Read a topic. Never raises for what `data` holds: whatever is wrong is in `problems`, by line."""
    findings = Findings(file)
    topic: Topic | None = None
    try:
        source = decode(data)
        parsed = parse(source)
        for twice in parsed.twice:
            findings.error(twice.line, "twice", f"`{twice.key}` stands on line {twice.first} already.", "Keep one.")
        topic = _Reader(Values(findings, source.split("\n")), PurePath(file).stem).topic(parsed.root)
    except Refused as refused:
        findings.error(refused.line, refused.code, refused.message, refused.advice)
    except Snag as snag:
        advice = "Look at the quotes, colons and indents there; text with a colon goes into quotes."
        findings.error(snag.line, "yaml", "YAML cannot read on from this line.", advice)
    problems = findings.report()
    sound = all(problem.severity is Severity.WARNING for problem in problems)
    return LoadedTopic(file, topic if sound else None, problems)


class _Reader:
    """Reads one tree; what is wrong is noted, and a stand-in is used."""

    def __init__(self, values: Values, stem: str) -> None:
        self.values, self.findings, self.stem = values, values.findings, stem

    def topic(self, root: Node) -> Topic:
        fields = root if isinstance(root, Fields) else Fields((), root.line, flow=False)
        node = self.values.keys(fields, "The topic", _KEYS)
        self.values.require(node, 1, "The topic", _REQUIRED)
        occasion = node.get("occasion")
        return Topic(
            id=self.id(node),
            title=self.prose(node, "title", TITLE_TEXT),
            about=self.prose(node, "about", ABOUT_TEXT),
            tags=frozenset(self.tags(node)),
            occasion=self.tag(occasion, node.line_of("occasion")) if occasion else None,
            hello=self.prose(node, "hello", HELLO_TEXT),
            prompts=self.prompts(node),
        )

    def id(self, node: Fields) -> str:
        value = node.get("topic")
        found = value.text if isinstance(value, Text) else ""
        if value is not None and (found != self.stem or not _ID.fullmatch(found)):
            message = f"`topic` is `{found}`, and the file is named `{self.stem}`."
            advice = f"Give both one name: a-z, 0-9 and `-`, a letter first, at most {limits.ID_TEXT}."
            self.findings.error(node.line_of("topic"), "id", message, advice)
        return found

    def prose(self, node: Fields, key: str, most: int) -> str:
        value = node.get(key)
        return "" if value is None else self.text(value, node.line_of(key), f"`{key}`", most)

    def text(self, value: Node, line: int, what: str, most: int) -> str:
        words = self.values.prose(value, line, what, most)
        if "!" in words:
            advice = "Say it without: the words are warm by themselves."
            self.findings.warn(value.line, "exclamation", f"{what} has an exclamation mark.", advice)
        return words

    def tags(self, node: Fields) -> Sequence[str]:
        items = self.items(node, "tags", TAGS)
        return [tag for tag in (self.tag(item, item.line) for item in items) if tag]

    def tag(self, value: Node, line: int) -> str | None:
        word = self.values.word(value, line, "An interest")
        if word is not None and not _TAG.fullmatch(word):
            message = f"`{word}` cannot be an interest."
            self.findings.error(line, "tag", message, f"Use a-z, 0-9 and `-`, at most {TAG_TEXT} characters.")
        return word

    def items(self, node: Fields, key: str, count: tuple[int, int]) -> Sequence[Node]:
        value = node.get(key)
        if value is None:
            return ()
        line = node.line_of(key)
        items = self.values.items(value, line, f"`{key}` is a list", "one line with `- ` for each")
        least, most = count
        if items and not least <= len(items) <= most:
            message = f"`{key}` has {len(items)} entries; there must be {least} to {most}."
            self.findings.error(line, "count", message)
        return items

    def prompts(self, node: Fields) -> tuple[str, ...]:
        found: dict[str, int] = {}
        for item in self.items(node, "prompts", PROMPTS):
            words = self.text(item, item.line, "A prompt", PROMPT_TEXT)
            same = found.setdefault(" ".join(words.casefold().split()), item.line)
            if same != item.line:
                message = f"This prompt stands on line {same} already."
                self.findings.error(item.line, "same-prompt", message, "Write another one, or take it out.")
            self.manner(words, item.line)
        return tuple(item.text for item in self.items(node, "prompts", PROMPTS) if isinstance(item, Text))

    def manner(self, words: str, line: int) -> None:
        if _CLOSED.match(words):
            advice = "Begin with what, how, which, when or tell."
            self.findings.warn(line, "closed-prompt", "Yes or no answers this prompt.", advice)
        if "??" in words:
            self.findings.warn(line, "marks", "Two question marks in a row.", "One is enough.")
        if words and words[-1] not in "?.…":
            self.findings.warn(line, "open-end", "This prompt has no full stop or question mark.", "Add one.")


def run_topic_check(files: Sequence[Path], console: Console, *, strict: bool = False) -> int:
    """Check these files; print what was found. Returns 1 where there is an error (with `strict`, a warning)."""
    loaded = [load_topic_file(file) for file in files]
    problems = [problem for one in loaded for problem in (*one.problems, *_same_title(one, loaded))]
    for problem in problems:
        print_problem(problem, console)
    for one in loaded:
        mark = Styled("✓ ", "green") if one.topic else Styled("✗ ", "red")
        count = f"{len(one.topic.prompts)} prompts" if one.topic else "cannot be used"
        console.print(mark + Styled(printable(f"{one.file}: {count}")), soft_wrap=True)
    if len(loaded) > TOPICS_SHOWN:
        console.print(f"Only {TOPICS_SHOWN} topics fit the menu; these are {len(loaded)}.")
    return int(any(strict or problem.severity is Severity.ERROR for problem in problems))


def _same_title(one: LoadedTopic, loaded: Iterable[LoadedTopic]) -> Iterable[Problem]:
    first: Mapping[str, str] = {
        other.topic.title.casefold(): other.file for other in reversed(list(loaded)) if other.topic
    }
    if one.topic and first[one.topic.title.casefold()] != one.file:
        other = first[one.topic.title.casefold()]
        yield Problem(one.file, 1, "same-title", f"{other} has this title too.", "Rename one.", Severity.WARNING)
