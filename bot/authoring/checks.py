"""What only playing a script through can find: dead ends, options nobody sees, choices that teach nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.authoring.checks_learning import learning_problems
from bot.authoring.checks_paths import path_problems
from bot.authoring.loaded import Loaded
from bot.authoring.playthrough import Playthrough, after, codes, example
from bot.authoring.problems import Problem, Severity
from bot.domain import limits
from bot.domain.circles import circles
from bot.domain.explore import Exploration, explore
from bot.domain.scenario import Beat, Choice, Goto, Guarded, Scene, Visit, beats_within, choices_of

_SUPERSEDES = {"unused-scene": "scene-never-reached", "unused-ending": "ending-never-reached"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A script with everything that was found in it. `exploration` is None where it could not be played through."""

    loaded: Loaded
    problems: tuple[Problem, ...]
    exploration: Exploration | None

    @property
    def playable(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return self.loaded.scenario is not None and all(p.severity is Severity.WARNING for p in self.problems)


def check(loaded: Loaded) -> Checked:
    """Play a script through and add what that finds to what reading it found, in the order of its lines.

    One with more state than a script may have is not played through: there each place costs as much as it has names.
    """
    if loaded.scenario is None or len(loaded.scenario.state) > limits.STATE_NAMES:
        return Checked(loaded, tuple(sorted(loaded.problems)), None)
    found = Playthrough(loaded, loaded.scenario, explore(loaded.scenario))
    problems = (
        *_dead_ends(found),
        *_circles(found),
        *_never_met(found),
        *_offers(found),
        *_too_long(found),
        *learning_problems(found),
        *path_problems(found),
    )
    return Checked(loaded, tuple(sorted({*_not_superseded(loaded, problems), *problems})), found.exploration)


def _not_superseded(loaded: Loaded, problems: Iterable[Problem]) -> Iterator[Problem]:
    """What reading found, without what playing says of the same line with more certainty."""
    said = {(problem.line, problem.code) for problem in problems}
    for problem in loaded.problems:
        if (problem.line, _SUPERSEDES.get(problem.code)) not in said:
            yield problem


def _dead_ends(found: Playthrough) -> Iterator[Problem]:
    explored = found.exploration
    for step, scene in explored.endless.items():
        yield found.error(
            ("option", *step) if step else ("scene", found.scenario.start),
            "endless",
            f"{after(step)}, scene `{scene}` plays on and on: no choice and no end ever comes.",
            "Put a choice or an `end` on the way round.",
        )
    for scene, step in explored.stops.items():
        yield found.error(
            ("scene", scene),
            "stops-without-ending",
            f"Scene `{scene}` runs out of beats, and nothing says how it ended ({example(step)}).",
            "Close it with `- end:` and the name of an ending, or send every option on with `then:`.",
        )
    for choice, step in explored.stuck.items():
        yield found.error(
            ("choice", choice),
            "no-way-out",
            f"From this choice on, no option ever leads to an ending ({example(step)}).",
            "Give one option on the way round a `then:` that leads out, or an `end` in its reply.",
        )


def _circles(found: Playthrough) -> Iterator[Problem]:
    """Circles that surely never end, where not every place was seen: what leads into one may be rare."""
    met = found.exploration.endless.values()
    for circle in () if found.exploration.exhaustive else circles(found.scenario):
        if not set(circle).intersection(met):
            yield found.error(
                ("scene", circle[0]),
                "endless",
                f"Scene `{circle[0]}` plays on and on: no choice and no end ever comes.",
                "Put a choice or an `end` on the way round.",
            )


def _never_met(found: Playthrough) -> Iterator[Problem]:
    """Scenes, choices, options and endings that nobody can come to; not what lies behind those."""
    if found.exploration.endless:
        return  # what lies behind an endless stretch would all be named here
    for scene in found.scenario.scenes.values():
        if scene.id in found.exploration.scenes:
            yield from _unseen_within(found, scene, scene.beats)
        else:
            yield _unseen_scene(found, scene)
    for ending in found.scenario.endings:
        if ending not in found.exploration.endings:
            yield found.warning(
                ("ending", ending),
                "ending-never-reached",
                f"No path comes to the ending `{ending}`{found.hedge}.",
                f"Write `- end: {ending}` where it belongs, or take it out.",
            )


def _unseen_scene(found: Playthrough, scene: Scene) -> Problem:
    leads = (beat for other in found.scenario.scenes.values() for beat in beats_within(other.beats))
    if any(isinstance(beat, Goto | Visit) and beat.scene == scene.id for beat in leads):
        message = f"Scene `{scene.id}` is never reached: what leads there never comes about"
        advice = "Look at the conditions on the way there, and at what ends before it."
    else:
        message = f"Nothing leads to scene `{scene.id}`"
        advice = f"Lead there with `then: {scene.id}` or `visit: {scene.id}`, or take it out."
    return found.never(("scene", scene.id), "scene-never-reached", message, advice)


def _unseen_within(found: Playthrough, scene: Scene, beats: tuple[Beat, ...]) -> Iterator[Problem]:
    for beat in beats:
        if isinstance(beat, Guarded):
            yield from _unseen_within(found, scene, beat.beats)
        elif isinstance(beat, Choice) and beat.id not in found.exploration.offers:
            yield found.never(
                ("choice", beat.id),
                "choice-never-reached",
                f"This choice in scene `{scene.id}` is never offered",
                "What comes before it always leads elsewhere, or a condition around it never holds.",
            )
        elif isinstance(beat, Choice):
            yield from _unseen_options(found, scene, beat)


def _unseen_options(found: Playthrough, scene: Scene, choice: Choice) -> Iterator[Problem]:
    for option in choice.options:
        if (choice.id, option.id) in found.exploration.options:
            yield from _unseen_within(found, scene, option.reply)
            continue
        why = f"`if: {option.condition.text}` never holds there" if option.condition else "it never gets its turn"
        yield found.never(
            ("option", choice.id, option.id),
            "option-never-visible",
            f"Nobody is ever offered `{option.id}`: {why}",
            "Change its `if`, or what sets the state before it, or take it out.",
        )


def _offers(found: Playthrough) -> Iterator[Problem]:
    """Choices that at times show too many options, or too few to be a choice."""
    for choice in choices_of(found.scenario):
        sets = found.exploration.offers.get(choice.id, frozenset())
        most = max(sets, key=len, default=frozenset[str]())
        if len(most) > limits.OPTIONS_SHOWN:
            yield found.error(
                ("choice", choice.id),
                "too-many-options",
                f"Up to {len(most)} options are visible here at once: {codes(most)}.",
                f"A card shows {limits.OPTIONS_SHOWN}. Take one out, or let an `if` hold some back.",
            )
        alone = sorted({option for shown in sets if len(shown) == 1 for option in shown})
        if alone:
            yield found.warning(
                ("choice", choice.id),
                "only-one-option",
                f"At times {codes(alone, 'or')} is the only option here, which leaves nothing to choose.",
                "Let a second option stay, or guard the choice so that it is passed over then.",
            )


def _too_long(found: Playthrough) -> Iterator[Problem]:
    """What is read at once must fit one card. Options have a limit of their own, so they are not counted."""
    prompts = {choice.id: len(choice.prompt) for choice in choices_of(found.scenario)}
    for choice, length in found.exploration.news.items():
        if length + prompts[choice] > limits.CARD_TEXT:
            yield found.error(
                ("choice", choice),
                "cannot-fit-card",
                f"Up to {length + prompts[choice]:,} characters are read at once before this choice.",
                f"A card holds {limits.CARD_TEXT:,}. Shorten them, or put a choice in between.",
            )
    for ending, length in found.exploration.finales.items():
        if length > limits.CARD_TEXT:
            yield found.error(
                ("ending", ending),
                "cannot-fit-card",
                f"Up to {length:,} characters are read at once before the ending `{ending}`.",
                f"A card holds {limits.CARD_TEXT:,}. Shorten them, or put a choice in between.",
            )
