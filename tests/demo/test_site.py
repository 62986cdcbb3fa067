"""The first page of the demo, and the way from there into the chats."""

import errno
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect
from simcord.enums import ChannelType

from bot.demo import PortTaken, realtime, serve
from bot.demo.realtime import RealTimeEnv
from bot.demo.site import Site
from bot.demo.world import CAST, World, build
from bot.errors import StartError
from tests.demo.running import CHROMIUM, FLAGS
from tests.demo.toy import Toy, make_toy


@pytest_asyncio.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """A world with the toy in it."""
    monkeypatch.setattr(realtime, "PATIENCE", 0.3)
    env = RealTimeEnv(Toy())
    world = build(env)
    await env.open()
    yield world
    await env.close()


@pytest_asyncio.fixture
async def site(world: World) -> AsyncIterator[Site]:
    """The site that shows it."""
    assert isinstance(world.env, RealTimeEnv)
    site = Site(0)
    await site.start()
    site.show(world, world.env)
    yield site
    await site.close()


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """Something that asks for pages."""
    async with aiohttp.ClientSession() as session:
        yield session


async def target(browser: aiohttp.ClientSession, site: Site, path: str) -> str:
    """Where a path leads to."""
    async with browser.get(site.home + path, allow_redirects=False) as answer:
        assert answer.status == 302
        return answer.headers["Location"]


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")
async def test_a_tab_opened_too_early_goes_on_by_itself(world: World) -> None:
    """Whoever opens the address while the bot starts waits for it, and need not know to reload."""
    assert isinstance(world.env, RealTimeEnv)
    site = Site(0)
    await site.start()
    try:
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = await chromium.new_page()
            await page.goto(site.home)
            await expect(page.locator("body")).to_contain_text("One moment")
            site.show(world, world.env)
            await expect(page.locator("body")).to_contain_text("Choose who to be")
            await chromium.close()
    finally:
        await site.close()


async def test_first_page_names_everybody_and_what_to_type(site: Site, browser: aiohttp.ClientSession) -> None:
    """Whoever opens it sees whom to be and how to begin."""
    async with browser.get(site.home) as answer:
        text = await answer.text()
    assert "/practice" in text
    for person in CAST:
        assert f"<h2>{person.name}</h2>" in text
        assert f'href="/{person.key}/dm"' in text
        assert f'href="/{person.key}/lobby"' in text


async def test_several_chats_are_open_at_once_and_stay_where_they_are(
    site: Site, browser: aiohttp.ClientSession
) -> None:
    """Opening a second chat does not end the first, and coming back leads to the same one."""
    paths = ["/ada/dm", "/ada/lobby", "/bo/dm", "/bo/lobby"]
    addresses = [await target(browser, site, path) for path in paths]
    assert len(set(addresses)) == len(paths)
    assert [await target(browser, site, path) for path in paths] == addresses
    for address in addresses:
        async with browser.get(address) as answer:
            assert "Places" in await answer.text()


async def test_an_address_that_is_nowhere_leads_to_the_first_page(
    site: Site, world: World, browser: aiohttp.ClientSession
) -> None:
    """A person, a place or a conversation of somebody else's that one may not see is no error page."""
    others = world.people[1].user.dm_channel.id
    for path in ("/nobody/dm", "/ada/nowhere", f"/ada/{others}"):
        assert await target(browser, site, path) == "/"


async def test_a_chat_is_found_by_the_id_of_its_channel(
    site: Site, world: World, browser: aiohttp.ClientSession
) -> None:
    """A link into Discord, as the bot writes it, can be followed inside the demo."""
    own = world.people[0].user.dm_channel.id
    assert await target(browser, site, f"/ada/{own}") == await target(browser, site, "/ada/dm")


async def test_a_page_elsewhere_cannot_reach_in_under_another_name(site: Site, browser: aiohttp.ClientSession) -> None:
    """A foreign name that points at this machine is refused."""
    async with browser.get(site.home, headers={"Host": f"example.org:{site.port}"}) as answer:
        assert answer.status == 403


async def test_a_private_thread_is_a_place_for_its_members_only(world: World) -> None:
    """Who is put into a mixer sees it; who is not does not."""
    backend, (ada, bo, chen, _) = world.env.backend, world.people
    mixers = world.place(ada, "mixers")
    assert mixers is not None
    thread = backend.create_thread(mixers.channel.id, "Group one", backend.bot_user.id, type=ChannelType.PRIVATE_THREAD)
    thread.thread_members[bo.user.id] = backend.now_iso()
    assert world.place(bo, str(thread.id)) is not None
    assert world.place(chen, str(thread.id)) is None


async def test_a_port_in_use_is_said_in_one_line_and_starts_nothing(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The second demo on one port names the port and what to do."""
    with pytest.raises(PortTaken, match=f"Port {site.port} is in use"):
        await serve(make_toy, data=tmp_path_factory.mktemp("data"), port=site.port)


async def test_a_port_that_is_not_ours_to_take_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for a program on port 80 where the system merely does not give it away."""

    async def start(_: Site) -> None:
        raise PermissionError(errno.EACCES, "error while attempting to bind")

    monkeypatch.setattr(Site, "start", start)
    with pytest.raises(StartError, match="Port 80 cannot be used: Permission denied"):
        await serve(make_toy, data=tmp_path, port=80)
