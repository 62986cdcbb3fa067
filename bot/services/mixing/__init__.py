"""Mixers: the lobby, the rooms, and what passes between people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mixer import Pace
from bot.services.mixing.company import Company
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.rooms import Rooms
from bot.services.mixing.voice import VoiceRooms
from bot.services.topics import Topics
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Mixing:
    """Everything that the interface may ask for about mixers."""

    topics: Topics
    lobby: Lobby
    rooms: Rooms
    company: Company
    voice: VoiceRooms


def mixing(
    database: Database, topics: Topics, now: Callable[[], datetime], seed: Callable[[], int], pace: Pace
) -> Mixing:
    """`now` gives the time in UTC, `seed` a number of 0..2**63 - 1 for each new mixer."""
    return Mixing(
        topics,
        Lobby(database, topics, now, seed),
        Rooms(database, topics, now, pace),
        Company(database, now),
        VoiceRooms(database, now),
    )
