"""Which language to speak to somebody."""

from bot.errors import NotStarted
from bot.storage import languages
from bot.storage.database import Database
from bot.storage.languages import Language

ENGLISH = "en"


class Languages:
    """A player's own choice comes first, then the language of their Discord; English where neither is known."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def speaking(self, player_id: int, seen: str) -> str:
        """The language for somebody whose Discord speaks `seen`, which is remembered for messages sent unasked."""
        async with self._database.reading() as tx:
            found = await languages.of_player(tx, player_id)
        if found is not None and found.seen != seen:
            async with self._database.writing() as tx:
                if await languages.of_player(tx, player_id) is not None:
                    await languages.note_seen(tx, player_id, seen)
        return (found.chosen if found else None) or seen

    async def of_player(self, player_id: int) -> str:
        """The language for a message that nobody asked for just now."""
        async with self._database.reading() as tx:
            return _spoken(await languages.of_player(tx, player_id))

    async def of_run(self, run: int) -> str:
        """The language of whoever plays a run."""
        async with self._database.reading() as tx:
            return _spoken(await languages.of_run(tx, run))

    async def chosen(self, player_id: int) -> str | None:
        """What the player chose; None for the language of their Discord. Raises NotStarted."""
        async with self._database.reading() as tx:
            found = await languages.of_player(tx, player_id)
        if found is None:
            raise NotStarted
        return found.chosen

    async def choose(self, player_id: int, language: str | None) -> None:
        """Speak this language from now on; None for that of their Discord. Raises NotStarted."""
        async with self._database.writing() as tx:
            if await languages.of_player(tx, player_id) is None:
                raise NotStarted
            await languages.choose(tx, player_id, language)


def _spoken(found: Language | None) -> str:
    return (found.chosen or found.seen if found else None) or ENGLISH
