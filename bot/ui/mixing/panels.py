"""Keeping the lobbies' panels as they should be, and telling those who wait."""

import aiohttp
import discord

from bot.i18n import translations
from bot.logs import log
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.views import Notice, PanelView
from bot.storage.servers import Answer, Server
from bot.ui.answer import NO_MENTIONS, UNKNOWN_MESSAGE
from bot.ui.cards.mixing_lobby import panel_card, wait_card, waited_card
from bot.ui.cards.parts import Card

_log = log(__name__)


async def draw_panels(client: discord.Client, lobby: Lobby) -> None:
    """Draw every panel that is out of date; one that was deleted comes again in a new message."""
    if await _draw_stale(client, lobby):
        await _draw_stale(client, lobby)


async def _draw_stale(client: discord.Client, lobby: Lobby) -> bool:
    """Whether a panel was found to be gone, and has to be drawn anew."""
    gone = False
    for server, view in await lobby.stale():
        try:
            await lobby.drawn(server.id, await _draw(client, server, view))
        except discord.NotFound as error:
            if error.code == UNKNOWN_MESSAGE and server.panel:
                gone = await lobby.lost(server.lobby, server.panel)
            else:
                await _give_up(lobby, server, error)
        except discord.Forbidden as error:
            await _give_up(lobby, server, error)
    return gone


async def _draw(client: discord.Client, server: Server, view: PanelView) -> int:
    shown = panel_card(view, translations())
    shown.stop()
    channel = client.get_partial_messageable(server.lobby)
    if server.panel:
        await channel.get_partial_message(server.panel).edit(view=shown, allowed_mentions=NO_MENTIONS)
        return server.panel
    nonce = f"p{server.id}.{server.number % 1000}"
    return (await channel.send(view=shown, nonce=nonce, allowed_mentions=NO_MENTIONS)).id


async def _give_up(lobby: Lobby, server: Server, error: discord.HTTPException) -> None:
    """There is no place for a panel: the next setup makes one."""
    _log.warning("panel not drawn", server=server.id, channel=server.lobby, code=error.code)
    await lobby.drawn(server.id, None)


async def tell(client: discord.Client, notice: Notice) -> None:
    """Change the answer by which somebody waits. One whose time is over stays as it is."""
    tr = translations()
    await change_answer(client, notice.answer, wait_card(notice.wait, tr) if notice.wait else waited_card(tr))


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
