"""Mixers: the lobby, the rooms, and what passes between people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mixer import Pace
from bot.domain.schedule import Timetable
from bot.services.mixing.arrivals import Arrivals
from bot.services.mixing.company import Company
from bot.services.mixing.course import Course
from bot.services.mixing.line import Line
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.rooms import Rooms
from bot.services.mixing.schedule import Schedule
from bot.services.mixing.voice import VoiceRooms
from bot.services.topics import Topics
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Mixing:
    """Everything that the interface may ask for about mixers."""

    topics: Topics
    lobby: Lobby
    schedule: Schedule
    arrivals: Arrivals
    rooms: Rooms
    company: Company
    voice: VoiceRooms


def mixing(
    database: Database, topics: Topics, now: Callable[[], datetime], seed: Callable[[], int], pace: Pace
) -> Mixing:
    """`now` gives the time in UTC, `seed` a number of 0..2**63 - 1 for each new mixer."""
    line = Line(topics, now, seed)
    lobby = Lobby(database, topics, line, now)
    return Mixing(
        topics,
        lobby,
        Schedule(database, topics, line, lobby, now, Timetable(length=pace.length)),
        Arrivals(database, topics, line, lobby, now),
        Rooms(database, topics, Course(now, pace), now, pace),
        Company(database, now),
        VoiceRooms(database, now),
    )
