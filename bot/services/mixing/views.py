"""What the mixers' services hand to cards."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.mixer import Member, Pace, Role
from bot.domain.schedule import Due, Scheduled
from bot.domain.topic import Topic
from bot.domain.traits import Trait
from bot.storage.lines import Answer, Waits
from bot.storage.mixers import StoredMixer
from bot.storage.sends import Send


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A scheduled mixer and what it is about; None for a surprise."""

    scheduled: Scheduled
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class PanelView:
    """A lobby: how many wait for each topic (None for a surprise), how many meet now, and what is scheduled."""

    topics: tuple[Topic, ...]
    waiting: Mapping[str | None, int]
    meeting: int
    open: bool
    upcoming: tuple[Upcoming, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinView:
    """What one reads before joining. `agreed` tells whether this person has agreed to be stored."""

    topics: tuple[Topic, ...]
    waiting: Mapping[str | None, int]
    agreed: bool


@dataclass(frozen=True, slots=True)
class WaitView:
    """Somebody waits, until `until`. `topic` is None for a surprise, `others` how many wait with them."""

    topic: Topic | None
    others: int
    until: datetime


@dataclass(frozen=True, slots=True)
class HereView:
    """Somebody is there for a scheduled mixer, or would be once they agree to be stored; `others` are there already."""

    upcoming: Upcoming
    others: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class SeatView:
    """Somebody came late and found a free seat in this thread."""

    thread: int


@dataclass(frozen=True, slots=True)
class DueView:
    """What is to be done for a scheduled mixer that ends at `ends_at`; `lobby` is the channel, if it is `open`."""

    what: Due
    upcoming: Upcoming
    ends_at: datetime
    lobby: int
    open: bool


class News(Enum):
    """What somebody who waits, or waited, hears."""

    WAITS = "you are in line"
    PASSED_BY = "a group has just begun without you"
    FEW_CAME = "too few were there at the hour"
    WAITED = "nobody came, and you are out of the line"
    CALLED_OFF = "what you came for was called off"
    CLOSED = "the lobby was closed"


@dataclass(frozen=True, slots=True)
class Notice:
    """News for somebody in the line of a server, on the answer to their click, or in private where there is none.

    `wait` is None where they wait no longer.
    """

    server: int
    person: int
    answer: Answer | None
    news: News
    wait: WaitView | None = None


def out_of_line(waits: Iterable[Waits], news: News) -> list[Notice]:
    """News for people who wait no longer."""
    return [Notice(one.server, one.person, one.answer, news) for one in waits]


@dataclass(frozen=True, slots=True)
class RoomView:
    """A mixer as its cards show it. `shares` are of the messages, 0..1; `spoke` counts seconds in the voice room."""

    mixer: StoredMixer
    topic: Topic
    pace: Pace
    prompt: str
    shares: Mapping[int, float]
    spoke: Mapping[int, float]

    @property
    def present(self) -> tuple[Member, ...]:
        return self.mixer.state.present


@dataclass(frozen=True, slots=True)
class Task:
    """Something to say or to do in a mixer. `got` is set for what others saw in somebody."""

    send: Send
    room: RoomView
    got: Counter[Trait]


@dataclass(frozen=True, slots=True)
class RoleView:
    """Somebody's role in a round; `hinted` where they hold most of the talk."""

    role: Role
    round: int
    hinted: bool


@dataclass(frozen=True, slots=True)
class KudosView:
    """Whom somebody can give kudos in a mixer, and what they have given."""

    mixer: int
    others: tuple[int, ...]
    given: Mapping[int, Trait]


@dataclass(frozen=True, slots=True)
class GiftView:
    """What others saw in somebody."""

    got: Counter[Trait]
