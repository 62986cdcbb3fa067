"""Limits on messages and modals that Discord's API description leaves out, and a rule of this project.

The rule: the bot never pings.

A finding is a place in the request body and what is wrong there. Malformed parts are passed over: the API
description judges shapes.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tests.support.discord_description import Json, Object

Finding: TypeAlias = tuple[str, str]

# Limits: Discord's documentation, pages "Message", "Component Reference" and "Interactions".
MAX_CONTENT = 2000
MAX_TEXT_DISPLAYS = 4000
MAX_COMPONENTS = 40
MAX_LEGACY_ROWS = 5
MAX_EMBEDS_TEXT = 6000
MAX_MODAL_PARTS = 5

EPHEMERAL = 1 << 6
COMPONENTS_V2 = 1 << 15

ACTION_ROW, BUTTON, TEXT_DISPLAY = 1, 2, 10
LINK, PREMIUM = 5, 6
SELECTS = (3, 5, 6, 7, 8)
V2_TYPES = (9, 10, 11, 12, 13, 14, 17)
"""Section, text display, thumbnail, media gallery, file, separator, container."""

MESSAGE_PLACES = {
    "create_message": "",
    "update_message": "",
    "create_lobby_message": "",
    "execute_webhook": "",
    "update_original_webhook_message": "",
    "update_webhook_message": "",
    "create_thread": "message",
    "create_interaction_response": "data",
}
"""Operations that write a message, with the place of the message in the body ("" is the body itself)."""

CALLBACK_MESSAGE, CALLBACK_THINKING, CALLBACK_UPDATE, CALLBACK_MODAL = 4, 5, 7, 9


@dataclass(frozen=True, slots=True)
class _Card:
    """A message or a modal: its place in the body ("" or "data."), itself, and all its components."""

    where: str
    body: Object
    parts: tuple[tuple[str, Object], ...]


def body_findings(operation_id: str, body: Json) -> Iterator[Finding]:
    """Yield what `body` does against limits that Discord describes in words only.

    `operation_id` is the name of the operation in Discord's API description; operations that write neither
    a message nor a modal have no findings.
    """
    place = MESSAGE_PLACES.get(operation_id)
    if place is None or not isinstance(body, dict):
        return
    kind = body.get("type") if operation_id == "create_interaction_response" else CALLBACK_MESSAGE
    inner = body.get(place) if place else body
    if not isinstance(inner, dict):
        return
    where = f"{place}." if place else ""
    card = _Card(where, inner, tuple(_components(inner, where)))
    for rule in RULES.get(kind, ()) if isinstance(kind, int) else ():
        yield from rule(card)


def _components(owner: Object, where: str) -> Iterator[tuple[str, Object]]:
    """Yield every component below `owner` with its place, parents first."""
    for key in ("components", "component", "accessory"):
        value = owner.get(key)
        places = [(f"{where}{key}[{i}]", part) for i, part in enumerate(value)] if isinstance(value, list) else []
        for place, part in places or [(f"{where}{key}", value)]:
            if isinstance(part, dict):
                yield place, part
                yield from _components(part, f"{place}.")


def _content(card: _Card) -> Iterator[Finding]:
    length = len(_text(card.body, "content"))
    if length > MAX_CONTENT:
        yield f"{card.where}content", f"{length} characters, the most is {MAX_CONTENT}"


def _text_displays(card: _Card) -> Iterator[Finding]:
    length = sum(len(_text(part, "content")) for _, part in card.parts if part.get("type") == TEXT_DISPLAY)
    if length > MAX_TEXT_DISPLAYS:
        yield (
            f"{card.where}components",
            f"{length} characters in all text displays, the most is {MAX_TEXT_DISPLAYS}",
        )


def _component_count(card: _Card) -> Iterator[Finding]:
    if len(card.parts) > MAX_COMPONENTS:
        yield (
            f"{card.where}components",
            f"{len(card.parts)} components with the nested ones, the most is {MAX_COMPONENTS}",
        )


def _unique_ids(card: _Card) -> Iterator[Finding]:
    counts = Counter(_text(part, "custom_id") for _, part in card.parts)
    for custom_id, count in counts.items():
        if custom_id and count > 1:
            yield f"{card.where}components", f"custom_id {custom_id!r} is used {count} times"


def _v2_flag(card: _Card) -> Iterator[Finding]:
    flagged = _flags(card) & COMPONENTS_V2
    needs = next((place for place, part in card.parts if part.get("type") in V2_TYPES), None)
    if needs and not flagged:
        yield f"{card.where}flags", f"{needs} needs the Components V2 flag (1 << 15)"
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if flagged and card.body.get(key):
            yield f"{card.where}{key}", "not allowed beside the Components V2 flag"


def _rows(card: _Card) -> Iterator[Finding]:
    top = card.body.get("components")
    if isinstance(top, list) and len(top) > MAX_LEGACY_ROWS and not _flags(card) & COMPONENTS_V2:
        yield (
            f"{card.where}components",
            f"{len(top)} rows without the Components V2 flag, the most is {MAX_LEGACY_ROWS}",
        )
    for place, part in card.parts:
        inside = _objects(part, "components") if part.get("type") == ACTION_ROW else []
        if len(inside) > 1 and any(item.get("type") in SELECTS for item in inside):
            yield place, "a select fills its row: nothing may stand beside it"


def _embeds(card: _Card) -> Iterator[Finding]:
    length = sum(_embed_length(embed) for embed in _objects(card.body, "embeds"))
    if length > MAX_EMBEDS_TEXT:
        yield f"{card.where}embeds", f"{length} characters in all embeds, the most is {MAX_EMBEDS_TEXT}"


def _embed_length(embed: Object) -> int:
    named = [_text(embed, "title"), _text(embed, "description")]
    for key, text in (("footer", "text"), ("author", "name")):
        part = embed.get(key)
        named.append(_text(part, text) if isinstance(part, dict) else "")
    fields = [_text(field, key) for field in _objects(embed, "fields") for key in ("name", "value")]
    return sum(map(len, named + fields))


def _buttons(card: _Card) -> Iterator[Finding]:
    for place, part in card.parts:
        if part.get("type") != BUTTON:
            continue
        style = part.get("style")
        target = {LINK: "url", PREMIUM: "sku_id"}.get(style if isinstance(style, int) else 0, "custom_id")
        if not part.get(target):
            yield place, f"a button of style {style} needs {target}"
        for key in {"url", "sku_id", "custom_id"} - {target}:
            if part.get(key):
                yield f"{place}.{key}", f"not allowed on a button of style {style}"
        if style != PREMIUM and not (part.get("label") or part.get("emoji")):
            yield place, "a button needs a label or an emoji"


def _selects(card: _Card) -> Iterator[Finding]:
    for place, part in card.parts:
        values = Counter(_text(option, "value") for option in _objects(part, "options"))
        for value, count in values.items():
            if count > 1:
                yield f"{place}.options", f"value {value!r} is used {count} times"
        least, most = part.get("min_values"), part.get("max_values")
        if isinstance(least, int) and isinstance(most, int) and least > most:
            yield f"{place}.min_values", f"{least} is more than max_values ({most})"


def _mentions(card: _Card) -> Iterator[Finding]:
    """The project's rule. Without `allowed_mentions`, Discord pings whoever the text names."""
    shown = any(part.get("type") == TEXT_DISPLAY for _, part in card.parts)
    if not (card.body.get("content") or card.body.get("embeds") or shown):
        return
    place, mentions = f"{card.where}allowed_mentions", card.body.get("allowed_mentions")
    if not isinstance(mentions, dict) or mentions.get("parse") != []:
        yield place, "a text of this bot never pings: this must be there, with parse: []"
    elif any(mentions.get(key) for key in ("users", "roles", "replied_user")):
        yield place, "a text of this bot never pings: no users, roles or replied_user"


