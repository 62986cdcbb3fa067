"""What a mixer is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of `scenarios/mixers/`. `tags` are the interests of whoever chooses it; `hello` warms a group up."""

    id: str
    title: str
    about: str
    tags: frozenset[str]
    occasion: str | None
    hello: str
    prompts: tuple[str, ...]
