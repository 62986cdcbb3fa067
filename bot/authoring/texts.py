"""The texts of a file that can be translated, in the order in which a translation has them."""

from collections.abc import Iterable
from pathlib import Path

from bot.authoring.challenges import CHALLENGES, load_challenges
from bot.authoring.library import load_file
from bot.authoring.topics import FOLDER, load_topic_file
from bot.authoring.translations import SINGLE, translation_name
from bot.domain.scenario import Scenario
from bot.domain.wording import Where, Wording, wordings_of, wordings_of_challenge, wordings_of_topic

_BESIDE = ("yaml", "yml")


def texts_of(file: Path) -> tuple[Wording, ...] | None:
    """The texts of a scenario, of the challenges or of a mixer's topic; None where the file cannot be read."""
    if file.name == CHALLENGES:
        return tuple(text for one in load_challenges(file).challenges for text in wordings_of_challenge(one))
    if file.resolve().parent.name == FOLDER:
        topic = load_topic_file(file).topic
        return wordings_of_topic(topic) if topic else None
    scenario = load_file(file).scenario
    return tuple(in_order(scenario)) if scenario else None


def texts_beside(translation: Path) -> tuple[Wording, ...] | None:
    """The texts that a translation translates; None where their file is not beside it or cannot be read."""
    named = translation_name(translation)
    beside = [translation.with_name(f"{named[0]}.{suffix}") for suffix in _BESIDE] if named else []
    return next((texts_of(path) for path in beside if path.is_file()), None)


def in_order(scenario: Scenario) -> Iterable[Wording]:
    """The texts by group: the head of the script, its scenes each with its options, the endings."""
    groups: dict[Where, list[Wording]] = {}
    for one in wordings_of(scenario):
        if one.where[0] == "option":
            groups.setdefault(("scene", one.where[1]), [])
        groups.setdefault(one.where, []).append(one)
    order = sorted(groups, key=lambda where: _rank(where, scenario))
    return (one for where in order for one in groups[where])


def _rank(where: Where, scenario: Scenario) -> tuple[int, int, int]:
    """Stable: options stay in the order in which the script has them."""
    if where[0] in ("scene", "option"):
        return (2, list(scenario.scenes).index(where[1]), int(where[0] == "option"))
    return ((*SINGLE, "cast").index(where[0]) - 4 if where[0] != "ending" else 3, 0, 0)
