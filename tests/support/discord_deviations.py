"""Where discord.py 2.7.1 disagrees with Discord's API description and Discord takes it all the same."""

import re
from dataclasses import dataclass

from jsonschema import ValidationError


@dataclass(frozen=True, slots=True)
class Deviation:
    """One such disagreement.

    `operation` and `place` are patterns for the whole operation id and the whole place in the body;
    `keyword` is the JSON Schema keyword that objects (for `type`, the value must be a whole number,
    written as an integer or as digits).
    """

    name: str
    operation: str
    place: str
    keyword: str
    reason: str


UNKNOWN_KEY = "additionalProperties"
MESSAGE_EDIT = r"update_(original_webhook_|webhook_)?message"
INTEGER_SNOWFLAKE = "discord.py keeps ids as integers; Discord reads them as the text that is described"

DEVIATIONS = (
    Deviation(
        "nsfw on commands",
        r".+_application_commands?",
        r"(\[\d+\]\.)?nsfw",
        UNKNOWN_KEY,
        "documented for commands, missing from the description; discord.py always sends it",
    ),
    Deviation(
        "tts when editing",
        rf"{MESSAGE_EDIT}|create_interaction_response",
        r"(data\.)?tts",
        UNKNOWN_KEY,
        "discord.py builds new messages and edits alike; Discord ignores it in edits",
    ),
    Deviation(
        "flags of embeds",
        r".+",
        r"(data\.|message\.)?embeds\[\d+\]\.flags",
        UNKNOWN_KEY,
        "documented for embeds that Discord sends; discord.py always returns it and Discord ignores it",
    ),
    Deviation(
        "what Discord said of a kept file",
        rf"{MESSAGE_EDIT}|create_interaction_response",
        r"(data\.)?attachments\[\d+\]\.(url|proxy_url|size|spoiler|height|width|content_type)",
        UNKNOWN_KEY,
        "an edit that keeps a file names it by id; discord.py sends all it knows of it",
    ),
    Deviation("integer recipient_id", r"create_dm", r"recipient_id", "type", INTEGER_SNOWFLAKE),
    Deviation(
        "integer attachments[].id",
        r".+",
        r"(data\.|message\.)?attachments\[\d+\]\.id",
        "type",
        "new files are numbered 0, 1, 2 in Discord's own documentation; kept ones as other ids",
    ),
    Deviation(
        "integer ids in a reply",
        r"create_message",
        r"message_reference\.(message|channel|guild)_id",
        "type",
        INTEGER_SNOWFLAKE,
    ),
    Deviation(
        "integer channel_id of an event",
        r"(create|update)_guild_scheduled_event",
        r"channel_id",
        "type",
        INTEGER_SNOWFLAKE,
    ),
    Deviation(
        "integer id of an overwrite",
        r"create_guild_channel|update_channel",
        r"permission_overwrites\[\d+\]\.id",
        "type",
        INTEGER_SNOWFLAKE,
    ),
    Deviation(
        "id of an overwrite in the body",
        r"set_channel_permission_overwrite",
        r"id",
        UNKNOWN_KEY,
        "it stands in the path as well; discord.py sends both",
    ),
    Deviation(
        "permissions as digits",
        r".+",
        r"(.+\.)?(allow|deny|permissions)",
        "type",
        "the description's own notes: Discord takes digits in text wherever an integer is described",
    ),
)


def deviation_of(operation_id: str, place: str, error: ValidationError) -> Deviation | None:
    """Return the deviation that covers what the description holds against a body, or None."""
    for deviation in DEVIATIONS:
        if (
            deviation.keyword == error.validator
            and re.fullmatch(deviation.operation, operation_id)
            and re.fullmatch(deviation.place, place)
            and (deviation.keyword == UNKNOWN_KEY or _is_whole(error.instance))
        ):
            return deviation
    return None


def _is_whole(value: object) -> bool:
    return type(value) is int or (isinstance(value, str) and re.fullmatch(r"[0-9]+", value) is not None)
