"""When are two moments of a script the same? When nothing that is still to come can tell them apart.

A place is known by the beats that are still to play, and by that part of the state which those beats, or any
scene that they may lead to, look at. What was said makes no difference, nor does state never read again;
otherwise six yes-or-no facts in a first scene would make 64 times as many places as a player can notice.
"""

from collections.abc import Hashable, Iterable, Mapping

from bot.domain.engine import Frame, Run
from bot.domain.scenario import Beat, Choice, Goto, Guarded, Scenario, Visit, beats_within

Fact = str | tuple[str, str]
"""What a beat can look at: a name of the state, or whether an option with `once` was taken."""


class Places:
    """Tells the places of one scenario apart."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario  # also keeps the beats alive, which are known by their id()
        self.scenes = _facts_of_scenes(scenario)
        self.blocks: dict[tuple[int, int], frozenset[Fact]] = {}
        self.facts: dict[Hashable, tuple[Fact, ...]] = {}

    def key(self, run: Run) -> Hashable:
        """Equal for two waiting runs exactly when they are at the same place."""
        frames = [frame for frame in run.frames if frame.next < len(frame.beats)]
        position = (run.choice and run.choice.id, *((id(frame.beats), frame.next) for frame in frames))
        facts = self.facts.get(position)
        if facts is None:
            facts = self.facts[position] = self.facts_ahead(run.choice, frames)
        seen = (run.state[fact] if isinstance(fact, str) else fact in run.taken for fact in facts)
        return position, *seen

    def facts_ahead(self, choice: Choice | None, frames: Iterable[Frame]) -> tuple[Fact, ...]:
        """The facts that this choice, or anything after it, looks at, in a fixed order."""
        ahead = set(self.facts_in((choice,))) if choice else set[Fact]()
        for frame in frames:
            block = (id(frame.beats), frame.next)
            if block not in self.blocks:
                self.blocks[block] = self.facts_in(frame.beats[frame.next :])
            ahead |= self.blocks[block]
        return tuple(ahead)

    def facts_in(self, beats: tuple[Beat, ...]) -> frozenset[Fact]:
        facts, scenes = _looked_at(beats)
        return facts.union(*(self.scenes[scene] for scene in scenes))


def _facts_of_scenes(scenario: Scenario) -> Mapping[str, frozenset[Fact]]:
    """Per scene, the facts that it or any scene that it leads to looks at."""
    own = {scene.id: _looked_at(scene.beats) for scene in scenario.scenes.values()}
    leads_here: dict[str, set[str]] = {scene: set() for scene in own}
    for scene, (_, targets) in own.items():
        for target in targets:
            leads_here[target].add(scene)
    facts = {scene: looked_at for scene, (looked_at, _) in own.items()}
    waiting = list(facts)
    while waiting:
        target = waiting.pop()
        for scene in leads_here[target]:
            if not facts[target] <= facts[scene]:
                facts[scene] |= facts[target]
                waiting.append(scene)
    return facts


def _looked_at(beats: tuple[Beat, ...]) -> tuple[frozenset[Fact], frozenset[str]]:
    """The facts that these beats themselves look at, and the scenes that they lead to."""
    facts: set[Fact] = set()
    scenes: set[str] = set()
    for beat in beats_within(beats):
        match beat:
            case Guarded():
                facts |= beat.condition.names
            case Choice():
                facts.update((beat.id, option.id) for option in beat.options if option.once)
                for option in beat.options:
                    facts |= option.condition.names if option.condition else frozenset()
            case Goto() | Visit():
                scenes.add(beat.scene)
            case _:
                pass
    return frozenset(facts), frozenset(scenes)
