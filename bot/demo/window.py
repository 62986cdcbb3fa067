"""One person's view of one place: simcord's preview, several at a time, dressed as a chat.

simcord allows one active preview in a world and shows a workbench for developers around it. This module
overrides protected parts of `Preview` and `PreviewServer`, as they are in simcord 3.2.1.
"""

import os
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiohttp import web
from simcord.preview import Preview
from simcord.preview._server import PreviewServer

from bot.demo.markup import Framing
from bot.demo.realtime import RealTimeEnv
from bot.demo.world import Person, Place, World

STATIC = resources.files("bot.demo") / "static"
DRESS = {"chat.css": "text/css", "chat.js": "text/javascript", "icon.svg": "image/svg+xml"}
Frame = Callable[[], Framing]
"""Makes what stands around the chat, anew for each load."""


class Window(Preview):
    """A page on its own port that stays up to date by itself."""

    env: RealTimeEnv
    # A tab may sleep in the background for hours and is still the same chat when it wakes.
    _PAGE_LEASE_SECONDS = 24 * 3600.0
    _MAX_PAGES = 64

    def __init__(self, world: World, env: RealTimeEnv, person: Person, place: Place, frame: Frame) -> None:
        super().__init__(
            env,
            place.channel,
            (person.user if place.channel.guild is None else person.member,),
            layout="channel",
            display="responsive",
            width=960,
            height=720,
            locale="en-GB",
            timezone=local_timezone(),
            presentation_time=None,
            assets=world.pictures,
            port=0,
        )
        self._server = DressedServer(self, frame)
        self._drawn = ""

    async def open(self) -> None:
        """Begin to serve. The caller has the turn."""
        self.env._preview = None  # pyright: ignore[reportPrivateUsage]
        await self.__aenter__()
        self.env.on_mutation.append(self._mark_action_dispatched)
        self._drawn = self._state()

    @property
    def gone(self) -> bool:
        return self._closed

    async def follow(self) -> None:
        """Draw the page anew if anything has changed in its place since it was drawn last."""
        if self.gone or self._state() == self._drawn:
            return
        async with self.env.turn:
            if not self.gone:
                await self.refresh()
                self._drawn = self._state()

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Wait for one's turn instead of being refused, and let a page act that was redrawn a moment ago.

        Whether what was clicked still exists is checked after this in any case.
        """
        async with self.env.turn:
            page = self._get_page(context_id)
            if isinstance(body, dict) and "published_revision" in body:
                body = {**body, "published_revision": page.revision}
            result = await super()._action(context_id, body)
            if page.status == "stale":
                self._publish(page)
            return result

    def _publish(self, page: Any, *, reason: Any = "action") -> None:
        """Draw a page as of now."""
        self._advance_presentation_time()
        super()._publish(page, reason=reason)

    def _open_page(self, viewer_id: Any = None, target_id: Any = None) -> Any:
        """Begin at the newest message, also when the page is loaded again later."""
        if self._python is not None and target_id is None:
            self._python.target_id = self._initial_target(self._python.viewer, self.channel.id)
        return super()._open_page(viewer_id, target_id)

    def _state(self) -> str:
        backend = self.env.backend
        return repr((backend.channels.get(self.channel.id), backend.messages.get(self.channel.id)))


class DressedServer(PreviewServer):
    """Serves simcord's page with the list of places beside it and without its workbench."""

    _STATIC_FILES: ClassVar[dict[str, str]] = PreviewServer._STATIC_FILES | {f"/{name}": name for name in DRESS}

    def __init__(self, preview: Window, frame: Frame) -> None:
        super().__init__(preview, 0)
        self._frame = frame

    async def _index(self, request: web.Request) -> web.Response:
        plain: web.Response = await super()._index(request)
        return web.Response(
            text=dress(plain.text or "", self._frame()),
            content_type="text/html",
            headers=self._SECURITY_HEADERS,
        )

    async def _static(self, request: web.Request) -> web.Response:
        name = request.path.removeprefix("/")
        if name not in DRESS:
            return await super()._static(request)
        text = (STATIC / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=DRESS[name], headers=self._SECURITY_HEADERS)


def dress(page: str, frame: Framing) -> str:
    """Put the frame into simcord's page. What is not found there is left as it is."""
    head = (
        '<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/chat.css">'
        '<script type="module" src="/chat.js"></script></head>'
    )
    return (
        page.replace("<title>SimCord Preview</title>", f"<title>{frame.title}</title>")
        .replace("</head>", head, 1)
        .replace('<div id="preview-stage"', f'{frame.navigation}<div id="preview-stage"', 1)
        .replace("No messages in this channel.", frame.empty, 1)
    )


def local_timezone() -> str:
    """The name of this machine's time zone where it can be told, else UTC."""
    _, _, linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    for name in (os.environ.get("TZ", ""), linked):
        try:
            return ZoneInfo(name).key
        except (ValueError, OSError, ZoneInfoNotFoundError):
            continue
    return "UTC"
