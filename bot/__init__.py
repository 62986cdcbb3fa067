"""Rapport: a Discord bot with which people practise conversations."""

__version__ = "0.1.0"