def _thinking(card: _Card) -> Iterator[Finding]:
    if _flags(card) & ~EPHEMERAL:
        yield f"{card.where}flags", "a deferred reply takes no flag but the ephemeral one"


def _modal_size(card: _Card) -> Iterator[Finding]:
    count = len(_objects(card.body, "components"))
    if count > MAX_MODAL_PARTS:
        yield f"{card.where}components", f"{count} parts in a modal, the most is {MAX_MODAL_PARTS}"


def _text(owner: Object, key: str) -> str:
    value = owner.get(key)
    return value if isinstance(value, str) else ""


def _objects(owner: Object, key: str) -> list[Object]:
    value = owner.get(key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _flags(card: _Card) -> int:
    value = card.body.get("flags")
    return value if isinstance(value, int) else 0


_MESSAGE = (
    _content,
    _text_displays,
    _component_count,
    _unique_ids,
    _v2_flag,
    _rows,
    _embeds,
    _buttons,
    _selects,
    _mentions,
)
RULES: dict[int, tuple[Callable[[_Card], Iterator[Finding]], ...]] = {
    CALLBACK_MESSAGE: _MESSAGE,
    CALLBACK_UPDATE: _MESSAGE,
    CALLBACK_THINKING: (_thinking,),
    CALLBACK_MODAL: (_modal_size, _unique_ids, _selects),
}
"""The rules for each kind of interaction callback; every other message is judged as CALLBACK_MESSAGE."""
