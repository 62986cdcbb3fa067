"""What the mixers' services hand to cards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mixer import Member, Pace, Role
from bot.domain.topic import Topic
from bot.domain.traits import Trait
from bot.storage.mixers import StoredMixer
from bot.storage.sends import Send
from bot.storage.servers import Answer


@dataclass(frozen=True, slots=True)
class PanelView:
    """A lobby: how many wait for each topic (None for a surprise), and how many are in mixers now."""

    topics: tuple[Topic, ...]
    waiting: Mapping[str | None, int]
    meeting: int
    open: bool


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
    passed_by: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody who waits, or waited, hears of it on the answer to their click. `wait` is None when it is over."""

    answer: Answer
    wait: WaitView | None


@dataclass(frozen=True, slots=True)
class RoomView:
    """A mixer as its cards show it."""

    mixer: StoredMixer
    topic: Topic
    pace: Pace
    prompt: str
    shares: Mapping[int, float]

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
