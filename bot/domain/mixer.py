"""A mixer from Hello to goodbye, by the clock. Pure: what is due follows from where it stands and what time it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import permutations

from bot.domain.chance import draw, pick
from bot.domain.topic import Topic

LARGE_SHARE = 0.5  # of the talk; whoever has more than this is told once, and alone
ENOUGH_SAID = 8  # messages in all before a share says anything
AWAY = 30.0  # seconds late after which the bot was away: it heard nobody, and holds nobody's silence against them
CROWD = 3  # people present before one of them can be said to hold most of the talk


class Stage(StrEnum):
    """Where a mixer is. The value is kept in the database."""

    OPENING = "opening"
    HELLO = "hello"
    ROUND = "round"
    BALANCE = "balance"
    KUDOS = "kudos"
    GOODBYE = "goodbye"
    OVER = "over"


class Role(StrEnum):
    """What somebody tries in a round. Each has another one in the next round."""

    LISTENER = "listener"
    BRIDGE = "bridge"
    HOST = "host"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long everything takes, in seconds. After `silence`, somebody is taken to have gone."""

    nudge: float = 60
    hello: float = 120
    round: float = 300
    rounds: int = 3
    balance: float = 45
    kudos: float = 180
    goodbye: float = 300
    silence: float = 420  # Hello and a round

    def of(self, stage: Stage) -> float:
        """The length of a stage. OPENING takes as long as Discord takes, and OVER has none."""
        lengths = {
            Stage.HELLO: self.hello,
            Stage.ROUND: self.round,
            Stage.BALANCE: self.balance,
            Stage.KUDOS: self.kudos,
            Stage.GOODBYE: self.goodbye,
        }
        return lengths.get(stage, 0)

    @property
    def length(self) -> float:
        """Seconds from hello to the end."""
        return self.hello + self.rounds * self.round + self.balance + self.kudos + self.goodbye


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a mixer. `said` counts messages, `spoke` seconds in the voice room before `in_voice_since`.

    `heard_at` is when they last said something, or left the voice room.
    """

    person: int
    seat: int
    said: int = 0
    heard_at: datetime | None = None
    here: bool = True
    hinted: bool = False
    spoke: float = 0.0
    in_voice_since: datetime | None = None

    @property
    def speaking(self) -> bool:
        """Whether they are in the voice room."""
        return self.in_voice_since is not None

    def spoken(self, now: datetime) -> float:
        """Seconds in the voice room until now."""
        running = (now - self.in_voice_since).total_seconds() if self.in_voice_since else 0.0
        return self.spoke + max(0.0, running)


@dataclass(frozen=True, slots=True)
class Mixer:
    """A mixer as it stands. `since` is when its stage began, `opened_at` when it did.

    `weighed` is the last round in which the balance was looked at half-way.
    """

    stage: Stage
    round: int
    since: datetime
    opened_at: datetime
    members: tuple[Member, ...]
    nudged: bool = False
    weighed: int = 0

    @property
    def present(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.here)

    @property
    def running(self) -> bool:
        """Whether people are meeting: not before the room is open, and not once goodbye was said."""
        return self.stage in (Stage.HELLO, Stage.ROUND, Stage.BALANCE, Stage.KUDOS)


@dataclass(frozen=True, slots=True)
class Nudge:
    """Draw these people in, by name."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weigh:
    """Half a round is over. `heavy` holds more than half of the talk and has not been told; None where nobody does."""

    heavy: int | None


@dataclass(frozen=True, slots=True)
class LetGo:
    """These people have been silent for long: let them go, kindly."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Enter:
    """Go on to this stage; `round` counts from 1 in ROUND and stays as it is after."""

    stage: Stage
    round: int


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One person is left, or nobody: close, with an apology."""

    left: int | None


@dataclass(frozen=True, slots=True)
class Outage:
    """From when until when the bot was away last, and heard nobody."""

    since: datetime
    until: datetime


Step = Nudge | Weigh | LetGo | Enter | Shrunk


