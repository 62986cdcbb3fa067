"""The check of outgoing requests: what a real client sends passes, and each bad request is named."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from simcord import HttpLogEntry

from tests.support.discord_api import problems, tolerated
from tests.support.discord_deviations import DEVIATIONS
from tests.support.discord_limits import COMPONENTS_V2
from tests.support.toy_client import Toy, layout

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A running toy with one person in one channel."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    user: simcord.UserHandle
    member: simcord.MemberActor

    async def run(self, command: str) -> simcord.InteractionResult:
        """Use one of the toy's commands."""
        return await self.member.slash(self.channel, command)

    def sent(self, method: str, path: str) -> bool:
        """Tell whether a request with this method and a path of this pattern was made."""
        return any(entry.method == method and re.fullmatch(path, entry.path) for entry in self.env.http_requests)


@pytest.fixture
def simcord_bot() -> discord.Client:
    """Name the bot that simcord's own fixture runs."""
    return Toy()


@pytest.fixture
def stage(simcord_env: simcord.Env) -> Stage:
    """Run the toy in a server with one person."""
    guild, user = simcord_env.create_guild(), simcord_env.create_user("ada")
    return Stage(simcord_env, guild.create_text_channel("lounge"), user, guild.add_member(user))


CALLBACK = r"/interactions/\d+/\w+/callback"


@pytest.mark.parametrize(
    ("command", "method", "path"),
    [
        ("answer", "PUT", r"/applications/\d+/commands"),
        ("answer", "POST", CALLBACK),
        ("late", "PATCH", r"/webhooks/\d+/\w+/messages/@original"),
        ("late", "POST", r"/webhooks/\d+/\w+"),
        ("late", "DELETE", r"/webhooks/\d+/\w+/messages/\d+"),
        ("card", "POST", r"/users/@me/channels"),
        ("card", "PATCH", r"/channels/\d+/messages/\d+"),
        ("upload", "POST", r"/channels/\d+/messages"),
        ("thread", "PUT", r"/channels/\d+/thread-members/\d+"),
        ("event", "PATCH", r"/guilds/\d+/scheduled-events/\d+"),
        ("event", "PUT", r"/channels/\d+/permissions/\d+"),
    ],
)
async def test_real_requests_pass(stage: Stage, command: str, method: str, path: str) -> None:
    """Nothing that discord.py sends for a well-made bot is reported."""
    await stage.run(command)
    assert stage.sent(method, path)
    assert problems(stage.env.http_requests) == []


async def test_a_modal_its_reply_and_autocompletion_pass(stage: Stage) -> None:
    """The callbacks that are no messages pass too."""
    shown = await stage.run("form")
    await stage.member.submit_modal(shown, {"rating": "easy"})
    await stage.member.autocomplete(stage.channel, "scenario", "name", "te")
    kinds = [entry.json["type"] for entry in stage.env.http_requests if "callback" in entry.path and entry.json]
    assert kinds == [9, 4, 8]
    assert problems(stage.env.http_requests) == []


async def test_a_click_that_redraws_its_card_passes(stage: Stage) -> None:
    """A card in a DM is redrawn by the callback of its own button."""
    await stage.run("card")
    message = stage.user.dm_channel.last_message
    assert message is not None
    await stage.user.click(message, custom_id="move:1:0")
    assert cast(Any, stage.env.http_requests[-1].json)["type"] == 7
    assert problems(stage.env.http_requests) == []


async def test_every_deviation_is_one_that_discord_py_makes(stage: Stage) -> None:
    """The table of deviations holds nothing that is not needed."""
    for command in ("late", "card", "upload", "event"):
        await stage.run(command)
    assert tolerated(stage.env.http_requests) == {deviation.name for deviation in DEVIATIONS}


async def test_a_card_redrawn_without_allowed_mentions_is_reported(stage: Stage) -> None:
    """discord.py forgets the client's allowed mentions when an edit has a view and no content."""
    user = await stage.env.bot.fetch_user(stage.user.id)
    message = await user.send(view=layout("A card"))
    await message.edit(view=layout("The card again"))
    (line,) = problems(stage.env.http_requests)
    assert "allowed_mentions: a text of this bot never pings" in line


