"""Voice rooms beside the threads: who was in them and for how long. Nobody listens."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from bot.storage import mixers, voices
from bot.storage.database import Database
from bot.storage.voices import Voice


class VoiceRooms:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def known(self) -> Sequence[Voice]:
        """Every voice room that has not been removed."""
        async with self._database.reading() as tx:
            return await voices.all_rooms(tx)

    async def moved(self, person: int, left: int | None, came: int | None) -> Voice | None:
        """Somebody went from one voice room to another, or out; the room that they left, if it is a mixer's."""
        now = self._now()
        async with self._database.reading() as tx:  # most rooms are nobody's mixer, and hold up nobody who writes
            before = await voices.find(tx, left) if left else None
            after = await voices.find(tx, came) if came else None
        if before is None and after is None:
            return None
        async with self._database.writing() as tx:
            if before:
                await voices.leave(tx, before.mixer, person, now)
            if after:
                await voices.enter(tx, after.mixer, person, now)
        return before

    async def found(self, voice: Voice, people: Collection[int]) -> None:
        """Who is in a room now, after the bot was away."""
        now = self._now()
        async with self._database.writing() as tx:
            await mixers.lock(tx, voice.mixer)
            for person in await voices.inside(tx, voice.mixer):
                if person not in people:
                    await voices.leave(tx, voice.mixer, person, now)
            for person in people:
                await voices.enter(tx, voice.mixer, person, now)

    async def removed(self, room: int) -> None:
        """A room is gone; how long those were in it who were in it to the end is kept."""
        async with self._database.writing() as tx:
            if voice := await voices.find(tx, room):
                for person in await voices.inside(tx, voice.mixer):
                    await voices.leave(tx, voice.mixer, person, self._now())
            await voices.removed(tx, room)
