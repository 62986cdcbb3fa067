"""Circles of scenes that play on and on, seen without playing.

Playing a script through comes to every such circle where there is room for every place; beyond that, it may lie behind
what hardly anybody does. Here only what is certain counts: where a condition could lead out, nothing is said.
"""

from collections.abc import Iterator

from bot.domain.scenario import Beat, Choice, End, Goto, Guarded, Scenario, Scene, Visit, beats_within


def circles(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The scenes of each circle from which no run that comes there ever gets out, in the order in which they play."""
    passing = _passing(scenario)
    onward = {scene.id: _onward(scene, passing) for scene in scenario.scenes.values()}
    seen: set[str] = set()
    for start in onward:
        way: list[str] = []
        scene: str | None = start
        while scene is not None and scene not in seen:
            seen.add(scene)
            way.append(scene)
            scene = onward[scene]
        if scene in way:
            yield tuple(way[way.index(scene) :])


def _passing(scenario: Scenario) -> frozenset[str]:
    """The scenes that always play to their end at once, whatever holds, with all that they lead to."""
    left: dict[str, set[str]] = {}
    leads_here: dict[str, list[str]] = {scene: [] for scene in scenario.scenes}
    for scene in scenario.scenes.values():
        beats = tuple(beats_within(scene.beats))
        if any(isinstance(beat, Choice | End) for beat in beats):
            continue
        left[scene.id] = {beat.scene for beat in beats if isinstance(beat, Goto | Visit)}
        for target in left[scene.id]:
            leads_here[target].append(scene.id)
    ready = [scene for scene, targets in left.items() if not targets]
    for passing in ready:
        for scene in leads_here[passing]:
            left[scene].discard(passing)
            if not left[scene]:
                ready.append(scene)
    return frozenset(ready)


def _onward(scene: Scene, passing: frozenset[str]) -> str | None:
    """The scene that this one always comes to at once, not to pass through it; None where that may differ."""
    for beat in scene.beats:
        match beat:
            case Goto(target):
                return target
            case Visit(target) if target not in passing:
                return target
            case Choice() | End():
                return None
            case Guarded(_, beats) if not _harmless(beats, passing):
                return None
            case _:
                pass
    return None


def _harmless(beats: tuple[Beat, ...], passing: frozenset[str]) -> bool:
    """Whether the script goes on behind these beats just as it would without them."""
    return not any(
        isinstance(beat, Choice | End | Goto) or (isinstance(beat, Visit) and beat.scene not in passing)
        for beat in beats_within(beats)
    )
