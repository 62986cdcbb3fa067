"""Every route of every feature, and the way from a `custom_id` back to one."""

from bot.ui.routes import challenges, checkins, feedback, guidance, mixing, practice, preferences, privacy
from bot.ui.routes.codec import LONGEST, PREFIX, Route, encode, read

ROUTES: dict[str, type[Route]] = {
    route.verb: route
    for routes in (
        practice.ALL,
        feedback.ALL,
        guidance.ALL,
        mixing.ALL,
        challenges.ALL,
        checkins.ALL,
        preferences.ALL,
        privacy.ALL,
    )
    for route in routes
}


def decode(custom_id: str) -> Route:
    """The route of a `custom_id`. Raises OldButton for anything that `encode` did not write."""
    return read(custom_id, ROUTES)


__all__ = ["LONGEST", "PREFIX", "ROUTES", "Route", "decode", "encode"]
