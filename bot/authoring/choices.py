"""Reading a choice and its options."""

from collections.abc import Callable, Mapping

from bot.authoring.nodes import Fields, Node, Text
from bot.authoring.parts import Parts
from bot.authoring.quoting import shown
from bot.authoring.vocabulary import OPTION_KEYS
from bot.domain import limits
from bot.domain.scenario import Beat, Change, Choice, End, Goto, Option
from bot.domain.traits import Trait

ReadBeats = Callable[[Node, int], tuple[Beat, ...]]

_OPTIONS = "the id of each option, such as `ask:`, and below it lines such as `say: How are you?`"
_TRAITS = tuple(trait.value for trait in Trait)


class ChoiceReader:
    """Reads the choices of one scene and numbers them in the order of the script."""

    def __init__(self, parts: Parts, scene: str, beats: ReadBeats) -> None:
        self.parts, self.values, self.findings = parts, parts.values, parts.findings
        self.scene = scene
        self.beats = beats
        self.count = 0

    def choice(self, node: Fields) -> Choice | None:
        """A beat with `choose`; None where it has no options."""
        self.count += 1
        choice_id = f"{self.scene}/{self.count}"
        line = node.line_of("choose")
        self.parts.uses.lines["choice", choice_id] = line
        self.values.require(node, line, "The choice", ("choose", "options"))
        prompt, given = node.get("choose"), node.get("options")
        asked = self.values.sentence(prompt, line, "The question", limits.OPTION_TEXT) if prompt else ""
        options = self.options(given, node.line_of("options"), choice_id) if given else ()
        within, otherwise = self.timing(node, options)
        return Choice(choice_id, asked, options, within, otherwise) if options else None

    def options(self, node: Node, line: int, choice_id: str) -> tuple[Option, ...]:
        """The options, by their ids."""
        given = self.values.fields(node, line, "`options`", _OPTIONS)
        least, most = limits.OPTIONS_WRITTEN
        if given.fields and not least <= len(given.fields) <= most:
            message = f"A choice has {least} to {most} options; this one has {len(given.fields)}."
            advice = "Split it, or give it something to choose from."
            self.findings.error(line, "option-count", message, advice)
        options: list[Option] = []
        for key, value in given:
            self.values.identifier(key, "an option")
            self.parts.uses.options.add(key.text)
            self.parts.uses.lines["option", choice_id, key.text] = key.line
            what = f"Option `{shown(key.text)}`"
            fields = self.values.fields(value, key.line, what, "lines such as `say: How are you?` below it")
            if fields.fields:
                options.append(self.option(key, fields))
        return tuple(options)

    def option(self, key: Text, given: Fields) -> Option:
        """One option."""
        what = f"Option `{shown(key.text)}`"
        node = self.values.keys(given, what, OPTION_KEYS)
        condition, once = node.get("if"), node.get("once")
        return Option(
            id=key.text,
            text=self.wording(node, key, what),
            spoken=node.get("say") is not None,
            shows=self.shows(node),
            why=self.why(node, key, what),
            reply=self.reply(node),
            change=self.parts.change(node) if node.get("set") or node.get("add") else Change({}, {}),
            condition=self.parts.condition(condition, node.line_of("if")) if condition else None,
            once=self.values.truth(once, node.line_of("once"), "`once`") if once else False,
        )

    def wording(self, node: Fields, key: Text, what: str) -> str:
        """What the player says or does: exactly one of `say` and `do`."""
        say, do = node.get("say"), node.get("do")
        if (say is None) is (do is None):
            found = "neither" if say is None else "both"
            advice = "`say` is spoken aloud, `do` is not: write one of them."
            self.findings.error(key.line, "say-or-do", f"{what} has {found} of `say` and `do`.", advice)
        name = "say" if say is not None else "do"
        text = say if say is not None else do
        return self.values.sentence(text, node.line_of(name), f"`{name}`", limits.OPTION_TEXT) if text else ""

    def why(self, node: Fields, key: Text, what: str) -> str:
        """The sentence for the debrief; without it the option plays, but teaches nothing."""
        why = node.get("why")
        if why is None:
            advice = "Add one sentence for the debrief: what this choice did between the people."
            self.findings.warn(key.line, "missing-why", f"{what} has no `why`.", advice)
            return ""
        return self.values.sentence(why, node.line_of("why"), "`why`", limits.WHY_TEXT)

    def shows(self, node: Fields) -> Mapping[Trait, int]:
        """The points per trait, -3 to 3, not 0."""
        given = node.get("shows")
        if given is None:
            return {}
        points: dict[Trait, int] = {}
        for key, value in self.values.fields(given, node.line_of("shows"), "`shows`", "`{listening: 2}`"):
            if self.values.missing_space(key):
                continue
            trait = self.trait(key)
            what = f"The points for `{shown(key.text)}`"
            amount = self.values.number(value, key.line, what, -limits.POINTS, limits.POINTS)
            if amount == 0:
                message = "A trait with 0 points is not shown."
                advice = f"Leave `{shown(key.text)}` out, or give it points."
                self.findings.error(key.line, "number", message, advice)
            elif trait is not None and amount is not None:
                points[trait] = amount
        return points

    def trait(self, key: Text) -> Trait | None:
        """The trait of that id, or None where there is none."""
        if key.text in _TRAITS:
            return Trait(key.text)
        advice = self.values.guesses.did_you_mean(key.text, _TRAITS, "traits")
        self.findings.error(key.line, "unknown-trait", f"There is no trait `{shown(key.text)}`.", advice)
        return None

    def reply(self, node: Fields) -> tuple[Beat, ...]:
        """What follows on the option; `then` is its last beat."""
        given, then = node.get("reply"), node.get("then")
        reply = self.beats(given, node.line_of("reply")) if given else ()
        if then is None:
            return reply
        line = node.line_of("then")
        target = self.parts.scene(then, line, self.scene, returns=False)
        if reply and isinstance(reply[-1], End | Goto):
            message = "The reply already leads away, so `then` never counts."
            self.findings.error(line, "never-played", message, "Keep one of the two.")
        return (*reply, Goto(target)) if target is not None else reply

    def timing(self, node: Fields, options: tuple[Option, ...]) -> tuple[int | None, str | None]:
        """`within` and `otherwise`, which go together."""
        within, otherwise = node.get("within"), node.get("otherwise")
        seconds = self.values.seconds(within, node.line_of("within")) if within else None
        silence = self.silence(otherwise, node.line_of("otherwise"), options) if otherwise else None
        if within and not otherwise:
            message = "`within` needs to know what silence means."
            advice = "Add `otherwise:` with the id of the option that silence takes."
            self.findings.error(node.line_of("within"), "otherwise", message, advice)
        if otherwise and not within:
            message = "`otherwise` counts only where time runs."
            advice = "Add `within: 60s`, or take it out."
            self.findings.error(node.line_of("otherwise"), "otherwise", message, advice)
        return (seconds, silence) if seconds is not None and silence is not None else (None, None)

    def silence(self, node: Node, line: int, options: tuple[Option, ...]) -> str | None:
        """The option that silence takes: one of this choice that is always there."""
        ids = [option.id for option in options]
        word = self.values.known(node, line, "option", ids or None)
        option = next((option for option in options if option.id == word), None)
        if option is not None and (option.condition is not None or option.once):
            message = f"Silence takes `{option.id}`, which is not always there: it has `if` or `once`."
            self.findings.error(line, "otherwise", message, "Name an option that is always there.")
        return word
