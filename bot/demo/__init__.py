"""The real bot in a local page that looks like Discord: no token, no account, nothing leaves the machine."""

import logging

_remarks = logging.getLogger("discord")
_level = _remarks.level
_remarks.setLevel(logging.ERROR)  # simcord makes clients while it is imported; what is said about them helps nobody
try:
    from bot.demo.serving import DEFAULT_PORT, PortTaken, serve
finally:
    _remarks.setLevel(_level)

__all__ = ["DEFAULT_PORT", "PortTaken", "serve"]
