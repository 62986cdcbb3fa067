"""Reading the beats of a scene."""

import re
from dataclasses import replace

from bot.authoring.choices import ChoiceReader
from bot.authoring.nodes import Field, Fields, Items, Node, Text
from bot.authoring.parts import Parts
from bot.authoring.quoting import shown, write_instead
from bot.authoring.suggestions import listed
from bot.authoring.vocabulary import BEAT_KEYS, CHANGE_KEYS, CHOICE_KEYS, ID, OPTION_KEYS, TOP_KEYS
from bot.domain import limits
from bot.domain.scenario import Beat, End, Goto, Guarded, Line, Narration, Scene, Variety, Visit

_GLUED = re.compile(r"([A-Za-z][\w-]*)(:|：)\s*(\S.*)", re.DOTALL)
_BEATS = "beats, each with a dash before it, such as `- hank: So.`"


class SceneReader:
    """Reads one scene. What cannot be read is noted and left out."""

    def __init__(self, parts: Parts, scene: str) -> None:
        self.parts, self.values, self.findings = parts, parts.values, parts.findings
        self.scene_id = scene
        self.cast = parts.names.cast
        self.choices = ChoiceReader(parts, scene, self.beats)

    def scene(self, node: Node, line: int) -> Scene:
        """The whole scene."""
        return Scene(self.scene_id, self.beats(node, line))

    def beats(self, node: Node, line: int) -> tuple[Beat, ...]:
        """A list of beats."""
        if self.lacks_dash(node, line):
            return ()
        read: list[Beat] = []
        left = False
        for item in self.values.items(node, line, "Beats stand in a list", _BEATS):
            if left:
                message = "This is never played: the beat before it leads away."
                self.findings.error(item.line, "never-played", message, "Move it up, or take it out.")
                left = False
            beat = self.beat(item)
            if beat is not None:
                read.append(beat)
                left = isinstance(beat, End | Goto)
        return tuple(read)

    def lacks_dash(self, node: Node, line: int) -> bool:
        """Note a single beat, on a line of its own, where a list of them belongs. Whether it was that."""
        if isinstance(node, Items) or node.line == line or not (node.text if isinstance(node, Text) else node.fields):
            return False
        key = node.text if isinstance(node, Text) else node.fields[0].key.text
        if key.startswith("-"):
            message = "A space is missing behind the dash."
            self.findings.error(node.line, "missing-space", message, f"Write `- {shown(key[1:])}`.")
            return True
        message = "A dash is missing before this beat; beats stand in a list."
        self.findings.error(node.line, "missing-dash", message, f"Write `- {shown(key)}`, and so for each beat.")
        if isinstance(node, Fields) and (len(node.fields) == 1 or node.get("choose") is not None):
            self.beat(node)
        return True

    def beat(self, node: Node) -> Beat | None:
        """One beat; None where it cannot be read."""
        match node:
            case Text():
                return self.narration(node)
            case Items():
                self.list_for_beat(node)
                return None
            case Fields():
                guard = node.get("if")
                return self.guarded(node, guard) if guard is not None else self.unguarded(node)

    def narration(self, node: Text) -> Narration:
        found = _GLUED.match(node.text)
        if found and not node.quoted and (found[1] in (self.cast or ()) or found[1] in BEAT_KEYS):
            instead = f"{found[1]}: {shown(found[3])}"
            if found[2] == ":":
                message = f"A space is missing behind the colon in `{shown(node.text)}`."
                self.findings.error(node.line, "missing-space", message, f"Write `{instead}`.")
            else:
                message = f"The colon behind `{found[1]}` is a wide one (：), which YAML does not know."
                self.findings.error(node.line, "missing-colon", message, f"Write `{instead}`.")
        return Narration(self.values.prose(node, node.line, "The text", limits.CARD_TEXT))

    def list_for_beat(self, node: Items) -> None:
        """Note a list where one beat belongs."""
        if node.flow:
            self.values.not_text(node, node.line, "A beat")
            return
        advice = "One dash is enough. A text that begins with a dash goes in quotes."
        self.findings.error(node.line, "wrong-kind", "Two dashes begin a list within the list.", advice)

    def guarded(self, node: Fields, guard: Node) -> Guarded | None:
        """`if:` with one other beat, or with several under `beats:`."""
        line = node.line_of("if")
        condition = self.parts.condition(guard, line)
        rest = node.without("if")
        if not rest.fields:
            advice = "Write the beat below the `if`, in line with it, without another dash."
            self.findings.error(line, "empty-guard", "There is nothing behind this `if`.", advice)
            return None
        several = rest.get("beats")
        if several is None:
            beat = self.unguarded(rest)
            beats = (beat,) if beat is not None else ()
        else:
            beats = self.beats(several, rest.line_of("beats"))
            self.only(rest, ("beats",))
        return Guarded(condition, beats) if condition is not None and beats else None

    def unguarded(self, node: Fields) -> Beat | None:
        """A beat that is a mapping: a line, a choice, a change, a way on."""
        fields = (self.belonging(field, node) for field in node)
        known = tuple(field for field in fields if field is not None)
        if not known:
            return None
        first = known[0]
        key, line = first.key.text, first.key.line
        allowed = CHOICE_KEYS if key in CHOICE_KEYS else CHANGE_KEYS if key in CHANGE_KEYS else (key,)
        self.only(Fields(known, node.line, node.flow), allowed)
        if key in CHOICE_KEYS:
            return self.choices.choice(Fields(known, node.line, node.flow))
        if key in CHANGE_KEYS:
            return self.parts.change(Fields(known, node.line, node.flow))
        return self.simple(key, first.value, line)

    def simple(self, key: str, value: Node, line: int) -> Beat | None:
        """A beat of one key."""
        match key:
            case "any":
                return self.variety(value, line)
            case "visit" | "then":
                target = self.parts.scene(value, line, self.scene_id, returns=key == "visit")
                if target is None:
                    return None
                return Visit(target) if key == "visit" else Goto(target)
            case "end":
                ending = self.parts.ending(value, line)
                return End(ending) if ending is not None else None
            case "beats":
                advice = "Write `if:` before it, or take the `beats:` away."
                self.findings.error(line, "empty-guard", "`beats` belongs to an `if`.", advice)
                return None
            case _:
                return Line(key, self.values.prose(value, line, "The line", limits.CARD_TEXT))

    def variety(self, node: Node, line: int) -> Variety | None:
        """`any`: narration and lines, of which one is played."""
        read: list[Narration | Line] = []
        for item in self.values.items(node, line, "`any` is a list", "texts, such as `- A fork drops.`"):
            beat = self.beat(item)
            if isinstance(beat, Narration | Line):
                read.append(beat)
            elif beat is not None:
                message = "Only texts and lines stand under `any`: chance changes words, never what follows."
                self.findings.error(item.line, "any", message, "Use `if` for anything else.")
        return Variety(tuple(read)) if read else None

    def only(self, node: Fields, allowed: tuple[str, ...]) -> None:
        """Note that one beat does two things."""
        odd = next((field.key for field in node if field.key.text not in allowed), None)
        if odd is not None:
            first, second = node.fields[0].key.text, shown(odd.text)
            message = f"A beat does one thing; here `{second}` stands with `{first}`."
            advice = f"Give it a dash of its own: `- {second}: …` (below an `if`, put both under `beats:`)."
            self.findings.error(odd.line, "mixed-beat", message, advice)

    def belonging(self, field: Field, node: Fields) -> Field | None:
        """The field under the key that was meant; None, noted, where a beat can have no such key."""
        key = field.key
        if key.text in BEAT_KEYS or key.text in (self.cast or ()):
            return field
        if self.cast is None and ID.fullmatch(key.text) and isinstance(field.value, Text):
            return field
        if self.findings.full or self.values.missing_space(key):
            return None
        meant = self.stranger(field, node)
        return Field(replace(key, text=meant), field.value) if meant else None

    def stranger(self, field: Field, node: Fields) -> str | None:
        """Note a key that is no word of the script and nobody in the cast: a slip, or prose with a colon.

        Returns the key that was probably meant, or None.
        """
        key = field.key
        elsewhere = key.text in OPTION_KEYS or key.text in TOP_KEYS
        a_slip = not elsewhere and " " not in key.text
        nearest = self.values.guesses.nearest
        person = nearest(key.text, self.cast or ()) if a_slip else None
        word = nearest(key.text, BEAT_KEYS) if a_slip else None
        says = len(node.fields) == 1 and isinstance(field.value, Text)
        nobody = f"Nobody in the cast is called `{shown(key.text)}`."
        if says and person:
            self.findings.error(key.line, "unknown-cast", nobody, f"Did you mean `{person}`?")
            return person
        if word or elsewhere or not says:
            self.unknown_key(key, word)
            return word
        if key.quoted or not ID.fullmatch(key.text) or not key.text.islower():
            self.values.colon(Fields((field,), node.line, node.flow), "The text")
            return None
        instead = write_instead(self.values.line(key.line), all_of_it=True)
        advice = f"Add them to `cast:`. If it is no name: {instead}"
        self.findings.error(key.line, "unknown-cast", nobody, advice)
        return None

    def unknown_key(self, key: Text, word: str | None) -> None:
        """Note a key that a beat does not have. `word` is what was probably meant."""
        if key.text in OPTION_KEYS:
            advice = f"`{key.text}` belongs to an option, below `options:`."
        else:
            advice = f"Did you mean `{word}`?" if word else listed((*BEAT_KEYS, *(self.cast or ())), "keys of a beat")
        self.findings.error(key.line, "unknown-key", f"A beat has no key `{shown(key.text)}`.", advice)
