"""People whose Discord speaks another language."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from tests.support.world import Actor, World

_spoken: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()  # by world, then by the person's id


def speaks(world: World, actor: Actor, locale: str) -> None:
    """From now on, this person's Discord is in that language: their clicks and commands carry it."""
    backend = world.env.backend
    if backend not in _spoken:
        spoken = _spoken[backend] = {}
        emit = backend.emit

        def emit_in_language(event: str, payload: Mapping[str, Any]) -> None:
            own = spoken.get(_whose(payload)) if event == "INTERACTION_CREATE" else None
            emit(event, {**payload, "locale": own} if own else payload)

        backend.emit = emit_in_language
    _spoken[backend][str(actor.id)] = locale


def _whose(payload: Mapping[str, Any]) -> str:
    user: Mapping[str, Any] = payload["member"]["user"] if "member" in payload else payload["user"]
    return str(user["id"])
