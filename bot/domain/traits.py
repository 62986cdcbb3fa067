"""The seven traits, in the order in which each builds on the ones before."""

from enum import StrEnum


class Trait(StrEnum):
    """What a choice can show. The value is the id that scenario scripts and tables use."""

    GENEROSITY = "generosity"
    MERCY = "mercy"
    INTEGRITY = "integrity"
    COURAGE = "courage"
    HUMILITY = "humility"
    EMPATHY = "empathy"
    LISTENING = "listening"
