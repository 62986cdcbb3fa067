"""What a button carries: its `custom_id`.

    r1:choose:<run>:<seq>:<option>

`r1` is the version of the codec, so that a later one still knows these. All ids are letters, digits, `_` and `-`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, get_type_hints

from bot.errors import OldButton

PREFIX = "r1"
LONGEST = 100  # Discord's limit on a custom_id


@dataclass(frozen=True, slots=True)
class Route:
    """What a click asks for. A route's fields, whole numbers and ids, are what its button carries."""

    verb: ClassVar[str]


def encode(route: Route) -> str:
    """The `custom_id` of a route, 1 to 100 characters. Raises ValueError where it would not be read back."""
    parts = [str(getattr(route, field.name)) for field in fields(route)]
    text = ":".join((PREFIX, route.verb, *parts))
    if len(text) > LONGEST or any(":" in part for part in parts):
        raise ValueError(f"{text!r} cannot be a custom_id")
    return text


def read(custom_id: str, routes: Mapping[str, type[Route]]) -> Route:
    """The route of a `custom_id`, by the verbs known. Raises OldButton for anything that `encode` did not write."""
    prefix, _, rest = custom_id.partition(":")
    verb, *parts = rest.split(":")
    route = routes.get(verb)
    if prefix != PREFIX or route is None or len(parts) != len(fields(route)):
        raise OldButton
    hints = get_type_hints(route)
    try:
        found = route(*(hints[field.name](part) for field, part in zip(fields(route), parts, strict=True)))
        if encode(found) == custom_id:  # `int` reads more than it writes, such as +7 or 1_000
            return found
    except ValueError:
        pass
    raise OldButton
