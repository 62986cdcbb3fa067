"""Mixers: the features as the client sees them."""

from bot.ui.mixing.feature import Mixers
from bot.ui.mixing.scheduling import Scheduling

__all__ = ["Mixers", "Scheduling"]
