"""What can be seen of how a script hangs together without playing it."""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.authoring.findings import Findings
from bot.authoring.names import Names, Step, Uses
from bot.authoring.nodes import Fields, Items, Node, Text
from bot.authoring.suggestions import Guesses
from bot.authoring.values import Values
from bot.authoring.vocabulary import LOGIC_WORDS, STATE_NAME

Neighbours = Mapping[str, list[str]]
"""Per scene those beside it, one way or the other."""

_WORD = re.compile(r"[A-Za-z]\w*")


def check_state(values: Values, root: Node, names: Names, uses: Uses) -> None:
    """Note what the state keeps and no condition looks at."""
    if values.findings.full:
        return
    words = (word for text in _values(root, {"if"}) for word in _WORD.findall(text))
    meant = _meant(words, names.state or (), values.guesses)
    for name in names.state or ():
        if name not in meant and STATE_NAME.fullmatch(name) and name not in LOGIC_WORDS:
            message = f"No condition looks at `{name}`."
            line = uses.lines["state", name]
            values.findings.warn(line, "unread-state", message, "Use it in an `if`, or take it out.")


def check_reach(values: Values, root: Node, names: Names, uses: Uses) -> None:
    """Note scenes and endings that nothing names. Only for a script that cannot be played, where playing would tell."""
    if values.findings.full:
        return
    led_to = _values(root, {"visit", "then"})
    scenes = _meant(led_to, names.scenes or (), values.guesses) | {step.target for step in uses.steps}
    for scene in (names.scenes or ())[1:] if None not in scenes else ():
        if scene not in scenes:
            message = f"Nothing leads to scene `{scene}`."
            advice = f"Lead there with `then: {scene}` or `visit: {scene}`, or take it out."
            values.findings.warn(uses.lines["scene", scene], "scene-never-reached", message, advice)
    endings = _meant(_values(root, {"end"}), names.endings or (), values.guesses) | uses.endings
    for ending in names.endings or () if None not in endings else ():
        if ending not in endings:
            message = f"No path comes to the ending `{ending}`."
            advice = f"Write `- end: {ending}` where it belongs, or take it out."
            values.findings.warn(uses.lines["ending", ending], "ending-never-reached", message, advice)


def check_visits(findings: Findings, steps: list[Step]) -> None:
    """Note a circle with a visit in it: each time round begins inside the one before, without end."""
    named: set[str] = set()
    onward = _neighbours(steps)
    circles = _circles(onward, _neighbours(steps, back=True))
    for step in (step for step in steps if step.returns):
        circle = circles[step.source]
        if findings.full:
            return
        if circle != circles[step.target] or circle in named:
            continue
        named.add(circle)
        path = _shortened([step.source, *_path(onward, step.target, step.source)])
        message = f"This visit leads back to where it began: {path}."
        advice = "A visit must come to its end before its scene begins again; use `then` all the way round."
        findings.error(step.line, "visit-cycle", message, advice)


def _circles(onward: Neighbours, backward: Neighbours) -> Mapping[str, str]:
    """For every scene the name of its circle: scenes that lead to each other share one (Kosaraju's algorithm)."""
    circles: dict[str, str] = {}
    for root in reversed(_left_last(onward)):
        waiting = [root]
        while waiting:
            scene = waiting.pop()
            if scene not in circles:
                circles[scene] = root
                waiting.extend(backward[scene])
    return circles


def _left_last(onward: Neighbours) -> list[str]:
    """The scenes in the order in which a search through depth leaves them."""
    left: list[str] = []
    seen: set[str] = set()
    for root in onward:
        trail = [(root, iter(onward[root]))] if root not in seen else []
        seen.add(root)
        while trail:
            scene, following = trail[-1]
            fresh = next((scene for scene in following if scene not in seen), None)
            if fresh is None:
                left.append(scene)
                trail.pop()
            else:
                seen.add(fresh)
                trail.append((fresh, iter(onward[fresh])))
    return left


def _neighbours(steps: list[Step], *, back: bool = False) -> Neighbours:
    """Where each scene leads; with `back`, where each is come from."""
    neighbours: dict[str, list[str]] = {}
    for step in steps:
        near, far = (step.target, step.source) if back else (step.source, step.target)
        neighbours.setdefault(near, []).append(far)
        neighbours.setdefault(far, [])
    return neighbours


def _path(onward: Neighbours, start: str, goal: str) -> list[str]:
    """The shortest way from scene to scene, both included; empty where there is none."""
    before: dict[str, str] = {}
    queue = [start]
    for scene in queue:
        if scene == goal:
            break
        for following in onward[scene]:
            if following not in before and following != start:
                before[following] = scene
                queue.append(following)
    path = [goal]
    while path[-1] != start and path[-1] in before:
        path.append(before[path[-1]])
    return path[::-1]


def _shortened(path: list[str]) -> str:
    names = [f"`{scene}`" for scene in path]
    return " → ".join(names if len(names) <= 8 else [*names[:4], "…", *names[-3:]])


def _values(node: Node, keys: Collection[str]) -> Iterator[str]:
    """Every text behind one of the keys, wherever it stands, sound or not."""
    match node:
        case Fields():
            for key, value in node:
                if key.text in keys:
                    yield from _texts(value)
                else:
                    yield from _values(value, keys)
        case Items():
            for item in node.items:
                yield from _values(item, keys)
        case Text():  # `- then:cold`, written without a space, was not read as a key
            key, _, value = node.text.partition(":")
            if key in keys:
                yield value


def _texts(node: Node) -> Iterator[str]:
    """Every text in a value: `then: [cold]` is written wrongly, and still names a scene."""
    match node:
        case Text():
            yield node.text
        case Items():
            for item in node.items:
                yield from _texts(item)
        case Fields():
            for key, value in node:
                yield key.text
                yield from _texts(value)


def _meant(words: Iterator[str], names: Collection[str], guesses: Guesses) -> set[str | None]:
    """The names among the words, those included that a misspelt word was probably meant to be; else None."""
    there = frozenset(names)
    return {word if word in there else guesses.nearest(word, names) for word in dict.fromkeys(words)}
