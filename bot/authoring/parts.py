"""Reading what beats and options share: conditions, changes of the state, ways to scenes and endings."""

from bot.authoring.names import Names, Step, Uses
from bot.authoring.nodes import Fields, Node, Text
from bot.authoring.quoting import shown
from bot.authoring.values import Values
from bot.authoring.vocabulary import LOGIC_WORDS
from bot.domain import limits
from bot.domain.conditions import Condition, ConditionError, Value, parse_condition
from bot.domain.scenario import Change


class Parts:
    """Reads the parts, checks them against the names declared, and keeps what was used."""

    def __init__(self, values: Values, names: Names, uses: Uses) -> None:
        self.values = values
        self.findings = values.findings
        self.names = names
        self.uses = uses

    def condition(self, node: Node, line: int) -> Condition | None:
        """A condition over declared names of the state; None where it cannot be read."""
        if not isinstance(node, Text):
            message = "A condition is one text."
            self.findings.error(line, "condition", message, "Write for example `warmth > 0 and not met_jo`.")
            return None
        if len(node.text) > limits.CONDITION_TEXT:
            message = f"The condition has {len(node.text)} characters; {limits.CONDITION_TEXT} fit."
            self.findings.error(node.line, "too-long", message, "Split it over two guards.")
            return None
        try:
            condition = parse_condition(node.text)
        except ConditionError as error:
            self.findings.error(line, "condition", f"`{shown(node.text)}`: {error}.")
            return None
        known = [self.state_name(name, node.line) for name in sorted(condition.names)]
        return condition if all(known) else None

    def state_name(self, name: str, line: int) -> bool:
        """Whether the state has the name; noted where not."""
        if self.names.state is None or name in self.names.state:
            return True
        if self.findings.full:
            return False
        known = [*self.names.state, *sorted(LOGIC_WORDS)]
        advice = self.values.guesses.did_you_mean(name, known) if self.names.state else ""
        if not advice.startswith("Did"):
            advice = f"Give it a beginning at the top of the file: `state: {{{shown(name)}: 0}}`."
        self.findings.error(line, "unknown-state", f"The state has no `{shown(name)}`.", advice)
        return False

    def change(self, node: Fields) -> Change:
        """What `set` and `add` of a beat or an option do."""
        return Change(set=self.set(node), add=self.add(node))

    def set(self, node: Fields) -> dict[str, Value]:
        """`set: {met_jo: yes}`, each of the kind that the state began with."""
        given = node.get("set")
        if given is None:
            return {}
        changed: dict[str, Value] = {}
        for key, value in self.values.fields(given, node.line_of("set"), "`set`", "`{met_jo: yes}`"):
            read = self.assigned(key, value)
            if read is not None:
                changed[key.text] = read
        return changed

    def assigned(self, key: Text, node: Node) -> Value | None:
        """A value for a name of the state; None, noted, where the name or the value does not fit."""
        if self.values.missing_space(key) or not self.state_name(key.text, key.line):
            return None
        value = self.values.value(node, key.line, f"`{shown(key.text)}`")
        began = (self.names.state or {}).get(key.text)
        if value is None or began is None or isinstance(value, bool) is isinstance(began, bool):
            return value
        kind = "yes or no" if isinstance(began, bool) else "a number"
        message = f"`{key.text}` begins as {kind}, so it stays {kind}."
        self.findings.error(key.line, "value", message, "Mend it here, or where the state begins.")
        return None

    def add(self, node: Fields) -> dict[str, int]:
        """`add: {warmth: 1}`, to numbers only."""
        given = node.get("add")
        if given is None:
            return {}
        changed: dict[str, int] = {}
        for key, value in self.values.fields(given, node.line_of("add"), "`add`", "`{warmth: 1}`"):
            if self.values.missing_space(key) or not self.state_name(key.text, key.line):
                continue
            if isinstance((self.names.state or {}).get(key.text), bool):
                message = f"`{key.text}` is yes or no, so nothing can be added to it."
                self.findings.error(key.line, "value", message, f"Write `set: {{{key.text}: yes}}`.")
                continue
            most = limits.STATE_NUMBER
            amount = self.values.number(value, key.line, f"What is added to `{key.text}`", -most, most)
            if amount is not None:
                changed[key.text] = amount
        return changed

    def scene(self, node: Node, line: int, source: str, *, returns: bool) -> str | None:
        """The scene that a `visit` (`returns`) or a `then` leads to."""
        target = self.values.known(node, line, "scene", self.names.scenes)
        if target is not None:
            self.uses.steps.append(Step(source, target, line, returns))
        return target

    def ending(self, node: Node, line: int) -> str | None:
        """The ending that is named."""
        ending = self.values.known(node, line, "ending", self.names.endings)
        if ending is not None:
            self.uses.endings.add(ending)
        return ending
