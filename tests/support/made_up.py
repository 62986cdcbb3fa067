"""Valid scenarios, made up by Hypothesis: with guards, variety, visits, clocks, `once`, and scenes that come again.

Every path comes to an end: scenes lead to later ones only, visited scenes lead nowhere, and what leads back to its own
scene can be taken once.
"""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.domain.conditions import State, parse_condition
from bot.domain.scenario import (
    Beat,
    Change,
    Choice,
    End,
    Goto,
    Line,
    Narration,
    Option,
    Scenario,
    Variety,
    Visit,
)
from bot.domain.traits import Trait
from tests.support.scripts import guarded, scenario

STATE: State = {"warmth": 0, "met": False}
CONDITIONS = st.sampled_from(["warmth > 0", "warmth <= 1", "met", "not met", "met or warmth > 1"])
WORDS = st.sampled_from(["Rain.", "A fork drops.", "Somebody laughs.", "No."])
SAID: SearchStrategy[Narration | Line] = st.builds(Narration, WORDS) | st.builds(Line, st.just("ann"), WORDS)
VARIETY = st.builds(Variety, st.lists(SAID, min_size=2, max_size=3).map(tuple))
ENDS = st.builds(End, st.sampled_from(["well", "badly"]))
POINTS = st.dictionaries(st.sampled_from(list(Trait)), st.integers(-3, 3), max_size=2)
CHANGES = st.builds(
    Change,
    st.dictionaries(st.just("met"), st.booleans(), max_size=1),
    st.dictionaries(st.just("warmth"), st.integers(-1, 2), max_size=1),
)


@st.composite
def scenarios(draw: DrawFn) -> Scenario:
    """A scenario of one to three scenes in a row, some of which visit others."""
    visits = [f"v{number}" for number in range(draw(st.integers(0, 2)))]
    count = draw(st.integers(1, 3))
    scenes: dict[str, tuple[Beat, ...]] = {}
    for number in range(count):
        onward = [Goto(f"s{later}") for later in range(number + 1, count)]
        last = onward[0] if onward and draw(st.booleans()) else draw(ENDS)
        scenes[f"s{number}"] = (*draw(_scene(f"s{number}", onward, visits)), last)
    for visit in visits:
        scenes[visit] = draw(_scene(visit, [], []))
    return scenario(scenes, state=STATE)


@st.composite
def _scene(draw: DrawFn, scene: str, onward: list[Goto], visits: list[str]) -> tuple[Beat, ...]:
    """Blocks of beats with choices in between; the last one may be a hub, from where the scene begins again."""
    plain: SearchStrategy[Beat] = st.one_of(SAID, VARIETY, CHANGES, *[st.just(Visit(visit)) for visit in visits])
    block = st.lists(plain | st.builds(guarded, CONDITIONS, plain), max_size=2)
    beats = draw(block)
    for number in range(1, draw(st.integers(0, 2)) + 1):
        offered = draw(_choice(f"{scene}/{number}", block, onward))
        beats += [guarded(draw(CONDITIONS), offered) if draw(st.booleans()) else offered, *draw(block)]
    if onward and draw(st.booleans()):
        beats.append(draw(_choice(f"{scene}/9", block, [Goto(scene)])))
    return tuple(beats)


@st.composite
def _choice(draw: DrawFn, id: str, replies: SearchStrategy[list[Beat]], exits: list[Goto]) -> Choice:
    """A choice whose option `o0` is always there, and is what silence takes where there is a clock."""
    options = [Option("o0", "I see.", True, draw(POINTS), "", tuple(draw(replies)), draw(CHANGES), None, False)]
    for number in range(1, draw(st.integers(2, 4))):
        reply = [*draw(replies), *draw(st.sampled_from([[], exits[:1]]))]
        condition = parse_condition(draw(CONDITIONS)) if draw(st.booleans()) else None
        leads_back = any(isinstance(beat, Goto) for beat in reply)
        once = leads_back or draw(st.booleans())
        spoken = draw(st.booleans())
        options.append(
            Option(
                f"o{number}", f"Go {number}.", spoken, draw(POINTS), "", tuple(reply), draw(CHANGES), condition, once
            )
        )
    timed = draw(st.booleans())
    return Choice(id, "What now?", tuple(options), 60 if timed else None, "o0" if timed else None)
