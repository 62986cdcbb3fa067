"""Routes of mixers: the lobby's panel, the room's buttons, kudos."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class Join(Route):
    """See what can be joined."""

    verb: ClassVar[str] = "mjoin"


@dataclass(frozen=True, slots=True)
class JoinTopic(Route):
    """The menu of topics; the value picked is a topic's id. `agrees` is 1 where it stands beside what is kept."""

    verb: ClassVar[str] = "mtopic"
    agrees: int


@dataclass(frozen=True, slots=True)
class Surprise(Route):
    """Join for whatever topic comes; `agrees` as for a topic."""

    verb: ClassVar[str] = "msurprise"
    agrees: int


@dataclass(frozen=True, slots=True)
class LeaveLine(Route):
    """Wait no longer."""

    verb: ClassVar[str] = "munwait"


@dataclass(frozen=True, slots=True)
class MyRole(Route):
    """Show one's role card."""

    verb: ClassVar[str] = "mrole"
    mixer: int


@dataclass(frozen=True, slots=True)
class LeaveRoom(Route):
    """Leave a mixer."""

    verb: ClassVar[str] = "mleave"
    mixer: int


@dataclass(frozen=True, slots=True)
class OpenKudos(Route):
    """Choose whom to tell what one saw in them."""

    verb: ClassVar[str] = "mkudos"
    mixer: int


@dataclass(frozen=True, slots=True)
class GiveKudos(Route):
    """The menu for one person; the value picked is a trait."""

    verb: ClassVar[str] = "mgive"
    mixer: int
    person: int


@dataclass(frozen=True, slots=True)
class MyKudos(Route):
    """Show what others saw in oneself."""

    verb: ClassVar[str] = "mgot"
    mixer: int


@dataclass(frozen=True, slots=True)
class KeepBlock(Route):
    """Agree to be stored, and block this person."""

    verb: ClassVar[str] = "mblock"
    person: int


@dataclass(frozen=True, slots=True)
class ImHere(Route):
    """Be there for a scheduled mixer."""

    verb: ClassVar[str] = "mhere"
    scheduled: int


@dataclass(frozen=True, slots=True)
class AgreeHere(Route):
    """Agree to be stored, and be there."""

    verb: ClassVar[str] = "magree"
    scheduled: int


@dataclass(frozen=True, slots=True)
class CallOff(Route):
    """Call off a scheduled mixer, and with `series` 1 those that would follow it."""

    verb: ClassVar[str] = "mcalloff"
    scheduled: int
    series: int


MEETING: tuple[type[Route], ...] = (
    Join,
    JoinTopic,
    Surprise,
    LeaveLine,
    MyRole,
    LeaveRoom,
    OpenKudos,
    GiveKudos,
    MyKudos,
    KeepBlock,
)
SCHEDULED: tuple[type[Route], ...] = (ImHere, AgreeHere, CallOff)
ALL = MEETING + SCHEDULED
