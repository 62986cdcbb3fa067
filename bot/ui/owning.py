"""What is kept about somebody: `/privacy`."""

from collections.abc import Callable, Sequence

import discord

from bot.errors import N_, OldButton
from bot.services import Services
from bot.services.privacy import Privacy
from bot.ui.answer import Answers
from bot.ui.cards.privacy import ask_erase_card, erased_card, export_card, privacy_card
from bot.ui.delivery import attempt
from bot.ui.feature import Command, command
from bot.ui.mixing.stage import take_out
from bot.ui.replies import Attachment, Manner, Reply, new_manner, words_for
from bot.ui.routes import Route, privacy

EVERY = 3600.0  # seconds; a day's work is looked for often enough that no restart lets it slip
SOON = 1.0  # seconds until the rest of it, while there is more than is done in one go


class Owning:
    """A player's data is the player's. `wake` is told in how many seconds there is something to do."""

    routes = privacy.ALL

    def __init__(self, services: Services, wake: Callable[[float], None], answers: Answers) -> None:
        self._privacy: Privacy = services.privacy
        self._rooms, self._wake, self._answers = services.mixing.rooms, wake, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._shown(interaction))

        return (command("privacy", N_("What I keep about you: see it, take it along, erase it"), callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return Manner.PRIVATE if isinstance(route, privacy.Export) else Manner.EDIT

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        user, tr = interaction.user.id, words_for(interaction)
        match route:
            case privacy.ShowPrivacy():
                return await self._shown(interaction)
            case privacy.Export():
                file = await self._privacy.export(user)
                return Reply(export_card(file, tr), files=(Attachment(file.name, file.data),))
            case privacy.AskErase():
                return Reply(ask_erase_card(tr))
            case privacy.Erase():
                await self._erase(interaction.client, user)
                return Reply(erased_card(tr))
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        """Keep to the host's limit."""
        return EVERY if await self._privacy.keep_to_limit() else SOON

    async def _erase(self, client: discord.Client, person: int) -> None:
        """Leave every mixer, as anybody who leaves, and then erase: nobody is in a room of which nothing is known."""
        for mixer in await self._rooms.leave_all(person):
            await attempt(take_out(client, mixer, person), mixer=mixer.id)
        await self._privacy.erase(person)
        self._wake(0.0)

    async def _shown(self, interaction: discord.Interaction) -> Reply:
        return Reply(privacy_card(await self._privacy.view(interaction.user.id), words_for(interaction)))
