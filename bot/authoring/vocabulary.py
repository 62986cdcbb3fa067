"""The words of the scenario script."""

import re

from bot.domain import limits

TOP_KEYS = (
    "title",
    "about",
    "practises",
    "level",
    "minutes",
    "tip",
    "cast",
    "state",
    "scenes",
    "endings",
    "tests",
)
TOP_REQUIRED = ("title", "about", "practises", "level", "minutes", "tip", "scenes", "endings")
CHOICE_KEYS = ("choose", "within", "otherwise", "options")
CHANGE_KEYS = ("set", "add")
BEAT_KEYS = ("if", "beats", "any", *CHOICE_KEYS, "visit", "then", *CHANGE_KEYS, "end")
OPTION_KEYS = ("say", "do", "shows", "why", "reply", *CHANGE_KEYS, "if", "once", "then")
TEST_KEYS = ("play", "ends", "state")
TEST_REQUIRED = ("play", "ends")
ALL_KEYS = frozenset({*TOP_KEYS, *BEAT_KEYS, *OPTION_KEYS, *TEST_KEYS})
LOGIC_WORDS = frozenset({"and", "or", "not", "true", "false", "yes", "no"})

ID = re.compile(rf"[A-Za-z][A-Za-z0-9_-]{{0,{limits.ID_TEXT - 1}}}")
STATE_NAME = re.compile(rf"[A-Za-z][A-Za-z0-9_]{{0,{limits.ID_TEXT - 1}}}")