# From here on: single requests, made up. Each bad one is a good one with one thing changed.

QUIET: Part = {"parse": []}


def entry(method: str, path: str, json: object = None, **params: object) -> HttpLogEntry:
    """Return a request as simcord logs it."""
    return HttpLogEntry(method, path, params, json, None)


def message(*components: Part, **changes: object) -> HttpLogEntry:
    """Return a new message in a channel."""
    body: Part = {"content": "Hello", "allowed_mentions": QUIET, "components": [*components]}
    return entry("POST", "/channels/1/messages", body | changes)


def card(*components: Part, **changes: object) -> HttpLogEntry:
    """Return a new message made of Components V2."""
    return message(*components, **({"content": None, "flags": COMPONENTS_V2} | changes))


def callback(kind: int, **data: object) -> HttpLogEntry:
    """Return the answer to an interaction."""
    return entry("POST", "/interactions/1/token/callback", {"type": kind, "data": data}, with_response="1")


def modal(*components: Part, **changes: object) -> HttpLogEntry:
    """Return a callback that opens a modal."""
    return callback(9, **({"custom_id": "form", "title": "Form", "components": [*components]} | changes))


def text(content: str = "Hello") -> Part:
    """Return a text display."""
    return {"type": 10, "content": content}


def button(custom_id: str | None = "a", **changes: object) -> Part:
    """Return a button."""
    return {"type": 2, "style": 2, "label": "Go", "custom_id": custom_id} | changes


def row(*parts: Part) -> Part:
    """Return an action row."""
    return {"type": 1, "components": [*parts]}


def box(*parts: Part) -> Part:
    """Return a container."""
    return {"type": 17, "components": [*parts]}


def select(*options: Part, **changes: object) -> Part:
    """Return a select of texts."""
    choices = options or ({"label": "Tea", "value": "tea"},)
    return {"type": 3, "custom_id": "pick", "options": [*choices]} | changes


def option(name: str = "tea", **changes: object) -> Part:
    """Return an option of a select."""
    return {"label": name, "value": name} | changes


def radio(custom_id: str = "r", count: int = 2) -> Part:
    """Return a labelled group of radio buttons."""
    options = [option(str(number)) for number in range(count)]
    return {
        "type": 18,
        "label": "Which",
        "component": {"type": 21, "custom_id": custom_id, "options": options},
    }


GOOD = {
    "message": message(row(button()), row(select())),
    "card": card(
        box(text(), {"type": 9, "components": [text()], "accessory": button("a")}),
        row(button("b")),
        row(select()),
    ),
    "reply": callback(4, content="Hello", flags=64, allowed_mentions=QUIET),
    "wordless reply": callback(4, flags=64),
    "thinking": callback(5, flags=64),
    "modal": modal(radio(), text()),
    "link": message(row({"type": 2, "style": 5, "label": "Go", "url": "https://example.org"})),
    "edit": entry("PATCH", "/channels/1/messages/2", {"content": None, "embeds": []}),
    "history": entry("GET", "/channels/1/messages", limit=100, before=5),
    "answer awaited": entry("POST", "/webhooks/1/token", message().json, wait=1),
}


@pytest.mark.parametrize("request_", GOOD.values(), ids=GOOD)
def test_the_good_requests_that_the_bad_ones_are_made_of_pass(request_: HttpLogEntry) -> None:
    """What is reported below is due to the one thing changed."""
    assert problems([request_]) == []


