"""Keeping the lobbies' panels as they should be, and telling those who wait."""

import aiohttp
import discord

from bot.logs import log
from bot.services import Services
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.views import Notice
from bot.storage.lines import Answer
from bot.storage.servers import Server
from bot.ui.answer import NO_MENTIONS, UNKNOWN_MESSAGE
from bot.ui.cards.mixing_lobby import notice_card, private_notice_card
from bot.ui.cards.mixing_panel import panel_card
from bot.ui.cards.parts import Card
from bot.ui.delivery import attempt
from bot.ui.mixing.hosts import whisper
from bot.ui.mixing.sight import out_of_sight
from bot.ui.mixing.words import speech_of_person, speech_of_server

_log = log(__name__)


async def draw_panels(client: discord.Client, services: Services) -> bool:
    """Draw every panel that is out of date; one that was deleted comes again. Whether any is to be tried again."""
    lobby, failed, hidden = services.mixing.lobby, set[int](), out_of_sight(client)
    while found := await lobby.take_stale(failed | hidden):
        server, view = found
        try:
            speech = speech_of_server(client, services, server.id)
            await _draw(client, lobby, server, panel_card(speech.of(view), speech.tr))
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE or not server.panel:
                await _give_up(lobby, server, error)
            else:
                await lobby.lost(server.lobby, server.panel)
        except discord.Forbidden as error:
            await _give_up(lobby, server, error)
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.warning("panel not drawn", server=server.id, error=str(error))
            failed.add(server.id)
            await lobby.doubt(server.id)
    return bool(failed)


async def _draw(client: discord.Client, lobby: Lobby, server: Server, shown: Card) -> None:
    shown.stop()
    channel = client.get_partial_messageable(server.lobby)
    if server.panel:
        await channel.get_partial_message(server.panel).edit(view=shown, allowed_mentions=NO_MENTIONS)
        return
    nonce = f"p{server.id}.{server.number % 1000}"
    sent = await channel.send(view=shown, nonce=nonce, allowed_mentions=NO_MENTIONS)
    await lobby.drawn(server.id, sent.id)


async def _give_up(lobby: Lobby, server: Server, error: discord.HTTPException) -> None:
    """There is no place for a panel: the next setup makes one."""
    _log.warning("panel not drawn", server=server.id, channel=server.lobby, code=error.code)
    await lobby.drawn(server.id, None)


async def remove_panel(client: discord.Client, channel: int, panel: int) -> None:
    """Take a panel away whose lobby has moved to another channel; one that is gone or out of reach is left at that."""
    try:
        await client.get_partial_messageable(channel).get_partial_message(panel).delete()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("panel not removed", channel=channel, code=error.code)


async def tell(client: discord.Client, services: Services, notice: Notice) -> None:
    """Change the answer by which somebody waits, or tell them in private. One whose time is over stays as it is."""
    speech = await speech_of_person(services, notice.person)
    if notice.answer is None:
        guild = client.get_guild(notice.server)
        shown = private_notice_card(notice, guild.name if guild else "Discord", speech.tr)
        key = f"line/{notice.server}/{notice.person}/{notice.news.name}"
        await attempt(whisper(client, services, notice.person, shown, key), player=notice.person)
        return
    await change_answer(client, notice.answer, notice_card(speech.of(notice), speech.tr))


async def change_answer(client: discord.Client, answer: Answer, shown: Card) -> None:
    """Show another card in an answer that was given before."""
    shown.stop()
    if not client.application_id:
        return
    hook = discord.Webhook.partial(client.application_id, answer.token, client=client)
    try:
        await hook.edit_message(answer.message, view=shown, allowed_mentions=NO_MENTIONS)
    except (discord.HTTPException, aiohttp.ClientError) as error:
        _log.info("answer not changed", error=str(error))