def due(mixer: Mixer, pace: Pace, now: datetime, away: Outage | None = None) -> Step | None:
    """The next thing to do, or None where nothing is due yet. Do it, and ask again.

    What was said while the bot was `away` was not heard: nobody's silence in that time is silence.
    """
    if mixer.stage in (Stage.OPENING, Stage.OVER):
        return None
    if mixer.running and len(mixer.present) < 2:
        return _shrunk(mixer, pace)
    if now < due_at(mixer, pace):
        return None
    if now < _end(mixer, pace):
        missed = away is not None and away.until > mixer.since
        if mixer.stage is Stage.HELLO:
            quiet = (one for one in mixer.present if not one.said and not one.speaking)
            return Nudge(() if missed else tuple(one.person for one in quiet))
        return Weigh(None if missed else heavy(mixer))
    gone = _silent(mixer, pace, now, away) if mixer.stage is Stage.ROUND else ()
    return LetGo(gone) if gone else Enter(*_after(mixer, pace))


def _shrunk(mixer: Mixer, pace: Pace) -> Step:
    """Nobody is left to talk with. Once kudos were given, a mixer has come to its end, and needs no apology."""
    if mixer.stage is Stage.KUDOS:
        return Enter(*_after(mixer, pace))
    return Shrunk(mixer.present[0].person if mixer.present else None)


def due_at(mixer: Mixer, pace: Pace) -> datetime:
    """When to look at a running mixer next."""
    if mixer.running and len(mixer.present) < 2:
        return mixer.since
    if mixer.stage is Stage.HELLO and not mixer.nudged:
        return min(mixer.since + timedelta(seconds=pace.nudge), _end(mixer, pace))
    if mixer.stage is Stage.ROUND and mixer.weighed < mixer.round:
        return mixer.since + timedelta(seconds=pace.round / 2)
    return _end(mixer, pace)


def heavy(mixer: Mixer) -> int | None:
    """Who holds more than half of the talk and has not been told yet."""
    said = sum(one.said for one in mixer.members)
    if said < ENOUGH_SAID or len(mixer.present) < CROWD:
        return None
    return next((one.person for one in mixer.present if not one.hinted and one.said > LARGE_SHARE * said), None)


def role(seed: int, number: int, seat: int) -> Role:
    """The role of a seat (from 0) in a round (`number` from 1): over four rounds everybody has had each."""
    orders = list(permutations(Role))
    return orders[pick(len(orders), seed, "roles")][(seat + number) % len(Role)]


def prompt(topic: Topic, seed: int, number: int) -> str:
    """The prompt of a round (`number` from 1); no two rounds of a mixer have the same while there are others."""
    order = sorted(range(len(topic.prompts)), key=lambda at: draw(seed, "prompt", at))
    return topic.prompts[order[(number - 1) % len(order)]]


def shares(members: Sequence[Member]) -> dict[int, float]:
    """Each person's part of the talk, 0 to 1; all 0 where nobody has said anything."""
    said = sum(one.said for one in members)
    return {one.person: one.said / said if said else 0.0 for one in members}


def _end(mixer: Mixer, pace: Pace) -> datetime:
    return mixer.since + timedelta(seconds=pace.of(mixer.stage))


def _silent(mixer: Mixer, pace: Pace, now: datetime, away: Outage | None) -> tuple[int, ...]:
    longest = timedelta(seconds=pace.silence)
    if now - _end(mixer, pace) > timedelta(seconds=AWAY) or (away and away.until > now - longest):
        return ()
    quiet = (one for one in mixer.present if not one.speaking)
    return tuple(one.person for one in quiet if now - (one.heard_at or mixer.opened_at) >= longest)


def _after(mixer: Mixer, pace: Pace) -> tuple[Stage, int]:
    match mixer.stage:
        case Stage.HELLO:
            return Stage.ROUND, 1
        case Stage.ROUND if mixer.round < pace.rounds:
            return Stage.ROUND, mixer.round + 1
        case Stage.ROUND:
            return Stage.BALANCE, mixer.round
        case Stage.BALANCE:
            return Stage.KUDOS, mixer.round
        case Stage.KUDOS:
            return Stage.GOODBYE, mixer.round
        case _:
            return Stage.OVER, mixer.round