LONG = "x" * 101
EMBED: Part = {"description": "x" * 4000}
BAD = {
    # Routes, paths and queries.
    "unknown route": (entry("POST", "/channels/1/message"), "has no such route"),
    "unknown method": (entry("PUT", "/channels/1/messages"), "has no such route"),
    "path id": (entry("GET", "/channels/None"), "{channel_id}: 'None' does not match"),
    "unknown query": (entry("GET", "/channels/1/messages", around_it=1), "?around_it: "),
    "query too large": (entry("GET", "/channels/1/messages", limit=101), "?limit: 101 is greater"),
    "query no number": (entry("GET", "/channels/1/messages", limit="many"), "?limit: 'many' is not of type"),
    "query of bool": (
        entry("POST", "/webhooks/1/token", message().json, wait=True),
        "?wait: True cannot be sent",
    ),
    "query missing": (entry("GET", "/guilds/1/members/search", limit=1), "?query: missing"),
    "body missing": (entry("POST", "/channels/1/messages"), "body: missing"),
    "body not read": (entry("DELETE", "/channels/1/messages/2", {}), "body: this route takes none"),
    "body no JSON": (message(nonce=object()), "body: cannot be sent as JSON"),
    "body of wrong type": (entry("POST", "/channels/1/messages", []), "body: [] is not of type 'object'"),
    # What the description knows.
    "unknown key": (message(contents="Hello"), "contents: Discord's API description knows no such key"),
    "unknown component": (
        message(row({"type": 99})),
        "components[0].components[0].type: 99 is not one of 2,",
    ),
    "callback type": (callback(3), "type: 3 is not one of"),
    "no custom_id": (message(row(select(custom_id=None))), "custom_id: None is not of type 'string'"),
    "custom_id empty": (message(row(select(custom_id=""))), "custom_id: 0 characters, the least is 1"),
    "custom_id long": (message(row(button(LONG))), "custom_id: 101 characters, the most is 100"),
    "button label": (message(row(button(label="x" * 81))), "label: 81 characters, the most is 80"),
    "button style": (message(row(button(style=9))), "style: 9 is not one of"),
    "six buttons": (message(row(*(button(str(i)) for i in range(6)))), "6 items, the most is 5"),
    "empty row": (message(row()), "components[0].components: 0 items, the least is 1"),
    "option label": (message(row(select(option(label=LONG)))), "options[0].label: 101 characters"),
    "option value": (message(row(select(option(value=LONG)))), "options[0].value: 101 characters"),
    "option description": (message(row(select(option(description=LONG)))), "options[0].description: 101"),
    "placeholder": (
        message(row(select(placeholder="x" * 151))),
        "placeholder: 151 characters, the most is 150",
    ),
    "options": (
        message(row(select(*(option(str(i)) for i in range(26))))),
        "options: 26 items, the most is 25",
    ),
    "embed title": (
        message(embeds=[{"title": "x" * 257}]),
        "embeds[0].title: 257 characters, the most is 256",
    ),
    "embed field": (
        message(embeds=[{"fields": [{"name": "a", "value": "x" * 1025}]}]),
        "fields[0].value: 1025",
    ),
    "eleven embeds": (message(embeds=[{"title": "a"}] * 11), "embeds: 11 items, the most is 10"),
    "embed time": (message(embeds=[{"timestamp": "soon"}]), "timestamp: 'soon' is not a 'date-time'"),
    "address": (message(embeds=[{"url": "example"}]), "embeds[0].url: 'example' is not a 'uri'"),
    "nonce": (message(nonce="x" * 26), "nonce: 26 characters, the most is 25"),
    "empty text": (card(text("")), "components[0].content: 0 characters, the least is 1"),
    "modal title": (modal(radio(), title="x" * 46), "data.title: 46 characters, the most is 45"),
    "one radio option": (modal(radio(count=1)), "component.options: 1 items, the least is 2"),
    "button in a modal": (modal(row(button())), "data.components[0].components[0].type: 2 is not one of"),
    "choices": (callback(8, choices=[{"name": LONG, "value": "a"}]), "data.choices[0].name: 101 characters"),
    "command name": (
        entry("PUT", "/applications/1/commands", [{"name": "x" * 33, "type": 1, "description": "a"}]),
        "[0].name: 33 characters, the most is 32",
    ),
    # What it does not know.
    "content": (message(content="x" * 2001), "content: 2001 characters, the most is 2000"),
    "reply's content": (
        callback(4, content="x" * 2001, allowed_mentions=QUIET),
        "data.content: 2001 characters",
    ),
    "texts": (
        card(text("x" * 2001), box(text("x" * 2000))),
        "components: 4001 characters in all text displays",
    ),
    "components": (
        card(*(box(text()) for _ in range(20)), text()),
        "components: 41 components with the nested",
    ),
    "custom_id twice": (card(row(button()), box(row(button()))), "components: custom_id 'a' is used 2 times"),
    "modal's custom_id": (modal(radio(), radio()), "data.components: custom_id 'r' is used 2 times"),
    "no V2 flag": (message(box(row(button()))), "flags: components[0] needs the Components V2 flag"),
    "V2 content": (card(text(), content="Hello"), "content: not allowed beside the Components V2 flag"),
    "V2 embeds": (card(text(), embeds=[{"title": "a"}]), "embeds: not allowed beside the Components V2 flag"),
    "legacy rows": (message(*(row(button(str(i))) for i in range(6))), "components: 6 rows without the"),
    "shared row": (message(row(select(), button())), "components[0]: a select fills its row"),
    "embeds": (message(embeds=[EMBED, EMBED]), "embeds: 8000 characters in all embeds, the most is 6000"),
    "button without id": (message(row(button(custom_id=None))), "a button of style 2 needs custom_id"),
    "button with url": (message(row(button(url="https://a.b"))), "url: not allowed on a button of style 2"),
    "button without words": (message(row(button(label=None))), "a button needs a label or an emoji"),
    "value twice": (message(row(select(option(), option()))), "options: value 'tea' is used 2 times"),
    "min over max": (
        message(row(select(min_values=2, max_values=1))),
        "min_values: 2 is more than max_values",
    ),
    "thinking in V2": (callback(5, flags=COMPONENTS_V2), "data.flags: a deferred reply takes no flag"),
    "modal of six": (modal(*(radio(str(i)) for i in range(6))), "data.components: 6 parts in a modal"),
    # This project's rule.
    "may ping": (message(allowed_mentions=None), "allowed_mentions: a text of this bot never pings"),
    "may ping users": (message(allowed_mentions={"parse": ["users"]}), "never pings"),
    "may ping one": (message(allowed_mentions={"parse": [], "users": ["1"]}), "never pings: no users"),
    "may ping back": (message(allowed_mentions={"parse": [], "replied_user": True}), "or replied_user"),
    "card may ping": (card(text(), allowed_mentions={}), "allowed_mentions: a text of this bot never pings"),
    "reply may ping": (callback(7, content="Hello"), "data.allowed_mentions: a text of this bot never pings"),
}


