"""The words of scenarios, challenges and topics, apart from what they do: to say the same in another language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.domain.challenges import Challenge
from bot.domain.scenario import Beat, Choice, Guarded, Line, Narration, Option, Scenario, Variety
from bot.domain.topic import Topic

Where = tuple[str, ...]
"""A group of texts: ("title",), ("about",), ("tip",), ("cast", id), ("ending", id), ("scene", id) for the lines and
prompts of a scene, ("option", scene id, option id) for an option and its reply; ("challenge", id); in a mixer's topic
("title",), ("about",), ("hello",) and ("prompts",)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text. `kind` is the key of the script that holds it, or the cast id of whoever says it; a narration has none.

    Its place is known by the group and the text itself, so that moving a line about inside its group changes nothing.
    """

    where: Where
    kind: str
    text: str


Say = Callable[[Wording], str]


def wordings_of(scenario: Scenario) -> tuple[Wording, ...]:
    """Every text of the scenario, each once, in the order of the script."""
    found: dict[Wording, None] = {}

    def note(one: Wording) -> str:
        if one.text:
            found.setdefault(one)
        return one.text

    reworded(scenario, note)
    return tuple(found)


def reworded(scenario: Scenario, say: Say) -> Scenario:
    """The same scenario with each text as `say` says it. Ids, conditions, points and order stay as they are."""
    return replace(
        scenario,
        title=say(Wording(("title",), "title", scenario.title)),
        about=say(Wording(("about",), "about", scenario.about)),
        tip=say(Wording(("tip",), "tip", scenario.tip)),
        cast={id: say(Wording(("cast", id), "cast", name)) for id, name in scenario.cast.items()},
        scenes={
            id: replace(scene, beats=tuple(_beats(scene.beats, ("scene", id), say)))
            for id, scene in scenario.scenes.items()
        },
        endings={id: say(Wording(("ending", id), "ending", text)) for id, text in scenario.endings.items()},
    )


def reworded_challenge(challenge: Challenge, say: Say) -> Challenge:
    """The same challenge in the words of `say`."""
    where = ("challenge", challenge.id)
    return replace(
        challenge, text=say(Wording(where, "try", challenge.text)), hint=say(Wording(where, "hint", challenge.hint))
    )


def wordings_of_challenge(challenge: Challenge) -> tuple[Wording, ...]:
    """The texts of a challenge."""
    where = ("challenge", challenge.id)
    return (Wording(where, "try", challenge.text), Wording(where, "hint", challenge.hint))


def reworded_topic(topic: Topic, say: Say) -> Topic:
    """The same topic in the words of `say`."""
    title, about, hello, *prompts = (say(one) for one in wordings_of_topic(topic))
    return replace(topic, title=title, about=about, hello=hello, prompts=tuple(prompts))


def wordings_of_topic(topic: Topic) -> tuple[Wording, ...]:
    """The texts of a mixer's topic."""
    return (
        Wording(("title",), "topic", topic.title),
        Wording(("about",), "line", topic.about),
        Wording(("hello",), "hello", topic.hello),
        *(Wording(("prompts",), "prompt", prompt) for prompt in topic.prompts),
    )


def _beats(beats: tuple[Beat, ...], where: Where, say: Say) -> Iterator[Beat]:
    for beat in beats:
        match beat:
            case Narration() | Line():
                yield _line(beat, where, say)
            case Variety(variants):
                yield Variety(tuple(_line(one, where, say) for one in variants))
            case Guarded(condition, inner):
                yield Guarded(condition, tuple(_beats(inner, where, say)))
            case Choice():
                prompt = say(Wording(where, "choose", beat.prompt))
                yield replace(beat, prompt=prompt, options=tuple(_option(one, where, say) for one in beat.options))
            case _:
                yield beat


def _line(beat: Narration | Line, where: Where, say: Say) -> Narration | Line:
    kind = beat.speaker if isinstance(beat, Line) else ""
    return replace(beat, text=say(Wording(where, kind, beat.text)))


def _option(option: Option, where: Where, say: Say) -> Option:
    own = ("option", where[1], option.id)
    return replace(
        option,
        text=say(Wording(own, "say" if option.spoken else "do", option.text)),
        why=say(Wording(own, "why", option.why)),
        reply=tuple(_beats(option.reply, own, say)),
    )
