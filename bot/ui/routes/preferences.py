"""Routes of what a player can set."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class SetTimers(Route):
    """Turn timers on (1) or off (0)."""

    verb: ClassVar[str] = "timers"
    on: int


@dataclass(frozen=True, slots=True)
class SetLanguage(Route):
    """The select menu of languages."""

    verb: ClassVar[str] = "language"


@dataclass(frozen=True, slots=True)
class SetReminders(Route):
    """Turn reminders on (1) or off (0)."""

    verb: ClassVar[str] = "remind"
    on: int


@dataclass(frozen=True, slots=True)
class SetDays(Route):
    """The select menu of weekdays."""

    verb: ClassVar[str] = "days"


@dataclass(frozen=True, slots=True)
class SetHour(Route):
    """The select menu of hours."""

    verb: ClassVar[str] = "hour"


@dataclass(frozen=True, slots=True)
class SetQuiet(Route):
    """The select menu of quiet hours."""

    verb: ClassVar[str] = "quiet"


@dataclass(frozen=True, slots=True)
class SetZone(Route):
    """The select menu of places, which turns reminders on; the value picked is a time zone."""

    verb: ClassVar[str] = "zone"


@dataclass(frozen=True, slots=True)
class Come(Route):
    """A reminder's way to practising, in a new message."""

    verb: ClassVar[str] = "come"


@dataclass(frozen=True, slots=True)
class Hush(Route):
    """No more reminders."""

    verb: ClassVar[str] = "hush"


ALL: tuple[type[Route], ...] = (SetTimers, SetLanguage, SetReminders, SetDays, SetHour, SetQuiet, SetZone, Come, Hush)
