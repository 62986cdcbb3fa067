"""The first page, and the way from there into a chat."""

import asyncio

from aiohttp import web

from bot.demo.markup import Framing, first_page, framing
from bot.demo.realtime import RealTimeEnv
from bot.demo.window import STATIC, Window
from bot.demo.world import Person, Place, World
from bot.ui.boundary import outcome

HOST = "127.0.0.1"
PACE = 0.25
"""Seconds between two looks at whether something has changed."""

FILES = {"index.css": "text/css", "icon.svg": "image/svg+xml"}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
    ),
}


class Site:
    """The demo's own small web server. It opens a window when somebody goes to a place for the first time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._runner: web.AppRunner | None = None
        self._world: World | None = None
        self._env: RealTimeEnv | None = None
        self._windows: dict[tuple[str, int], Window] = {}

    @property
    def home(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(self) -> None:
        """Listen on the loopback interface.

        Raises:
            OSError: the port is taken.
        """
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._first_page),
                *(web.get(f"/{name}", self._file) for name in FILES),
                web.get("/{person}/{place}", self._enter),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port).start()
        self.port = int(self._runner.addresses[0][1])

    def show(self, world: World, env: RealTimeEnv) -> None:
        self._world, self._env = world, env

    async def follow(self) -> None:
        """Keep every open window up to date, for ever."""
        while True:
            await asyncio.sleep(PACE)
            for window in list(self._windows.values()):
                await outcome(window.follow())  # one page that cannot be drawn must not leave the others behind

    async def close(self) -> None:
        """Stop serving. May be called twice."""
        for window in self._windows.values():
            await window.close()
        self._windows.clear()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _first_page(self, request: web.Request) -> web.Response:
        world, _ = self._ready(request)
        text = first_page((STATIC / "index.html").read_text(encoding="utf-8"), world)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def _file(self, request: web.Request) -> web.Response:
        name = request.path.removeprefix("/")
        text = (STATIC / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=FILES[name], headers=HEADERS)

    async def _enter(self, request: web.Request) -> web.Response:
        world, env = self._ready(request)
        person = world.person(request.match_info["person"])
        place = world.place(person, request.match_info["place"]) if person else None
        if person is None or place is None:
            raise web.HTTPFound("/")
        window = await self._window(world, env, person, place)
        raise web.HTTPFound(window.url, headers={"Cache-Control": "no-store"})

    async def _window(self, world: World, env: RealTimeEnv, person: Person, place: Place) -> Window:
        def frame() -> Framing:
            return framing(world, person, place, self.home)

        key = (person.cast.key, place.channel.id)
        async with env.turn:
            window = self._windows.get(key)
            if window is None or window.gone:
                window = self._windows[key] = Window(world, env, person, place, frame)
                await window.open()
        return window

    def _ready(self, request: web.Request) -> tuple[World, RealTimeEnv]:
        # A page elsewhere whose name was made to point at this machine sends its own name.
        if request.headers.get("Host", "") not in (f"{HOST}:{self.port}", f"localhost:{self.port}"):
            raise web.HTTPForbidden
        if self._world is None or self._env is None:
            # Refresh is what a browser obeys: a tab that is opened too early goes on by itself.
            raise web.HTTPServiceUnavailable(text="One moment, the bot is starting.", headers={"Refresh": "1"})
        return self._world, self._env
