"""Mixers: the feature as the client sees it."""

from bot.ui.mixing.feature import Mixers

__all__ = ["Mixers"]
