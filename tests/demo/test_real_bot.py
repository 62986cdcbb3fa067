"""The real bot in the demo, on a real SQLite file: what somebody sees who types `make demo`."""

import socket
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.demo.running import CHROMIUM, Demo, chat, chromium, demo, enter, type_command

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}"),
]

LONGEST = 30  # decisions; no path is as long

# What the newest message says, without the times on it, which count down by themselves; nothing while it is busy.
SAID = """() => {
    const card = [...document.querySelectorAll('#channel-timeline article')].at(-1)?.cloneNode(true);
    if (!card || card.querySelector('button[aria-disabled="true"]')) return '';
    card.querySelectorAll('time').forEach((time) => time.remove());
    return card.textContent;
}"""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def begin(running: Demo, browser: Browser) -> Page:
    """Be Ada, at the beginning of her conversation with the bot."""
    page = browser.new_page()
    page.goto(running.url)
    return enter(page, "ada")


def said(page: Page) -> str:
    """What the newest message says once it can be clicked."""
    return str(page.wait_for_function(SAID).json_value())


def press(page: Page, label: str) -> None:
    """Press the first button of this label in the newest message, and see another card in its place or below it."""
    button = chat(page).locator("article").last.get_by_role("button", name=label, exact=True).first
    button.wait_for()
    before = said(page)
    button.click()
    page.wait_for_function(f"before => {{ const now = ({SAID})(); return now && now !== before; }}", arg=before)


def step(page: Page) -> str:
    """Take the first option of the scene card; what it was called, or nothing if there is no more to decide."""
    said(page)
    card = chat(page).locator("article").last
    for label in ("Say this", "Do this"):
        if card.get_by_role("button", name=label, exact=True).count():
            press(page, label)
            return label
    return ""


def test_a_whole_scenario_is_played_and_the_next_demo_knows_it(tmp_path: Path) -> None:
    """From /practice to the debrief in a browser, by first options; after a restart, in the middle of another one."""
    command = ("bot", "demo", "--data", str(tmp_path / "data"), "--port", str(free_port()))
    with demo(*command) as running, chromium() as browser:
        ada = begin(running, browser)
        type_command(ada, "practice")
        press(ada, "This one")
        press(ada, "Start")
        decisions = 0
        while step(ada):
            decisions += 1
            assert decisions < LONGEST
        assert decisions >= 8
        expect(chat(ada).get_by_role("button", name="Play again")).to_be_visible()
        press(ada, "Play again")
        assert step(ada)
        assert running.stop()[0] == 0
    with demo(*command) as running, chromium() as browser:
        ada = begin(running, browser)
        type_command(ada, "practice")
        press(ada, "Go on")
        assert step(ada)
        code, _, errors = running.stop()
    assert (code, errors) == (0, "")
