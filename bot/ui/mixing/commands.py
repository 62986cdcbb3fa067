"""The commands of mixers: `/mixer …` and `/report`, all answered to one person alone."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.errors import N_, NotYourself
from bot.i18n import translations
from bot.services import Services
from bot.services.mixing.company import Concern
from bot.ui.answer import NO_MENTIONS, Answers
from bot.ui.cards.mixing_kudos import concerns, report_card
from bot.ui.cards.mixing_lobby import block_card, note_card
from bot.ui.cards.parts import Card, thread_url
from bot.ui.feature import Command
from bot.ui.mixing.hosting import Hosting
from bot.ui.mixing.typed import FOR_SERVERS, IN_SERVERS, MixerCommand, Wake, mixer_command
from bot.ui.mixing.words import speech_of_server
from bot.ui.replies import Manner, Reply, words_for


class MixingCommands:
    """Those of hosts are in `hosting`."""

    def __init__(self, services: Services, answers: Answers, wake: Wake) -> None:
        self._services, self._mixing = services, services.mixing
        self._answers, self._wake = answers, wake
        self.hosting = Hosting(services, self._give, wake)

    def commands(self) -> Sequence[Command]:
        group = app_commands.Group(
            name="mixer",
            description=N_("Meet others and practise together"),
            allowed_contexts=IN_SERVERS,
            allowed_installs=FOR_SERVERS,
        )
        for one in (*self.hosting.commands(), self._leave(), self._block(), self._unblock()):
            group.add_command(one)
        return (group, self._report())

    async def _give(self, interaction: discord.Interaction, work: Coroutine[Any, Any, Reply]) -> None:
        await self._answers.give(interaction, Manner.PRIVATE, work)

    def _leave(self) -> MixerCommand:
        async def leave(interaction: discord.Interaction) -> None:
            await self._give(interaction, self._go(interaction))

        return mixer_command("leave", N_("Leave the mixer of this thread"), leave)

    async def _go(self, interaction: discord.Interaction) -> Reply:
        await self._mixing.rooms.leave_here(interaction.channel_id or 0, interaction.user.id)
        self._wake(0.0)
        return Reply(left_room(interaction))

    def _block(self) -> MixerCommand:
        async def block(interaction: discord.Interaction, person: discord.Member) -> None:
            await self._give(interaction, self._keep_apart(interaction, person.id))

        app_commands.describe(person=N_("Whom you would rather not meet; they are not told"))(block)
        return mixer_command("block", N_("Never be put together with somebody"), block)

    async def _keep_apart(self, interaction: discord.Interaction, person: int) -> Reply:
        if person in (interaction.user.id, interaction.application_id):
            raise NotYourself
        if not await self._mixing.company.agreed(interaction.user.id):
            return Reply(block_card(person, words_for(interaction)))
        return await blocked(self._mixing.company.block, interaction, person)

    def _unblock(self) -> MixerCommand:
        async def unblock(interaction: discord.Interaction, person: discord.Member) -> None:
            await self._give(interaction, self._allow(interaction, person.id))

        app_commands.describe(person=N_("Whom you may meet again"))(unblock)
        return mixer_command("unblock", N_("Take back a block"), unblock)

    async def _allow(self, interaction: discord.Interaction, person: int) -> Reply:
        _ = words_for(interaction).gettext
        was = await self._mixing.company.unblock(interaction.user.id, person)
        return Reply(note_card(_("You may meet again.") if was else _("There was no block to take back.")))

    def _report(self) -> MixerCommand:
        async def report(interaction: discord.Interaction, concern: str, person: discord.Member | None = None) -> None:
            about = person.id if person else None
            await self._give(interaction, self._pass_on(interaction, Concern(concern), about))

        app_commands.describe(
            concern=N_("What it is about"),
            person=N_("Whom it is about, if it is about somebody; only the hosts see it, and I keep it nowhere"),
        )(report)
        found = concerns(translations())
        app_commands.choices(concern=[app_commands.Choice(name=name, value=key) for key, name in found.items()])(report)
        return app_commands.Command(
            name="report",
            description=N_("Tell the hosts of this server that something is wrong in a mixer"),
            callback=report,
            allowed_contexts=IN_SERVERS,
            allowed_installs=FOR_SERVERS,
        )

    async def _pass_on(self, interaction: discord.Interaction, concern: Concern, about: int | None) -> Reply:
        server, tr = interaction.guild_id or 0, words_for(interaction)
        found = await self._mixing.company.report(server, interaction.channel_id or 0, interaction.user.id, concern)
        url = thread_url(server, found.thread) if found.thread else None
        shown = report_card(found, url, about, speech_of_server(interaction.client, self._services, server).tr)
        shown.stop()
        try:
            channel = interaction.client.get_partial_messageable(found.to)
            await channel.send(view=shown, nonce=f"report{found.number}", allowed_mentions=NO_MENTIONS)
        except (discord.NotFound, discord.Forbidden):
            _ = tr.gettext
            return Reply(note_card(_("I could not reach the hosts. Please tell somebody who moderates this server.")))
        words = tr.gettext(
            "The hosts have it, without your name. You can leave the mixer at any time, and /mixer block."
        )
        return Reply(note_card(words))


def left_room(interaction: discord.Interaction) -> Card:
    """What somebody reads who has left a mixer."""
    return note_card(words_for(interaction).gettext("You are out. Come back to the lobby whenever you like."))


async def blocked(
    block: Callable[[int, int], Coroutine[Any, Any, None]], interaction: discord.Interaction, person: int
) -> Reply:
    """Block somebody, and say so."""
    await block(interaction.user.id, person)
    words = words_for(interaction).gettext("You will not be put together with {person} again. They are not told.")
    return Reply(note_card(words.format(person=f"<@{person}>")))
