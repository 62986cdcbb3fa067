"""Which servers the bot sees just now."""

import discord


def out_of_sight(client: discord.Client) -> set[int]:
    """The servers that the bot belongs to, and that Discord does not show: while there is an outage there.

    What is missing in them says nothing about what a host has done. They are looked at when they are in sight again.
    """
    return {guild.id for guild in client.guilds if guild.unavailable}


def gone(client: discord.Client, server: int) -> bool:
    """Whether the bot does not belong to this server any more."""
    return client.get_guild(server) is None


class Outlook:
    """Whether to look around: at the start, with each new session, and when an outage is over."""

    def __init__(self) -> None:
        self._came, self._looked = 1, 0

    def came_back(self) -> None:
        """Much may have happened unheard until now."""
        self._came += 1

    @property
    def due(self) -> int:
        """The number of the look that is due, or 0 where none is."""
        return self._came if self._came > self._looked else 0

    def done(self, number: int) -> None:
        """Looked around; whatever came after this look was due has it done once more."""
        self._looked = number
