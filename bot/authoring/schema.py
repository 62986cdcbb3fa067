"""Reading a whole script."""

from collections.abc import Mapping

from bot.authoring.beats import SceneReader
from bot.authoring.names import Names, Uses
from bot.authoring.nodes import Field, Fields, Node
from bot.authoring.parts import Parts
from bot.authoring.quoting import shown
from bot.authoring.values import Values
from bot.authoring.vocabulary import LOGIC_WORDS, STATE_NAME, TEST_KEYS, TEST_REQUIRED, TOP_KEYS, TOP_REQUIRED
from bot.authoring.wiring import check_visits
from bot.domain import limits
from bot.domain.conditions import Value
from bot.domain.scenario import PathTest, Scenario, Scene
from bot.domain.traits import Trait

_TRAITS = tuple(trait.value for trait in Trait)


class ScriptReader:
    """Reads a script's tree to a scenario; what is wrong is noted, and a stand-in is used."""

    def __init__(self, values: Values, uses: Uses) -> None:
        self.values, self.findings, self.uses = values, values.findings, uses

    def script(self, root: Node, scenario_id: str) -> tuple[Scenario, Names]:
        """The scenario as far as it can be read, which is sound only where nothing was noted, and its names."""
        if not isinstance(root, Fields):
            advice = "Begin with `title: …` at the left edge, and go on with `about: …`."
            self.findings.error(root.line, "not-a-script", "The file holds no keys such as `title:`.", advice)
            root = Fields((), root.line, flow=False)
        node = self.values.keys(root, "The script", TOP_KEYS)
        if node.fields:
            self.values.require(node, 1, "The script", TOP_REQUIRED)
        for field in node:
            self.uses.lines["key", field.key.text] = field.key.line
        names = Names(
            cast=self.declared(node, "cast", "somebody in the cast"),
            state=self.state(node),
            scenes=self.declared(node, "scenes", "a scene"),
            endings=self.declared(node, "endings", "an ending"),
        )
        scenario = self.scenario(node, scenario_id, names)
        check_visits(self.findings, self.uses.steps)
        return scenario, names

    def scenario(self, node: Fields, scenario_id: str, names: Names) -> Scenario:
        scenes = self.scenes(node, names)
        return Scenario(
            id=scenario_id,
            title=self.text(node, "title", limits.TITLE_TEXT),
            about=self.text(node, "about", limits.ABOUT_TEXT),
            practises=self.practises(node),
            level=self.number(node, "level", limits.LEVELS[0], limits.LEVELS[-1]),
            minutes=self.number(node, "minutes", *limits.MINUTES),
            tip=self.text(node, "tip", limits.TIP_TEXT),
            cast={key: " ".join(name.split()) for key, name in self.texts(node, "cast", limits.NAME_TEXT).items()},
            state=names.state or {},
            start=next(iter(scenes), ""),
            scenes=scenes,
            endings=self.texts(node, "endings", limits.ENDING_TEXT),
            tests=self.tests(node, names),
        )

    def text(self, node: Fields, key: str, most: int) -> str:
        given = node.get(key)
        return self.values.sentence(given, node.line_of(key), f"`{key}`", most) if given else ""

    def number(self, node: Fields, key: str, least: int, most: int) -> int:
        given = node.get(key)
        number = self.values.number(given, node.line_of(key), f"`{key}`", least, most) if given else None
        return least if number is None else number

    def texts(self, node: Fields, key: str, most: int) -> Mapping[str, str]:
        """`cast` and `endings`: ids with texts."""
        given = node.get(key)
        if not isinstance(given, Fields):
            return {}
        return {
            field.key.text: self.values.prose(field.value, field.key.line, f"`{shown(field.key.text)}`", most)
            for field in given
        }

    def declared(self, node: Fields, key: str, what: str) -> tuple[str, ...] | None:
        """The ids under a key, which may be left out only for the cast; None where they cannot be read."""
        given = node.get(key)
        if given is None:
            return () if key == "cast" else None
        fields = self.values.fields(given, node.line_of(key), f"`{key}`", f"the id of {what}, with what belongs to it")
        kind = {"scenes": "scene", "endings": "ending"}.get(key, key)
        for field in fields:
            self.values.identifier(field.key, what)
            self.uses.lines[kind, field.key.text] = field.key.line
        return tuple(dict.fromkeys(field.key.text for field in fields)) or None

    def state(self, node: Fields) -> Mapping[str, Value] | None:
        """The names of the state with the values that they begin with."""
        given = node.get("state")
        if given is None:
            return {}
        fields = self.values.fields(given, node.line_of("state"), "`state`", "`{warmth: 0, met_jo: false}`")
        state = {field.key.text: self.beginning(field) for field in fields}
        if len(state) > limits.STATE_NAMES:
            message = f"The state has {len(state):,} names; {limits.STATE_NAMES} is the limit."
            advice = "Take out what no path needs, or count in one number what several names tell."
            self.findings.error(node.line_of("state"), "too-much-state", message, advice)
        return state or None

    def beginning(self, field: Field) -> Value:
        key = field.key
        self.uses.lines["state", key.text] = key.line
        if self.values.missing_space(key):
            return 0
        if key.text in LOGIC_WORDS or not STATE_NAME.fullmatch(key.text):
            message = f"`{shown(key.text)}` cannot be the name of a state."
            advice = "Names have letters, digits and `_`, a letter first, and are no words of a condition."
            self.findings.error(key.line, "id", message, advice)
        value = self.values.value(field.value, key.line, f"`{shown(key.text)}`")
        return 0 if value is None else value

    def practises(self, node: Fields) -> tuple[Trait, ...]:
        """The traits in focus, each once."""
        given, line = node.get("practises"), node.line_of("practises")
        if given is None:
            return ()
        traits: list[Trait] = []
        for item in self.values.items(given, line, "`practises` is a list", "traits, such as `[mercy, integrity]`"):
            word = self.values.known(item, item.line, "trait", _TRAITS)
            if word in traits:
                message = f"`practises` names `{word}` twice."
                self.findings.error(item.line, "duplicate-trait", message, "Name each trait once.")
            elif word is not None:
                traits.append(Trait(word))
        return tuple(traits)

    def scenes(self, node: Fields, names: Names) -> Mapping[str, Scene]:
        """The scenes by their ids; the first one is the start."""
        given = node.get("scenes")
        if not isinstance(given, Fields):
            return {}
        parts = Parts(self.values, names, self.uses)
        return {key.text: SceneReader(parts, key.text).scene(beats, key.line) for key, beats in given}

    def tests(self, node: Fields, names: Names) -> tuple[PathTest, ...]:
        """The paths that must stay true."""
        given = node.get("tests")
        if given is None:
            return ()
        parts = Parts(self.values, names, Uses())
        tests: list[PathTest] = []
        items = self.values.items(given, node.line_of("tests"), "`tests` is a list", "paths, such as `- play: [ask]`")
        for number, item in enumerate(items):
            self.uses.lines["test", str(number)] = item.line
            if isinstance(item, Fields):
                tests.append(self.test(self.values.keys(item, "A test", TEST_KEYS), parts))
            else:
                advice = "Write `- play: [ask]` and below it `ends: warm`."
                self.findings.error(item.line, "wrong-kind", "A test holds `play` and `ends`.", advice)
        return tuple(tests)

    def test(self, node: Fields, parts: Parts) -> PathTest:
        """One path."""
        self.values.require(node, node.line, "The test", TEST_REQUIRED)
        play, ends, state = node.get("play"), node.get("ends"), node.get("state")
        example = "ids of options, such as `[ask, snap]`"
        steps = self.values.items(play, node.line_of("play"), "`play` is a list", example) if play else ()
        options = sorted(self.uses.options) or None
        taken = [self.values.known(step, step.line, "option", options) for step in steps]
        reached = parts.ending(ends, node.line_of("ends")) if ends else None
        expected: dict[str, Value] = {}
        if state is not None:
            for key, value in self.values.fields(state, node.line_of("state"), "`state`", "`{warmth: 1}`"):
                read = parts.assigned(key, value)
                if read is not None:
                    expected[key.text] = read
        return PathTest(tuple(step for step in taken if step is not None), reached or "", expected)