@pytest.mark.parametrize(("request_", "named"), BAD.values(), ids=BAD)
def test_a_bad_request_is_named_once(request_: HttpLogEntry, named: str) -> None:
    """Each thing that Discord refuses is reported by its place, without noise beside it."""
    (line,) = problems([request_])
    assert named in line


@pytest.mark.parametrize(
    "request_",
    [
        message(attachments=[{"id": 1.5}]),
        message(nsfw=False),
        callback(4, embeds=[{"flag": 0}], allowed_mentions=QUIET),
        entry("POST", "/users/@me/channels", {"recipient_id": "ada"}),
        entry("POST", "/users/@me/channels", {"recipient_id": True}),
        entry("POST", "/channels/1/messages/2/threads", {"name": "a", "tts": False}),
    ],
)
def test_a_deviation_opens_no_more_than_its_place(request_: HttpLogEntry) -> None:
    """What is tolerated in one place is reported in others."""
    assert len(problems([request_])) == 1
    assert tolerated([request_]) == set()


def _objects(node: object) -> Iterator[Part]:
    """Yield every object in a body, the outermost first."""
    inside: Iterable[object] = ()
    if isinstance(node, dict):
        yield (owner := cast(Part, node))
        inside = owner.values()
    elif isinstance(node, list):
        inside = cast(list[object], node)
    for part in inside:
        yield from _objects(part)


@pytest.mark.parametrize("index", range(len([*_objects(GOOD["card"].json)])))
def test_an_unknown_key_anywhere_is_named(index: int) -> None:
    """No part of a card is skipped: a key slipped in at any depth is reported, and nothing else."""
    changed = deepcopy(GOOD["card"])
    [*_objects(changed.json)][index]["surprise"] = 1
    (line,) = problems([changed])
    assert "surprise: Discord's API description knows no such key" in line


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=8))
def test_the_texts_of_a_card_count_together(lengths: list[int]) -> None:
    """The limit of 4000 characters holds for the sum, however the text is spread and nested."""
    parts = [text("x" * length) for length in lengths]
    found = problems([card(box(*parts[1:], text()), parts[0])])
    assert len(found) == (sum(lengths) + len("Hello") > 4000)
