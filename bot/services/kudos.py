"""Kudos: what others saw in a player when they talked with each other."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain.traits import Trait
from bot.storage.database import Transaction


class Kudos(Protocol):
    """Whoever keeps kudos fulfils this."""

    async def received(self, tx: Transaction, player_id: int) -> Mapping[Trait, int]:
        """How often others saw each trait in this player; traits that nobody named are left out."""
        ...


class NoKudos:
    """Nobody has met anybody yet."""

    async def received(self, tx: Transaction, player_id: int) -> Mapping[Trait, int]:
        return {}
