"""A mixer's stages, by the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mixer import (
    Enter,
    LetGo,
    Member,
    Mixer,
    Nudge,
    Outage,
    Pace,
    Role,
    Shrunk,
    Stage,
    Weigh,
    due,
    due_at,
    prompt,
    role,
    shares,
)
from bot.domain.topic import Topic

START = datetime(2026, 1, 1, tzinfo=UTC)
PACE = Pace()


def meeting(stage: Stage = Stage.HELLO, *said: int, round: int = 0) -> Mixer:  # noqa: A002
    """A mixer whose people have said so many things each, in a stage that began at START."""
    members = tuple(Member(person, person, count, START if count else None) for person, count in enumerate(said))
    return Mixer(stage, round, START, START, members)


def after(seconds: float) -> datetime:
    """So many seconds after START."""
    return START + timedelta(seconds=seconds)


def test_stages_in_their_order() -> None:
    """With nobody silent, a mixer goes from Hello through three rounds to the end, each stage as long as it is."""
    mixer, now, seen = meeting(Stage.HELLO, 5, 5, 5, 5), START, list[tuple[Stage, int]]()
    while mixer.stage is not Stage.OVER:
        now = max(now, due_at(mixer, PACE))
        match due(mixer, PACE, now):
            case Nudge():
                mixer = replace(mixer, nudged=True)
            case Weigh():
                mixer = replace(mixer, weighed=mixer.round)
            case Enter(stage, number):
                spoken = tuple(replace(one, heard_at=now) for one in mixer.members)
                mixer = replace(mixer, stage=stage, round=number, since=now, members=spoken)
                seen.append((stage, number))
            case step:
                raise AssertionError(step)
    rounds = [(Stage.ROUND, number) for number in (1, 2, 3)]
    assert seen == [*rounds, (Stage.BALANCE, 3), (Stage.KUDOS, 3), (Stage.GOODBYE, 3), (Stage.OVER, 3)]
    length = PACE.hello + 3 * PACE.round + PACE.balance + PACE.kudos + PACE.goodbye
    assert now == after(length)


def test_nothing_is_due_before_its_time() -> None:
    """A second before a minute nobody is nudged; at the minute those who are silent are."""
    mixer = meeting(Stage.HELLO, 1, 0, 2, 0)
    assert due(mixer, PACE, after(59)) is None
    assert due(mixer, PACE, after(60)) == Nudge((1, 3))
    assert due(replace(mixer, nudged=True), PACE, after(61)) is None


def test_more_than_half_of_the_talk() -> None:
    """Half is not more than half, few messages say nothing, and nobody is told twice or among two."""
    half = replace(meeting(Stage.ROUND, 5, 3, 2, round=1))
    more = meeting(Stage.ROUND, 6, 3, 2, round=1)
    few = meeting(Stage.ROUND, 5, 1, 1, round=1)
    told = replace(more, members=(replace(more.members[0], hinted=True), *more.members[1:]))
    two = replace(more, members=(*more.members[:2], replace(more.members[2], here=False)))
    now = after(PACE.round / 2)
    assert due(more, PACE, now) == Weigh(0)
    assert all(due(mixer, PACE, now) == Weigh(None) for mixer in (half, few, told, two))


def test_silence_and_voice() -> None:
    """Silence lets somebody go at a round's end, unless they are in the voice room or the bot was away."""
    members = (
        Member(1, 0, 3, after(100)),
        Member(2, 1),
        Member(3, 2, in_voice_since=START),
        Member(4, 3, 1, after(PACE.hello + 1)),
    )
    mixer = replace(meeting(Stage.ROUND, round=1), since=after(PACE.hello), members=members, weighed=1)
    end = PACE.hello + PACE.round
    assert due(mixer, PACE, after(end)) == LetGo((2,))
    assert due(mixer, PACE, after(end + 40)) == Enter(Stage.ROUND, 2)


def test_who_is_left_alone_with_kudos_says_goodbye() -> None:
    """A mixer whose people go during kudos has come to its end: the last of them reads goodbye, and no apology."""
    state = meeting(Stage.KUDOS, 3, 3, 3, round=3)
    for left in (1, 0):
        members = tuple(replace(one, here=one.person < left) for one in state.members)
        alone = replace(state, members=members)
        assert due_at(alone, PACE) <= START
        assert due(alone, PACE, START) == Enter(Stage.GOODBYE, 3)


def test_what_was_said_unheard_is_no_silence() -> None:
    """Who may have spoken while the bot was away is neither drawn in nor let go, and nobody holds most of the talk."""
    away = Outage(after(10), after(30))
    hello = meeting(Stage.HELLO, 0, 0, 1)
    assert due(hello, PACE, after(PACE.nudge), away) == Nudge(())
    assert due(replace(hello, since=after(30)), PACE, after(30 + PACE.nudge), away) == Nudge((0, 1))
    talk = replace(meeting(Stage.ROUND, 9, 1, 1, round=1), weighed=0)
    assert due(talk, PACE, after(PACE.round / 2), away) == Weigh(None)
    silent = replace(meeting(Stage.ROUND, 9, 1, 0, round=1), weighed=1, opened_at=after(-200))
    long_ago = Outage(after(-200), after(-180))
    assert due(silent, PACE, after(PACE.round), long_ago) == LetGo((2,))
    assert due(silent, PACE, after(PACE.round), away) == Enter(Stage.ROUND, 2)


def test_one_is_no_group() -> None:
    """Where one is left, or nobody, the mixer is over at once, whatever the time is."""
    mixer = meeting(Stage.ROUND, 1, 1, round=1)
    gone = replace(mixer, members=(mixer.members[0], replace(mixer.members[1], here=False)))
    assert due(gone, PACE, START) == Shrunk(0)
    assert due(replace(mixer, members=()), PACE, START) == Shrunk(None)
    assert due(replace(gone, stage=Stage.GOODBYE), PACE, START) is None


@given(st.integers(0, 2**63 - 1))
def test_everybody_has_every_role(seed: int) -> None:
    """In a round no two of four have the same role, and over four rounds everybody has had each."""
    for number in range(1, 5):
        assert {role(seed, number, seat) for seat in range(4)} == set(Role)
    for seat in range(4):
        assert {role(seed, number, seat) for number in range(1, 5)} == set(Role)


@given(st.integers(0, 2**63 - 1))
def test_no_prompt_twice(seed: int) -> None:
    """The rounds of a mixer have different prompts."""
    topic = Topic("t", "T", "", frozenset(), None, "", tuple(f"prompt {n}" for n in range(12)))
    assert len({prompt(topic, seed, number) for number in range(1, 13)}) == 12


@given(st.lists(st.integers(0, 500), max_size=6))
def test_shares_add_up(said: list[int]) -> None:
    """The parts of the talk make a whole, or nothing where nobody spoke."""
    parts = shares(meeting(Stage.HELLO, *said).members)
    assert abs(sum(parts.values()) - (1 if sum(said) else 0)) < 1e-9
