"""What a button carries: its `custom_id`, written and read here alone.

    r1:choose:<run>:<seq>:<option>

`r1` is the version of the codec, so that a later one still knows these. All ids are letters, digits, `_` and `-`.
"""

from dataclasses import dataclass, fields
from typing import ClassVar, get_type_hints

from bot.errors import OldButton

PREFIX = "r1"
LONGEST = 100  # Discord's limit on a custom_id


@dataclass(frozen=True, slots=True)
class Picker:
    """Show what there is to practise."""

    verb: ClassVar[str] = "picker"


@dataclass(frozen=True, slots=True)
class Pick:
    """The select menu of one level; the value picked is a scenario's id."""

    verb: ClassVar[str] = "pick"
    level: int


@dataclass(frozen=True, slots=True)
class Brief:
    """Read a scenario's brief."""

    verb: ClassVar[str] = "brief"
    scenario: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Read a scenario's brief in a new message."""

    verb: ClassVar[str] = "offer"
    scenario: str


@dataclass(frozen=True, slots=True)
class TryDm:
    """Try this person's direct messages again."""

    verb: ClassVar[str] = "dm"
    scenario: str


@dataclass(frozen=True, slots=True)
class Start:
    """Agree, and begin a run."""

    verb: ClassVar[str] = "start"
    scenario: str


@dataclass(frozen=True, slots=True)
class Afresh:
    """Put the open run aside and begin another."""

    verb: ClassVar[str] = "afresh"
    scenario: str


@dataclass(frozen=True, slots=True)
class Decline:
    """Do not begin; nothing is stored."""

    verb: ClassVar[str] = "decline"


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on with a run that was left half-way."""

    verb: ClassVar[str] = "goon"
    run: int


@dataclass(frozen=True, slots=True)
class Choose:
    """Take an option as move number `seq` of a run."""

    verb: ClassVar[str] = "choose"
    run: int
    seq: int
    option: str


@dataclass(frozen=True, slots=True)
class DropClock:
    """Play on without a clock, now and later."""

    verb: ClassVar[str] = "noclock"
    run: int


@dataclass(frozen=True, slots=True)
class Again:
    """Play a scenario once more, in a new message."""

    verb: ClassVar[str] = "again"
    scenario: str


@dataclass(frozen=True, slots=True)
class ShowPicker:
    """Show what there is to practise, in a new message."""

    verb: ClassVar[str] = "next"


@dataclass(frozen=True, slots=True)
class ShowFeedback:
    """Show the feedback, in a new message."""

    verb: ClassVar[str] = "feedback"


@dataclass(frozen=True, slots=True)
class SetTimers:
    """Turn timers on (1) or off (0)."""

    verb: ClassVar[str] = "timers"
    on: int


Route = (
    Picker
    | Pick
    | Brief
    | Offer
    | TryDm
    | Start
    | Afresh
    | Decline
    | GoOn
    | Choose
    | DropClock
    | Again
    | ShowPicker
    | ShowFeedback
    | SetTimers
)

ROUTES: dict[str, type[Route]] = {route.verb: route for route in Route.__args__}


def encode(route: Route) -> str:
    """The `custom_id` of a route, 1 to 100 characters. Raises ValueError where it would not be read back."""
    parts = [str(getattr(route, field.name)) for field in fields(route)]
    text = ":".join((PREFIX, route.verb, *parts))
    if len(text) > LONGEST or any(":" in part for part in parts):
        raise ValueError(f"{text!r} cannot be a custom_id")
    return text


def decode(custom_id: str) -> Route:
    """The route of a `custom_id`. Raises OldButton for anything that `encode` did not write."""
    prefix, _, rest = custom_id.partition(":")
    verb, *parts = rest.split(":")
    route = ROUTES.get(verb)
    if prefix != PREFIX or route is None or len(parts) != len(fields(route)):
        raise OldButton
    hints = get_type_hints(route)
    try:
        return route(*(hints[field.name](part) for field, part in zip(fields(route), parts, strict=True)))
    except ValueError:
        raise OldButton from None
